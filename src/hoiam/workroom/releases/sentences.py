"""The sentences of a translation beside those of the original, and how many are missing or stale."""

from __future__ import annotations

from dataclasses import dataclass

from hoiam.releases.models import EditionText
from hoiam.releases.translation import Original, Unit, units_of
from hoiam.texts.sentence_book import SentenceBook


@dataclass(frozen=True)
class Progress:
    """How much of a translation stands."""

    total: int
    missing: int
    stale: int

    @property
    def done(self) -> int:
        return self.total - self.missing - self.stale

    @property
    def is_whole(self) -> bool:
        return not self.missing and not self.stale


def units_beside(original: EditionText | None, row: EditionText) -> list[Unit]:
    """Every sentence of the original in reading order, with what stands for it in the other language."""
    if original is None:
        return []
    book = SentenceBook.read(original.text.book)
    ids = tuple(str(sentence.id) for sentence in book.sentences)
    return units_of(Original(original.text.body, ids), row.translated)


def progress_of(original: EditionText | None, row: EditionText) -> Progress:
    """Counts of `units_beside`."""
    states = [unit.state for unit in units_beside(original, row)]
    return Progress(len(states), states.count("missing"), states.count("stale"))
