"""Who asks, as written in the form; it exists in memory only while it is sealed or a letter is addressed."""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass, fields
from typing import Any

_BEHIND_A_NAME = re.compile(r"\s*[,;|/(]\s*|\s+[-–—]\s+")


@dataclass(frozen=True)
class Asker:
    name: str = ""
    email: str = ""
    phone: str = ""
    outlet: str = ""
    postal_address: str = ""

    def __repr__(self) -> str:
        """Says nothing: an asker in a log or an error report would be unsealed."""
        return "Asker(sealed)"

    __str__ = __repr__

    def said(self) -> dict[str, str]:
        """Every field that was filled in, by name."""
        return {name: value for name, value in asdict(self).items() if value}

    def known_by(self) -> list[str]:
        """All by which a text may name the asker: what was filled in, and the two halves of a name that holds
        the newspaper too, as in "Lan Anh, Báo Sông Hàn"."""
        halves = _BEHIND_A_NAME.split(self.name, maxsplit=1)
        return [*self.said().values(), *(half.strip(" )") for half in halves if len(halves) > 1)]

    @classmethod
    def from_said(cls, said: dict[str, Any]) -> Asker:
        known = {field.name for field in fields(cls)}
        return cls(**{name: str(value) for name, value in said.items() if name in known})


@dataclass(frozen=True)
class Opened:
    """What is inside a seal: who asked, and the question as it was written."""

    asker: Asker
    question: str


@dataclass(frozen=True)
class IncomingFile:
    """A file that comes with a question."""

    name: str
    content: bytes
