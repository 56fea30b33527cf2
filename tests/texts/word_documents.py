"""Word documents made piece by piece, so that a test says in XML just what Word would have written."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import datetime
from xml.sax.saxutils import escape

from hoiam.texts.models import Text
from hoiam.texts.queries.word_files import docx_of

SPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
NAMESPACES = (
    f'xmlns:w="{SPACE}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml"
KINDS = {"document": "document.main"}
STYLES = """
<w:style w:type="paragraph" w:styleId="H1"><w:name w:val="heading 1"/></w:style>
<w:style w:type="paragraph" w:styleId="H2"><w:name w:val="heading 2"/></w:style>
<w:style w:type="paragraph" w:styleId="H5"><w:name w:val="heading 5"/></w:style>
<w:style w:type="paragraph" w:styleId="Own"><w:name w:val="Mục của tỉnh"/><w:basedOn w:val="H2"/></w:style>
<w:style w:type="paragraph" w:styleId="Q"><w:name w:val="Quote"/></w:style>
"""
NUMBERING = """
<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="bullet"/>
<w:lvlText w:val="-"/></w:lvl>
<w:lvl w:ilvl="1"><w:numFmt w:val="bullet"/><w:lvlText w:val="+"/></w:lvl></w:abstractNum>
<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/>
<w:lvlText w:val="%1."/></w:lvl></w:abstractNum>
<w:abstractNum w:abstractNumId="2"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/>
<w:lvlText w:val="%1)"/></w:lvl></w:abstractNum>
<w:abstractNum w:abstractNumId="3"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/>
<w:lvlText w:val="Điều %1."/></w:lvl></w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>
<w:num w:numId="3"><w:abstractNumId w:val="2"/></w:num><w:num w:numId="4"><w:abstractNumId w:val="3"/></w:num>
<w:num w:numId="5"><w:abstractNumId w:val="1"/>
<w:lvlOverride w:ilvl="0"><w:startOverride w:val="7"/></w:lvlOverride></w:num>
"""


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def added(text: str, by: str = "An") -> str:
    return f'<w:ins w:id="1" w:author="{by}" w:date="2026-08-03T09:00:00Z">{run(text)}</w:ins>'


def removed(text: str, by: str = "An") -> str:
    said = f'<w:r><w:delText xml:space="preserve">{escape(text)}</w:delText></w:r>'
    return f'<w:del w:id="1" w:author="{by}" w:date="2026-08-03T09:00:00Z">{said}</w:del>'


def paragraph(*inner: str, style: str = "", numbering: tuple[int, int] | None = None, end: str = "") -> str:
    """Inner strings that do not begin with “<” are plain words."""
    properties = f'<w:pStyle w:val="{style}"/>' if style else ""
    if numbering:
        name, depth = numbering
        properties += f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{name}"/></w:numPr>'
    if end:
        properties += f'<w:rPr><w:{end} w:id="9" w:author="Bình"/></w:rPr>'
    said = "".join(one if one.startswith("<") else run(one) for one in inner)
    return f"<w:p><w:pPr>{properties}</w:pPr>{said}</w:p>"


def table(*rows: tuple[str, ...], properties: str = "", first: str = "") -> str:
    """Cells are words or finished `<w:tc>`; `first` are the properties of the first row."""
    written = []
    for place, row in enumerate(rows):
        cells = (one if one.startswith("<w:tc") else f"<w:tc>{paragraph(one)}</w:tc>" for one in row)
        written.append(f"<w:tr><w:trPr>{first if place == 0 else ''}</w:trPr>{''.join(cells)}</w:tr>")
    return f"<w:tbl><w:tblPr>{properties}</w:tblPr>{''.join(written)}</w:tbl>"


def document(*blocks: str, **parts: str) -> bytes:
    """A whole file; `parts` are further ones by their name: comments, footnotes, header1 …"""
    members = {
        "document": f"<w:document {NAMESPACES}><w:body>{''.join(blocks)}<w:sectPr/></w:body></w:document>",
        "styles": f"<w:styles {NAMESPACES}>{STYLES}</w:styles>",
        "numbering": f"<w:numbering {NAMESPACES}>{NUMBERING}</w:numbering>",
        **{
            name: f"<w:{name.rstrip('1')} {NAMESPACES}>{said}</w:{name.rstrip('1')}>"
            for name, said in parts.items()
        },
    }
    kinds = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{TYPES}.{KINDS.get(name, name)}+xml"/>'
        for name in members
    )
    files = {
        "[Content_Types].xml": (
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f"{kinds}</Types>"
        ),
        **{
            f"word/{name}.xml": f'<?xml version="1.0" encoding="UTF-8"?>{said}'
            for name, said in members.items()
        },
    }
    return packed(files)


def packed(members: dict[str, str | bytes]) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return written.getvalue()


def members_of(content: bytes) -> dict[str, str | bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def edited(content: bytes, *changes: tuple[str, str], **parts: str) -> bytes:
    """A file as somebody sends it back: in the body's XML each (old, new) is replaced once; it must be there."""
    members = members_of(content)
    body = bytes(members["word/document.xml"]).decode()
    for old, new in changes:
        assert old in body, f"{old!r} is not in the document"
        body = body.replace(old, new, 1)
    members["word/document.xml"] = body
    for name, said in parts.items():
        members[f"word/{name}.xml"] = f"<w:{name} {NAMESPACES}>{said}</w:{name}>"
    return packed(members)


def tracked(content: bytes, old: str, new: str, by: str = "An") -> bytes:
    """A file in which somebody replaced `old` by `new` with tracking on; both within one run of words."""
    members = members_of(content)
    body = bytes(members["word/document.xml"]).decode()
    found = re.search(r"<w:r>(?:(?!</w:r>).)*?" + re.escape(escape(old)) + r".*?</w:r>", body, re.S)
    assert found, f"{old!r} is not in one run of words"
    said = re.sub(r"<[^>]+>", "", found[0])
    before, _, after = said.partition(escape(old))
    pieces = [
        *([_raw(before)] if before else []),
        removed_raw(escape(old), by),
        *([added(new, by)] if new else []),
        *([_raw(after)] if after else []),
    ]
    return edited(content, (found[0], "".join(pieces)))


def sent_out(text: Text, at: datetime) -> bytes:
    """The text as its Word file."""
    return docx_of(text, title="Văn bản", at=at)


def _raw(said: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{said}</w:t></w:r>'


def removed_raw(said: str, by: str) -> str:
    inner = f'<w:r><w:delText xml:space="preserve">{said}</w:delText></w:r>'
    return f'<w:del w:id="1" w:author="{by}">{inner}</w:del>'
