"""The words inside a file that comes from outside, as far as they can be read without opening a door. Pure."""

from __future__ import annotations

import io
import re
import zipfile

from defusedxml.ElementTree import ParseError, iterparse

from hoiam.enquiries.asker import IncomingFile

MOST_BYTES = 8 * 1024 * 1024
"""Of one unpacked part: more than any letter has, less than an archive made to burst."""
_PARTS = re.compile(r"word/(document|header\d*|footer\d*)\.xml")


def words_of(file: IncomingFile) -> str:
    """Plain text and Word documents as lines; "" for what holds no readable words."""
    if file.content.startswith(b"PK"):
        return _words_of_document(file.content)
    if b"\x00" in file.content[:4096]:
        return ""
    return file.content[:MOST_BYTES].decode("utf-8", errors="replace")


def _words_of_document(content: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = [info for info in archive.infolist() if _PARTS.fullmatch(info.filename)]
            return "\n".join(
                _paragraphs(archive.read(info)) for info in parts if info.file_size <= MOST_BYTES
            )
    except (zipfile.BadZipFile, ParseError, RuntimeError, ValueError):
        return ""


def _paragraphs(xml: bytes) -> str:
    lines: list[str] = [""]
    for _event, element in iterparse(io.BytesIO(xml)):
        name = element.tag.rsplit("}", 1)[-1]
        if name == "t":
            lines[-1] += element.text or ""
        elif name == "p":
            lines.append("")
    return "\n".join(lines)
