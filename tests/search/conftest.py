from __future__ import annotations

import pytest

from hoiam.search import reader, sources
from hoiam.search.documents import Document


class Shelf:
    """A source over a plain list; tests put documents on it and take them off."""

    def __init__(self, kind: str) -> None:
        self.kind = kind
        self.documents: dict[str, Document] = {}
        sources.register(kind, fetch=self.fetch, every=lambda: iter(list(self.documents.values())))

    def fetch(self, refs):
        return [self.documents[ref] for ref in refs if ref in self.documents]

    def hold(self, ref: str, body: str, **rest) -> Document:
        held = {"version": 1, "audience": frozenset({"public"}), "title": "", "language": "vi"} | rest
        self.documents[ref] = Document(kind=self.kind, ref=ref, body=body, **held)
        return self.documents[ref]


@pytest.fixture
def index_folder(tmp_path, settings):
    settings.HOIAM_INDEX_DIR = tmp_path / "index"
    yield settings.HOIAM_INDEX_DIR
    reader.close(settings.HOIAM_INDEX_DIR)


@pytest.fixture
def shelf(index_folder, db, monkeypatch):
    monkeypatch.setattr(sources, "_SOURCES", {})
    return Shelf("fact")
