"""Codes to scan, and papers and pictures set by typst: only what was cleared stands on them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cache, lru_cache
from importlib import resources
from typing import Any, Literal

import segno

from hoiam.texts.typesetting import FONTS, typeset

_PIXELS_A_POINT = 2
"""A card of 600 × 315 points is 1200 × 630 pixels, the measure that Open Graph readers expect."""


@lru_cache(maxsize=512)
def qr_svg(address: str) -> bytes:
    """An address as a code to scan (ISO/IEC 18004), a drawing that stands on its own."""
    code = segno.make(address, error="m", micro=False)
    drawn: str = code.svg_inline(scale=4, border=2)
    return drawn.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1).encode()


def paper(name: Literal["poster"], values: Mapping[str, Any], address: str, at: datetime) -> bytes:
    """A paper as PDF. Raises `ReasonsAgainst` where typst is not installed."""
    return typeset(_source(name), values=values, at=at, files={"qr.svg": qr_svg(address)})


def picture(name: Literal["card"], values: Mapping[str, Any], address: str) -> bytes:
    """A picture as PNG; the same values give the same bytes."""
    import typst

    folder = str(FONTS)
    given = {
        "main.typ": _source(name).encode(),
        "values.json": json.dumps(values, ensure_ascii=False).encode(),
        "qr.svg": qr_svg(address),
    }
    compiler = typst.Compiler(
        given,
        root=folder,
        font_paths=_fonts(),
        ignore_system_fonts=True,
        package_path=folder,
        package_cache_path=folder,
    )
    moment = datetime(2026, 1, 1, tzinfo=UTC)
    made: Any = compiler.compile(format="png", ppi=72 * _PIXELS_A_POINT, timestamp=moment)
    return bytes(made)


@cache
def _source(name: str) -> str:
    return (resources.files("hoiam.newsroom.releases") / "papers" / f"{name}.typ").read_text(encoding="utf-8")


@lru_cache(maxsize=1)
def _fonts() -> Any:
    import typst

    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)])
