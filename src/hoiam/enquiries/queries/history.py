"""What was done with an enquiry, from the journal, with what each act said where it is not erased."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from hoiam.desks.models import JournalDetail, JournalLine, Person
from hoiam.enquiries.models import Enquiry

ENQUIRY = "enquiries.enquiry"


@dataclass(frozen=True)
class Done:
    """One act: when, by whom (a person, or one of the words asker, worker, operator), and what it said."""

    verb: str
    at: datetime
    actor: str
    person: Person | None
    said: dict[str, Any] = field(default_factory=dict)


def history_of(enquiry: Enquiry) -> list[Done]:
    """Every act on an enquiry, the latest first, in three queries."""
    lines = list(JournalLine.objects.filter(record_kind=ENQUIRY, record_id=enquiry.pk).order_by("-number"))
    kept = JournalDetail.objects.filter(line__in=[line.pk for line in lines])
    details = {row.line_id: row.content for row in kept}
    numbers = {line.actor[7:] for line in lines if line.actor.startswith("person:")}
    people = {f"person:{person.pk}": person for person in Person.objects.filter(pk__in=numbers)}
    return [
        Done(line.verb, line.at, line.actor, people.get(line.actor), details.get(line.pk) or {})
        for line in lines
    ]
