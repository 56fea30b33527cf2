"""Certificates on paper: one file, a page for each; every word stands in the signed documents. Pure."""

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
class Page:
    """The words of one certificate, in reading order."""

    body: str
    office: str
    title: str
    lead: str
    holder: str
    agency: str
    took_part: str
    training: str
    when: str
    issued: str
    number: str
    code: str
    check: str
    address: str
    """What the QR code opens."""


def certificates_pdf(pages: Iterable[Page], *, language: str, title: str, at: datetime) -> bytes:
    """One page for each, A4 across; raises `ReasonsAgainst` where typst is not installed."""
    rows = [asdict(page) | {"qr": _qr(page.address)} for page in pages]
    lang = language.split("-")[0].lower()
    return typeset(_source(), values={"lang": lang, "title": title, "pages": rows}, at=at)


def _qr(address: str) -> str:
    import segno

    drawn = io.BytesIO()
    segno.make_qr(address, error="m", mask=_MASK).save(drawn, kind="svg", border=0, xmldecl=False)
    return drawn.getvalue().decode()


@cache
def _source() -> str:
    return (resources.files("hoiam.conferences") / "certificate.typ").read_text(encoding="utf-8")
