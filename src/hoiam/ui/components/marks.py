"""Small marks inside lines: icons, state words, due moments, keys; and the filters for days and figures."""

from __future__ import annotations

from datetime import datetime
from functools import cache
from typing import Any

from django.template import Context, Library
from django.templatetags.static import static
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from hoiam.ui import dues, figures, icons, moments
from hoiam.ui.shapes import TONES

register = Library()
register.filter("day", moments.day)
register.filter("moment", moments.moment)
register.filter("clock", moments.clock)
register.filter("figure", figures.written)

NOTHING = mark_safe("")


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """A picture from the icon sheet; decorative unless it has a label. Raises ValueError for an unknown name."""
    if not name:
        return NOTHING
    if name not in icons.NAMES:
        raise ValueError(f"There is no icon {name!r}; there are: {', '.join(sorted(icons.NAMES))}.")
    return _silent(name) if not label else _drawn(name, format_html('role="img" aria-label="{}"', label))


@cache
def _silent(name: str) -> SafeString:
    """A page shows thirty of them; the address of the sheet is the same as long as the process runs."""
    return _drawn(name, mark_safe('aria-hidden="true"'))


def _drawn(name: str, spoken: SafeString) -> SafeString:
    address = f"{static('ui/icons.svg')}#{name}"
    return format_html('<svg class="icon" {} focusable="false"><use href="{}"/></svg>', spoken, address)


@register.simple_tag
def badge(word: object, tone: str = "neutral", icon: str = "") -> SafeString:
    """A state word in its tone; nothing for an empty word."""
    if not word:
        return NOTHING
    return format_html('<span class="badge is-{}">{}{}</span>', known(tone), _icon(icon), word)


@register.simple_tag(takes_context=True)
def due(
    context: Context,
    due_at: datetime | None,
    working_days: int | None = None,
    met_at: datetime | None = None,
    paused: bool = False,
    kind: str = "",
    warn_hours: int = 24,
    now: datetime | None = None,
) -> SafeString:
    """How near a due moment is, with the exact moment in `<time>`; nothing without a due moment."""
    if not due_at:
        return NOTHING
    now = now or value_of(context.get("frame"), "now") or value_of(context.get("request"), "at")
    near = dues.nearness(
        due_at, now, working_days=working_days, met_at=met_at, is_paused=paused, warn_hours=warn_hours
    )
    exact = moments.tag(due_at)
    spoken = format_html('<span class="visually-hidden">{}: </span>', kind) if kind else NOTHING
    if near is None:
        return format_html('<span class="due is-neutral">{}{}</span>', spoken, exact)
    return format_html('<span class="due is-{}">{}<b>{}</b> {}</span>', near.tone, spoken, near.words, exact)


@register.simple_tag
def keyhint(*keys: str) -> SafeString:
    """Keys to press one after the other."""
    return format_html_join(" ", '<kbd class="key">{}</kbd>', ((key,) for key in keys))


def known(tone: str) -> str:
    """The tone, or ValueError where it is none of the five."""
    if tone not in TONES:
        raise ValueError(f"There is no tone {tone!r}; there are: {', '.join(TONES)}.")
    return tone


def value_of(thing: Any, name: str) -> Any:
    """An entry of a mapping or an attribute, as templates read them; None where there is neither."""
    return thing.get(name) if isinstance(thing, dict) else getattr(thing, name, None)


_icon = icon
