"""What a text remembers of its sentences: lasting ids, and how each sentence read when it cited a fact. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import count
from typing import Any

from hoiam.texts.citation_marks import CitationMark, without_marks
from hoiam.texts.identity import Identities, KeptSentence, KnownSentence, keep_identities
from hoiam.texts.likeness import changed_too_much, words_of
from hoiam.texts.sentences import Sentence, sentences_of
from hoiam.texts.structure import Block, read_structure


@dataclass(frozen=True, slots=True)
class BookedCitation:
    """One sentence cites one fact. `cited_text` is how the sentence read when somebody vouched for it."""

    sentence_id: str
    reference: str
    version: int | None
    cited_text: str

    @property
    def mark(self) -> CitationMark:
        return CitationMark(self.reference, self.version)


@dataclass(frozen=True)
class SentenceBook:
    """The sentences of a text in reading order, as written, and their citations."""

    sentences: tuple[KnownSentence, ...] = ()
    citations: tuple[BookedCitation, ...] = ()
    next_number: int = 1
    reasons: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    """{sentence id: (why its number needs no cited fact, how the sentence read then)}."""

    @classmethod
    def read(cls, kept: Mapping[str, Any]) -> SentenceBook:
        """From the JSON that `kept` gave; an empty mapping is an empty book."""
        return cls(
            tuple(KnownSentence(*row) for row in kept.get("sentences", ())),
            tuple(BookedCitation(*row) for row in kept.get("citations", ())),
            kept.get("next", 1),
            {key: (reason, text) for key, (reason, text) in kept.get("reasons", {}).items()},
        )

    def kept(self) -> dict[str, Any]:
        rows = [[row.sentence_id, row.reference, row.version, row.cited_text] for row in self.citations]
        return {
            "next": self.next_number,
            "sentences": [[sentence.id, sentence.text] for sentence in self.sentences],
            "citations": rows,
            "reasons": {key: list(row) for key, row in self.reasons.items()},
        }

    @cached_property
    def text_of(self) -> dict[str, str]:
        return {str(sentence.id): sentence.text for sentence in self.sentences}

    @property
    def cited(self) -> list[tuple[str, str, int | None]]:
        """What cites what: (sentence id, reference, version named or None), in reading order."""
        return [(row.sentence_id, row.reference, row.version) for row in self.citations]

    def to_be_checked(self) -> tuple[BookedCitation, ...]:
        """Citations whose sentence has become another statement since somebody vouched for it."""
        return tuple(
            row for row in self.citations if changed_too_much(row.cited_text, self.text_of[row.sentence_id])
        )

    def vouched(self, sentence_id: str, reference: str) -> SentenceBook:
        """The book after somebody has looked: this fact does support the sentence as it reads now."""
        rows = tuple(
            replace(row, cited_text=self.text_of[row.sentence_id])
            if (row.sentence_id, row.reference) == (sentence_id, reference)
            else row
            for row in self.citations
        )
        return replace(self, citations=rows)

    def with_reasons(self, reasons: Mapping[str, str]) -> SentenceBook:
        """The book with reasons written, changed or (by an empty one) taken away; unknown sentences are left out."""
        rows = dict(self.reasons)
        for sentence_id, reason in reasons.items():
            if reason.strip() and sentence_id in self.text_of:
                rows[sentence_id] = (reason.strip(), self.text_of[sentence_id])
            else:
                rows.pop(sentence_id, None)
        return replace(self, reasons=rows)

    def valid_reasons(self) -> dict[str, str]:
        """Reasons whose sentence still says what it said when they were written."""
        return {
            key: reason
            for key, (reason, text) in self.reasons.items()
            if key in self.text_of and not changed_too_much(text, self.text_of[key])
        }

    def after(self, body: str, hints: Sequence[str] = ()) -> SentenceBook:
        """The book once the text reads `body`: ids stay with their sentences, and citations with their ids.

        `hints`: for each sentence of `body` the id that a file carried for it, "" for none.
        """
        written = sentences_of(read_structure(body))
        numbers = count(self.next_number)
        used: list[int] = []

        def new_id() -> str:
            used.append(next(numbers))
            return f"s{used[-1]}"

        identities = keep_identities(
            self.sentences, [sentence.written for sentence in written], new_id, hints
        )
        kept = identities.sentences
        citations = tuple(self._citations(written, identities))
        known = tuple(KnownSentence(sentence.id, sentence.text) for sentence in kept)
        left = {key: row for key, row in self.reasons.items() if key in {str(row.id) for row in kept}}
        return SentenceBook(known, citations, self.next_number + len(used), left)

    def _citations(self, written: tuple[Sentence, ...], identities: Identities) -> Iterable[BookedCitation]:
        before = {(row.sentence_id, row.reference): row for row in self.citations}
        for sentence, kept in zip(written, identities.sentences, strict=True):
            for mark in sentence.citations:
                known = self._known(before, kept, mark)
                text = kept.text
                if known and known.version == mark.version and not _was_unfinished(known.cited_text, text):
                    text = known.cited_text
                yield BookedCitation(str(kept.id), mark.reference, mark.version, text)

    def _known(
        self, before: Mapping[tuple[str, str], BookedCitation], kept: KeptSentence, mark: CitationMark
    ) -> BookedCitation | None:
        """What was known of this citation: in this sentence, the one it was cut from, or one it swallowed."""
        origins = (kept.id, kept.split_from, *kept.merged_from)
        found = (before.get((str(origin), mark.reference)) for origin in origins if origin is not None)
        return next((row for row in found if row), None)


def _was_unfinished(cited_text: str, present_text: str) -> bool:
    """Whether the sentence was still being typed when it was saved: no end mark, and only words came after."""
    before, now = words_of(cited_text), words_of(present_text)
    is_open = not without_marks(cited_text).rstrip('"”’»)').endswith((".", "!", "?", "…", ":", ";"))
    return is_open and before == now[: len(before)]


def blocks_with_ids(body: str, book: SentenceBook) -> list[tuple[Block, list[list[tuple[str, Sentence]]]]]:
    """The blocks of a body; for each its pieces, and for each piece its sentences with their ids.

    `book` must be the book of exactly this body: `book.after(body)` where in doubt.
    """
    blocks = read_structure(body)
    ids = iter(sentence.id for sentence in book.sentences)
    found: list[tuple[Block, list[list[tuple[str, Sentence]]]]] = [(block, []) for block in blocks]
    for sentence in sentences_of(blocks):
        pieces = found[sentence.block][1]
        while len(pieces) <= sentence.piece:
            pieces.append([])
        pieces[sentence.piece].append((str(next(ids, "")), sentence))
    return found
