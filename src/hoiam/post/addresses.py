"""What an address is, by channel. Pure."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

LONGEST = 2_000
"""Signs of an address of a webhook with its secret."""


def webhook_address(url: str, secret: str) -> str:
    """Address and secret of a webhook as one, as the post keeps it sealed. `secret` as `whsec_…` (base64)."""
    return f"{url} {secret}"


def webhook_parts(address: str) -> tuple[str, str]:
    """(web address, secret)."""
    url, _, secret = address.partition(" ")
    return url, secret


def is_address(channel: str, address: str) -> bool:
    """Whether it can be one; whether anybody answers there is seen when a parcel leaves."""
    return _is_webhook(address) if channel == "webhook" else _is_email(address)


def identity(channel: str, address: str) -> str:
    """The same for two spellings of one recipient; a new secret makes no new recipient."""
    return webhook_parts(address)[0] if channel == "webhook" else address.strip().lower()


def _is_email(address: str) -> bool:
    try:
        validate_email(address)
    except ValidationError:
        return False
    return True


def _is_webhook(address: str) -> bool:
    url, secret = webhook_parts(address)
    if len(address) > LONGEST or not secret or not address.isascii() or not address.isprintable():
        return False
    try:
        parts = urlsplit(url)
        return (
            parts.scheme in ("https", "http")
            and bool(parts.hostname)
            and (parts.port is None or parts.port > 0)
        )
    except ValueError:
        return False
