"""Brings bytes and pasted text to clean Unicode: composed, without control signs, old fonts converted.

Nothing is guessed in silence: where two readings are possible, or none, `UnreadableText` says so.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from dataclasses import dataclass
from typing import Literal

from django.utils.translation import gettext_lazy as _

from hoiam.evidence.reading.legacy_spelling import Spelling, load_spelling

SURE_FROM = 0.9
"""Share of the words beyond ASCII that must be syllables of the language for a reading to be taken."""
_DOUBTFUL_FROM = 0.6
_FEWEST_WORDS = 3

_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


@dataclass(frozen=True, slots=True)
class CleanText:
    """Text in composed Unicode and the encoding it was found in: utf-8, utf-16-le, cp1258, tcvn3, vni …"""

    text: str
    encoding: str


class UnreadableText(ValueError):
    """The text cannot be read with certainty; `message` is a sentence that says what to do."""

    MESSAGES = {
        "nul": _("The text holds NUL signs, so it is not a text file. Save it as text or CSV in UTF-8."),
        "unsure": _(
            "It is not clear in which encoding the text was written. Save it again as Unicode (UTF-8)."
        ),
        "broken": _("The text breaks off or is damaged in its encoding. Save it again as Unicode (UTF-8)."),
    }

    def __init__(self, code: Literal["nul", "unsure", "broken"]) -> None:
        super().__init__(code)
        self.code = code

    @property
    def message(self) -> object:
        return self.MESSAGES[self.code]


def read_bytes(data: bytes, spelling: Spelling | None = None) -> CleanText:
    """Decode a file: Unicode with or without mark first, then the old one-byte encodings by their spelling.

    Raises `UnreadableText`: nul, broken (damaged Unicode), unsure.
    """
    for mark, encoding in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return CleanText(_clean(_decoded(data[len(mark) :], encoding)), encoding)
    if unmarked := _unmarked_utf16(data):
        return CleanText(_clean(_decoded(data, unmarked)), unmarked)
    if b"\x00" in data:
        raise UnreadableText("nul")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return _read_one_byte(data, spelling or load_spelling())
    return read_pasted(text, spelling)


def read_pasted(text: str, spelling: Spelling | None = None) -> CleanText:
    """Clean a pasted text; letters of old fonts that came in as Western letters are converted.

    Raises `UnreadableText`: nul, unsure.
    """
    clean = _clean(text)
    known = spelling or load_spelling()
    share, count = known.share_spelled(clean)
    if count < _FEWEST_WORDS or share >= SURE_FROM:
        return CleanText(clean, "utf-8")
    # The soft hyphen is ư in TCVN3, so the old fonts are tried on the text before cleaning.
    candidates = _legacy_candidates(text, known)
    best_share, best = max(candidates, key=lambda candidate: candidate[0], default=(0.0, None))
    if best and best_share >= SURE_FROM and best_share > share:
        return best
    if best and best_share >= _DOUBTFUL_FROM and share < SURE_FROM / 2:
        raise UnreadableText("unsure")
    return CleanText(clean, "utf-8")


def _clean(text: str) -> str:
    if "\x00" in text:
        raise UnreadableText("nul")
    return _CONTROLS.sub("", unicodedata.normalize("NFC", text))


def _decoded(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise UnreadableText("broken") from error


def _unmarked_utf16(data: bytes) -> str | None:
    """Tell UTF-16 without a mark by its zero bytes: ASCII signs have one on a fixed side."""
    sample = data[:2000]
    if len(sample) < 4 or len(data) % 2:
        return None
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if odd > len(sample) // 6 and even == 0:
        return "utf-16-le"
    return "utf-16-be" if even > len(sample) // 6 and odd == 0 else None


def _legacy_candidates(text: str, spelling: Spelling) -> list[tuple[float, CleanText]]:
    candidates = []
    for encoding in spelling.legacy:
        converted = _clean(encoding.converted(text))
        candidates.append((spelling.share_spelled(converted)[0], CleanText(converted, encoding.name)))
    return candidates


def _read_one_byte(data: bytes, spelling: Spelling) -> CleanText:
    candidates = _legacy_candidates(data.decode("latin-1"), spelling)
    try:
        text = _clean(data.decode("cp1258"))
        candidates.append((spelling.share_spelled(text)[0], CleanText(text, "cp1258")))
    except UnicodeDecodeError:
        pass  # not every byte is a letter there: then it was another encoding
    best = sorted(candidates, key=lambda candidate: candidate[0], reverse=True)
    if not best or best[0][0] < SURE_FROM or (len(best) > 1 and best[1][0] == best[0][0]):
        raise UnreadableText("unsure")
    return best[0][1]
