"""The open places of a text, each with the facts that fit its words best."""

from __future__ import annotations

from dataclasses import dataclass

from hoiam.evidence.models import FactVersion
from hoiam.evidence.queries.facts import citable_versions
from hoiam.evidence.showing import figure_text
from hoiam.search.queries import find
from hoiam.texts.models import Text
from hoiam.texts.open_places import places_in
from hoiam.workroom.access import OfficeRequest

SEARCHED = 6
"""Places that are looked up at once; the next follow as these are filled."""
BEST = 3


@dataclass(frozen=True)
class Offered:
    """A fact that may fill a place; an empty statement or value cannot be put there."""

    reference: str
    shown: str
    """Its statement in the reader's language."""
    language: str
    statement: str
    value: str


@dataclass(frozen=True)
class Place:
    words: str
    facts: tuple[Offered, ...]


def places_column(request: OfficeRequest, text: Text) -> list[Place]:
    """Every open place in its order; the facts of all of them are read in one go."""
    asked = places_in(text.body)
    audience = {"public", f"desk:{text.desk_id}"}
    best = {
        words: [hit.ref for hit in find(words, kinds={"fact"}, audience=audience, limit=BEST).hits]
        for words in asked[:SEARCHED]
        if words
    }
    wanted = {(reference, None) for references in best.values() for reference in references}
    found = citable_versions(wanted, desk=text.desk, at=request.at) if wanted else {}
    return [
        Place(
            words,
            tuple(
                _offered(reference, version, text.language)
                for reference in best.get(words, ())
                if (version := found.get((reference, None)))
            ),
        )
        for words in asked
    ]


def _offered(reference: str, version: FactVersion, language: str) -> Offered:
    shown, tag = version.statement.in_language()
    statement = version.statement.get(language.split("-")[0], "")
    return Offered(reference, shown, tag, statement, figure_text(version))
