"""What of the conferences passes on when a desk is followed by another; references stay as they were given."""

from __future__ import annotations

from types import ModuleType

from django.utils.translation import gettext_lazy as _

from hoiam.conferences.models import (
    Conclusion,
    Conference,
    Guidance,
    Item,
    Lesson,
    LocalRequest,
    Notice,
    Programme,
    Series,
    TakenUp,
    Talk,
)
from hoiam.conferences.operations.case import KIND
from hoiam.desks.passing import Passing

PASSING = (
    Passing(Programme, _("Training programmes")),
    Passing(Series, _("Series of briefings")),
    Passing(Conference, _("Conferences"), found_as=(KIND, "reference")),
    Passing(Talk, _("Talks")),
    Passing(Conclusion, _("Conclusions to carry out"), follows=("conference",)),
    Passing(Item),
    Passing(Lesson),
    Passing(LocalRequest, _("Requests of places"), found_as=("local_request", "reference")),
    Passing(
        LocalRequest,
        _("Requests of places to answer"),
        key="to_desk",
        found_as=("local_request", "reference"),
    ),
    Passing(Guidance, _("Guidance"), found_as=("guidance", "reference")),
    Passing(Notice, follows=("conference", "request", "guidance", "talk")),
)
STAY = ("conferences.ReferenceCounter", TakenUp._meta.label)
"""Numbers were given under the former desk's prefix; what a desk took up it took up then."""


def register(handover: ModuleType) -> None:
    """Name this room's share; called once when Django is ready."""
    handover.register_merging("conferences", label=_("Conferences"), passing=PASSING, stay=STAY)
