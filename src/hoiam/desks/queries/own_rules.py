"""The rules that a desk set for itself, and what they come to."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Min, QuerySet
from django.utils.timezone import localtime

from hoiam.deadlines.values import Unit
from hoiam.desks.models import Desk, LawRule, OwnRule
from hoiam.desks.queries.law import rule_value
from hoiam.desks.terms import RUNNING_STATES, OwnRuleKind

DAYS_OF = {
    Unit.RUNNING_HOUR: 1 / 24,
    Unit.CALENDAR_DAY: 1,
    Unit.WORKING_DAY: 1,
    Unit.MONTH: 28,
    Unit.QUARTER: 84,
}
"""Days that a unit has at least."""


def own_rules(desk: Desk) -> list[OwnRule]:
    """Every rule of a desk: those in force first, then the ended ones, each the newest first."""
    rows = list(OwnRule.objects.filter(desk=desk).order_by("-set_at", "-pk"))
    return sorted(rows, key=lambda rule: rule.ended_at is not None)


def get_own_rule(number: int, *, desk: Desk) -> OwnRule:
    """Raises `OwnRule.DoesNotExist` for another desk's."""
    return OwnRule.objects.select_related("desk").get(pk=number, desk=desk)


def target_days(desk: Desk) -> int:
    """Working days to a first answer that the desk sets itself: its target, or a faster rule of its own."""
    shortest = _in_force(desk).filter(kind=OwnRuleKind.FASTER).aggregate(days=Min("working_days"))["days"]
    return min(desk.target_working_days, shortest) if shortest else desk.target_working_days


@dataclass(frozen=True)
class SourcesNeeded:
    """Sources that each fact cited by a desk's texts must have, by its themes."""

    by_theme: dict[str, int]
    """{theme, or "" for every one: how many}"""

    def of(self, themes: Collection[str]) -> int:
        """How many a fact of these themes needs; the strictest rule counts."""
        return max((self.by_theme.get(theme, 1) for theme in ("", *themes)), default=1)


def sources_needed(desk: Desk) -> SourcesNeeded:
    rows = _in_force(desk).filter(kind=OwnRuleKind.EVIDENCE, sources_needed__isnull=False)
    asked = rows.values_list("theme", "sources_needed")
    return SourcesNeeded({theme: number for theme, number in asked if number})


def shortest_legal_days(at: datetime) -> int | None:
    """The shortest limit of law for an answer on that day, in days; None where no confirmed row has one."""
    today = localtime(at).date()
    days = []
    for law in LawRule.objects.filter(is_current=True, act="answer", state__in=RUNNING_STATES):
        rule = rule_value(law)
        if rule.amount and rule.unit and not rule.warns_only and _is_in_force(law, today):
            days.append(max(1, int(rule.amount * DAYS_OF[rule.unit])))
    return min(days, default=None)


def _is_in_force(law: LawRule, day: date) -> bool:
    return (law.valid_from is None or law.valid_from <= day) and (law.valid_to is None or law.valid_to >= day)


def _in_force(desk: Desk) -> QuerySet[OwnRule]:
    return OwnRule.objects.filter(desk=desk, ended_at__isnull=True)
