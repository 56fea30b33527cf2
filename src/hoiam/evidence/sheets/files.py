"""One door for every kind of file."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from hoiam.evidence.reading.encodings import UnreadableText, read_bytes
from hoiam.evidence.sheets.comma import read_comma
from hoiam.evidence.sheets.lines import read_lines
from hoiam.evidence.sheets.table import LARGEST_FILE, Sheet, UnreadableFile
from hoiam.evidence.sheets.workbook import read_workbook

PACKED = b"PK\x03\x04"
OLD_WORKBOOK = b"\xd0\xcf\x11\xe0"


def read_sheet(content: bytes, file_name: str) -> Sheet:
    """Read a csv, xlsx or jsonl file by what it holds, not by its name alone.

    Any Unicode encoding and the old Vietnamese ones are read; a text that reads in no way with certainty is
    refused. Raises `UnreadableFile` with a sentence that says what to do.
    """
    if len(content) > LARGEST_FILE:
        raise UnreadableFile(_("The file is larger than 64 MB. Import it in parts."))
    if not content.strip():
        raise UnreadableFile(_("The file is empty."))
    if content.startswith(PACKED):
        return read_workbook(content)
    if content.startswith(OLD_WORKBOOK):
        raise UnreadableFile(_("This is an old or protected workbook; save it again as .xlsx."))
    try:
        text = read_bytes(content).text
    except UnreadableText as unreadable:
        raise UnreadableFile(unreadable.message) from unreadable
    name = file_name.lower()
    if name.endswith((".jsonl", ".ndjson", ".json")) or text.lstrip().startswith("{"):
        return read_lines(text)
    return read_comma(text)
