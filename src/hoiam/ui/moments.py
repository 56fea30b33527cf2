"""Days and instants in words of the reader's language, in the active time zone."""

from __future__ import annotations

from datetime import date, datetime

from django.utils import timezone
from django.utils.dateformat import format as django_format
from django.utils.translation import pgettext

STYLES = ("day", "long", "month", "year")


def day(value: date | datetime | None, style: str = "day") -> str:
    """A day to the precision asked for; an instant is first moved to the active time zone. None gives ""."""
    if not value:
        return ""
    return django_format(_local(value), _day_format(style))


def moment(value: datetime | None) -> str:
    """Hour, minute and day of an aware instant in the active time zone. None gives ""."""
    if not value:
        return ""
    # Translators: a Django date format for an instant
    return django_format(_local(value), pgettext("date format", "j F Y, H:i"))


def clock(value: datetime | None) -> str:
    """Hour and minute of an aware instant in the active time zone. None gives ""."""
    return django_format(_local(value), "H:i") if value else ""


def machine(value: date | datetime) -> str:
    """The same moment for the `datetime` attribute of `<time>`."""
    moved = _local(value)
    return moved.isoformat(timespec="minutes") if isinstance(moved, datetime) else moved.isoformat()


def _day_format(style: str) -> str:
    # Translators: Django date formats: a day, a day with its weekday, a month, a year
    if style == "long":
        return pgettext("date format", "l j F Y")
    if style == "month":
        return pgettext("date format", "F Y")
    if style == "year":
        return "Y"
    return pgettext("date format", "j F Y")


def _local(value: date | datetime) -> date | datetime:
    if isinstance(value, datetime) and timezone.is_aware(value):
        return timezone.localtime(value)
    return value
