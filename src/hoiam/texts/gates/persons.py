"""Names, telephones, e-mail, addresses, handles and identity numbers of private persons are pointed out."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import cast

from hoiam.evidence.reading.contacts import Contact, ContactShapes, find_contacts, load_contact_shapes
from hoiam.evidence.reading.folding import fold
from hoiam.evidence.reading.persons import FoundPerson, PersonVocabulary, find_persons, load_person_vocabulary
from hoiam.evidence.reading.vocabulary_files import country_folder, read_rows
from hoiam.texts.gates.findings import CheckedSentence, Code, Finding

_NAME_COLUMNS = re.compile(r"(?:name|short)_\w+|aliases|former_names")


@dataclass(frozen=True, eq=False)
class PersonGate:
    """The gate with the words of a country; `public_names` are its places and bodies."""

    persons: PersonVocabulary
    contacts: ContactShapes
    public_names: frozenset[str] = frozenset()

    def check(self, sentence: CheckedSentence, known: Iterable[str] = ()) -> tuple[Finding, ...]:
        """Point out private persons and their contacts, in their order, as warnings.

        `known` holds what may be named: holders of a public office, the desk's own telephones and addresses.
        Web addresses are no contact of a person.
        """
        known = tuple(known)
        names = self.public_names.union(map(fold, known)) if known else self.public_names
        plain = frozenset(_plain(name) for name in known)
        found: list[FoundPerson | Contact] = [*find_persons(sentence.text, self.persons, names)]
        found += [
            contact
            for contact in find_contacts(sentence.text, self.contacts)
            if contact.kind != "web_address" and _plain(contact.text) not in plain
        ]
        return tuple(
            Finding(
                "persons",
                cast("Code", item.kind),
                "warns",
                sentence.id,
                item.start,
                item.end,
                item.text,
                (("found", item.text),),
            )
            for item in sorted(found, key=lambda item: item.start)
            if item.text not in sentence.excused
        )


def _plain(text: str) -> str:
    return "".join(sign for sign in fold(text) if sign.isalnum() or sign in "@+")


@cache
def load_person_gate(folder: Path | None = None) -> PersonGate:
    """Make the gate from the words, places and bodies of a country pack, once per process."""
    folder = folder or country_folder()
    rows = [*read_rows(folder, "places.csv"), *read_rows(folder, "bodies.csv")]
    names = {
        fold(name.strip())
        for row in rows
        for column, cell in row.items()
        if _NAME_COLUMNS.fullmatch(column)
        for name in cell.split(";")
        if name.strip()
    }
    return PersonGate(load_person_vocabulary(folder), load_contact_shapes(folder), frozenset(names))
