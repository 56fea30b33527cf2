"""Splitting a text into sentences: the unit that carries citations, lasting ids and findings.

A sentence ends at ``.``, ``!``, ``?`` or ``…`` before a space, or at the mark of another script (``។``, ``။``,
``。``), unless what precedes is an abbreviation of the country pack (TP., PGS.TS., No.), an initial, or the
number of a list item; or what follows starts small; or the mark stands inside quotation marks or brackets that
close soon. Numbers (1.800; 93,35 %) hold no space after their sign and are never touched. A citation mark after
the end mark belongs to the sentence before it. List items, table cells, headings and paragraphs of a quotation
are split apart from each other.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from hoiam.texts.abbreviations import Abbreviations, load_abbreviations
from hoiam.texts.citation_marks import MARK, CitationMark, read_marks, without_marks
from hoiam.texts.open_places import LONGEST_PLACE, OPEN_PLACE
from hoiam.texts.structure import Block, pieces_of

LONGEST_GUARDED_QUOTATION = 400
"""Characters. In a longer quotation the sentences inside are split, so that each can carry its citation."""
_LONGEST_GUARDED_BRACKET = 200
_LONGEST_GUARDED_PLACE = LONGEST_PLACE + 20

_END = re.compile(
    r"(?P<mark>[.!?…។៕။]+|[。！？]+)(?P<close>[\"”’»)\]」』）]*)"
    rf"(?P<cited>(?:[ ]?{MARK.pattern})*[.]?)(?:(?=\s|$)|(?<=[。！？」』）]))"
)
_GUARDED = (
    (re.compile(r"“[^“”]*”|«[^«»]*»|\"[^\"\n]*\""), LONGEST_GUARDED_QUOTATION),
    (re.compile(r"\([^()]*\)"), _LONGEST_GUARDED_BRACKET),
    (OPEN_PLACE, _LONGEST_GUARDED_PLACE),
)
_OPENING = "\"“«‘'([-–— "
_INITIAL = re.compile(r"(?:^|[\s.(“\"])(?P<letter>[^\W\d_])\.$")
_ROMAN_LETTERS = frozenset("IVX")
_ITEM_NUMBER = re.compile(r"\s*(?:\d{1,3}|[a-zđA-ZĐ]|[IVX]{1,4})\.$")
_BLANK_LINE = re.compile(r"\n\s*\n")


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of a text: `written` as typed, `text` without citation marks.

    `block` and `piece` say where it stands: block of the text, and item, cell or paragraph of that block.
    """

    written: str
    block: int = 0
    piece: int = 0

    @property
    def text(self) -> str:
        return without_marks(self.written)

    @property
    def citations(self) -> tuple[CitationMark, ...]:
        return read_marks(self.written)


def sentences_of(blocks: Iterable[Block], abbreviations: Abbreviations | None = None) -> tuple[Sentence, ...]:
    """List the sentences of a structured text in reading order; empty cells have none."""
    return tuple(
        Sentence(written, block_place, piece_place)
        for block_place, block in enumerate(blocks)
        for piece_place, piece in enumerate(pieces_of(block))
        for written in split_sentences(piece, abbreviations)
    )


def split_sentences(text: str, abbreviations: Abbreviations | None = None) -> tuple[str, ...]:
    """Split a paragraph into its sentences as written, white space between them left out."""
    return tuple(text[start:end] for start, end in sentence_spans(text, abbreviations))


def sentence_spans(text: str, abbreviations: Abbreviations | None = None) -> tuple[tuple[int, int], ...]:
    """Give the (start, end) of each sentence; only white space lies between and around them."""
    known = load_abbreviations() if abbreviations is None else abbreviations
    spans: list[tuple[int, int]] = []
    start = 0
    for end in (*_ends(text, known), len(text)):
        piece = text[start:end]
        if body := piece.strip():
            first = start + len(piece) - len(piece.lstrip())
            spans.append((first, first + len(body)))
        start = end
    return tuple(spans)


def _ends(text: str, abbreviations: Abbreviations) -> Iterator[int]:
    guarded = _guarded_spans(text)
    blank_lines = [match.start() for match in _BLANK_LINE.finditer(text)]
    start = 0
    for match in _END.finditer(text):
        while blank_lines and blank_lines[0] <= match.start():
            start = blank_lines.pop(0)
            yield start
        if any(first < match.start() and match.end("mark") < last for first, last in guarded):
            continue
        if _ends_here(text, start, match, abbreviations):
            start = match.end()
            yield start
    yield from blank_lines


def _guarded_spans(text: str) -> list[tuple[int, int]]:
    """Where an end mark does not end the sentence; the mark right before the closing sign is outside."""
    return [
        (found.start(), found.end() - 1)
        for pattern, longest in _GUARDED
        for found in pattern.finditer(text)
        if found.end() - found.start() <= longest
    ]


def _ends_here(text: str, start: int, match: re.Match[str], abbreviations: Abbreviations) -> bool:
    following = text[match.end() :].lstrip()
    if not following:
        return True
    first = following.lstrip(_OPENING)[:1]
    if first.islower():
        return False
    if match["mark"] != "." or match["close"] or match["cited"]:
        return True
    before = text[start : match.end("mark")]
    return not (
        _ends_with_abbreviation(before, first, abbreviations)
        or _ends_with_initial(before)
        or _ITEM_NUMBER.fullmatch(before)
    )


def _ends_with_abbreviation(before: str, first: str, abbreviations: Abbreviations) -> bool:
    never, before_capital = _endings(abbreviations)
    if never and never.search(before):
        return True
    return bool(before_capital and before_capital.search(before)) and not first.isupper()


@cache
def _endings(abbreviations: Abbreviations) -> tuple[re.Pattern[str] | None, re.Pattern[str] | None]:
    def pattern(forms: frozenset[str]) -> re.Pattern[str] | None:
        if not forms:
            return None
        longest_first = sorted(forms, key=len, reverse=True)
        return re.compile(r"(?<![^\W\d_])(?:" + "|".join(map(re.escape, longest_first)) + r")\Z")

    return pattern(abbreviations.never), pattern(abbreviations.before_capital)


def _ends_with_initial(before: str) -> bool:
    """Whether the dot follows a single capital letter of a name; “chu kỳ V.” does end a sentence."""
    initial = _INITIAL.search(before)
    if not initial or not initial["letter"].isupper():
        return False
    word_before = before[: initial.start("letter")].split()[-1:]
    return initial["letter"] not in _ROMAN_LETTERS or bool(word_before and word_before[0][:1].isupper())
