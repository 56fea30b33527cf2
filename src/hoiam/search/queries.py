"""Finds records, and proves that the index holds what the record holds."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from hashlib import blake2b
from pathlib import Path
from typing import Any

from django.conf import settings

from hoiam.search import reader, rules, sources
from hoiam.search.analysis.matches import marked
from hoiam.search.analysis.references import joined, shortened
from hoiam.search.analysis.tokens import tokens
from hoiam.search.engine.contract import Found, Wanted, document_number
from hoiam.search.reading import abbreviations
from hoiam.search.reading.reading import Reading, Understanding, understand, words_of
from hoiam.search.wanted import addressed, content_words, rarity, wanted

PASSAGES = 100
"""Passages that are weighed for one question."""
RELATED = 20
"""Best hits among which those of one subject are brought together."""
JUDGED = 3
"""Hits that are looked at before a question is called weakly answered."""

Contents = dict[int, dict[str, Any]]
"""Document number → what its best passage carries."""


@dataclass(frozen=True)
class Hit:
    """One record found, with the passage that answers and why it stands where it stands."""

    kind: str
    ref: str
    version: int
    score: float
    words: tuple[str, ...]
    """Words of the passage that the question asked for, as written there."""
    signals: tuple[str, ...]
    """`reference`, `document_number`, `date`, `period`, `name`, `preferred`, `superseded`, `contested`."""
    title: str
    passage: str
    language: str


@dataclass(frozen=True)
class Findings:
    """Hits, how the question was read, and whether anything good was found."""

    hits: list[Hit]
    reading: Reading
    weak: bool
    """Nothing found names enough of what the question names: say so and record a gap."""
    suggestions: tuple[str, ...] = ()
    """Other readings of the question that may be tried."""


def find(
    query: str,
    *,
    kinds: Collection[str],
    audience: Collection[str],
    limit: int = 20,
    offset: int = 0,
    place: str | None = None,
    theme: str | None = None,
    as_typed: bool = False,
) -> Findings:
    """Find records of these `kinds` that one of `audience` may see, best first.

    `as_typed` is the way back from a restored reading. Nothing is found before the index is built.
    """
    opened = reader.current(Path(settings.HOIAM_INDEX_DIR))
    if opened is None:
        return Findings([], Reading(query, query), weak=True)
    index, words = opened.index, words_of(query)
    references = addressed(words, index.frequency)
    question = understand(
        query,
        opened.counts,
        abbreviations.read(settings.COUNTRY.code),
        words=words,
        leave={words[at].start for place in references.values() for at in place},
        as_typed=as_typed,
    )
    asked = wanted(
        question,
        index.frequency,
        index.size(),
        kinds=kinds,
        audience=audience,
        place=place or "",
        theme=theme or "",
        references=references,
    )
    order = rules.ranked(index.search(asked, max(PASSAGES, 2 * (offset + limit))))
    contents = {found.document: index.content(found) for found in order[: max(RELATED, offset + limit)]}
    near = rules.with_kin(order[:RELATED], _names(contents, opened))
    order = near + order[RELATED:]
    named = _named(references, asked, opened)
    order = rules.named_first(order, named)
    for found in order[: offset + max(limit, JUDGED)]:
        if found.document not in contents:
            contents[found.document] = index.content(found)
    rows = _with_contests(order, order[: offset + max(limit, JUDGED)], asked, contents, opened)
    coverage = _coverage(question, [content for _, content in rows[:JUDGED]], opened)
    sought = {word for words in content_words(question) for word in words}
    sought |= {word.folded for long in question.expansions for word in long}
    hits = [_hit(found, content, asked, sought) for found, content in rows[offset : offset + limit]]
    return Findings(
        hits,
        question.reading,
        coverage < rules.WEAK and not named,
        _suggestions(query, question, as_typed, opened),
    )


def mark(text: str, hit: Hit) -> list[tuple[str, bool]]:
    """Part a text into runs, each with whether the question asked for it, to be marked on a page."""
    return marked(text, {word.folded for word in tokens(" ".join(hit.words))})


def checksum_of_index() -> str:
    """Sum up (kind, ref, version) of everything in this node's index."""
    opened = reader.current(Path(settings.HOIAM_INDEX_DIR))
    rows = opened.index.contents() if opened else ()
    return _checksum((row["kind"], row["ref"], row["version"]) for row in rows)


def checksum_of_record() -> str:
    """Sum up (kind, ref, version) of everything the rooms hand over; equal to the index's when they agree."""
    documents = (document for source in sources.registered().values() for document in source.every())
    return _checksum((document.kind, document.ref, document.version) for document in documents)


