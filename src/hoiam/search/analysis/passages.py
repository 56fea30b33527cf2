"""Parts a text into passages of about 150 words, never across a heading."""

from __future__ import annotations

import re
from collections.abc import Iterator

WORDS = 150
LONGEST = 300
"""A paragraph up to this length stays whole."""

_HEADING = re.compile(
    r"^\s*(?:#{1,6}\s|(?:Phần|Chương|Mục|Tiểu mục|Điều|Phụ lục|Part|Chapter|Section|Article|Annex)\s+[\dIVXLC]+\b)"
)
_SENTENCE_END = re.compile(r"(?<=[.!?…;])\s+(?=[^\W\d_a-z])")


def passages(text: str, words: int = WORDS, longest: int = LONGEST) -> list[str]:
    """Part `text` into passages in reading order; an empty text gives one empty passage.

    Paragraphs are joined until `words` is reached; a paragraph of more than `longest` words is parted
    at ends of sentences; a heading (a line with # or that begins with Điều 5, Chapter II …) opens a new passage.
    """
    parts: list[str] = []
    held: list[str] = []
    for paragraph in text.split("\n"):
        if not paragraph.strip():
            continue
        if _HEADING.match(paragraph) and held:
            parts.append("\n".join(held))
            held = []
        for piece in _pieces(paragraph.strip(), words, longest):
            if held and _length(held) + len(piece.split()) > longest:
                parts.append("\n".join(held))
                held = []
            held.append(piece)
            if _length(held) >= words:
                parts.append("\n".join(held))
                held = []
    if held:
        parts.append("\n".join(held))
    return parts or [""]


def _length(pieces: list[str]) -> int:
    return sum(len(piece.split()) for piece in pieces)


def _pieces(paragraph: str, words: int, longest: int) -> Iterator[str]:
    """Yield a paragraph whole, or in rows of sentences of about `words` words."""
    if len(paragraph.split()) <= longest:
        yield paragraph
        return
    held: list[str] = []
    for sentence in _sentences(paragraph, words):
        if held and _length([*held, sentence]) > words:
            yield " ".join(held)
            held = []
        held.append(sentence)
    if held:
        yield " ".join(held)


def _sentences(paragraph: str, words: int) -> Iterator[str]:
    """Yield sentences; one longer than `words` (a table pasted as a line) is cut at spaces."""
    for sentence in _SENTENCE_END.split(paragraph):
        written = sentence.split()
        for start in range(0, len(written), words):
            yield " ".join(written[start : start + words])
