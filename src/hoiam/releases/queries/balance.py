"""Shortcomings beside achievements: facts of the theme that got worse or are not measured, cited or not."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from hoiam.evidence.models import Fact
from hoiam.evidence.terms import Bearing, FactKind, FactState
from hoiam.releases.models import Edition
from hoiam.releases.queries.texts import original_of
from hoiam.texts.sentence_book import SentenceBook


@dataclass(frozen=True)
class Balance:
    """What the box beside the text shows before it goes to clearance."""

    cited: list[Fact]
    """Facts of the theme that got worse or are not measured, and that the text cites."""
    missing: list[Fact]
    """Those it does not cite."""
    is_explained: bool
    """Whether the edition says in public why not."""

    @property
    def is_met(self) -> bool:
        return not self.missing or self.is_explained


def balance_of(edition: Edition, at: datetime) -> Balance:
    """The box of an edition as its original reads now. Two queries, whatever the number of facts."""
    facts = facts_to_weigh(edition, at)
    book = SentenceBook.read(original_of(edition).text.book)
    cited = {row.reference for row in book.citations}
    return Balance(
        cited=[fact for fact in facts if fact.reference in cited],
        missing=[fact for fact in facts if fact.reference not in cited],
        is_explained=bool(str(edition.balance_note).strip()),
    )


def facts_to_weigh(edition: Edition, at: datetime) -> list[Fact]:
    """Public facts of the release's theme that got worse or are not measured.

    Where the release is about one place: those about that place, or about none in particular.
    """
    release = edition.release
    if not release.theme:
        return []
    worse = Q(published__bearing=Bearing.SHORTCOMING) | Q(published__kind=FactKind.ABSENCE)
    rows = Fact.objects.public(at).filter(
        worse, state=FactState.PUBLISHED, published__theme_rows__theme=release.theme
    )
    if release.place_id:
        rows = rows.filter(Q(published__places=release.place_id) | Q(published__places__isnull=True))
    return list(rows.select_related("published").distinct().order_by("reference"))
