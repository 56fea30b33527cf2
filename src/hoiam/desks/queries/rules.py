"""Reading the rows of law and the calendars as officers see them."""

from __future__ import annotations

from django.db.models import Count, Q, QuerySet

from hoiam.desks.models import CalendarDay, CalendarVersion, LawRule, RefusalGround

OPEN = Q(clocks__met_at__isnull=True, clocks__stopped_at__isnull=True)


def law_rows() -> QuerySet[LawRule]:
    """The present version of every row, each with `open_clocks`, how many open clocks run under it."""
    rows = LawRule.objects.filter(is_current=True).select_related("confirmed_by")
    return rows.annotate(open_clocks=Count("clocks", filter=OPEN)).order_by("rule_id")


def versions_of(rule_id: str) -> list[LawRule]:
    """Every version of a row, the newest first; [] for an id that is none."""
    rows = LawRule.objects.filter(rule_id=rule_id).select_related("confirmed_by", "made_by")
    return list(rows.order_by("-version"))


def grounds() -> QuerySet[RefusalGround]:
    """All grounds of refusal by code."""
    return RefusalGround.objects.order_by("code")


def calendar_versions() -> list[CalendarVersion]:
    """Every version of every calendar, the newest of each first."""
    return list(CalendarVersion.objects.select_related("made_by").order_by("calendar_id", "-version"))


def listed_days(version: CalendarVersion, year: int | None = None) -> QuerySet[CalendarDay]:
    """The listed days of one version, of one year where it is given."""
    rows = version.days.order_by("day")
    return rows.filter(day__year=year) if year else rows
