"""Texts that cannot wait: the room that owns the record says who on duty may clear them, and how many it takes.

It never says that somebody may clear what they wrote themselves.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from hoiam.desks.models import Person
from hoiam.texts.models import Text


@dataclass(frozen=True)
class Urgency:
    """What duty gives one person for one text. Without any, a text is cleared in the usual way."""

    signs_as: frozenset[str] = frozenset()
    """Signing roles in which the person is on duty now."""
    one_is_enough: bool = False
    """Whether the signature of one person on duty clears the text."""

    def clears_alone(self, role: str) -> bool:
        return self.one_is_enough and role in self.signs_as


USUAL = Urgency()
Find = Callable[[Sequence[Text], Person, datetime], Mapping[int, Urgency]]
"""(texts of one kind of record, who, when) → urgency by text id; a text left out is cleared as usual."""
_finds: dict[str, Find] = {}


def register(record_kind: str, find: Find) -> None:
    """Name what decides about texts for records of a kind; from `AppConfig.ready`."""
    _finds[record_kind] = find


def urgencies(texts: Sequence[Text], person: Person, at: datetime) -> dict[int, Urgency]:
    """Urgency by text id, asked once per kind of record."""
    found: dict[int, Urgency] = {}
    for kind, find in _finds.items():
        of_kind = [text for text in texts if text.record_kind == kind]
        if of_kind:
            found.update(find(of_kind, person, at))
    return found


def urgency_of(text: Text, person: Person, at: datetime) -> Urgency:
    return urgencies([text], person, at).get(text.pk, USUAL)
