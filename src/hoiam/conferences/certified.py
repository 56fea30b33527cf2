"""What is signed of a certificate, its code, and judging one that somebody holds. Pure.

The document is JSON, signed as `desks.signing` says; anyone verifies it offline with the published keys. Whether
a genuine one was revoked since, only the public page knows.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from hoiam.desks import signing

TYPE = "hoiam/certificate/1"
LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
"""Signs of a code: none that is taken for another."""
_GROUPS, _LENGTH = 4, 4
_BETWEEN = re.compile(r"[\s\-–—.]+")


@dataclass(frozen=True)
class Content:
    """What a certificate says. Names by language tag are as the body had them on the day of issue."""

    code: str
    reference: str
    """Of the conference."""
    number: int
    holder: str
    agency: str
    title: Mapping[str, str]
    place: Mapping[str, str]
    """Where it was held; {} where it had no place."""
    starts_on: date
    ends_on: date
    body: Mapping[str, str]
    office: Mapping[str, str]
    desk: str
    issued_at: datetime


def new_code() -> str:
    """A fresh code, `K7QM-3XWD-…`: 80 bits drawn at random."""
    drawn = "".join(secrets.choice(LETTERS) for _sign in range(_GROUPS * _LENGTH))
    return "-".join(drawn[place : place + _LENGTH] for place in range(0, len(drawn), _LENGTH))


def read_code(typed: str) -> str:
    """A code as somebody typed it, in its one spelling; "" for what can be none."""
    signs = _BETWEEN.sub("", typed).upper()
    if len(signs) != _GROUPS * _LENGTH or set(signs) - set(LETTERS):
        return ""
    return "-".join(signs[place : place + _LENGTH] for place in range(0, len(signs), _LENGTH))


def certificate_document(content: Content) -> dict[str, Any]:
    """The document before it is signed; the same values give the same document."""
    return {
        "type": TYPE,
        "code": content.code,
        "reference": content.reference,
        "number": content.number,
        "holder": content.holder,
        "agency": content.agency,
        "title": dict(content.title),
        "place": dict(content.place),
        "starts_on": content.starts_on.isoformat(),
        "ends_on": content.ends_on.isoformat(),
        "body": dict(content.body),
        "office": dict(content.office),
        "desk": content.desk,
        "issued_at": content.issued_at.astimezone(UTC).isoformat(timespec="seconds"),
    }


def verdict(document: Mapping[str, Any], keys: dict[str, Any]) -> str:
    """`genuine`, `altered`, or `unknown` for what is no certificate or signed by no key of these.

    `keys` is the content of `hoiam-keys.json`.
    """
    if document.get("type") != TYPE:
        return "unknown"
    wrong = signing.fault(dict(document), keys, signed_at=document.get("issued_at"))
    return {"": "genuine", "key": "unknown"}.get(wrong, "altered")
