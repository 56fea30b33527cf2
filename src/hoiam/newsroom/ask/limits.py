"""What the law gives each kind of question, told before anything is sent."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from hoiam.deadlines import explain
from hoiam.desks.queries.clocks import due_before_sending
from hoiam.desks.queries.law import reader_language
from hoiam.desks.terms import RuleState
from hoiam.enquiries.terms import Kind

EVENTS = ("received", "request_valid")

IN_PLAIN_WORDS = {
    Kind.PRESS_ENQUIRY: _("You work for the press and ask about a matter."),
    Kind.PRESS_FORWARDED_PETITION: _(
        "Your newsroom passes on a complaint or petition that a citizen sent to it."
    ),
    Kind.ACCESS_REQUEST: _("You are a citizen and ask for information that the body holds."),
    Kind.FOREIGN_PRESS_REQUEST: _("You work for a foreign news organisation."),
    Kind.INACCURACY_REPORT: _("Something that this body made public is wrong."),
    Kind.DATA_SUBJECT_REQUEST: _("You ask about data on yourself. The answer is never published."),
}


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
    days: list[tuple[date, str]]
    """Each local day and why it counts or not."""


@dataclass(frozen=True)
class KindLimits:
    """A kind of question in plain words, and its limits: those that bind first, then the soonest."""

    kind: str
    label: str
    meaning: str
    limits: list[Limit]

    @property
    def binding(self) -> list[Limit]:
        """Those that run as limits of the law; the others only remind the desk."""
        return [limit for limit in self.limits if not limit.warns_only]

    @property
    def reminder(self) -> Limit | None:
        return next((limit for limit in self.limits if limit.warns_only), None)


def limits_from(at: datetime) -> list[KindLimits]:
    """Each kind of question with its limits, if it were received at `at`."""
    return [
        KindLimits(kind.value, str(kind.label), str(IN_PLAIN_WORDS[kind]), _limits(kind, at)) for kind in Kind
    ]


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
            days=[
                (date.fromisoformat(line["day"]), line["why"])
                for line in explain(row["due"], language)["trace"]
            ],
        )
        for row in found
    ]
    return sorted(said, key=lambda limit: (limit.warns_only, limit.due_at))
