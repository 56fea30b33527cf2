"""What a reader holds, in whatever form: the signed document in it, what it shows, and the verdict on both.

A PDF, a saved page, a JSON document, or words that were pasted. Whoever asks gives the keys and a way to find
signed documents by their clues: in the record, or in files beside.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from hoiam.releases.comparing import compare_sentences, compare_text, words_beside
from hoiam.releases.document import TYPE, Verdict, document_hash, fault_of, verdict_of
from hoiam.releases.signed.page import read_page
from hoiam.releases.signed.paper import PaperShown, read_paper, without_foot
from hoiam.releases.spelling import spell

LARGEST = 25_000_000
"""Bytes of what is judged."""
LARGEST_TEXT = 3_000_000
_REFERENCE = re.compile(r"\bR-[A-ZĐ0-9]{1,8}-\d{4}-\d{1,6}\b")
_HASH = re.compile(r"\b[0-9a-f]{64}\b")
_QUOTED = re.compile(r"^(?:>[^\S\n]?)+", re.MULTILINE)
_DEEPEST = 4
_MOST_CLUES = 20


@dataclass(frozen=True)
class Held:
    """What somebody holds. `document` is the one inside it, signed or not; None where there is none."""

    kind: Literal["pdf", "html", "json", "text"]
    document: Mapping[str, Any] | None = None
    sentences: tuple[tuple[str, str], ...] | None = None
    beside: tuple[str, ...] = ()
    text: str = ""
    paper: PaperShown | None = None

    @property
    def references(self) -> list[str]:
        """References of releases that are named in it, the one of its own document first."""
        own = [str(self.document.get("reference", ""))] if self.document else []
        return list(dict.fromkeys([*own, *_REFERENCE.findall(self.text)]))[:_MOST_CLUES]

    @property
    def hashes(self) -> list[str]:
        """Hashes that may be those of a document: of its own, and those it names."""
        own = [document_hash(self.document)] if self.document else []
        return list(dict.fromkeys([*own, *_HASH.findall(self.text)]))[:_MOST_CLUES]


Find = Callable[[Held], Sequence[Mapping[str, Any]]]
"""Signed documents that may be what somebody holds."""


def read_held(content: bytes, read: Callable[[bytes], PaperShown] = read_paper) -> Held:
    """Read bytes of any kind; the kind is told from the content. Raises `paper.NotRead` for a broken PDF.

    `read` opens a PDF; see `apart` for those of strangers.
    """
    if b"%PDF-" in content[:1024]:
        paper = read(content)
        return Held("pdf", _first_document(paper.document), text="\n".join(paper.pages), paper=paper)
    return read_words(_decoded(content))


def read_words(text: str) -> Held:
    """Read words: a JSON document, the source of a page, or plain text as it was pasted."""
    start = text.lstrip("\ufeff \t\r\n")[:400].lower()
    if start[:1] in ("{", "["):
        document = _first_document(text)
        if document is not None:
            return Held("json", document, _sentences_of(document), text=text[:LARGEST_TEXT])
    if start.startswith(("<!doctype html", "<html", "<!--")) or " data-s=" in text[:200_000]:
        page = read_page(text[:LARGEST_TEXT])
        if page.sentences:
            return Held("html", _first_document(page.document), page.sentences, page.beside, page.text)
        return Held("text", _first_document(page.document), text=page.text)
    return Held("text", text=_QUOTED.sub("", text[:LARGEST_TEXT]))


def judge_held(held: Held, keys: Mapping[str, Any], find: Find, *, believe_own: bool = True) -> Verdict:
    """Judge what somebody holds.

    `believe_own`: a document inside that is rightly signed is believed without the record. Where the record is
    at hand it decides alone: what is not in it is unknown, whatever its signature says.
    """
    own = held.document if held.document is not None and held.document.get("type") == TYPE else None
    fault = fault_of(own, keys) if own is not None else "no document"
    found = [one for one in find(held) if fault_of(one, keys) == ""]
    own_hash = document_hash(own) if own is not None else ""
    if own is not None and not fault:
        if believe_own or any(_knows(one, own_hash) for one in found):
            return _shown(held, own)
    elif own is not None and fault != "key":
        verdict = _best(held, [one for one in found if _is_same_edition(one, own)])
        if verdict is None:
            return (
                Verdict("altered", fault, document=own) if believe_own else Verdict("unknown", "no document")
            )
        return Verdict("altered", fault, verdict.differences, verdict.document, verdict.agreeing)
    if own is None:
        return _best(held, found) or Verdict("unknown", "no document")
    return Verdict("unknown", "key" if fault == "key" else "no document")


def _knows(document: Mapping[str, Any], own_hash: str) -> bool:
    """The same document, or the one from before sentences were blanked to protect a person."""
    return own_hash == document_hash(document) or own_hash in document.get("blanked", {}).values()


def _is_same_edition(one: Mapping[str, Any], own: Mapping[str, Any]) -> bool:
    return all(one.get(name) == own.get(name) for name in ("reference", "edition", "language"))


def _best(held: Held, found: Sequence[Mapping[str, Any]]) -> Verdict | None:
    """The verdict by the document that it is nearest to; None where it shares no sentence with any."""
    verdicts = [_shown(held, one) for one in found]
    named = {*held.references, *held.hashes}
    near = [verdict for verdict in verdicts if verdict.agreeing or _is_claimed(verdict, named)]
    if not near:
        return None
    return max(near, key=lambda one: (one.word == "genuine", one.agreeing - len(one.differences)))


def _is_claimed(verdict: Verdict, named: set[str]) -> bool:
    """Whether it passes itself off as this document: it names it, and a sentence of it stands there, changed."""
    document = verdict.document
    return bool(named & {str(document.get("reference")), document_hash(document)}) and any(
        row.kind == "changed" for row in verdict.differences
    )


def _shown(held: Held, document: Mapping[str, Any]) -> Verdict:
    """Compare what is shown with a document that is rightly signed."""
    if held.paper is not None:
        text = without_foot(held.paper.pages, str(document["reference"]), document_hash(document))
        differences, agreeing = compare_text(document, text, is_paper=held.document is not None)
        if held.paper.is_covered and not differences:
            return Verdict("altered", "covered", (), document, agreeing)
    elif held.sentences is not None:
        differences, agreeing = compare_sentences(document, held.sentences)
        differences += words_beside(document, held.beside)
    else:
        differences, agreeing = compare_text(document, held.text)
    return verdict_of(document, differences, agreeing)


def _first_document(text: str) -> Mapping[str, Any] | None:
    """The first signed document in JSON, however deep it lies."""
    if not text.strip():
        return None
    try:
        return _inside(json.loads(text.lstrip("\ufeff")), _DEEPEST)
    except (ValueError, RecursionError):
        return None


def _inside(value: Any, deep: int) -> Mapping[str, Any] | None:
    if isinstance(value, dict) and value.get("type") == TYPE:
        return value if _is_whole(value) and _is_spellable(value) else None
    parts = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    found = (_inside(part, deep - 1) for part in parts if deep)
    return next((one for one in found if one is not None), None)


def _is_whole(document: dict[str, Any]) -> bool:
    """Whether its parts have the shapes that the rest relies on; a forger may write anything."""
    rows = document.get("sentences")
    if not isinstance(rows, list) or not all(_is_row(row, 2) for row in rows):
        return False
    cited = document.get("citations", [])
    facts, blanked = document.get("facts", {}), document.get("blanked", {})
    attached = document.get("attachments", [])
    return (
        isinstance(cited, list)
        and all(isinstance(row, list) and len(row) == 3 for row in cited)
        and isinstance(facts, dict)
        and all(isinstance(fact, dict) for fact in facts.values())
        and isinstance(blanked, dict)
        and isinstance(attached, list)
        and all(_is_row(row, 2) for row in attached)
        and isinstance(document.get("reference"), str)
        and isinstance(document.get("text"), str)
    )


def _is_spellable(document: dict[str, Any]) -> bool:
    """Whether it can be written at all: JSON may name halves of signs that no text has."""
    try:
        document_hash(document)
    except (ValueError, RecursionError):
        return False
    return True


def _is_row(row: object, length: int) -> bool:
    return isinstance(row, list) and len(row) == length and all(isinstance(one, str) for one in row)


def _sentences_of(document: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    return tuple((str(name), str(words)) for name, words in document["sentences"])


def _decoded(content: bytes) -> str:
    for start, name in ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if content.startswith(start):
            return content.decode(name, "replace")
    return content.decode("utf-8-sig", "replace")


def likely_words(held: Held, most: int = 3) -> list[str]:
    """The longest lines of what is held, for looking it up in a record where it names no reference."""
    words = (
        [said for _name, said in held.sentences] if held.sentences else re.split(r"\n|(?<=[.!?]) ", held.text)
    )
    long = [" ".join(one.split()) for one in words if len(spell(one)) >= 25]
    return sorted(dict.fromkeys(long), key=len, reverse=True)[:most]
