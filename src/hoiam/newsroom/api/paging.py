"""Cursors of the API: opaque words that say where the next page begins."""

from __future__ import annotations

import base64
import binascii
import re
from datetime import datetime

from django.utils.translation import gettext as _

from hoiam.newsroom.api.problems import Unusable

MOST = 100
USUAL = 50
LONGEST = 300
_PLACE = re.compile(r"(?P<at>[^~]+)~\d{1,18}")


def write_cursor(edge: str) -> str:
    """The word for an edge; "" where nothing lies beyond."""
    return base64.urlsafe_b64encode(edge.encode()).decode().rstrip("=") if edge else ""


def read_cursor(cursor: str) -> str:
    """The edge that a word names. Raises `Unusable` for a word that was never given out."""
    try:
        edge = base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True).decode()
    except (ValueError, binascii.Error):
        raise _never_given() from None
    if "\x00" in edge:
        raise _never_given()
    return edge


def checked_moment(cursor: str) -> str:
    """A cursor of a list by instants, unchanged. Raises `Unusable` where it names no place in such a list."""
    place = _PLACE.fullmatch(read_cursor(cursor)) if cursor else None
    try:
        if cursor and (place is None or datetime.fromisoformat(place["at"]).tzinfo is None):
            raise _never_given()
    except ValueError:
        raise _never_given() from None
    return cursor


def _never_given() -> Unusable:
    return Unusable("cursor", _("Take the cursor from `next_cursor` of the page before, unchanged."))