def _checksum(rows: Iterable[tuple[str, str, int]]) -> str:
    """Add 128-bit digests of the rows, so that their order does not matter."""
    total, number = 0, 0
    for kind, ref, version in rows:
        digest = blake2b(f"{kind}\0{ref}\0{version}".encode(), digest_size=16).digest()
        total, number = (total + int.from_bytes(digest)) % (1 << 128), number + 1
    return f"{number}-{total:032x}"


def _with_contests(
    order: list[Found], page: list[Found], asked: Wanted, contents: Contents, opened: reader.Open
) -> list[tuple[Found, dict[str, Any]]]:
    """Read the hits of a page and put what contests them right behind, also what did not match itself."""
    known = {found.document: found for found in order}
    contests = {
        found.document: [document_number(content["kind"], ref) for ref in content["contests"]]
        for found in page
        for content in (contents[found.document],)
    }
    missing = {other for others in contests.values() for other in others} - known.keys()
    if missing:
        known |= {found.document: found for found in opened.index.first_passages(missing, asked)}
    together = rules.together([found.document for found in page], contests)
    return [
        (known[document], contents.get(document) or opened.index.content(known[document]))
        for document in together
        if document in known
    ]


def _named(references: Collection[str], asked: Wanted, opened: reader.Open) -> dict[Found, int]:
    """Look up what the question names by reference: passages with 0 for the record itself, 1 for what names it."""
    if not references:
        return {}
    alone = replace(asked, words={"exact": dict.fromkeys(references, 1.0)})
    found = opened.index.search(alone, PASSAGES)
    return {one: int(not _is_itself(opened.index.content(one), references)) for one in found}


def _is_itself(content: dict[str, Any], references: Collection[str]) -> bool:
    return f"ref:{joined(content['ref'])}" in references or f"loose:{shortened(content['ref'])}" in references


def _names(contents: Contents, opened: reader.Open) -> dict[int, dict[str, float]]:
    """Give the names of each record (place, group, right) with their rarity in the index."""
    passages, frequency = opened.index.size(), opened.index.frequency
    names = {
        document: [word for word in content["exact"] if word.startswith("name:")]
        for document, content in contents.items()
    }
    rare = {word: rarity(passages, frequency("exact", word)) for word in set().union(*names.values())}
    return {document: {word: rare[word] for word in words} for document, words in names.items()}


def _hit(found: Found, content: dict[str, Any], asked: Wanted, sought: set[str]) -> Hit:
    exact = {word.partition(":")[0] for word in content["exact"] if word in asked.words["exact"]}
    names = {
        "no": "document_number",
        "ref": "document_number",
        "date": "date",
        "year": "period",
        "name": "name",
    }
    is_itself = _is_itself(content, asked.words["exact"].keys())
    signals = ["reference"] if is_itself else []
    signals += dict.fromkeys(
        signal
        for mark_of, signal in names.items()
        if mark_of in exact and not (is_itself and mark_of == "ref")
    )
    signals += ["preferred"] * (found.rank > 0) + ["superseded"] * found.is_superseded
    signals += ["contested"] * bool(content["contests"])
    return Hit(
        kind=content["kind"],
        ref=content["ref"],
        version=content["version"],
        score=round(rules.standing(found), 4),
        words=_matched(content, sought),
        signals=tuple(signals),
        title=content["title"],
        passage=content["text"],
        language=content["language"],
    )


def _matched(content: dict[str, Any], sought: set[str]) -> tuple[str, ...]:
    """List the words of a passage that were sought, each once, in reading order, as written."""
    found: dict[str, str] = {}
    for written, folded in zip(content["words"].split(" "), content["folded"].split(" "), strict=True):
        if folded in sought:
            found.setdefault(folded, written)
    return tuple(found.values())


def _coverage(question: Understanding, contents: list[dict[str, Any]], opened: reader.Open) -> float:
    """Give the share of what the question names, weighed by rarity, that the best of these passages names too."""
    passages = opened.index.size()
    weights = {
        words: rarity(passages, max(opened.index.frequency("folded", word) for word in set(words)))
        for words in content_words(question)
    }
    named = [set(row["folded"].split()) | set(row["common"].split()) for row in contents]
    total = sum(weights.values())
    shares = [
        sum(weight for words, weight in weights.items() if not have.isdisjoint(words)) for have in named
    ]
    return max(shares, default=0.0) / total if total else 0.0


def _suggestions(query: str, question: Understanding, as_typed: bool, opened: reader.Open) -> tuple[str, ...]:
    """Offer the restored question when this one was taken as typed."""
    if not as_typed:
        return ()
    restored = understand(query, opened.counts, abbreviations.read(settings.COUNTRY.code)).reading.restored
    return (restored,) if restored != question.reading.restored else ()
