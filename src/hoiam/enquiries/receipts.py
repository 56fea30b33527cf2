"""The signed receipt of a question: what was put to which desk, when, and what the law makes of it. Pure.

It names nobody. With the published keys anyone verifies it offline, and the asker, whose copy alone holds the
salt of the digest, can show that a question is the one that was received.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from hoiam.desks import signing

TYPE = "hoiam/receipt/1"
SALT = "question_salt"
"""Stands in the asker's copy beside what is signed; the desk keeps none."""


@dataclass(frozen=True)
class DueLine:
    """One limit as it stood at receipt."""

    act: str
    duty: str
    due_at: datetime | None
    rule: str = ""
    instrument: str = ""
    article: str = ""


def question_digest(question: str, salt: str) -> str:
    """SHA-256 of the salt, a line feed and the question in composed Unicode with line feeds, in hexadecimal."""
    lines = unicodedata.normalize("NFC", question).replace("\r\n", "\n").replace("\r", "\n").strip()
    return hashlib.sha256(f"{salt}\n{lines}".encode()).hexdigest()


def _moment(at: datetime | None) -> str | None:
    return at.astimezone(UTC).isoformat(timespec="seconds") if at else None


def receipt(
    *,
    reference: str,
    desk: str,
    body: str,
    kind: str,
    received_at: datetime,
    question_sha256: str,
    dues: Iterable[DueLine],
) -> dict[str, Any]:
    """The document before it is signed."""
    return {
        "type": TYPE,
        "reference": reference,
        "desk": desk,
        "body": body,
        "kind": kind,
        "received_at": _moment(received_at),
        "question_sha256": question_sha256,
        "dues": [
            {
                "act": due.act,
                "duty": due.duty,
                "due_at": _moment(due.due_at),
                "rule": due.rule,
                "instrument": due.instrument,
                "article": due.article,
            }
            for due in dues
        ],
    }


def verify(document: dict[str, Any], keys: dict[str, Any]) -> bool:
    """Whether this is a genuine, unaltered receipt, by the published keys alone."""
    signed = {name: value for name, value in document.items() if name != SALT}
    return document.get("type") == TYPE and signing.verify(signed, keys)


def is_receipt_of(document: dict[str, Any], question: str) -> bool:
    """Whether the receipt, in the asker's copy, speaks of exactly this question."""
    return document.get("question_sha256") == question_digest(question, str(document.get(SALT, "")))
