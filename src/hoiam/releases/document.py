"""What is signed of an edition: its content at approval, its publication at T; and judging what is shown. Pure.

Both documents are JSON, signed as `desks.signing` says. Anyone verifies them offline with the published keys;
`docs/verify.md` describes them for whoever wants to do so without this program.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Literal, Required, TypedDict, Unpack

from hoiam.desks import signing
from hoiam.releases.comparing import Difference, compare_sentences

TYPE = "hoiam/release/1"
PUBLICATION_TYPE = "hoiam/release-publication/1"
_TITLE = re.compile(r"^# (\S.*)$", re.MULTILINE)
_MARK = re.compile(r"[ \t]*\[[ ]?[A-ZĐ0-9][A-ZĐ0-9v,; -]*\]")


@dataclass(frozen=True)
class Translation:
    """Which signed text another language was made from, and whether somebody compared the two."""

    of: str
    """BCP 47 tag of the original."""
    document: str
    """`document_hash` of the original in the same edition."""
    reviewed: bool = False


class Content(TypedDict, total=False):
    """What the content document is made of; the names without `Required` may be left out."""

    reference: Required[str]
    number: Required[int]
    language: Required[str]
    kind: Required[str]
    body: Required[Mapping[str, str]]
    """Official names of the body by language tag; `office` likewise."""
    office: Required[Mapping[str, str]]
    desk: Required[str]
    """Its code."""
    text: Required[str]
    """With `sentences`, `citations`, `facts` and `attachments` as in the `TextVersion` whose hash is `text_hash`."""
    sentences: Required[Iterable[Sequence[object]]]
    text_hash: Required[str]
    approved_at: Required[datetime]
    title: str
    """By default the first heading of level 1."""
    citations: Iterable[Sequence[object]]
    facts: Mapping[str, Any]
    attachments: Iterable[Sequence[str]]
    media: Iterable[Mapping[str, str]]
    """Of each described file `sha256` and what is said of it."""
    figures: Iterable[Mapping[str, Any]]
    """Of each chart what it shows."""
    summary: str
    change: str
    note: Mapping[str, str]
    balance_note: Mapping[str, str]
    translation: Translation | None
    not_before: datetime | None
    previous: str
    """Hash of the document of the edition before in this language."""
    blanked: Mapping[str, str] | None
    """{sentence id: hash of the document before it was blanked}."""
    blanked_words: str
    """What stands in its place; facts that only blanked sentences cite are left out."""
    blanked_files: Collection[str]
    """SHA-256 of files taken out of sight."""
    signed_at: datetime | None
    """By default `approved_at`."""


def content_document(**given: Unpack[Content]) -> dict[str, Any]:
    """The document before it is signed."""
    gone = dict(given.get("blanked") or {})
    translation = given.get("translation")
    hidden = set(given.get("blanked_files", ()))
    words = _words(given, gone)
    return {
        "type": TYPE,
        "reference": given["reference"],
        "edition": given["number"],
        "language": given["language"],
        "kind": given["kind"],
        "body": dict(given["body"]),
        "office": dict(given["office"]),
        "desk": given["desk"],
        "title": ("" if gone else given.get("title", "")) or title_of(words["text"]),
        **words,
        "attachments": [["" if row[1] in hidden else row[0], row[1]] for row in given.get("attachments", ())],
        "media": [dict(row) for row in given.get("media", ()) if row.get("sha256") not in hidden],
        "figures": [dict(row) for row in given.get("figures", ())],
        "summary": given.get("summary", ""),
        "change": given.get("change", "first"),
        "note": dict(given.get("note") or {}),
        "balance_note": dict(given.get("balance_note") or {}),
        "translation": None
        if translation is None
        else {"of": translation.of, "document": translation.document, "reviewed": translation.reviewed},
        "not_before": moment(given.get("not_before")),
        "approved_at": moment(given["approved_at"]),
        "signed_at": moment(given.get("signed_at") or given["approved_at"]),
        "previous": given.get("previous", ""),
        "text_hash": given["text_hash"],
        "blanked": gone,
    }


def _words(given: Content, gone: Mapping[str, str]) -> dict[str, Any]:
    """Text, sentences, citations and facts, without what was blanked."""
    rows = [[str(name), str(words)] for name, words in given["sentences"]]
    cited = [
        [str(name), str(fact), version]
        for name, fact, version in given.get("citations", ())
        if str(name) not in gone
    ]
    text, told = given["text"], dict(given.get("facts") or {})
    if gone:
        instead = given.get("blanked_words", "")
        text = blank_text(text, rows, gone, instead)
        rows = [[name, instead if name in gone else words] for name, words in rows]
        still = {fact for _name, fact, _version in cited}
        told = {key: fact for key, fact in told.items() if _fact_of(key, fact) in still}
    return {"text": text, "sentences": rows, "citations": cited, "facts": told}


def publication_record(
    document_hash: str,
    published_at: datetime,
    *,
    reference: str = "",
    number: int = 0,
    language: str = "",
    emergency: bool = False,
) -> dict[str, Any]:
    """That the document of this hash became public at T; before it is signed."""
    return {
        "type": PUBLICATION_TYPE,
        "reference": reference,
        "edition": number,
        "language": language,
        "document": document_hash,
        "published_at": moment(published_at),
        "signed_at": moment(published_at),
        "emergency": emergency,
    }


def document_hash(document: Mapping[str, Any]) -> str:
    """SHA-256 of the canonical JSON of a document without key and signature, in hexadecimal."""
    said = {name: value for name, value in document.items() if name not in ("key", "signature")}
    return hashlib.sha256(signing.canonical(said)).hexdigest()


def title_of(text: str) -> str:
    """The first heading of level 1 without its marks; "" where there is none."""
    found = _TITLE.search(text)
    return _MARK.sub("", found[1]).strip() if found else ""


def moment(at: datetime | None) -> str | None:
    """An instant as it is signed: UTC, whole seconds."""
    return at.astimezone(UTC).isoformat(timespec="seconds") if at else None


def blank_text(text: str, sentences: Sequence[Sequence[str]], gone: Collection[str], words: str) -> str:
    """The structured text with the words of these sentences, and their marks, replaced.

    Raises `ValueError` where a sentence is not found at its place: nothing may stay readable by mistake.
    """
    written: list[str] = []
    position = 0
    for name, said in sentences:
        found = _pattern_of(said).search(text, position)
        if found is None:
            if name in gone:
                raise ValueError(f"sentence {name} is not in the text at its place")
            continue
        if name in gone:
            written += [text[position : found.start()], words]
            position = found.end()
        else:
            written.append(text[position : found.end()])
            position = found.end()
    return "".join(written) + text[position:]


def _pattern_of(said: str) -> re.Pattern[str]:
    """The words of a sentence with citation marks anywhere, and with signs guarded as in a cell or a line."""
    marks = rf"(?:\s*{_MARK.pattern})*"
    parts = re.split(r"(\s+)", said)
    spelled = [
        marks + r"\s+" if part.isspace() else "".join(marks + r"\\?" + re.escape(sign) for sign in part)
        for part in parts
        if part
    ]
    return re.compile("".join(spelled) + marks)


def _fact_of(key: str, fact: Any) -> str:
    return str(fact.get("reference", key)) if isinstance(fact, Mapping) else key


@dataclass(frozen=True)
class Verdict:
    """What a document, and what a reader is shown of it, is worth.

    `why` is a word for the reason: "" where it is genuine; `sentences`: what is shown differs; `signature`: the
    document itself was altered; `validity`: its key was not valid when it says it was signed; `no document`:
    none was found; `key`: no key of these signed it.
    """

    word: Literal["genuine", "altered", "unknown"]
    why: str = ""
    differences: tuple[Difference, ...] = ()
    document: Mapping[str, Any] = field(default_factory=dict)
    agreeing: int = 0
    """Sentences that are shown exactly as they were signed."""

    @property
    def is_part(self) -> bool:
        """All that is shown was signed, in this order; some of what was signed is not shown."""
        return self.why == "sentences" and all(row.kind == "missing" for row in self.differences)


Shown = Sequence[tuple[str, str]]
"""[(sentence id, words), …] in the order in which a reader meets them."""


def judge(document: Mapping[str, Any] | None, said: Shown | None, keys: Mapping[str, Any]) -> Verdict:
    """Judge a document, and the sentences that a reader is shown of it: [(id, words), …] in their order.

    `said` None: nothing is shown but the document itself. `keys` is the content of `hoiam-keys.json`.
    """
    if document is None or document.get("type") != TYPE:
        return Verdict("unknown", "no document")
    fault = fault_of(document, keys)
    if fault == "key":
        return Verdict("unknown", fault)
    if fault:
        return Verdict("altered", fault, document=document)
    if said is None:
        return Verdict("genuine", document=document, agreeing=len(document["sentences"]))
    return verdict_of(document, *compare_sentences(document, said))


def verdict_of(document: Mapping[str, Any], differences: Sequence[Difference], agreeing: int) -> Verdict:
    """The verdict on what is shown of a document whose signature holds."""
    if differences:
        return Verdict("altered", "sentences", tuple(differences), document, agreeing)
    return Verdict("genuine", "", (), document, agreeing)


def fault_of(document: Mapping[str, Any], keys: Mapping[str, Any]) -> str:
    """What is wrong with the signature of a document: "", `key`, `signature` or `validity`."""
    return signing.fault(dict(document), dict(keys), signed_at=str(document.get("signed_at")))
