"""Citation marks inside a text: ``[F069]`` cites the fact F069, ``[F069v2]`` its second version."""

from __future__ import annotations

import re
from dataclasses import dataclass

_REFERENCE = r"(?=[A-ZĐ0-9-]*\d)[A-ZĐ][A-ZĐ0-9]*(?:-[A-ZĐ0-9]+)*(?:v\d{1,4})?"
MARK = re.compile(rf"\[[ ]?({_REFERENCE}(?:[ ]?[,;][ ]?{_REFERENCE})*)[ ]?\]")
_WITH_VERSION = re.compile(r"(.+?)(?:v(\d{1,4}))?$")
_NAMED_VERSION = re.compile(r"(?<=\d)v\d{1,4}(?=[ ]?[,;\]])")
_SPACE_BEFORE_MARK = re.compile(r"[ \t\n]*" + MARK.pattern)


@dataclass(frozen=True, slots=True)
class CitationMark:
    """What a mark names: the public reference of a fact and, where written, the version."""

    reference: str
    version: int | None = None

    def __str__(self) -> str:
        return f"[{self.reference}v{self.version}]" if self.version else f"[{self.reference}]"


def read_marks(text: str) -> tuple[CitationMark, ...]:
    """Find the citation marks of a text in their order, each named fact and version once."""
    found: dict[CitationMark, None] = {}
    for mark in MARK.finditer(text):
        for reference in re.split(r"[,;]", mark[1]):
            if named := _WITH_VERSION.match(reference.strip()):
                found[CitationMark(named[1], int(named[2]) if named[2] else None)] = None
    return tuple(found)


def without_versions(text: str) -> str:
    """The text with every mark naming its facts alone, so that each cites the version in force."""
    return MARK.sub(lambda mark: _NAMED_VERSION.sub("", mark[0]), text)


def without_marks(text: str) -> str:
    """Take the citation marks out of a text, each with the space before it."""
    return _SPACE_BEFORE_MARK.sub("", text).strip()
