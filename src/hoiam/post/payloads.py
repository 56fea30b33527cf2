"""What a parcel holds is known to the room that sent it; here rooms say how it is written out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Enclosure:
    """One attached file."""

    name: str
    media_type: str
    content: bytes


@dataclass(frozen=True)
class Mail:
    """A message as it will be handed over. `text` is always there; lines end with a bare newline."""

    subject: str
    text: str
    html: str = ""
    attachments: tuple[Enclosure, ...] = ()
    reply_to: str = ""
    sender_name: str = ""
    sender: str = ""
    """Empty: the sender of `HOIAM_EMAIL_URL`."""
    headers: Mapping[str, str] = field(default_factory=dict)


_renders: dict[str, Callable[[int, str], Mail]] = {}


class Withdrawn(Exception):
    """Raised by a render when the payload must not leave any more; the parcel is cancelled."""


def register(payload_kind: str, render: Callable[[int, str], Mail]) -> None:
    """Say how payloads of one kind are written out: `render(payload_id, language)`; from `AppConfig.ready`."""
    _renders[payload_kind] = render


def render(payload_kind: str, payload_id: int, language: str) -> Mail:
    """Write a payload out. Raises `KeyError` for a kind that no room registered, `Withdrawn` as above."""
    return _renders[payload_kind](payload_id, language)
