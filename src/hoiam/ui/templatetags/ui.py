"""All components and filters of the look, gathered from `hoiam.ui.components` (see docs/build/ui.md)."""

from __future__ import annotations

from django.template import Library

from hoiam.ui.components import charts, controls, illustrations, marks, records, surfaces, ways

register = Library()
for part in (marks, controls, records, ways, surfaces, charts, illustrations):
    register.tags.update(part.register.tags)
    register.filters.update(part.register.filters)
