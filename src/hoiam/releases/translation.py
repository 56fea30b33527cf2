"""A translation is the original's structure with each sentence said in another language. Pure.

The marks of cited facts are carried over from the original, so a correction of a fact finds the sentence in every
language. A sentence is stale where the original says something else now than what was translated then.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from hoiam.texts.citation_marks import read_marks, without_marks
from hoiam.texts.sentences import sentence_spans, sentences_of
from hoiam.texts.structure import (
    Block,
    BulletList,
    Figure,
    Heading,
    NumberedList,
    Quotation,
    Table,
    pieces_of,
    read_structure,
    tidied,
    with_pieces,
    write_structure,
)

State = Literal["translated", "stale", "missing"]
Pairs = Mapping[str, Sequence[str]]
"""{sentence id of the original: (its translation, the original as it was translated then)}; JSON keeps it."""
Kind = Literal["sentence", "alternative", "speaker"]
_SPACES = re.compile(r"\s+")
_BRACKETS = re.compile(r"[\[\]]")
_DASHES = re.compile(r"^(?:—|--|\s)+")
_END = ".!?…:;"


@dataclass(frozen=True)
class Unit:
    """One thing to translate: a sentence, the words for a picture, or the office of a speaker."""

    key: str
    original: str
    """Without marks."""
    words: str
    """Its translation; "" where there is none."""
    state: State
    then: str = ""
    """The original as it was translated, where that is stale."""
    kind: Kind = "sentence"
    block: int = 0
    piece: int = 0
    marks: tuple[str, ...] = ()


@dataclass(frozen=True)
class Original:
    """A text to translate from: its body and the ids of its sentences in reading order."""

    body: str
    ids: tuple[str, ...]


def units_of(original: Original, pairs: Pairs) -> list[Unit]:
    """Everything there is to translate, in reading order, with what was translated already."""
    blocks = read_structure(original.body)
    units = []
    for key, sentence in zip(original.ids, sentences_of(blocks), strict=True):
        words, then = (*pairs.get(key, ()), "", "")[:2]
        state: State = "missing" if not words else "translated" if then == sentence.text else "stale"
        units.append(
            Unit(
                key,
                sentence.text,
                words,
                state,
                then=then if state == "stale" else "",
                kind=_kind(blocks[sentence.block], sentence.piece),
                block=sentence.block,
                piece=sentence.piece,
                marks=tuple(map(str, sentence.citations)),
            )
        )
    return units


def open_units(original: Original, pairs: Pairs) -> list[Unit]:
    """Those that are stale or missing; [] where the translation is in step."""
    return [unit for unit in units_of(original, pairs) if unit.state != "translated"]


def compose(original: Original, pairs: Pairs) -> str:
    """The translation's body: what is not translated stands in the original's words until it is."""
    ids = iter(original.ids)
    return write_structure(_composed(block, ids, pairs) for block in read_structure(original.body))


def plain(words: str) -> str:
    """Words as a translation keeps them: one line, tidied, without marks of their own."""
    kept = _SPACES.sub(" ", tidied(words)).strip()
    while (bare := without_marks(kept)) != kept:
        kept = bare
    return kept


def taken_over(original: Original, pairs: Pairs, body: str) -> dict[str, list[str]] | None:
    """The pairs after somebody wrote the translation as a whole; None where its structure is not the original's.

    A sentence that reads as it was composed keeps its pair, so that a stale one stays stale.
    """
    blocks, other = read_structure(original.body), read_structure(body)
    if [_shape(block) for block in blocks] != [_shape(block) for block in other]:
        return None
    before, said = sentences_of(read_structure(compose(original, pairs))), sentences_of(other)
    sentences = sentences_of(blocks)
    if [(one.block, one.piece) for one in sentences] != [(one.block, one.piece) for one in said]:
        return None
    found = {key: list(pair) for key, pair in pairs.items()}
    was = [one.text for one in before] if len(before) == len(said) else [""] * len(said)
    for key, sentence, written, former in zip(original.ids, sentences, said, was, strict=True):
        words = plain(written.text)
        if words and words != former:
            found[key] = [words, sentence.text]
    return found


def sentences_behind(original: Original, pairs: Pairs) -> list[tuple[str, tuple[int, ...]]]:
    """[(id of the original's sentence, places of the sentences of the composed text that say it)].

    One sentence may have become two, and two one: places count the composed sentences in reading order.
    """
    ids = iter(original.ids)
    place = 0
    found: list[tuple[str, tuple[int, ...]]] = []
    for block in read_structure(original.body):
        rows = [_parts(piece, ids, pairs) for piece in pieces_of(block)]
        composed = _steady(block, [_joined(parts) for parts in rows])
        for parts, text in zip(rows, composed, strict=True):
            spans = sentence_spans(text)
            # What was taken from the front of a piece, such as the dash of a speaker, moves its sentences.
            start = len(text) - len(_joined(parts))
            for key, words, gap in parts:
                end = start + len(words)
                over = [
                    place + row for row, (first, last) in enumerate(spans) if first < end and last > start
                ]
                found.append((key, tuple(over)))
                start = end + len(gap)
            place += len(spans)
    return found


def without_sentences(original: Original, gone: Sequence[str]) -> tuple[str, tuple[str, ...]]:
    """The body without some of its sentences, and the ids of those that stay; emptied blocks go with them."""
    left, kept = set(gone), []
    ids = iter(original.ids)
    blocks: list[Block] = []
    for block in read_structure(original.body):
        pieces = []
        for piece in pieces_of(block):
            parts = [row for row in _parts(piece, ids, {}) if row[0] not in left]
            kept += [key for key, _words, _gap in parts]
            pieces.append("".join(words + (gap or " ") for _key, words, gap in parts).strip())
        if any(pieces):
            blocks.append(_shortened(block, pieces))
    return write_structure(blocks), tuple(kept)


def _kind(block: Block, piece: int) -> Kind:
    if isinstance(block, Figure) and piece == 0:
        return "alternative"
    if isinstance(block, Quotation) and block.speaker and piece == len(block.paragraphs):
        return "speaker"
    return "sentence"


def _composed(block: Block, ids: Iterator[str], pairs: Pairs) -> Block:
    pieces = [_joined(_parts(piece, ids, pairs)) for piece in pieces_of(block)]
    return with_pieces(block, _steady(block, pieces))


def _parts(piece: str, ids: Iterator[str], pairs: Pairs) -> list[tuple[str, str, str]]:
    """[(id, words in the other language with the original's marks, what stands before the next)]."""
    spans = sentence_spans(piece)
    starts = [*(start for start, _end in spans[1:]), len(piece)]
    parts = []
    for (start, end), following in zip(spans, starts, strict=False):  # an empty piece has no span
        key = next(ids)
        parts.append((key, _said(piece[start:end], pairs.get(key, ())), piece[end:following]))
    return parts


def _joined(parts: Sequence[tuple[str, str, str]]) -> str:
    return "".join(words + gap for _key, words, gap in parts)


def _said(written: str, pair: Sequence[str]) -> str:
    words = plain(pair[0]) if pair else ""
    if not words:
        return written
    marks = "".join(f" {mark}" for mark in read_marks(written))
    stem = words.rstrip(_END)
    return f"{stem}{marks}{words[len(stem) :]}" if stem else f"{words}{marks}"


def _steady(block: Block, pieces: Sequence[str]) -> list[str]:
    """Pieces that cannot become something else by how they begin or end, as words in another language may."""
    before = pieces_of(block)
    steady = []
    for place, piece in enumerate(pieces):
        kind = _kind(block, place)
        if piece != before[place] and kind == "alternative":
            piece = _BRACKETS.sub("", piece).strip() or before[place]
        elif piece != before[place] and kind == "speaker":
            piece = _DASHES.sub("", piece).rstrip(".!?…:;, ") or before[place]
        elif piece != before[place] and isinstance(block, Quotation):
            piece = _DASHES.sub("", piece) or before[place]
        steady.append(piece)
    return steady


def _shortened(block: Block, pieces: Sequence[str]) -> Block:
    """The block with pieces that may have become empty."""
    match block:
        case BulletList():
            return BulletList(tuple(piece for piece in pieces if piece))
        case NumberedList(first_number=first):
            return NumberedList(tuple(piece for piece in pieces if piece), first)
        case Quotation(speaker=speaker):
            said = [piece for piece in (pieces[:-1] if speaker else pieces) if piece]
            return Quotation(tuple(said) or ("…",), pieces[-1] if speaker else "")
        case _:
            return with_pieces(block, pieces)


def _shape(block: Block) -> tuple[object, ...]:
    """What must stay the same in a translation."""
    level = block.level if isinstance(block, Heading) else 0
    width = len(block.rows[0]) if isinstance(block, Table) and block.rows else 0
    name = block.name if isinstance(block, Figure) else ""
    return type(block).__name__, level, width, name, len(pieces_of(block))
