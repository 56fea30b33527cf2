"""PDF files without what a program wrote about who made them. Run as a script, it reads and writes one file.

Reading a PDF that a stranger made is left to a process of its own, with bounds on memory, time and output: a
file that unpacks without end, or that breaks the reader, ends that process and nothing else.
Sources: ISO 32000-2, 14.3 (metadata), 12.6 (actions), 12.8 (signatures); pikepdf, "Working with metadata".
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

TIME = 40
"""Seconds for one file."""
MEMORY = 1024 * 1024 * 1024
"""Bytes of address space of the process that reads; a file of 25 MB needs a quarter of it."""
MOST_OBJECTS = 400_000
_TOLD = {2: "broken", 3: "locked", 4: "runs", 5: "holds_files", 6: "missing"}


class PdfRefused(ValueError):
    """Why a PDF does not come in: `broken`, `locked`, `runs`, `holds_files`, or `missing` for the reader itself."""


def without_metadata(content: bytes) -> bytes:
    """The file without author, program, times and private data; what a page shows stays. Raises `PdfRefused`."""
    try:
        done = subprocess.run(  # noqa: S603 - our own interpreter and this very file
            [sys.executable, "-I", str(Path(__file__))],
            input=content,
            capture_output=True,
            timeout=TIME,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise PdfRefused("broken") from None
    if done.returncode or not done.stdout.startswith(b"%PDF-"):
        raise PdfRefused(_TOLD.get(done.returncode, "broken"))
    return done.stdout


def _bound() -> None:
    """Bounds on this process; Windows has none but the time."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (TIME, TIME))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _main() -> int:
    import io

    try:
        import pikepdf
    except ImportError:
        return 6
    _bound()
    try:
        with pikepdf.open(io.BytesIO(sys.stdin.buffer.read())) as pdf:
            if len(pdf.objects) > MOST_OBJECTS:
                return 2
            if refused := _against(pdf, pikepdf):
                return refused
            _strip(pdf, pikepdf)
            written = io.BytesIO()
            pdf.save(
                written,
                encryption=False,
                deterministic_id=True,
                compress_streams=False,
                stream_decode_level=pikepdf.StreamDecodeLevel.none,
                fix_metadata_version=False,
            )
    except pikepdf.PasswordError:
        return 3
    except (pikepdf.PdfError, MemoryError, RecursionError, ValueError, TypeError, KeyError, OverflowError):
        return 2
    sys.stdout.buffer.write(written.getvalue())
    return 0


def _against(pdf: Any, pikepdf: Any) -> int:
    """What a page must not bring along: scripts, programs to start, files inside the file."""
    for thing in _things(pdf, pikepdf):
        if thing.get("/S") in ("/JavaScript", "/Launch", "/ImportData") or "/JS" in thing:
            return 4
        if thing.get("/Type") == "/EmbeddedFile" or "/EF" in thing or thing.get("/Subtype") == "/RichMedia":
            return 5
    names = pdf.Root.get("/Names", {})
    return 4 if "/JavaScript" in names else 5 if "/EmbeddedFiles" in names else 0


def _strip(pdf: Any, pikepdf: Any) -> None:
    """Author and program in both places where they stand, and in every picture and page that keeps its own."""
    if "/Info" in pdf.trailer:
        del pdf.trailer["/Info"]
    for thing in _things(pdf, pikepdf):
        told = ["/Metadata", "/PieceInfo", "/LastModified", "/Thumb"]
        if "/Rect" in thing and thing.get("/Subtype") not in (None, "/Widget"):
            told += ["/T", "/M", "/CreationDate", "/NM"]
        for name in told:
            if name in thing:
                del thing[name]


def _things(pdf: Any, pikepdf: Any) -> Iterator[Any]:
    """Every dictionary of the file, those inside others too."""
    kinds = pikepdf.Dictionary | pikepdf.Stream | pikepdf.Array
    for thing in pdf.objects:
        inside = [thing]
        while inside:
            one = inside.pop()
            if not isinstance(one, kinds):
                continue
            values = list(one) if isinstance(one, pikepdf.Array) else [one[name] for name in one.keys()]
            inside.extend(value for value in values if isinstance(value, kinds) and not value.is_indirect)
            if not isinstance(one, pikepdf.Array):
                yield one


if __name__ == "__main__":
    sys.exit(_main())
