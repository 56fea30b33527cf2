"""What a parcel holds is known to the room that sent it; here rooms say how it is written out."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
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


@dataclass(frozen=True)
class WebhookBody:
    """What is sent to a web address, in the manner of Standard Webhooks."""

    content_type: str
    body: bytes
    event_type: str = ""
    """Such as `release.published`; sent in the header `hoiam-event`."""
    id: str = ""
    """The `webhook-id`: by it the receiver knows a repetition. Empty: one of the parcel's own."""


Payload = Mail | WebhookBody
Render = Callable[[int, str], Payload]
RenderMany = Callable[[Sequence[int], str], Mapping[int, Payload]]

_renders: dict[str, Render] = {}
_many: dict[str, RenderMany] = {}


class Withdrawn(Exception):
    """Raised by a render when the payload must not leave any more; the parcel is cancelled."""


def register(payload_kind: str, render: Render, render_many: RenderMany | None = None) -> None:
    """Say how payloads of one kind are written out: `render(payload_id, language)`; from `AppConfig.ready`.

    Where thousands of one kind leave at once, `render_many(payload_ids, language)` writes a piece of them out with
    few queries; a number that it leaves out is withdrawn. Messages that differ in `headers` alone are composed once.
    """
    _renders[payload_kind] = render
    if render_many is not None:
        _many[payload_kind] = render_many


def render(payload_kind: str, payload_id: int, language: str) -> Payload:
    """Write a payload out. Raises `KeyError` for a kind that no room registered, `Withdrawn` as above."""
    return _renders[payload_kind](payload_id, language)


def renders_many(payload_kind: str) -> bool:
    return payload_kind in _many


def render_many(payload_kind: str, payload_ids: Sequence[int], language: str) -> Mapping[int, Payload]:
    """Write several out; those that are missing are withdrawn."""
    return _many[payload_kind](payload_ids, language)
