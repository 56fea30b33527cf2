"""What becomes of a desk's texts when another desk follows it."""

from __future__ import annotations

from datetime import datetime

from hoiam.desks.models import Desk, Person
from hoiam.texts.models import Attachment, Clearance, OfficialLetter, Part, Text, TextTemplate

MODELS = (
    "texts.Text",
    "texts.Clearance",
    "texts.Attachment",
    "texts.Part",
    "texts.OfficialLetter",
    "texts.TextTemplate",
)


def move_desk(*, former: Desk, present: Desk, by: Person | str, at: datetime) -> int:
    """Give all that a desk wrote and was asked to the one that follows; returns how many rows."""
    moved = 0
    for model in (Text, Clearance, Attachment, Part, OfficialLetter, TextTemplate):
        moved += model.objects.filter(desk=former).update(desk=present)
    return moved + Part.objects.filter(to_desk=former).update(to_desk=present)
