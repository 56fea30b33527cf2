"""Surfaces that hold other things: notices, cards, folded details, and the page of an empty list."""

from __future__ import annotations

from typing import Any

from django.template import Library
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from hoiam.ui.components.marks import known

register = Library()

SIGNS = {"neutral": "info", "info": "info", "success": "check", "warning": "warning", "danger": "warning"}


@register.simple_block_tag
def notice(content: SafeString, tone: str = "info", title: str = "", urgent: bool = False) -> SafeString:
    """A boxed remark; `urgent` is read out at once."""
    return _surface("notice", content, tone=known(tone), title=title, urgent=urgent, sign=SIGNS[tone])


@register.simple_block_tag
def card(content: SafeString, title: str = "", tone: str = "neutral", href: str = "") -> SafeString:
    """A plain surface with an optional title."""
    return _surface("card", content, title=title, tone=known(tone), href=href)


@register.simple_block_tag
def more(content: SafeString, label: str, open: bool = False) -> SafeString:
    """Something most readers may leave folded."""
    return _surface("more", content, label=label, open=open)


@register.inclusion_tag("ui/empty.html")
def empty_state(
    title: str, text: str = "", action: str = "", href: str = "", icon: str = "inbox"
) -> dict[str, Any]:
    """Says why a list is empty and what to do next."""
    return {"title": title, "text": text, "action": action, "href": href, "icon": icon}


def _surface(name: str, content: SafeString, **values: Any) -> SafeString:
    return render_to_string(f"ui/parts/{name}.html", {"content": content, **values})
