"""Signed documents in files that somebody collected: JSON, saved pages, PDF."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from hoiam.releases.document import document_hash
from hoiam.releases.signed.paper import NotRead
from hoiam.releases.signed.reading import LARGEST, Held, read_held

ENDINGS = frozenset((".json", ".pdf", ".html", ".htm"))
MOST_FILES = 20_000


class Collected:
    """The documents of some files and folders, by hash and by reference."""

    def __init__(self, paths: Iterable[Path]) -> None:
        self.documents: dict[str, Mapping[str, Any]] = {}
        for path in paths:
            for file in _files(path):
                document = _document_of(file)
                if document is not None:
                    self.documents.setdefault(document_hash(document), document)

    def find(self, held: Held) -> list[Mapping[str, Any]]:
        """Those that somebody may hold: by a hash or reference it names; all of them where it names none of these."""
        hashes, references = set(held.hashes), set(held.references)
        named = [
            document
            for digest, document in self.documents.items()
            if digest in hashes or document.get("reference") in references
        ]
        return named or list(self.documents.values())


def _files(path: Path) -> Iterator[Path]:
    if path.is_file():
        yield path
        return
    found = (file for file in sorted(path.rglob("*")) if file.suffix.lower() in ENDINGS and file.is_file())
    for number, file in enumerate(found):
        if number >= MOST_FILES:
            return
        yield file


def _document_of(file: Path) -> Mapping[str, Any] | None:
    """The document in a file; None for a file that holds none or cannot be read."""
    try:
        if file.stat().st_size > LARGEST:
            return None
        return read_held(file.read_bytes()).document
    except (OSError, NotRead):
        return None
