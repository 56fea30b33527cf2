"""What the law gives each kind of question, told before anything is sent."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from hoiam.deadlines import explain
from hoiam.desks.queries.clocks import due_before_sending
from hoiam.desks.queries.law import reader_language
from hoiam.desks.terms import RuleState
from hoiam.enquiries.terms import Kind

EVENTS = ("received", "request_valid")


@dataclass(frozen=True)
class Limit:
    """One limit as it would run from now."""

    instrument: str
    article: str
    duty: str
    due_at: datetime
    warns_only: bool
    state: str
    note: str
    days: list[dict[str, Any]]


@dataclass(frozen=True)
class KindLimits:
    kind: str
    label: str
    limits: list[Limit]


def limits_from(at: datetime) -> list[KindLimits]:
    """For each kind of question its limits, if it were received at `at`; the soonest first."""
    return [KindLimits(kind.value, str(kind.label), _limits(kind, at)) for kind in Kind]


def _limits(kind: Kind, at: datetime) -> list[Limit]:
    found = [row for event in EVENTS for row in due_before_sending(kind, event, at)]
    language = reader_language()
    said = [
        Limit(
            instrument=str(row["law"].instrument),
            article=row["law"].article,
            duty=str(row["law"].duty),
            due_at=row["due"].due_at,
            warns_only=row["warns_only"],
            state=str(RuleState(row["law"].state).label),
            note=str(row["law"].note),
            days=explain(row["due"], language)["trace"],
        )
        for row in found
    ]
    return sorted(said, key=lambda limit: limit.due_at)
