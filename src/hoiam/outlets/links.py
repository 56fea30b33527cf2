"""Links that open something without an account: signed with the secret key, never stored.

A token is `<purpose><number>-<count>-<signature>`; `count` makes earlier links void, or is zero.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
from dataclasses import dataclass

from django.conf import settings
from django.utils.encoding import force_str

OUTLET, UNSUBSCRIBE, CONFIRM, ADDRESS, APPEAL = "o", "u", "a", "c", "r"
"""The outlet's own page · end of one channel · an application · an address of a channel · an appeal."""

SALT = "hoiam.outlets.link"
_SHAPE = re.compile(r"([a-z])([0-9a-z]{1,13})-([0-9a-z]{1,8})-([A-Za-z0-9_-]{22})")


@dataclass(frozen=True)
class Opened:
    """What a genuine token names."""

    number: int
    count: int


def token_of(purpose: str, number: int, count: int = 0) -> str:
    """The token of a record; the same values give the same token. Short enough for one line of a header."""
    said = f"{purpose}{_short(number)}-{_short(count)}"
    return f"{said}-{_signature(said, force_str(settings.SECRET_KEY))}"


def read_token(token: str, purpose: str) -> Opened | None:
    """What a token names; None where this installation did not make it, or for another purpose."""
    found = _SHAPE.fullmatch(token)
    if found is None or found[1] != purpose:
        return None
    said = token[: -len(found[4]) - 1]
    secrets = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    is_ours = [hmac.compare_digest(found[4], _signature(said, force_str(secret))) for secret in secrets]
    return Opened(int(found[2], 36), int(found[3], 36)) if any(is_ours) else None


def _signature(said: str, secret: str) -> str:
    """128 bits of HMAC-SHA256 under a key of its own."""
    key = hashlib.sha256(f"{SALT}{secret}".encode()).digest()
    digest = hmac.new(key, said.encode(), hashlib.sha256).digest()[:16]
    return base64.urlsafe_b64encode(digest).decode().rstrip("=")


def _short(number: int) -> str:
    digits = "0123456789abcdefghijklmnopqrstuvwxyz"
    said = ""
    while True:
        number, rest = divmod(number, 36)
        said = digits[rest] + said
        if not number:
            return said
