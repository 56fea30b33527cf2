"""Ways through the pages: breadcrumbs, tabs, paging, steps, lists of links."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.template import Library

from hoiam.ui.shapes import Link, Page, Step

register = Library()


@register.inclusion_tag("ui/parts/breadcrumbs.html")
def breadcrumbs(links: Iterable[Link]) -> dict[str, Any]:
    """Where this page stands; the last link is the page itself."""
    return {"links": links}


@register.inclusion_tag("ui/parts/tabs.html")
def tabs(links: Iterable[Link], label: str) -> dict[str, Any]:
    """Lists beside each other, each an address of its own."""
    return {"links": links, "label": label}


@register.inclusion_tag("ui/parts/pager.html")
def pager(page: Page | None) -> dict[str, Any]:
    """To the newer and the older rows; nothing where all rows are here."""
    return {"page": page}


@register.inclusion_tag("ui/parts/progress_steps.html")
def progress_steps(steps: Iterable[Step]) -> dict[str, Any]:
    """How far a case has come."""
    return {"steps": steps}
