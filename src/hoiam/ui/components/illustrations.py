"""Figures of a text: a picture with its caption, or a chart with the table of its figures under it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.template import Library
from django.utils.safestring import mark_safe

from hoiam.ui.charts import svg

register = Library()


@register.inclusion_tag("ui/parts/rendered_figure.html")
def rendered_figure(
    block: Any, language: str = "", pictures: Mapping[str, str] | str | None = None, facts_at: str = ""
) -> dict[str, Any]:
    """A rendered block of kind `figure`; `pictures` gives the address of each file by its name.

    Without an address the words of a picture stand in its place, so that nothing of the text is lost.
    """
    addresses = pictures if isinstance(pictures, Mapping) else {}
    drawing = mark_safe(svg(block.chart)) if block.chart else ""  # noqa: S308 - `svg` escapes every word
    return {
        "block": block,
        "drawing": drawing,
        "address": addresses.get(block.name, ""),
        "language": language,
        "facts_at": facts_at,
    }
