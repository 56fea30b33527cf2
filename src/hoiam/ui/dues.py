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
    if met_at:
        if met_at <= due_at:
            return Nearness(_("done in time"), "success")
        return Nearness(_("done %(span)s late") % {"span": span(met_at - due_at)}, "warning")
    if is_paused:
        return Nearness(_("paused"), "neutral")
    if now is None:
        return None
    if now > due_at:
        return Nearness(_("%(span)s overdue") % {"span": span(now - due_at)}, "danger")
    tone: Tone = "warning" if due_at - now <= warn_hours * HOUR else "neutral"
    return Nearness(_left(due_at, now, working_days), tone)


def _left(due_at: datetime, now: datetime, working_days: int | None) -> str:
    length = due_at - now
    is_far = length > 24 * HOUR
    if is_far and working_days:
        words = ngettext("%(count)s working day left", "%(count)s working days left", working_days)
        return words % {"count": figures.written(working_days)}
    if not is_far and length > 8 * HOUR and timezone.localdate(due_at) == timezone.localdate(now):
        return _("due today")
    return _("%(span)s left") % {"span": span(length)}


def span(length: timedelta) -> str:
    """A length of time in its largest fitting unit: days from 48 hours on, else hours, else minutes."""
    minutes = max(int(length.total_seconds() // 60), 1)
    if minutes >= 48 * 60:
        return _named("day", minutes // (24 * 60), get_language())
    if minutes >= 60:
        return _named("hour", minutes // 60, get_language())
    return _named("minute", minutes, get_language())


@lru_cache(maxsize=1024)
def _named(unit: str, count: int, _language: str | None) -> str:
    """Kept, because the rows of a list are often equally far from now."""
    if unit == "day":
        words = ngettext("%(count)s day", "%(count)s days", count)
    elif unit == "hour":
        words = ngettext("%(count)s hour", "%(count)s hours", count)
    else:
        words = ngettext("%(count)s minute", "%(count)s minutes", count)
    return words % {"count": figures.written(count)}
