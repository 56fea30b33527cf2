"""The index in tantivy: one folder of immutable segments, read by memory map, written by one writer."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from typing import Any

import tantivy
from tantivy import Occur, Query

from hoiam.search.engine.contract import FIELDS, PUBLIC, Entry, Found, Wanted

WRITER_BYTES = 48_000_000
_FILTERS = ("kind", "audience", "place", "theme")


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    for name in FIELDS:
        builder.add_text_field(name, tokenizer_name="words", index_option="freq")
    for name in _FILTERS:
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic")
    builder.add_unsigned_field("document", indexed=True, fast=True)
    builder.add_unsigned_field("first", indexed=True)
    builder.add_unsigned_field("hidden", indexed=True)
    builder.add_integer_field("rank", fast=True)
    builder.add_unsigned_field("superseded", fast=True)
    builder.add_bytes_field("content", stored=True)
    return builder.build()


class TantivyIndex:
    """An index in one folder; opened for writing it holds tantivy's own lock until closed."""

    def __init__(self, folder: Path, *, writing: bool = False) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._schema = _schema()
        self._index = tantivy.Index(self._schema, str(folder), reuse=True)
        words = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build()
        self._index.register_tokenizer("words", words)
        self._index.config_reader("Manual")
        self._writer = self._index.writer(WRITER_BYTES, 1) if writing else None
        self.reload()

    def put(self, entries: Iterable[Entry]) -> None:
        """Add passages; seen after `commit`."""
        for entry in entries:
            self._open_writer.add_document(_document(entry))

    def take_out(self, documents: Collection[int]) -> None:
        """Remove all passages of these documents."""
        for document in documents:
            # By query: `delete_documents_by_term` (0.27) writes whole numbers as signed and then finds none.
            self._open_writer.delete_documents_by_query(
                Query.term_query(self._schema, "document", document, "basic")
            )

    def commit(self) -> None:
        """Write segments out and see them."""
        self._open_writer.commit()
        self.reload()

    def reload(self) -> None:
        """See the last commit of any process."""
        self._index.reload()
        self._searcher = self._index.searcher()
        self._kinds = {kind for kind, _ in self._searcher.terms_with_prefix("kind", "")}

    def search(self, wanted: Wanted, limit: int) -> list[Found]:
        """Give the best passages by BM25 over the weighted words."""
        should = [
            (Occur.Should, self._weighted(name, word, weight))
            for name, words in wanted.words.items()
            for word, weight in words.items()
        ]
        if not should:
            return []
        if PUBLIC in wanted.audience and not wanted.place and not wanted.theme:
            return self._found(Query.boolean_query([*should, *self._exclusions(wanted)]), limit)
        return self._found(
            Query.boolean_query([(Occur.Must, Query.boolean_query(should)), *self._filters(wanted)]), limit
        )

    def first_passages(self, documents: Collection[int], wanted: Wanted) -> list[Found]:
        """Give the first passages of documents known by number, within the same filters; scores are not of use."""
        if not documents:
            return []
        chosen = [
            (Occur.Must, Query.term_set_query(self._schema, "document", sorted(documents))),
            (Occur.Must, Query.term_query(self._schema, "first", 1, "basic")),
        ]
        return self._found(Query.boolean_query([*chosen, *self._filters(wanted)]), len(documents))

    def content(self, found: Found) -> dict[str, Any]:
        """Read the stored content of a passage."""
        return self._content(found.address)

    def frequency(self, of_field: str, word: str) -> int:
        """Count passages with `word`; removed ones count until tantivy merges their segment."""
        return self._searcher.doc_freq(of_field, word)

    def size(self) -> int:
        """Count passages."""
        return self._searcher.num_docs

    def contents(self) -> Iterator[dict[str, Any]]:
        """Read every document's content once."""
        query = Query.term_query(self._schema, "first", 1, "basic")
        for _, address in self._searcher.search(query, max(1, self._searcher.num_docs), False).hits:
            yield self._content(address)

    def close(self) -> None:
        """Give tantivy's writer lock back."""
        if self._writer is not None:
            self._writer.wait_merging_threads()
            self._writer = None

    @property
    def _open_writer(self) -> tantivy.IndexWriter:
        if self._writer is None:
            raise RuntimeError("The index was opened for reading, or is closed.")
        return self._writer

    def _content(self, address: Any) -> dict[str, Any]:
        stored = self._searcher.doc(address).get_first("content")
        assert stored is not None
        content: dict[str, Any] = json.loads(bytes(stored))
        return content

    def _weighted(self, name: str, word: str, weight: float) -> Query:
        return Query.boost_query(Query.term_query(self._schema, name, word, "freq"), weight)

    def _exclusions(self, wanted: Wanted) -> list[tuple[Occur, Query]]:
        """Write kinds and audience as what is left out: half as dear as what must be there."""
        hidden = [
            (Occur.Must, Query.term_query(self._schema, "hidden", 1, "basic")),
            (Occur.MustNot, Query.term_set_query(self._schema, "audience", sorted(wanted.audience))),
        ]
        others = sorted(self._kinds - wanted.kinds)
        exclusions = [(Occur.MustNot, Query.boolean_query(hidden))]
        if others:
            exclusions.append((Occur.MustNot, Query.term_set_query(self._schema, "kind", others)))
        return exclusions

    def _filters(self, wanted: Wanted) -> list[tuple[Occur, Query]]:
        chosen = {"kind": wanted.kinds, "audience": wanted.audience}
        chosen |= {
            name: frozenset({value})
            for name, value in (("place", wanted.place), ("theme", wanted.theme))
            if value
        }
        return [
            (
                Occur.Must,
                Query.const_score_query(Query.term_set_query(self._schema, name, sorted(values)), 0.0),
            )
            for name, values in chosen.items()
        ]

    def _found(self, query: Query, limit: int) -> list[Found]:
        hits = self._searcher.search(query, limit, False).hits
        addresses = [address for _, address in hits]
        documents = self._searcher.fast_field_values("document", addresses)
        ranks = self._searcher.fast_field_values("rank", addresses)
        superseded = self._searcher.fast_field_values("superseded", addresses)
        rows = zip(hits, documents, ranks, superseded, strict=True)
        return [
            Found(int(document or 0), score, int(rank or 0), bool(old), address)
            for (score, address), document, rank, old in rows
        ]


def _document(entry: Entry) -> tantivy.Document:
    document = tantivy.Document()
    for name in FIELDS:
        document.add_text(name, " ".join(entry.words.get(name, ())))
    document.add_unsigned("document", entry.document)
    document.add_text("kind", entry.kind)
    document.add_text("place", entry.place)
    document.add_text("theme", entry.theme)
    for reader in entry.audience:
        document.add_text("audience", reader)
    document.add_unsigned("first", int(entry.is_first))
    document.add_unsigned("hidden", int(PUBLIC not in entry.audience))
    document.add_integer("rank", entry.rank)
    document.add_unsigned("superseded", int(entry.is_superseded))
    document.add_bytes("content", json.dumps(entry.content, ensure_ascii=False).encode())
    return document
