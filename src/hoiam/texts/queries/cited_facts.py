"""The facts a text cites, as they stand in the record now."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from django.db.models import prefetch_related_objects

from hoiam.desks.models import Desk
from hoiam.evidence.models import Fact, FactVersion
from hoiam.evidence.queries.facts import citable_versions
from hoiam.evidence.terms import FactState
from hoiam.texts.citation_marks import CitationMark
from hoiam.texts.figures import measure_of
from hoiam.texts.sentence_book import SentenceBook

Standing = Literal[
    "citable", "unknown", "unknown_version", "unfinished", "withdrawn", "expired", "superseded"
]
ENDED: dict[FactState, Standing] = {
    FactState.WITHDRAWN: "withdrawn",
    FactState.EXPIRED: "expired",
    FactState.SUPERSEDED: "superseded",
}


@dataclass(frozen=True)
class CitedFact:
    """What one citation mark leads to, and whether it may be cited now."""

    mark: CitationMark
    standing: Standing
    version: FactVersion | None = None


@dataclass(frozen=True)
class CitedFacts:
    """Every fact cited by one text, by its mark."""

    by_mark: dict[CitationMark, CitedFact] = field(default_factory=dict)

    @classmethod
    def of_book(cls, book: SentenceBook, *, desk: Desk, at: datetime) -> CitedFacts:
        return cls.of_marks((row.mark for row in book.citations), desk=desk, at=at)

    @classmethod
    def of_marks(cls, marks: Iterable[CitationMark], *, desk: Desk, at: datetime) -> CitedFacts:
        """Look up all marks at once; facts of other desks count from their publication on only."""
        wanted = {(mark.reference, mark.version): mark for mark in marks}
        if not wanted:
            return cls()
        found = citable_versions(list(wanted), desk=desk, at=at)
        prefetch_related_objects(list(found.values()), "fact_sources__source", "place")
        missing = {reference for reference, number in wanted if (reference, number) not in found}
        facts = Fact.objects.within(desk, at).filter(reference__in=missing) if missing else ()
        known = {fact.reference: fact for fact in facts}
        return cls(
            {
                mark: CitedFact(mark, "citable", version)
                if (version := found.get(key))
                else CitedFact(mark, _why_not(mark, known.get(mark.reference)))
                for key, mark in wanted.items()
            }
        )

    def version_number(self, mark: CitationMark) -> int | None:
        cited = self.by_mark.get(mark)
        return cited.version.number if cited and cited.version else None

    def told(self) -> dict[str, dict[str, Any]]:
        """{"F069v1": what readers are told about that version}, for a version of a text to keep."""
        return {
            f"{mark.reference}v{cited.version.number}": told_of(mark.reference, cited.version)
            for mark, cited in self.by_mark.items()
            if cited.version
        }


def told_of(reference: str, version: FactVersion) -> dict[str, Any]:
    """What a footnote says of one version: statement, figure, period, limits, sources. Plain JSON."""
    sources = [
        {
            "title": row.source.title,
            "publisher": row.source.publisher,
            "address": row.source.address,
            "locator": row.locator,
            "stance": row.stance,
        }
        for row in version.fact_sources.all()
    ]
    return {
        "reference": reference,
        "version": version.number,
        "statement": dict(version.statement),
        "language": version.language,
        "figure": " ".join(part for part in (version.value_printed, version.unit) if part),
        "period": version.period_printed,
        "limits": dict(version.limits),
        "sources": sources,
        "measure": measure_of(version),
    }


def _why_not(mark: CitationMark, fact: Fact | None) -> Standing:
    if fact is None:
        return "unknown"
    if fact.state in ENDED:
        return ENDED[FactState(fact.state)]
    return "unfinished" if fact.state == FactState.DRAFT and mark.version is None else "unknown_version"
