"""Reading a Word document for a text: what it says, sentence by sentence, who changed what, and what was left out."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from hoiam.texts.sentences import sentences_of
from hoiam.texts.structure import canonical_form, read_structure, tidied, write_structure
from hoiam.texts.word.package import WordPackage
from hoiam.texts.word.seal import Seal, read_seal
from hoiam.texts.word.settling import Settled, settle
from hoiam.texts.word.shape import Comment, Run
from hoiam.texts.word.walking import walk

_ENDS = re.compile(r"[.!?…:;][\"”’»)\]]*\s*$")


@dataclass(frozen=True)
class Bit:
    """Words of a sentence that stayed (`change` ""), came or went, and by whom."""

    text: str
    change: str = ""
    by: str = ""


@dataclass(frozen=True)
class ReadSentence:
    anchor: str = ""
    """Id of the sentence whose bookmark holds these words, "" for none."""
    bits: tuple[Bit, ...] = ()
    """Every word with its fate; () where nothing in the sentence was tracked."""


@dataclass(frozen=True)
class PlacedComment:
    comment: Comment
    sentence: int | None
    """Place in reading order from 0; None where it stands at no sentence."""


@dataclass(frozen=True)
class WordReading:
    """A document with all changes accepted: the body of a text, and what belongs to each of its sentences."""

    body: str
    sentences: tuple[ReadSentence, ...] = ()
    gone_by: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """{id of a sentence: who took words of it out}."""
    comments: tuple[PlacedComment, ...] = ()
    people: dict[str, int] = field(default_factory=dict)
    """{who tracked changes: how many runs of words}."""
    left_out: dict[str, int] = field(default_factory=dict)
    seal: Seal | None = None
    """What the file says of where it comes from; None where it did not go out from here."""

    @property
    def anchors(self) -> list[str]:
        return [sentence.anchor for sentence in self.sentences]


def read_docx(content: bytes, *, notes_heading: str) -> WordReading:
    """Read a Word document, tracked changes accepted. Raises `Unreadable` for broken or hostile files."""
    package = WordPackage.opened(content)
    seal = read_seal(package)
    said = walk(package)
    settled = settle(said, notes_heading=notes_heading, reads_typed_marks=seal is None)
    body = canonical_form(write_structure(settled.blocks))
    if seal is not None:
        del said.left_out["header"]  # the line above our own pages
    stream = _Stream.of(settled)
    spans = stream.spans([sentence.written for sentence in sentences_of(read_structure(body))])
    placing = _Placing(stream, spans, _best_anchors(stream, spans))
    return WordReading(
        body,
        tuple(placing.sentences()),
        placing.gone_by(),
        tuple(
            PlacedComment(comment, placing.sentence_of_comment(number))
            for number, comment in said.comments.items()
        ),
        dict(Counter(run.by for run in settled.runs if run.change and run.by and run.text.strip())),
        {kind: count for kind, count in said.left_out.items() if count},
        seal,
    )


@dataclass(frozen=True)
class _Piece:
    """A run and where its letters stand in the text without any white space; a run taken out has no length."""

    run: Run
    start: int
    end: int
    paragraph: int


@dataclass(frozen=True)
class _Stream:
    pieces: list[_Piece]
    text: str

    @classmethod
    def of(cls, settled: Settled) -> _Stream:
        pieces, texts = [], []
        position = paragraph = 0
        for place, run in enumerate(settled.runs):
            paragraph += place in settled.piece_ends
            text = "" if run.is_gone else _dense(run.text)
            pieces.append(_Piece(run, position, position + len(text), paragraph))
            texts.append(text)
            position += len(text)
        return cls(pieces, "".join(texts))

    def spans(self, written: Sequence[str]) -> list[tuple[int, int]]:
        """Where each sentence stands; empty spans at the end where the two do not say the same."""
        dense = [_dense(sentence) for sentence in written]
        if "".join(dense) != self.text:
            return [(len(self.text), len(self.text))] * len(dense)
        spans, position = [], 0
        for sentence in dense:
            spans.append((position, position + len(sentence)))
            position += len(sentence)
        return spans


@dataclass
class _Placing:
    """Which runs belong to which sentence."""

    stream: _Stream
    spans: list[tuple[int, int]]
    anchors: list[str]
    held: list[list[_Piece]] = field(default_factory=list)
    loose: list[_Piece] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.held = [[] for _span in self.spans]
        first = 0
        for piece in self.stream.pieces:
            while first < len(self.spans) and self.spans[first][1] < piece.start:
                first += 1
            self._place(piece, first)

    def _place(self, piece: _Piece, first: int) -> None:
        if piece.run.is_gone:
            place = self._place_of_gone(piece, first)
            (self.held[place] if place is not None else self.loose).append(piece)
            return
        for place in range(first, len(self.spans)):
            start, end = self.spans[place]
            if start >= piece.end:
                break
            if end > piece.start:
                self.held[place].append(piece)

    def _place_of_gone(self, piece: _Piece, first: int) -> int | None:
        """The sentence that words were taken out of; None for words that were sentences of their own."""
        position = piece.start
        beside = [
            place
            for place in range(first, min(first + 3, len(self.spans)))
            if self.spans[place][0] <= position <= self.spans[place][1]
        ]
        for place in beside:
            if self.anchors[place] and self.anchors[place] in piece.run.anchors:
                return place
            if self.spans[place][0] < position < self.spans[place][1]:
                return place
        if piece.run.anchors or _ENDS.search(piece.run.text):
            return None
        return next((place for place in beside if self.spans[place][0] == position), None)

    def sentences(self) -> Iterator[ReadSentence]:
        for (start, end), anchor, pieces in zip(self.spans, self.anchors, self.held, strict=True):
            is_tracked = any(piece.run.change for piece in pieces)
            bits = tuple(_bit(piece, start, end) for piece in pieces) if is_tracked else ()
            yield ReadSentence(anchor, bits)

    def gone_by(self) -> dict[str, tuple[str, ...]]:
        found: dict[str, dict[str, None]] = defaultdict(dict)
        for piece in self.stream.pieces:
            if piece.run.is_gone and piece.run.text.strip():
                for anchor in piece.run.anchors:
                    found[anchor][piece.run.by] = None
        return {anchor: tuple(names) for anchor, names in found.items()}

    def sentence_of_comment(self, number: str) -> int | None:
        for piece in self.stream.pieces:
            if number not in piece.run.comments:
                continue
            for place, (_start, end) in enumerate(self.spans):
                if end > piece.start:
                    return place
            return len(self.spans) - 1 if self.spans else None
        return None


def _best_anchors(stream: _Stream, spans: list[tuple[int, int]]) -> list[str]:
    """For each sentence the bookmark that holds most of it; a bookmark belongs to one sentence only."""
    shares: Counter[tuple[int, str]] = Counter()
    place = 0
    for piece in stream.pieces:
        while place < len(spans) and spans[place][1] <= piece.start:
            place += 1
        here = place
        while piece.run.anchors and here < len(spans) and spans[here][0] < piece.end:
            size = min(piece.end, spans[here][1]) - max(piece.start, spans[here][0])
            for anchor in piece.run.anchors:
                shares[here, anchor] += size
            here += 1
    best = [""] * len(spans)
    taken: set[str] = set()
    for (here, anchor), size in shares.most_common():
        if size > 0 and not best[here] and anchor not in taken:
            best[here] = anchor
            taken.add(anchor)
    return best


def _bit(piece: _Piece, start: int, end: int) -> Bit:
    """The words of a run that stand in the sentence, their spaces kept."""
    run = piece.run
    if run.is_gone or (piece.start >= start and piece.end <= end):
        return Bit(run.text, run.change, run.by)
    kept: list[str] = []
    position = piece.start
    for sign in run.text:
        is_letter = bool(_dense(sign))
        if start <= position < end or (position == end and not is_letter and kept):
            kept.append(sign)
        position += is_letter
    return Bit("".join(kept), run.change, run.by)


def _dense(text: str) -> str:
    """The text without white space and invisible signs, as the stored text holds it."""
    return "".join(tidied(text).split())
