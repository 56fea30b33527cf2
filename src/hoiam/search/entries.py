"""Turns a document into the passages of the index."""

from __future__ import annotations

from collections.abc import Iterator

from hoiam.search.analysis.exact import dates, document_numbers, years
from hoiam.search.analysis.passages import passages
from hoiam.search.analysis.references import joined, shortened, symbols
from hoiam.search.analysis.syllables import fold
from hoiam.search.analysis.tokens import Token, pairs, tokens
from hoiam.search.documents import Document
from hoiam.search.engine.contract import Entry, document_number
from hoiam.search.reading.abbreviations import Abbreviations


def entries(document: Document, abbreviations: Abbreviations) -> Iterator[Entry]:
    """Yield the passages of a document: its body, then its other languages; at least one."""
    bodies = ((document.language, document.body), *document.other_bodies)
    parts = [(language, part) for language, body in bodies for part in passages(body)]
    common = _common_words(document)
    for at, (language, part) in enumerate(parts):
        yield _entry(document, language, part, common, abbreviations, is_first=at == 0)


def exact_words(text: str, period: str = "") -> set[str]:
    """List what must match to the letter: `no:` document numbers, `date:` days and months, `year:` of a period."""
    found = {f"no:{number}" for number in document_numbers(text)}
    found |= {f"date:{day}" for day in dates(f"{text}\n{period}")}
    return found | {f"year:{year}" for year in years(period)}


def reference_words(document: Document, part: str) -> set[str]:
    """List how a record can be named: by its own reference (`loose:` without zeros), by documents it names."""
    own = {f"ref:{joined(document.ref)}", f"loose:{shortened(document.ref)}"}
    named = symbols("\n".join((document.title, part, *document.numbers)))
    return own | {f"ref:{symbol}" for symbol in named}


def _common_words(document: Document) -> list[Token]:
    return tokens("\n".join((document.title, *document.names, document.period)))


def _entry(
    document: Document,
    language: str,
    part: str,
    common: list[Token],
    abbreviations: Abbreviations,
    *,
    is_first: bool,
) -> Entry:
    words = tokens(part)
    folded = [word.folded for word in words]
    long_forms = [
        word.folded for _, long in abbreviations.of([*words, *common], language) for word in tokens(long)
    ]
    exact = exact_words("\n".join((part, *document.numbers)), document.period)
    exact |= reference_words(document, part)
    exact |= {f"name:{_name(name)}" for name in document.names if name}
    return Entry(
        document=document_number(document.kind, document.ref),
        kind=document.kind,
        audience=document.audience,
        place=document.place,
        theme=document.theme,
        rank=document.rank,
        is_superseded=document.superseded,
        words={
            "toned": [word.toned for word in words],
            "folded": folded,
            "pair": pairs(folded),
            "named": [word.folded for word in common] + long_forms,
            "exact": sorted(exact),
        },
        content={
            "kind": document.kind,
            "ref": document.ref,
            "version": document.version,
            "language": language,
            "title": document.title,
            "text": part,
            "words": " ".join(word.text for word in words),
            "folded": " ".join(folded),
            "common": " ".join([word.folded for word in common] + long_forms),
            "exact": sorted(exact),
            "contests": list(document.contests),
        },
        is_first=is_first,
    )


def _name(name: str) -> str:
    return "-".join(word.folded for word in tokens(fold(name)))
