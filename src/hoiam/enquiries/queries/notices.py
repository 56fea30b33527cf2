"""What a person at a desk should know, and what went wrong there."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Count, QuerySet

from hoiam.desks.queries.standing import Standing
from hoiam.desks.terms import EDITORIAL, Role
from hoiam.enquiries.models import Alarm, Correspondence, Enquiry, Notice, Transfer
from hoiam.enquiries.terms import Letter
from hoiam.texts.models import Clearance, Text
from hoiam.texts.terms import ClearanceState


def notices_for(standing: Standing) -> QuerySet[Notice]:
    """What this person has not put away yet at this desk, the latest first."""
    rows = Notice.objects.filter(person=standing.person, desk=standing.desk, seen_at__isnull=True)
    return rows.select_related("desk", "enquiry", "matter", "bulletin")


def open_alarms(standing: Standing) -> QuerySet[Alarm]:
    """Sent answers of the desk that cite a fact which has changed since; none for roles that do not write."""
    if not standing.holds(*EDITORIAL):
        return Alarm.objects.none()
    rows = Alarm.objects.filter(answer__desk=standing.desk, settled_at__isnull=True)
    return rows.select_related("answer__enquiry")


def letters_by_hand(standing: Standing) -> QuerySet[Correspondence]:
    """Letters that must reach their asker by hand and have not; for intake only."""
    if not standing.holds(Role.INTAKE):
        return Correspondence.objects.none()
    rows = Correspondence.objects.filter(
        enquiry__desk=standing.desk, is_sent_by_hand=True, handed_over_at__isnull=True
    )
    return rows.exclude(letter=Letter.RECEIPT).select_related("enquiry")


def returned_to(standing: Standing) -> list[Text]:
    """Texts this person wrote in or answers for whose last version came back and waits for a new one."""
    sent_back = Clearance.objects.filter(
        desk=standing.desk,
        state=ClearanceState.RETURNED,
        text__closed_at__isnull=True,
        text__record_kind="enquiries.enquiry",
    )
    texts = (
        Text.objects.filter(pk__in=sent_back.values("text"), authorships__person=standing.person)
        .annotate(versions_sent=Count("versions", distinct=True))
        .prefetch_related("versions__clearance", "versions__signatures")
    )
    return [text for text in texts if _last_state(text) == ClearanceState.RETURNED]


def _last_state(text: Text) -> str:
    versions = sorted(text.versions.all(), key=lambda version: version.number)
    return versions[-1].clearance.state if versions else ""


def offered_to(standing: Standing) -> QuerySet[Transfer]:
    """Enquiries that other desks offer to this one and on which nobody has decided."""
    if not standing.holds(*EDITORIAL):
        return Transfer.objects.none()
    rows = Transfer.objects.filter(to_desk=standing.desk, decided_at__isnull=True)
    return rows.select_related("enquiry__desk")


def is_empty(standing: Standing) -> bool:
    """Whether the desk has never had an enquiry."""
    return not Enquiry.objects.filter(desk=standing.desk).exists()


def arrived_since(standing: Standing, since: datetime) -> int:
    """How many enquiries the desk took in since an instant; a count, for roles without sight of content too."""
    return Enquiry.objects.filter(desk=standing.desk, taken_in_at__gte=since).count()
