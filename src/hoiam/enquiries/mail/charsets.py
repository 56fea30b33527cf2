"""Bytes of a message as text, whatever its headers claim. Pure."""

from __future__ import annotations

import codecs
import unicodedata

from hoiam.evidence.reading.encodings import SURE_FROM, UnreadableText, read_bytes
from hoiam.evidence.reading.legacy_spelling import load_spelling

WESTERN = frozenset({"ascii", "latin_1", "iso8859-1", "iso8859-15", "cp1252", "utf-8", ""})
"""What mail programs write when they do not know better."""
FEW = 3
"""So many words with marks are too few to judge a spelling by."""


def decoded(data: bytes, declared: str | None) -> tuple[str, bool]:
    """(text, whether every letter is sure).

    Valid UTF-8 is believed first: other encodings hardly ever form it by chance. Then what is declared, where the
    words it gives can be spelled; then the old one-byte encodings, by their spelling.
    """
    name = _codec(declared)
    if not data.isascii() and (text := _strictly(data, "utf-8")) is not None:
        return text, True
    text = _strictly(data, "cp1252" if name in WESTERN else name)
    if text is not None and name not in WESTERN and (name != "cp1258" or _is_spelled(text)):
        return text, True
    if text is not None and load_spelling().share_spelled(text)[1] < FEW:
        return text, True
    try:
        return read_bytes(data).text, True
    except UnreadableText:
        pass
    if text is not None and name != "utf-8":
        return text, True
    return _composed(data.decode("utf-8" if name in ("utf-8", "") else "latin-1", "replace")), False


def _codec(declared: str | None) -> str:
    try:
        return codecs.lookup((declared or "").strip().strip("\"'")).name if declared else ""
    except (LookupError, ValueError):
        return ""


def _strictly(data: bytes, name: str) -> str | None:
    try:
        return _composed(data.decode(name))
    except (UnicodeError, LookupError):
        return None


def _is_spelled(text: str) -> bool:
    share, count = load_spelling().share_spelled(text)
    return count < FEW or share >= SURE_FROM


def _composed(text: str) -> str:
    return unicodedata.normalize("NFC", text.removeprefix("\ufeff"))
