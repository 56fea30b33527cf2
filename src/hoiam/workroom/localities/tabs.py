"""The lists of this subject, and how its rows are told."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from hoiam.conferences.models import LocalRequest
from hoiam.conferences.terms import RequestState
from hoiam.desks.models import Desk
from hoiam.ui.shapes import Link, Tone

TONES: dict[str, Tone] = {
    RequestState.OPEN: "warning",
    RequestState.UNDER_STUDY: "info",
    RequestState.ANSWERED: "success",
    RequestState.ACCEPTED: "success",
    RequestState.REJECTED: "neutral",
    RequestState.WITHDRAWN: "neutral",
}


def tabs_of(desk: Desk, current: str) -> list[Link]:
    """`current`: the name of the list that is shown."""
    base = reverse("workroom_localities:list", args=[desk.code])
    lists = {
        "answer": (_("To answer"), base),
        "own": (_("What we asked"), f"{base}?view=own"),
        "experience": (_("Experience of places"), f"{base}experience/"),
        "resources": (_("Staff and equipment"), f"{base}resources/"),
        "guidance": (_("Guidance"), f"{base}guidance/"),
    }
    return [Link(str(label), address, is_current=name == current) for name, (label, address) in lists.items()]


def asked_for(request: LocalRequest) -> str:
    """For whom it was asked: a body, or a place; never a person."""
    return str(request.body.name if request.body else request.place.name if request.place else "")
