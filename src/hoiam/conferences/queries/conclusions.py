"""Conclusions and requests of the chair: at the desk that led, at the desk addressed, at the next conference."""

from __future__ import annotations

from datetime import datetime

from django.db.models import F, Q, QuerySet
from django.utils import timezone

from hoiam.conferences.models import Conclusion, Conference
from hoiam.conferences.queries.conferences import SEEING
from hoiam.conferences.terms import ConclusionState
from hoiam.desks.models import Body, Desk
from hoiam.desks.queries.standing import Standing

CONCLUSION = Conclusion._meta.label_lower
_BESIDE = ("conference__desk", "conference__place", "body", "desk", "replied_by")


def get_conclusion(number: int, standing: Standing) -> Conclusion:
    """A conclusion of a conference that this desk led, or one addressed to it; raises `Conclusion.DoesNotExist`."""
    if not standing.holds(*SEEING):
        raise Conclusion.DoesNotExist
    seen = Q(conference__desk=standing.desk) | Q(desk=standing.desk)
    return Conclusion.objects.filter(seen).select_related(*_BESIDE).get(pk=number)


def addressed_to(standing: Standing) -> QuerySet[Conclusion]:
    """What is asked of this desk's body: open ones first, by day; none for roles that do not see conferences."""
    if not standing.holds(*SEEING):
        return Conclusion.objects.none()
    rows = Conclusion.objects.filter(desk=standing.desk).select_related(*_BESIDE)
    return rows.order_by(
        F("done_at").asc(nulls_first=True),
        F("replied_at").asc(nulls_first=True),
        F("due_on").asc(nulls_last=True),
        "pk",
    )


def conclusions_of(conference: Conference) -> QuerySet[Conclusion]:
    """Of one conference, by number; the caller has come by the guarded door."""
    return Conclusion.objects.filter(conference=conference).select_related(*_BESIDE).order_by("number")


def not_done(desk: Desk) -> QuerySet[Conclusion]:
    """Of conferences that this desk led, what is not accepted as done, by day."""
    rows = Conclusion.objects.filter(conference__desk=desk, done_at__isnull=True).select_related(*_BESIDE)
    return rows.order_by(F("due_on").asc(nulls_last=True), "pk")


def state_of(row: Conclusion, at: datetime) -> ConclusionState:
    if row.done_at:
        return ConclusionState.DONE
    if row.replied_at:
        return ConclusionState.REPLIED
    is_late = row.due_on is not None and row.due_on < timezone.localdate(at)
    return ConclusionState.LATE if is_late else ConclusionState.OPEN


def last_before(conference: Conference) -> Conference | None:
    """The conference of the same series or round that was held last before this one; None for the first, and for
    one that stands alone."""
    same = Q(series=conference.series_id) if conference.series_id else Q(round=conference.round_id)
    if not conference.series_id and not conference.round_id:
        return None
    rows = Conference.objects.held().filter(same, desk=conference.desk_id).exclude(pk=conference.pk)
    return rows.filter(starts_on__lte=conference.starts_on).order_by("-starts_on", "-pk").first()


def from_the_last(conference: Conference) -> list[Conclusion]:
    """What the chair concluded last time, done or not: it stands first at the next conference. [] without one."""
    last = last_before(conference)
    return list(conclusions_of(last)) if last else []


def desk_of(body: Body | None, asking: Desk) -> Desk | None:
    """The desk at which a body answers for what is asked of it at a conference of `asking`; None where it has none
    here. Nothing passes between a practice desk and a real one."""
    if body is None or asking.is_practice:
        return None
    return Desk.objects.public().filter(body=body, is_open=True).order_by("pk").first()
