"""What became of the facts of a text since it was cleared."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from hoiam.desks.models import Desk
from hoiam.texts.citation_marks import CitationMark
from hoiam.texts.models import TextVersion
from hoiam.texts.queries.cited_facts import CitedFacts


@dataclass(frozen=True)
class MovedFact:
    """A fact that is not what it was: `revised` has a newer version, `ended` may not be cited any more."""

    reference: str
    what: Literal["revised", "ended"]
    then: str
    """Its statement as it was cited."""
    now: str
    """Its statement today; "" for one that ended."""


def facts_moved_since(version: TextVersion, *, desk: Desk, at: datetime) -> list[MovedFact]:
    """Every fact that the version cites and that has changed since, in reading order; [] where all stand."""
    cited = {reference: number for _sentence, reference, number in version.citations}
    facts = CitedFacts.of_marks((CitationMark(reference) for reference in cited), desk=desk, at=at)
    moved = []
    for reference, number in cited.items():
        present = facts.by_mark[CitationMark(reference)].version
        if present is not None and present.number == number:
            continue
        said = version.facts.get(f"{reference}v{number}", {}).get("statement", {})
        then = said.get(version.language) or next(iter(said.values()), "")
        now = present.statement.in_language(version.language)[0] if present else ""
        moved.append(MovedFact(reference, "revised" if present else "ended", then, now))
    return moved
