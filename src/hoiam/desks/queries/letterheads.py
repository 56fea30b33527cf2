"""How a desk's letters are headed: as it said, else as its body's rows suggest."""

from __future__ import annotations

import re

from hoiam.desks.models import Desk, Letterhead
from hoiam.desks.wording import Wording


def letterhead_of(desk: Desk) -> Letterhead:
    """The letterhead of a desk; a proposal that is not saved where the desk has not said anything yet."""
    known = Letterhead.objects.filter(desk=desk).first()
    return known or _proposed(desk)


def _proposed(desk: Desk) -> Letterhead:
    place = desk.place or desk.body.place
    short = re.sub(r"[\s/]+", "", desk.body.short_name)
    return Letterhead(
        desk=desk,
        issuer=Wording(desk.body.name),
        symbol=short.upper() or desk.reference_prefix,
        place=Wording(place.name) if place else Wording(),
    )
