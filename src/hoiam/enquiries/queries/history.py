"""What was done with an enquiry, from the journal, with what each act said where it is not erased."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from hoiam.desks.models import JournalLine, Person
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
    officer: Person | None = None
    """To whom the enquiry was given, where it was."""


def history_of(enquiry: Enquiry) -> list[Done]:
    """Every act on an enquiry, the latest first, in two queries."""
    kept = JournalLine.objects.filter(record_kind=ENQUIRY, record_id=enquiry.pk)
    lines = list(kept.select_related("detail").order_by("-number"))
    details = {line.pk: line.detail.content for line in lines if hasattr(line, "detail")}
    numbers = {int(line.actor[7:]) for line in lines if line.actor.startswith("person:")}
    numbers |= {said["officer"] for said in details.values() if said.get("officer")}
    people = Person.objects.in_bulk(numbers)
    return [_done(line, details.get(line.pk) or {}, people) for line in lines]


def _done(line: JournalLine, said: dict[str, Any], people: dict[int, Person]) -> Done:
    actor = people.get(int(line.actor[7:])) if line.actor.startswith("person:") else None
    return Done(line.verb, line.at, line.actor, actor, said, people.get(said.get("officer", 0)))
