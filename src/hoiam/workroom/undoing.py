"""What can be undone: offered with the message that says it is done, kept in the session until then.

Browsers hold nothing of it but a random word; a person undoes own acts only, see `enquiries.operations.undoing`.
"""

from __future__ import annotations

import secrets
from typing import Any

from django.contrib import messages

from hoiam.workroom.access import OfficeRequest

KEPT = "undo"
MARK = "undo-"
MOST = 10
"""Acts that are remembered; earlier ones are past their ten minutes anyway."""


def offer_undo(request: OfficeRequest, said: str, what: str, before: dict[str, Any], back: str) -> None:
    """Say that an act is done, with a button that undoes it.

    `before` holds plain JSON values of how it stood; `back` is the address to return to.
    """
    word = secrets.token_hex(6)
    entry = {
        "desk": request.standing.desk.code,
        "what": what,
        "before": before,
        "at": request.at.isoformat(),
        "back": back,
    }
    kept = [*request.session.get(KEPT, {}).items(), (word, entry)]
    request.session[KEPT] = dict(kept[-MOST:])
    messages.success(request, said, extra_tags=f"{MARK}{word}")


def take_undo(request: OfficeRequest, word: str) -> dict[str, Any] | None:
    """What stands behind a button, once; None where it is another desk's or was used already."""
    kept = dict(request.session.get(KEPT, {}))
    entry: dict[str, Any] | None = kept.get(word)
    if entry is None or entry["desk"] != request.standing.desk.code:
        return None
    del kept[word]
    request.session[KEPT] = kept
    return entry
