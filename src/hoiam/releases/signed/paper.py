"""What a PDF shows: the signed document embedded in it, its text, and whether something is laid over the text."""

from __future__ import annotations

import ctypes
import re
from dataclasses import dataclass
from typing import Any

DOCUMENT_NAME = "hoiam-release.json"
MOST_PAGES = 400
_LARGEST_DOCUMENT = 20_000_000
_WHITE = 245
_SMALLEST = 1.5
"""Points; nobody reads smaller letters."""
_COVERS = 2.0
"""Points by which a shape must lie over a line of text to hide something of it."""


class NotRead(ValueError):
    """A PDF that cannot be opened: damaged, locked with a password, too long; or no reader is installed."""


@dataclass(frozen=True)
class PaperShown:
    document: str = ""
    pages: tuple[str, ...] = ()
    is_covered: bool = False
    """Something hides text or shows other words than the text: a shape over it, unseen letters, a remark."""


def read_paper(content: bytes, most_pages: int = MOST_PAGES) -> PaperShown:
    """Read a PDF of any origin. Raises `NotRead`. Not for several threads at once: see `apart`."""
    try:
        import pypdfium2
    except ImportError:
        raise NotRead("The package “pypdfium2” is missing here: pip install 'hoiam[pdf]'.") from None
    try:
        paper = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError:
        raise NotRead("This PDF cannot be opened: it is damaged or locked with a password.") from None
    try:
        if len(paper) > most_pages:
            raise NotRead(f"This PDF has more than {most_pages} pages.")
        return _read(paper)
    except pypdfium2.PdfiumError:
        raise NotRead("This PDF cannot be read: it is damaged.") from None
    finally:
        paper.close()


def _read(paper: Any) -> PaperShown:
    pages, is_covered = [], False
    for number in range(len(paper)):
        page = paper[number]
        shown = page.get_textpage()
        pages.append(shown.get_text_range().replace("\r\n", "\n").replace("\r", "\n"))
        is_covered = is_covered or _is_covered(page)
        shown.close()
        page.close()
    return PaperShown(_document(paper), tuple(pages), is_covered)


def _document(paper: Any) -> str:
    for number in range(paper.count_attachments()):
        attached = paper.get_attachment(number)
        if attached.get_name() == DOCUMENT_NAME:
            data = bytes(attached.get_data())
            return data.decode("utf-8", "replace") if len(data) <= _LARGEST_DOCUMENT else ""
    return ""


def _is_covered(page: Any) -> bool:
    import pypdfium2.raw as raw

    if any(
        raw.FPDFAnnot_GetSubtype(_annotation(raw, page, number))
        not in (raw.FPDF_ANNOT_LINK, raw.FPDF_ANNOT_WIDGET)
        for number in range(raw.FPDFPage_GetAnnotCount(page))
    ):
        return True
    lines: list[tuple[float, float, float, float]] = []
    for place in range(raw.FPDFPage_CountObjects(page)):
        found = raw.FPDFPage_GetObject(page, place)
        kind = raw.FPDFPageObj_GetType(found)
        if kind == raw.FPDF_PAGEOBJ_TEXT:
            if _is_unseen(raw, found):
                return True
            lines.append(_bounds(raw, found))
        elif _may_hide(raw, found, kind):
            box = _bounds(raw, found)
            if any(_lies_over(box, line) for line in lines):
                return True
    return False


def _annotation(raw: Any, page: Any, number: int) -> Any:
    return raw.FPDFPage_GetAnnot(page, number)


def _is_unseen(raw: Any, text: Any) -> bool:
    """Letters drawn invisibly, in white, or too small to be read."""
    if raw.FPDFTextObj_GetTextRenderMode(text) in (
        raw.FPDF_TEXTRENDERMODE_INVISIBLE,
        raw.FPDF_TEXTRENDERMODE_CLIP,
    ):
        return True
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    if raw.FPDFPageObj_GetFillColor(text, red, green, blue, alpha):
        if alpha.value < 40 or min(red.value, green.value, blue.value) > _WHITE:
            return True
    left, bottom, right, top = _bounds(raw, text)
    return 0 < top - bottom < _SMALLEST / 4 and right - left > _SMALLEST


def _may_hide(raw: Any, found: Any, kind: int) -> bool:
    """A picture, a filled shape, a form; lines hide nothing."""
    if kind != raw.FPDF_PAGEOBJ_PATH:
        return kind in (raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_SHADING, raw.FPDF_PAGEOBJ_FORM)
    mode, stroke = ctypes.c_int(), ctypes.c_int()
    return bool(raw.FPDFPath_GetDrawMode(found, mode, stroke)) and mode.value != raw.FPDF_FILLMODE_NONE


def _bounds(raw: Any, found: Any) -> tuple[float, float, float, float]:
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    raw.FPDFPageObj_GetBounds(found, left, bottom, right, top)
    return left.value, bottom.value, right.value, top.value


def _lies_over(box: tuple[float, float, float, float], line: tuple[float, float, float, float]) -> bool:
    across = min(box[2], line[2]) - max(box[0], line[0])
    up = min(box[3], line[3]) - max(box[1], line[1])
    return across > _COVERS and up > _COVERS


def without_foot(pages: tuple[str, ...], reference: str, digest: str) -> str:
    """The pages as one text, without the lines that our papers carry at the foot of each page."""
    named = re.compile(
        rf"{re.escape(reference)} · [^\n·]{{1,40}} · https?://[^\s/]+/r/{re.escape(reference)}"
    )
    numbered = re.compile(rf"SHA-256 {re.escape(digest)} · \d{{1,4}}/\d{{1,4}}")
    lines = [line for page in pages for line in page.split("\n")]
    return "\n".join(
        line for line in lines if not named.fullmatch(line.strip()) and not numbered.fullmatch(line.strip())
    )
