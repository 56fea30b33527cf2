"""Two files that installations exchange: a desk template in one version, and the statement that a desk adopted it.

Canonical JSON with an Ed25519 signature (`hoiam.desks.signing`); anybody checks one with the published keys of the
installation that signed it. Pure: nothing is looked up here.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from hoiam.desks import signing
from hoiam.desks.against import ReasonsAgainst, insist

TEMPLATE, ADOPTION = "hoiam-desk-template", "hoiam-desk-adoption"
FORMAT = 1
LARGEST = 2_000_000
"""Bytes of a file that is read."""
SHAPES: dict[str, dict[str, type]] = {
    TEMPLATE: {
        "code": str,
        "name": dict,
        "version": int,
        "content": dict,
        "note": dict,
        "source": str,
        "digest": str,
        "installation": str,
        "signed_at": str,
    },
    ADOPTION: {
        "template": str,
        "version": int,
        "digest": str,
        "desk": str,
        "place": str,
        "adopted_at": str,
        "installation": str,
        "signed_at": str,
    },
}
LONGEST = 300
"""Characters of a short text in a file."""


def signed(kind: str, said: Mapping[str, Any], *, installation: str, at: datetime) -> dict[str, Any]:
    """The document of a file, signed now by this installation; raises as `signing.sign`."""
    moment = at.astimezone(UTC).isoformat(timespec="seconds")
    document = {**said, "kind": kind, "format": FORMAT, "installation": installation, "signed_at": moment}
    return signing.sign(document)


def written(document: Mapping[str, Any]) -> bytes:
    return signing.canonical(dict(document)) + b"\n"


def read(data: bytes, *, kind: str, keys: Mapping[str, Any], at: datetime) -> dict[str, Any]:
    """The document in a file, once it is what it says; raises `ReasonsAgainst` with what is wrong."""
    document = _json(data)
    if document.get("kind") != kind:
        other = str(document.get("kind")) in SHAPES
        raise ReasonsAgainst(
            [
                _("This is the other of the two files: one holds a template, one states an adoption.")
                if other
                else _("This is not a file that installations exchange.")
            ]
        )
    insist(
        [document.get("format") != FORMAT and _("This file was written in a form that is not known here.")]
    )
    insist([_AGAINST.get(signing.fault(document, dict(keys), signed_at=document.get("signed_at", "")))])
    insist(
        [
            not _has_shape(document, SHAPES[kind])
            and _("Something that belongs in this file is missing or wrong.")
        ]
    )
    insist([_instant(document["signed_at"]) > at and _("This file says that it was signed in the future.")])
    return document


def read_keys(data: bytes) -> dict[str, Any]:
    """The published keys of an installation, as its `hoiam-keys.json` holds them; raises `ReasonsAgainst`."""
    keys = _json(data)
    insist([not isinstance(keys.get("keys"), list) and _("This is not a file of published keys.")])
    return keys


def instant_of(document: Mapping[str, Any], name: str = "signed_at") -> datetime:
    """A moment that a document names; raises `ReasonsAgainst` for none."""
    try:
        return _instant(document[name])
    except (ValueError, KeyError, TypeError):
        raise ReasonsAgainst([_("Something that belongs in this file is missing or wrong.")]) from None


_AGAINST: dict[str, object] = {
    "key": _("It is signed with a key that is not known here. Ask for the keys of whoever sent it."),
    "signature": _("The file was changed after it was signed, or the signature is forged."),
    "validity": _("It is signed with a key that was not valid when it says it was signed."),
}


def _json(data: bytes) -> dict[str, Any]:
    insist([len(data) > LARGEST and _("This file is too large.")])
    try:
        said = json.loads(data.decode("utf-8-sig"), parse_constant=_refuse)
    except (ValueError, RecursionError):
        said = None
    if not isinstance(said, dict):
        raise ReasonsAgainst([_("This file cannot be read: it holds no JSON document.")])
    return said


def _refuse(constant: str) -> None:
    raise ValueError(constant)


def _has_shape(document: Mapping[str, Any], shape: Mapping[str, type]) -> bool:
    return all(
        type(document.get(name)) is kind and _is_sound(name, document[name]) for name, kind in shape.items()
    )


def _is_sound(name: str, value: Any) -> bool:
    if isinstance(value, str):
        return len(value) <= LONGEST
    if isinstance(value, int):
        return 0 < value < 2**31
    inside = dict if name == "content" else str
    return all(isinstance(one, inside) for one in value.values())


def _instant(said: str) -> datetime:
    at = datetime.fromisoformat(said)
    if at.tzinfo is None:
        raise ValueError(said)
    return at
