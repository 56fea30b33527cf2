"""Days and instants in words of the reader's language, in the active time zone."""

from __future__ import annotations

from datetime import date, datetime
from functools import lru_cache

from django.utils import timezone
from django.utils.dateformat import format as django_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, pgettext

STYLES = ("day", "long", "month", "year")


def day(value: date | datetime | None, style: str = "day") -> str:
    """A day to the precision asked for; an instant is first moved to the active time zone. None gives ""."""
    if not value:
        return ""
    moved = _local(value)
    named = date(moved.year, moved.month, moved.day)
    return _written(named, _day_format(style), get_language())


def moment(value: datetime | None) -> str:
    """Hour, minute and day of an aware instant in the active time zone. None gives ""."""
    if not value:
        return ""
    # Translators: a Django date format for an instant
    words = pgettext("date format", "j F Y, H:i")
    return _written(_to_the_minute(value), words, get_language())


def clock(value: datetime | None) -> str:
    """Hour and minute of an aware instant in the active time zone. None gives ""."""
    return _written(_to_the_minute(value), "H:i", get_language()) if value else ""


def machine(value: date | datetime) -> str:
    """The same moment for the `datetime` attribute of `<time>`."""
    moved = _local(value)
    return moved.isoformat(timespec="minutes") if isinstance(moved, datetime) else moved.isoformat()


def tag(value: datetime) -> SafeString:
    """The instant in `<time>`, for people and for machines."""
    local = timezone.localtime(value) if timezone.is_aware(value) else value
    moved = local.replace(second=0, microsecond=0)
    words = pgettext("date format", "j F Y, H:i")
    return _tag(moved.replace(tzinfo=None), moved.isoformat(timespec="minutes"), words, get_language())


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


def _to_the_minute(value: datetime) -> datetime:
    """The local time that is shown, without its zone: two zones must not share a key below."""
    local = timezone.localtime(value) if timezone.is_aware(value) else value
    return local.replace(second=0, microsecond=0, tzinfo=None)


@lru_cache(maxsize=4096)
def _written(value: date | datetime, style: str, _language: str | None) -> str:
    """Limits of one desk end at few moments, and a page names each many times."""
    return django_format(value, style)


@lru_cache(maxsize=1024)
def _tag(value: datetime, machine: str, style: str, language: str | None) -> SafeString:
    return format_html('<time datetime="{}">{}</time>', machine, _written(value, style, language))
