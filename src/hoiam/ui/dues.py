"""How near a due moment is, in words and tone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache

from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from hoiam.ui import figures
from hoiam.ui.shapes import Tone

HOUR = timedelta(hours=1)


@dataclass(frozen=True)
class Nearness:
    words: str
    tone: Tone


def nearness(
    due_at: datetime,
    now: datetime | None,
    *,
    working_days: int | None = None,
    met_at: datetime | None = None,
    is_paused: bool = False,
    warn_hours: int = 24,
) -> Nearness | None:
    """Say how far `due_at` is from `now` (aware instants); None where no `now` is known.

    `working_days` is the count left, from whoever knows the calendar; without it elapsed days and hours count.
    """
    language = get_language()
    if met_at:
        if met_at <= due_at:
            return _said("met", "", 0, "success", language)
        return _said("late", *_largest(met_at - due_at), "warning", language)
    if is_paused:
        return _said("paused", "", 0, "neutral", language)
    if now is None:
        return None
    if now > due_at:
        return _said("overdue", *_largest(now - due_at), "danger", language)
    length = due_at - now
    tone: Tone = "warning" if length <= warn_hours * HOUR else "neutral"
    is_far = length > 24 * HOUR
    if is_far and working_days:
        return _said("left", "working day", working_days, tone, language)
    if not is_far and length > 8 * HOUR and timezone.localdate(due_at) == timezone.localdate(now):
        return _said("today", "", 0, tone, language)
    return _said("left", *_largest(length), tone, language)


def span(length: timedelta) -> str:
    """A length of time in its largest fitting unit: days from 48 hours on, else hours, else minutes."""
    return _named(*_largest(length))


def _largest(length: timedelta) -> tuple[str, int]:
    minutes = max(int(length.total_seconds() // 60), 1)
    if minutes >= 48 * 60:
        return "day", minutes // (24 * 60)
    return ("hour", minutes // 60) if minutes >= 60 else ("minute", minutes)


@lru_cache(maxsize=2048)
def _said(form: str, unit: str, count: int, tone: Tone, _language: str | None) -> Nearness:
    """Kept, because the rows of a list are often equally far from now."""
    if form == "met":
        return Nearness(_("done in time"), tone)
    if form == "paused":
        return Nearness(_("paused"), tone)
    if form == "today":
        return Nearness(_("due today"), tone)
    if unit == "working day":
        words = ngettext("%(count)s working day left", "%(count)s working days left", count)
        return Nearness(words % {"count": figures.written(count)}, tone)
    said = {
        "late": _("done %(span)s late"),
        "overdue": _("%(span)s overdue"),
        "left": _("%(span)s left"),
    }
    return Nearness(said[form] % {"span": _named(unit, count)}, tone)


def _named(unit: str, count: int) -> str:
    if unit == "day":
        words = ngettext("%(count)s day", "%(count)s days", count)
    elif unit == "hour":
        words = ngettext("%(count)s hour", "%(count)s hours", count)
    else:
        words = ngettext("%(count)s minute", "%(count)s minutes", count)
    return words % {"count": figures.written(count)}
