"""Whether a PDF carries a digital signature, read from its bytes. Pure. No certificate is checked.

A signature names by `ByteRange` which bytes it covers: all but the place of the signature itself.
Source: ISO 32000-1, 12.8.1, tables 252 and 253. Decision: docs/decisions/0011-signed-pdf.md.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_RANGE = re.compile(rb"/ByteRange\s*\[\s*(\d{1,12})\s+(\d{1,12})\s+(\d{1,12})\s+(\d{1,12})\s*\]")
_HEX = re.compile(rb"<[0-9A-Fa-f\s\x00]*>")
_LEAST = 128
"""Bytes; a signature of any certificate is longer. An empty place for one is no signature."""


@dataclass(frozen=True)
class PdfSignatures:
    """What a PDF says of its signatures."""

    count: int = 0
    covers_all: bool = False
    """The last one covers the file to its end; else something was added after it."""


def signatures_of(pdf: bytes) -> PdfSignatures:
    """Signatures with a range that lies in the file and leaves out nothing but a signature."""
    ends = [end for found in _RANGE.finditer(pdf) if (end := _covered_to(pdf, *map(int, found.groups())))]
    return PdfSignatures(len(ends), bool(ends) and not pdf[max(ends) :].strip())


def _covered_to(pdf: bytes, first: int, length: int, second: int, rest: int) -> int | None:
    """Where the covered bytes end; None where the range is none of a signature."""
    end = second + rest
    place = pdf[first + length : second]
    if first != 0 or length >= second or end > len(pdf) or not _HEX.fullmatch(place):
        return None
    signature = place.strip(b"<>").rstrip(b"0 \r\n\t\0")
    return end if len(signature) // 2 >= _LEAST else None
