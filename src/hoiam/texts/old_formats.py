"""Files that are not let in though people have them every day: which they are, and how to save them instead. Pure.

Recognised by their first bytes; the name only decides where the bytes leave it open.
"""

from __future__ import annotations

import io
import zipfile
from pathlib import PurePosixPath

from django.utils.translation import gettext_lazy as _

from hoiam.texts.files import MACROS, STILL_PICTURES

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""Begins the compound files of Office before 2007, and those locked with a password ([MS-CFB] 2.2)."""
_MOST_OF_TYPES = 200_000
_INSIDE_OLE = (
    ("EncryptedPackage", "password"),
    ("WordDocument", "doc"),
    ("Workbook", "xls"),
    ("Book", "xls"),
    ("PowerPoint Document", "ppt"),
    ("__properties_version1.0", "msg"),
)
_BY_ENDING = {
    ".doc": "doc",
    ".dot": "doc",
    ".wps": "doc",
    ".xls": "xls",
    ".et": "xls",
    ".ppt": "ppt",
    ".pps": "ppt",
    ".msg": "msg",
    ".pages": "pages",
}
_OPEN_DOCUMENTS = ("application/vnd.oasis.opendocument.text",)
_TIFF = (b"II*\x00", b"MM\x00*")
ADVICE = {
    "password": _(
        "The file is locked with a password. Open it, take the password off, save it and send it again."
    ),
    "doc": _(
        "This is a Word file of the old kind (.doc). Open it in Word or LibreOffice, choose “Save as”, take "
        "“Word document (.docx)” and send that file."
    ),
    "xls": _(
        "This is an Excel file of the old kind (.xls). Open it in Excel or LibreOffice, choose “Save as”, take "
        "“Excel workbook (.xlsx)” and send that file."
    ),
    "ppt": _(
        "This is a PowerPoint file of the old kind (.ppt). Open it, choose “Save as”, take “PowerPoint "
        "presentation (.pptx)” or PDF and send that file."
    ),
    "msg": _("This is a mail saved by Outlook (.msg). Copy its words, or print it as PDF, and send that."),
    "old_office": _(
        "This is an Office file of the old kind. Open it, choose “Save as”, take .docx, .xlsx or .pptx and "
        "send that file."
    ),
    "rtf": _(
        "This is an RTF file. Open it in Word or LibreOffice, choose “Save as”, take “Word document (.docx)” "
        "and send that file."
    ),
    "heic": _(
        "This is a picture as phones keep it (HEIC). Open it on the phone or computer, save or share it as "
        "JPG and send that file."
    ),
    "tiff": _("This is a TIFF picture, often a scan. Save it as PDF, PNG or JPG and send that file."),
    "macros": _(
        "The file holds macros, which are never let in. Open it in Word or Excel, choose “Save as”, take the "
        "kind without macros (.docx, .xlsx) and send that file."
    ),
    "web": _(
        "This is a web page under the name of another kind of file. Open it in Word, choose “Save as”, take "
        "“Word document (.docx)” and send that file."
    ),
    "pages": _("This is a Pages file. Choose “Export to”, take Word (.docx) and send that file."),
    "odt": _(
        "This is a LibreOffice text (.odt). Choose “Save as”, take “Word 2010–365 document (.docx)” and send "
        "that file."
    ),
    "pdf": _(
        "A PDF keeps the look of a page, not its words; a scan is only a picture. Open the file it was made "
        "from and save it as .docx, or type the words. The PDF itself can be added as a file."
    ),
    "picture": _("A picture holds no words that can be edited. Add it as a file, and type the words."),
}
"""{kind: the sentence that says what to do}."""


def advice_for(name: str, content: bytes) -> object | None:
    """How to save a file that is never let in; None where the file is none of these."""
    kind = _kind_of(name, content)
    return ADVICE[kind] if kind else None


def advice_for_word(name: str, content: bytes) -> object | None:
    """The same where only a Word document will do: PDF, pictures and LibreOffice texts are refused too."""
    kind = _kind_of(name, content)
    if kind is None and content.startswith(b"%PDF-"):
        kind = "pdf"
    if kind is None and content.startswith((b"\x89PNG", b"\xff\xd8\xff", b"RIFF")):
        kind = "picture"
    if kind is None and _open_document(content):
        kind = "odt"
    return ADVICE[kind] if kind else None


def _kind_of(name: str, content: bytes) -> str | None:
    ending = PurePosixPath(name.replace("\\", "/")).suffix.lower()
    if content.startswith(OLE):
        inside = next((kind for said, kind in _INSIDE_OLE if said.encode("utf-16-le") in content), None)
        return inside or _BY_ENDING.get(ending, "old_office")
    if content.lstrip()[:5].lower() == b"{\\rtf":
        return "rtf"
    if content[4:8] == b"ftyp" and content[8:12] in STILL_PICTURES:
        return "heic"
    if content.startswith(_TIFF):
        return "tiff"
    if content.startswith(b"PK\x03\x04"):
        return _kind_of_packed(content)
    if content.lstrip(b"\xef\xbb\xbf \t\r\n")[:14].lower().startswith((b"<html", b"<!doctype html")):
        return "web"
    return None


def _kind_of_packed(content: bytes) -> str | None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            names = {name.lower() for name in packed.namelist()}
            types = _beginning(packed, "[Content_Types].xml")
    except (zipfile.BadZipFile, OSError, ValueError, RuntimeError, NotImplementedError, EOFError):
        return None
    if b"macroEnabled" in types or any(MACROS.search(name) for name in names):
        return "macros"
    return "pages" if "index/document.iwa" in names else None


def _open_document(content: bytes) -> bool:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            return _beginning(packed, "mimetype").decode("ascii", "replace").strip() in _OPEN_DOCUMENTS
    except (zipfile.BadZipFile, OSError, ValueError, RuntimeError, NotImplementedError, EOFError):
        return False


def _beginning(packed: zipfile.ZipFile, name: str) -> bytes:
    if name not in packed.namelist():
        return b""
    with packed.open(name) as opened:
        return opened.read(_MOST_OF_TYPES)
