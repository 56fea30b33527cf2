"""Which files may come in: their kind read from their first bytes, their name made harmless, their words. Pure."""

from __future__ import annotations

import io
import re
import unicodedata
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from xml.etree.ElementTree import ParseError

from defusedxml.ElementTree import DefusedXMLParser

from hoiam.texts.media_containers import is_film, is_sound

LARGEST = 25 * 1024 * 1024
"""Bytes of one file."""
LONGEST_NAME = 100
_MOST_MEMBERS = 5_000
_LARGEST_UNPACKED = 400 * 1024 * 1024
_LARGEST_MEMBER_READ = 20 * 1024 * 1024
_LARGEST_READ = 60 * 1024 * 1024
_CHUNK = 1024 * 1024
_MOST_ELEMENTS = 600_000
"""A few kilobytes can unpack to millions of empty elements; no letter or table has that many."""
_BEGINS_LINE = frozenset({"p", "h", "si", "c"})
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    ParseError,
    RuntimeError,
    OSError,
    EOFError,
    ValueError,
    LookupError,
)
"""What a broken or hostile packed document raises; entities and foreign encodings are among the `ValueError`s."""

OFFICE = "application/vnd.openxmlformats-officedocument."
KINDS = {
    ".pdf": "application/pdf",
    ".docx": f"{OFFICE}wordprocessingml.document",
    ".xlsx": f"{OFFICE}spreadsheetml.sheet",
    ".pptx": f"{OFFICE}presentationml.presentation",
    ".odt": "application/vnd.oasis.opendocument.text",
    ".ods": "application/vnd.oasis.opendocument.spreadsheet",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".webp": "image/webp",
    ".mp3": "audio/mpeg",
    ".mp4": "video/mp4",
    ".txt": "text/plain",
    ".csv": "text/csv",
}
"""Ending → media type of everything that is let in. No HTML, no SVG, nothing that runs, no macros."""
_ALSO = {".jpeg": ".jpg", ".m4a": ".mp4"}
STILL_PICTURES = frozenset({b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1", b"avif"})
"""Brands of the pictures that phones keep in a container made for film (ISO/IEC 23008-12): HEIC, AVIF."""
MACROS = re.compile(r"vbaproject\.bin$|^xl/macrosheets/|/activex/|^(?:basic|scripts)/.", re.IGNORECASE)
"""Members of a packed document that run something: VBA, sheets of macros, controls, Basic."""
_PACKED = {
    "word/document.xml": ".docx",
    "xl/workbook.xml": ".xlsx",
    "ppt/presentation.xml": ".pptx",
}
_WORDS_IN = re.compile(
    r"word/(?:document|header\d*|footer\d*|footnotes|endnotes|comments)\.xml|xl/sharedStrings\.xml|xl/worksheets/[^/]+\.xml"
    r"|ppt/slides/[^/]+\.xml|content\.xml|styles\.xml"
)
_FORBIDDEN_IN_NAME = re.compile(r"[\x00-\x1f\x7f<>:\"/\\|?*\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]+")


class Unreadable(ValueError):
    """A packed file that cannot be opened, or that unpacks to far more than it is."""


@dataclass(frozen=True)
class KnownFile:
    """A file that may come in: a harmless name with the ending of its kind, and its media type."""

    name: str
    media_type: str
    content: bytes


def known_file(name: str, content: bytes) -> KnownFile | None:
    """The file under a harmless name, None where its kind is not let in.

    The kind is read from the content; a name that claims another kind is not believed, and the file is not
    let in. Raises `Unreadable` for broken or overfull packed files.
    """
    claimed = PurePosixPath(name.replace("\\", "/")).suffix.lower()
    claimed = _ALSO.get(claimed, claimed)
    ending = _ending_of(content, claimed)
    if ending is None or (claimed and claimed != ending):
        return None
    return KnownFile(harmless_name(name, ending), KINDS[ending], content)


def harmless_name(name: str, ending: str) -> str:
    """The last part of a path, composed, without signs that a file system, a header or a reader trips over."""
    stem = PurePosixPath(unicodedata.normalize("NFC", name).replace("\\", "/")).name
    if (suffix := PurePosixPath(stem).suffix).lower() in {*KINDS, *_ALSO}:
        stem = stem.removesuffix(suffix)
    stem = " ".join(_FORBIDDEN_IN_NAME.sub(" ", stem).split()).strip(". ")
    return f"{stem[:LONGEST_NAME].strip() or 'file'}{ending}"


def words_of_file(file: KnownFile) -> Iterator[str]:
    """The words a file holds, part by part, as far as they can be read: text files and packed documents.

    PDF, pictures, sound and film yield nothing. Raises `Unreadable` as above.
    """
    if file.media_type in ("text/plain", "text/csv"):
        yield file.content.decode("utf-8-sig")
    elif file.content.startswith(b"PK\x03\x04"):
        with _opened(file.content) as packed:
            members = [member for member in packed.infolist() if _WORDS_IN.fullmatch(member.filename)]
            if sum(member.file_size for member in members) > _LARGEST_READ:
                raise Unreadable
            for member in members:
                yield _words_of_xml(packed, member)


def _ending_of(content: bytes, claimed: str) -> str | None:
    starts = {
        b"%PDF-": ".pdf",
        b"\x89PNG\r\n\x1a\n": ".png",
        b"\xff\xd8\xff": ".jpg",
    }
    for start, ending in starts.items():
        if content.startswith(start):
            return ending
    if content.startswith((b"ID3", b"\xff\xf2", b"\xff\xf3", b"\xff\xfa", b"\xff\xfb")):
        return ".mp3" if is_sound(content) else None
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return ".webp"
    if content[4:8] == b"ftyp":
        return ".mp4" if is_film(content) else None
    if content.startswith(b"PK\x03\x04"):
        return _packed_ending(content)
    return claimed if claimed in (".txt", ".csv") and _is_text(content) else None


def _is_text(content: bytes) -> bool:
    try:
        return "\x00" not in content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return False


def _packed_ending(content: bytes) -> str | None:
    with _opened(content) as packed:
        names = set(packed.namelist())
        if any(MACROS.search(name) for name in names):
            return None
        if "mimetype" in names:
            kind = _first_bytes(packed, "mimetype", 100).decode("ascii", "replace").strip()
            return next((ending for ending, known in KINDS.items() if known == kind), None)
        return next((ending for name, ending in _PACKED.items() if name in names), None)


def _opened(content: bytes) -> zipfile.ZipFile:
    try:
        packed = zipfile.ZipFile(io.BytesIO(content))
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as broken:
        raise Unreadable from broken
    members = packed.infolist()
    if len(members) > _MOST_MEMBERS or sum(member.file_size for member in members) > _LARGEST_UNPACKED:
        raise Unreadable
    return packed


def _first_bytes(packed: zipfile.ZipFile, name: str, most: int) -> bytes:
    """The beginning of a member; the rest, however much it unpacks to, is left where it is."""
    try:
        with packed.open(name) as opened:
            return opened.read(most)
    except _BROKEN as broken:
        raise Unreadable from broken


def _words_of_xml(packed: zipfile.ZipFile, member: zipfile.ZipInfo) -> str:
    """The words of one part of a document, a line for each paragraph, row or cell text; no tree is kept."""
    if member.file_size > _LARGEST_MEMBER_READ:
        raise Unreadable
    parser = DefusedXMLParser(target=_Words())
    try:
        with packed.open(member) as opened:
            while chunk := opened.read(_CHUNK):
                parser.feed(chunk)
        return str(parser.close())
    except _BROKEN as broken:
        raise Unreadable from broken


class _Words:
    """A target of an XML parser; `close` gives the words, a line for each paragraph, row or cell.

    Raises `ValueError` where there are more than `_MOST_ELEMENTS`.
    """

    def __init__(self) -> None:
        self._lines: list[str] = []
        self._line: list[str] = []
        self._said: list[str] = []
        self._is_after_end = False
        self._elements = 0

    def start(self, tag: str, _attributes: dict[str, str]) -> None:
        self._keep_said()
        self._is_after_end = False
        self._elements += 1
        if self._elements > _MOST_ELEMENTS:
            raise ValueError("more elements than a document has")
        name = tag.rpartition("}")[2]
        if name in _BEGINS_LINE:
            self._lines.append("".join(self._line))
            self._line = []
        elif name == "tab":
            self._line.append("\t")

    def data(self, said: str) -> None:
        self._said.append(said)

    def end(self, _tag: str) -> None:
        self._keep_said()
        self._is_after_end = True

    def close(self) -> str:
        self._keep_said()
        return "\n".join([*self._lines, "".join(self._line)])

    def _keep_said(self) -> None:
        """What stands between elements loses the line breaks of the layout of the file."""
        if self._said:
            said = "".join(self._said)
            self._line.append(said.strip("\n\r") if self._is_after_end else said)
            self._said = []
