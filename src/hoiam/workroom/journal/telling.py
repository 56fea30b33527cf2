"""A journal line as a reader sees it: who, did what, to which record. Never what was said."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db.models import Model

from hoiam.desks.models import Desk, JournalLine, Person
from hoiam.workroom.journal.words import ACTORS, RECORDS, VERBS


@dataclass(frozen=True)
class Told:
    number: int
    at: datetime
    actor: str
    verb: str
    record: str
    """What kind of record, in words."""
    reference: str
    """Its reference or code, where it has one at this desk; a name or a text never."""
    digest: str


def told(lines: Iterable[JournalLine], desk: Desk) -> list[Told]:
    """Lines in words; one query for the officials, one for each kind of record that bears references."""
    listed = list(lines)
    people = _names(listed)
    references = _references(listed, desk)
    return [
        Told(
            number=line.number,
            at=line.at,
            actor=people.get(line.actor) or str(ACTORS.get(line.actor, line.actor)),
            verb=str(VERBS.get(line.verb, line.verb.replace("_", " "))),
            record=str(RECORDS.get(line.record_kind, "")),
            reference=references.get((line.record_kind, line.record_id), ""),
            digest=line.digest,
        )
        for line in listed
    ]


def _names(lines: list[JournalLine]) -> dict[str, str]:
    """Officials by `person:12`; askers have no such mark and no name here."""
    numbers = {line.actor.partition(":")[2] for line in lines if line.actor.startswith("person:")}
    rows = Person.objects.filter(pk__in=[number for number in numbers if number.isdigit()])
    return {f"person:{number}": name for number, name in rows.values_list("pk", "name")}


def _references(lines: list[JournalLine], desk: Desk) -> dict[tuple[str, int | None], str]:
    wanted: dict[str, set[int]] = defaultdict(set)
    for line in lines:
        if line.record_id is not None:
            wanted[line.record_kind].add(line.record_id)
    found: dict[tuple[str, int | None], str] = {}
    for kind, numbers in wanted.items():
        model = _with_reference(kind)
        if model is not None:
            rows = model._default_manager.filter(pk__in=numbers, desk=desk).values_list("pk", "reference")
            found |= {(kind, number): reference for number, reference in rows}
    return found


def _with_reference(kind: str) -> type[Model] | None:
    """The model of a kind whose rows belong to a desk and bear a reference; None for all others."""
    try:
        model = apps.get_model(kind)
        model._meta.get_field("reference")
        model._meta.get_field("desk")
    except (LookupError, ValueError, FieldDoesNotExist):
        return None
    return model
