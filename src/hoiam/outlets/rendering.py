"""How a record reads when it goes to outlets; the room that owns the record says it here."""

from __future__ import annotations

from collections.abc import Callable

from hoiam.post.payloads import Payload

Render = Callable[[int, str, str], Payload]
"""render(record_id, language, kind of channel) -> a mail, or the body of a webhook.

It is the same for every outlet: what tells one from another (the header to unsubscribe) is added afterwards.
Raises `hoiam.post.payloads.Withdrawn` where nothing must leave any more.
"""

_renders: dict[str, Render] = {}


def register(record_kind: str, render: Render) -> None:
    """Say how records of one kind are written out, from `AppConfig.ready`."""
    _renders[record_kind] = render


def render(record_kind: str, record_id: int, language: str, channel: str) -> Payload:
    """Write a record out. Raises `KeyError` for a kind that no room registered."""
    return _renders[record_kind](record_id, language, channel)
