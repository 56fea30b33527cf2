"""Incoming text made safe to keep: one Unicode form, no control characters."""

from __future__ import annotations

import re
import unicodedata

CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufeff\ufffe\uffff\ud800-\udfff]")
"""All control characters but tab and line feed, the byte order mark, non-characters, lone surrogates."""
LINE_END = re.compile("\r\n|[\r\u2028\u2029]")


def tidy(text: str, *, is_one_line: bool = False) -> str:
    """NFC, `\\n` line ends, no control characters; in one-line text every line break and tab is a space."""
    text = CONTROL.sub("", LINE_END.sub("\n", text))
    if is_one_line:
        text = re.sub(r"[\n\t]+", " ", text)
    return unicodedata.normalize("NFC", text)
