"""What a receipt is worth: genuine, altered or unknown, by the published keys alone. Pure but for the words."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from hoiam.enquiries import receipts


@dataclass(frozen=True)
class Due:
    act: str
    duty: str
    due_at: datetime | None
    instrument: str
    article: str


@dataclass(frozen=True)
class Verdict:
    """`word` is about the document; `is_of_question` about a question laid beside it, None where there is none."""

    word: Literal["genuine", "altered", "unknown"]
    reference: str = ""
    desk: str = ""
    kind: str = ""
    received_at: datetime | None = None
    dues: list[Due] = field(default_factory=list)
    is_of_question: bool | None = None


def judge(text: str, question: str, keys: dict[str, Any]) -> Verdict:
    """Judge the text of a receipt. What is not a receipt of ours, or signed by no key of ours, is unknown."""
    document = _document(text)
    if document is None or document.get("type") != receipts.TYPE:
        return Verdict("unknown")
    if str(document.get("key")) not in {row["id"] for row in keys.get("keys", [])}:
        return Verdict("unknown")
    if not receipts.verify(document, keys):
        return Verdict("altered")
    return Verdict(
        word="genuine",
        reference=str(document.get("reference", "")),
        desk=str(document.get("desk", "")),
        kind=str(document.get("kind", "")),
        received_at=_moment(document.get("received_at")),
        dues=[_due(row) for row in document.get("dues", [])],
        is_of_question=receipts.is_receipt_of(document, question) if question.strip() else None,
    )


def may_be_receipt(content: bytes) -> bool:
    """Whether some bytes say that they are a receipt; what they are worth is judged apart."""
    try:
        document = _document(content.decode("utf-8-sig"))
    except UnicodeDecodeError:
        return False
    return document is not None and document.get("type") == receipts.TYPE


def _document(text: str) -> dict[str, Any] | None:
    try:
        document = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return document if isinstance(document, dict) else None


def _due(row: dict[str, Any]) -> Due:
    return Due(
        act=str(row.get("act", "")),
        duty=str(row.get("duty", "")),
        due_at=_moment(row.get("due_at")),
        instrument=str(row.get("instrument", "")),
        article=str(row.get("article", "")),
    )


def _moment(text: object) -> datetime | None:
    return datetime.fromisoformat(str(text)) if text else None
