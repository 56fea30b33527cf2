"""Packed documents (Word, Excel, PowerPoint, OpenDocument) without who made them, when and on what. Pure.

The package is written anew, member by member: what was hung before or behind it is gone, and so is what a program
noted about people; words, tables and pictures stay as they are.
Sources: ECMA-376 Part 2, 11 (core properties) and Part 1, 22.2; OpenDocument 1.3 Part 2, 3 and Part 3, 4.3.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Callable
from pathlib import PurePosixPath

from hoiam.texts.files import KINDS, Unreadable
from hoiam.texts.pictures import BrokenPicture
from hoiam.texts.pictures import without_metadata as picture_without_metadata

_LARGEST_UNPACKED = 400 * 1024 * 1024
_LARGEST_EDITED = 40 * 1024 * 1024
_CHUNK = 1024 * 1024
_MADE = (1980, 1, 1, 0, 0, 0)
_BROKEN = (zipfile.BadZipFile, zlib.error, RuntimeError, OSError, EOFError, ValueError, NotImplementedError)
_CORE = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<cp:coreProperties xmlns:cp="http://schemas.openxml'
    b'formats.org/package/2006/metadata/core-properties"/>'
)
_APP = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Properties xmlns="http://schemas.openxmlformats.org/'
    b'officeDocument/2006/extended-properties"/>'
)
_META = (
    b'<?xml version="1.0" encoding="UTF-8"?>\n<office:document-meta xmlns:office="urn:oasis:names:tc:opendocument:'
    b'xmlns:office:1.0" office:version="1.3"><office:meta/></office:document-meta>'
)
_INSTEAD = {"docProps/core.xml": _CORE, "docProps/app.xml": _APP, "meta.xml": _META}
_LEFT_OUT = re.compile(r"docProps/(?:custom\.xml|thumbnail\.\w+)|Thumbnails/.*")
_NAMES = re.compile(
    rb'(\s(?:\w+:)?(?:author|initials|userId|userName|providerId|lastModifiedBy)=)(?:"[^"<]*"|\'[^\'<]*\')'
)
"""Who changed or remarked, on the marks of Word and PowerPoint."""
_PERSONS = re.compile(rb'(\sdisplayName=)"[^"<]*"')
_PEOPLE = re.compile(
    rb"(<(?:[\w-]+:)?(?:creator|initial-creator|sender-initials|author)(?:\s[^>]*)?>)[^<]*(?=</(?:[\w-]+:)?"
    rb"(?:creator|initial-creator|sender-initials|author)>)"
)
"""The same as elements: OpenDocument, and the authors of remarks in Excel."""
_RELATION = re.compile(rb"<Relationship\s[^>]*?(?:/>|>\s*</Relationship>)")
_OVERRIDE = re.compile(rb'<Override\s[^>]*?PartName="/([^"]*)"[^>]*?(?:/>|>\s*</Override>)')
_MANIFEST = re.compile(
    rb'<(manifest:file-entry)\s[^>]*?manifest:full-path="Thumbnails/[^>]*?(?:/>|>\s*</\1>)'
)
_PICTURES = {".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".png": "image/png"}


def without_metadata(content: bytes) -> bytes:
    """The document written anew without its properties. Raises `Unreadable` for broken, overfull or twofold ones."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            members = [member for member in packed.infolist() if not member.is_dir()]
            names = [member.filename for member in members]
            if sum(one.file_size for one in members) > _LARGEST_UNPACKED or len(set(names)) != len(names):
                raise Unreadable
            return _written(packed, members)
    except _BROKEN as broken:
        raise Unreadable from broken


def _written(packed: zipfile.ZipFile, members: list[zipfile.ZipInfo]) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as anew:
        for member in members:
            if _LEFT_OUT.fullmatch(member.filename):
                continue
            made = zipfile.ZipInfo(member.filename, _MADE)
            made.compress_type = member.compress_type if member.compress_type == 0 else zipfile.ZIP_DEFLATED
            made.external_attr = 0o600 << 16
            change = _change_of(member)
            if change:
                anew.writestr(made, change(packed.read(member)))
                continue
            with packed.open(member) as source, anew.open(made, "w", force_zip64=False) as sink:
                while chunk := source.read(_CHUNK):
                    sink.write(chunk)
    return written.getvalue()


def _change_of(member: zipfile.ZipInfo) -> Callable[[bytes], bytes] | None:
    """What is done to a member that says who; None for one that is copied as it is."""
    name = member.filename
    if instead := _INSTEAD.get(name):
        return lambda _said: instead
    if member.file_size > _LARGEST_EDITED:
        return None
    if name == "[Content_Types].xml":
        return lambda said: _OVERRIDE.sub(lambda one: b"" if _is_left_out(one[1]) else one[0], said)
    if name.endswith(".rels"):
        return lambda said: _RELATION.sub(lambda one: b"" if _leads_out(one[0]) else one[0], said)
    if name == "META-INF/manifest.xml":
        return lambda said: _MANIFEST.sub(b"", said)
    if name.startswith("xl/persons/"):
        return lambda said: _PERSONS.sub(rb'\1""', _NAMES.sub(rb'\1""', said))
    if name.endswith(".xml"):
        return lambda said: _PEOPLE.sub(rb"\1", _NAMES.sub(rb'\1""', said))
    if kind := _PICTURES.get(PurePosixPath(name).suffix.lower()):
        return lambda said: _picture(said, kind)
    return None


def _picture(content: bytes, kind: str) -> bytes:
    """A picture inside the document; a broken one stays as it is, nobody sees more of it than before."""
    try:
        return picture_without_metadata(content, kind, keeps_colours=True)
    except BrokenPicture:
        return content


def _is_left_out(name: bytes) -> bool:
    return bool(_LEFT_OUT.fullmatch(name.decode("utf-8", "replace")))


def _leads_out(relation: bytes) -> bool:
    """Whether a relation leads to a part that is left out, or to a template on somebody's disk."""
    return any(
        kind in relation for kind in (b"/metadata/thumbnail", b"/custom-properties", b"/attachedTemplate")
    )


PACKED_KINDS = frozenset(KINDS[ending] for ending in (".docx", ".xlsx", ".pptx", ".odt", ".ods"))
