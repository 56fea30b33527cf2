"""Papers as PDF: typst source and named files in, bytes out; no network, no typefaces but our own."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import lru_cache
from importlib import resources
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.utils.translation import gettext_lazy as _

from hoiam.desks.against import ReasonsAgainst

FONTS = resources.files("hoiam") / "data" / "fonts"
VALUES = "values.json"
ARCHIVAL = "a-2u"
"""PDF/A-2u (ISO 19005-2): everything that is shown is in the file, and its text can be read out."""

CARRYING = "a-3u"
"""PDF/A-3u (ISO 19005-3): the same, and other files may be embedded."""


def typeset(
    source: str,
    *,
    values: Mapping[str, Any],
    at: datetime,
    files: Mapping[str, bytes] | None = None,
    standard: str = ARCHIVAL,
) -> bytes:
    """Set typst `source` as PDF.

    Words of people go into `values` alone; the source reads them by `json("values.json")`, so that no text
    becomes markup. `files` are named as the source names them: pictures, further sources. `at` is written
    into the file as its time of making: the same input gives the same bytes.

    Typefaces: "Tinos" and "Be Vietnam Pro". The file is PDF/A, by `standard` A-2u or `CARRYING`; where a text
    holds a sign that neither face has, the sign is an empty box and the file a plain PDF. Raises `ReasonsAgainst`
    where typst is not installed, `ValueError` where a source asks for a package of the network, `typst.TypstError`
    for a mistake in the source.
    """
    typst = _typst()
    given = {
        "main.typ": source.encode(),
        VALUES: json.dumps(values, ensure_ascii=False).encode(),
        **(files or {}),
    }
    if any(name.endswith(".typ") and b"@preview" in content for name, content in given.items()):
        raise ValueError("papers are set without packages of the network")
    try:
        return _compile(given, at, standard)
    except typst.TypstError as error:
        if "could not be displayed" not in str(error):
            raise
        return _compile(given, at, None)


def can_typeset() -> bool:
    """Whether typst is installed here."""
    try:
        _typst()
    except ReasonsAgainst:
        return False
    return True


def _typst() -> Any:
    try:
        import typst
    except ImportError:
        raise ReasonsAgainst(
            [
                _(
                    "PDF files cannot be made on this installation: the package “typst” is missing. Whoever runs "
                    "the server installs it with: pip install 'hoiam[pdf]'. Until then, print the page itself."
                )
            ]
        ) from None
    return typst


def _compile(given: dict[str, bytes], at: datetime, standard: str | None) -> bytes:
    """Files are handed over in memory; pictures, which are no text, only the file system brings to typst."""
    made = at.astimezone(UTC).replace(microsecond=0)
    if all(_is_text(content) for content in given.values()):
        return _made(given, str(FONTS), made, standard)
    with TemporaryDirectory(prefix="hoiam-paper-") as folder:
        for name, content in given.items():
            (Path(folder) / name).write_bytes(content)
        return _made(str(Path(folder) / "main.typ"), folder, made, standard)


def _made(given: Any, root: str, made: datetime, standard: str | None) -> bytes:
    compiler = _typst().Compiler(
        given,
        root=root,
        font_paths=_fonts(),
        ignore_system_fonts=True,
        package_path=str(FONTS),
        package_cache_path=str(FONTS),
    )
    return bytes(compiler.compile(format="pdf", pdf_standards=standard, timestamp=made))


def _is_text(content: bytes) -> bool:
    try:
        content.decode()
    except UnicodeDecodeError:
        return False
    return True


@lru_cache(maxsize=1)
def _fonts() -> Any:
    """Reading the faces takes longer than setting a page, so they are read once a process."""
    return _typst().Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)])
