"""Reading clocks: what runs for a record, when it is due, and why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import models

from hoiam.deadlines import Base, Due, Rule, Unit, trace_from_rows
from hoiam.deadlines import Extension as ExtensionValue
from hoiam.deadlines import Pause as PauseValue
from hoiam.deadlines import due as count
from hoiam.deadlines.wording import sentences
from hoiam.desks.models import Clock
from hoiam.desks.queries.law import current_calendar, laws_for, reader_language, rule_value, zone
from hoiam.desks.terms import Duty


@dataclass(frozen=True)
class DayLine:
    """One local day of an explanation, in the reader's language."""

    day: str
    counted: bool
    why: str


def clocks_of(record: models.Model) -> list[Clock]:
    """All clocks of a record with their rules, the soonest due first; open ones before met ones."""
    found = Clock.objects.of(record._meta.label_lower, record.pk).select_related("rule").order_by()
    rows = list(found.prefetch_related("pauses", "extensions"))
    desk = getattr(record, "desk", None)
    for clock in rows:
        if desk is not None and clock.desk_id == desk.pk:
            clock.desk = desk
    return sorted(
        rows,
        key=lambda clock: (clock.met_at is not None, clock.due_at is None, clock.due_at or clock.started_at),
    )


def next_due(record: models.Model) -> Clock | None:
    """The open clock that is due first; a legal limit before a warning or a target of the same moment."""
    open_ones = Clock.objects.of(record._meta.label_lower, record.pk).open().filter(due_at__isnull=False)
    order = [Duty.LEGAL, Duty.PROMISED, Duty.ASKED, Duty.WARNING, Duty.TARGET]
    rows = list(open_ones.select_related("rule"))
    return min(rows, key=lambda clock: (clock.due_at, order.index(Duty(clock.duty))), default=None)


def explanation(clock: Clock) -> list[DayLine]:
    """The stored trace day by day, told in the reader's language; [] for a date that somebody asked for."""
    language = reader_language()
    return [
        DayLine(line.day.isoformat(), line.counted, sentences(line.why, language))
        for line in trace_from_rows(clock.trace)
    ]


def rule_of(clock: Clock) -> Rule | None:
    """The rule value that a clock runs under; None for a date that somebody asked for."""
    if clock.rule is not None:
        return rule_value(clock.rule)
    if not clock.limit:
        return None
    return Rule(
        id=f"target-{clock.desk.code}",
        base=Base.TARGET,
        unit=Unit(clock.limit["unit"]),
        amount=int(clock.limit["amount"]),
        calendar=clock.limit["calendar"],
        source="the desk's own target",
    )


def counted(clock: Clock) -> Due | None:
    """What the arithmetic says of this clock now, with its pauses and extensions; None as in `rule_of`."""
    rule = rule_of(clock)
    if rule is None:
        return None
    pauses: list[PauseValue] = []
    longer: list[ExtensionValue] = []
    if clock.pk:
        pauses = [PauseValue(row.starts_at, row.ends_at, row.reason) for row in clock.pauses.all()]
        longer = [ExtensionValue(row.granted_at, needs_met=row.needs_met) for row in clock.extensions.all()]
    calendar = current_calendar(rule.calendar)
    return count(rule, clock.started_at, calendar=calendar, zone=zone(), pauses=pauses, extensions=longer)


def due_before_sending(kind: str, event: str, at: datetime) -> list[dict[str, Any]]:
    """What the law would give a record of `kind` that begins at `at`: [{"law", "due"}], soonest first.

    For the page that explains the due date before anything is sent.
    """
    said = []
    for law in laws_for(kind, event, at):
        rule = rule_value(law)
        due = count(rule, at, calendar=current_calendar(rule.calendar), zone=zone())
        said.append({"law": law, "due": due, "warns_only": rule.warns_only})
    return sorted(said, key=lambda row: row["due"].due_at)
