"""The facts a text cites, as they stand in the record now."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from hoiam.desks.models import Desk
from hoiam.evidence.models import Fact, FactVersion
from hoiam.evidence.terms import FactState
from hoiam.texts.citation_marks import CitationMark
from hoiam.texts.sentence_book import SentenceBook

Standing = Literal[
    "citable", "unknown", "unknown_version", "unfinished", "withdrawn", "expired", "superseded"
]
ENDED = {
    FactState.WITHDRAWN: "withdrawn",
    FactState.EXPIRED: "expired",
    FactState.SUPERSEDED: "superseded",
}


@dataclass(frozen=True)
class CitedFact:
    """What one citation mark leads to, and whether it may be cited now."""

    mark: CitationMark
    standing: Standing
    fact: Fact | None = None
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
        wanted = list(dict.fromkeys(marks))
        references = {mark.reference for mark in wanted}
        facts = Fact.objects.within(desk, at).filter(reference__in=references)
        known = {
            fact.reference: fact
            for fact in facts.select_related("published", "latest").prefetch_related(
                "published__fact_sources__source", "latest__fact_sources__source"
            )
        }
        numbered = _numbered(wanted, known)
        return cls(
            {mark: _cited(mark, known.get(mark.reference), numbered, desk=desk, at=at) for mark in wanted}
        )

    def version_number(self, mark: CitationMark) -> int | None:
        cited = self.by_mark.get(mark)
        return cited.version.number if cited and cited.version else None

    def told(self) -> dict[str, dict[str, Any]]:
        """{"F069v1": what readers are told about that version}, for a version of a text to keep."""
        versions = {cited.mark.reference: [] for cited in self.by_mark.values()}  # type: ignore[var-annotated]
        for cited in self.by_mark.values():
            if cited.version:
                versions[cited.mark.reference].append(cited.version)
        return {
            f"{reference}v{version.number}": told_of(reference, version)
            for reference, listed in versions.items()
            for version in listed
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
    }


def _numbered(marks: Iterable[CitationMark], known: dict[str, Fact]) -> dict[tuple[int, int], FactVersion]:
    """Published versions that a mark names by number and that are not the present one."""
    facts = {
        known[mark.reference].pk: mark.version for mark in marks if mark.version and mark.reference in known
    }
    if not facts:
        return {}
    rows = FactVersion.objects.filter(fact__in=facts, published_at__isnull=False)
    return {(row.fact_id, row.number): row for row in rows.prefetch_related("fact_sources__source")}


def _cited(
    mark: CitationMark,
    fact: Fact | None,
    numbered: dict[tuple[int, int], FactVersion],
    *,
    desk: Desk,
    at: datetime,
) -> CitedFact:
    if fact is None:
        return CitedFact(mark, "unknown")
    if fact.state in ENDED:
        return CitedFact(mark, ENDED[FactState(fact.state)], fact, fact.published)  # type: ignore[arg-type]
    if mark.version and (fact.published is None or mark.version != fact.published.number):
        found = numbered.get((fact.pk, mark.version))
        return CitedFact(mark, "citable" if found else "unknown_version", fact, found)
    if fact.published is not None:
        return CitedFact(mark, "citable", fact, fact.published)
    from hoiam.evidence.queries.facts import citable

    version = citable(fact.reference, desk, at)
    return CitedFact(mark, "citable" if version else "unfinished", fact, version)
