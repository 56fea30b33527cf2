"""Badges on paper: eight to a page, each with its code to scan. Pure."""

from __future__ import annotations

import io
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime
from functools import cache
from importlib import resources

from hoiam.texts.typesetting import typeset

_MASK = 3
"""One of the eight masks that a QR code may have (ISO/IEC 18004); weighing all of them takes four times as long."""


@dataclass(frozen=True)
class Badge:
    name: str
    post: str
    agency: str
    place: str
    code: str
    printed_code: str


def badges_pdf(badges: Iterable[Badge], *, title: str, when: str, language: str, at: datetime) -> bytes:
    """A4, two by four; the QR holds the code and nothing else. Raises `ReasonsAgainst` without typst."""
    rows = [asdict(badge) | {"qr": _qr(badge.code)} for badge in badges]
    values = {"lang": language.split("-")[0].lower(), "title": title, "when": when, "badges": rows}
    return typeset(_source(), values=values, at=at)


def _qr(code: str) -> str:
    import segno

    drawn = io.BytesIO()
    segno.make_qr(code, error="m", mask=_MASK).save(drawn, kind="svg", border=0, xmldecl=False)
    return drawn.getvalue().decode()


@cache
def _source() -> str:
    return (resources.files("hoiam.conferences") / "badge.typ").read_text(encoding="utf-8")
