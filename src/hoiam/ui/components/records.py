"""How records are shown: facts, what happened, figures, terms with values, codes to scan."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import segno
from django.template import Library
from django.utils.safestring import SafeString, mark_safe

from hoiam.ui.components.marks import known
from hoiam.ui.shapes import Event, FactCard, Row

register = Library()


@register.inclusion_tag("ui/parts/fact_card.html")
def fact_card(card: FactCard, into: str = "", href_cite: str = "", compact: bool = False) -> dict[str, Any]:
    """A fact with its source; `into` (a selector) adds the button that cites it in that text."""
    return {"card": card, "into": into, "href_cite": href_cite, "compact": compact}


@register.inclusion_tag("ui/parts/timeline.html")
def timeline(events: Iterable[Event]) -> dict[str, Any]:
    """What happened, in the order given."""
    return {"events": events}


@register.inclusion_tag("ui/parts/stat.html")
def stat(
    value: object, label: str, tone: str = "neutral", href: str = "", note: str = "", icon: str = ""
) -> dict:
    """One figure with its meaning; stands in `.tiles`."""
    return {"value": value, "label": label, "tone": known(tone), "href": href, "note": note, "icon": icon}


@register.inclusion_tag("ui/parts/definition_list.html")
def definition_list(rows: Iterable[Row]) -> dict[str, Any]:
    """Terms with their values."""
    return {"rows": rows}


@register.inclusion_tag("ui/parts/qr.html")
def qr(text: str, label: str) -> dict[str, Any]:
    """A code to scan, drawn in the page; `label` says what it leads to."""
    return {"drawing": _drawing(text), "label": label}


def _drawing(text: str) -> SafeString:
    code = segno.make(text, error="m", micro=False)
    drawn = code.svg_inline(scale=1, border=2, omitsize=True, svgclass=None, lineclass=None)
    return mark_safe(drawn.replace("<svg ", '<svg aria-hidden="true" focusable="false" ', 1))  # noqa: S308
