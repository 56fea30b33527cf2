"""What places asked, as the two desks concerned see it; experience and guidance, as every desk sees them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db.models import DateTimeField, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from hoiam.conferences.models import Guidance, LocalRequest
from hoiam.conferences.queries.conferences import SEEING
from hoiam.conferences.terms import WAITING_STATES, RequestKind, RequestState
from hoiam.desks.models import Clock, Desk
from hoiam.desks.queries.standing import Standing
from hoiam.evidence.terms import GapState

RECORD = "conferences.localrequest"


def get_request(reference: str, standing: Standing) -> LocalRequest:
    """The request of that reference; raises `LocalRequest.DoesNotExist` for a third desk, or a role that does not
    see it. An experience that was accepted is there for every desk."""
    if not standing.holds(*SEEING):
        raise LocalRequest.DoesNotExist
    rows = LocalRequest.objects.select_related(
        "desk", "to_desk", "body", "place", "owner", "gap", "group__programme", "planned_in", "conference"
    )
    return rows.get(_seen_by(standing.desk), reference=reference)


def requests_named(references: Collection[str], standing: Standing) -> QuerySet[LocalRequest]:
    """Those of these references that this desk sees."""
    if not standing.holds(*SEEING):
        return LocalRequest.objects.none()
    return LocalRequest.objects.filter(_seen_by(standing.desk), reference__in=references)


def to_answer(standing: Standing, *, is_waiting: bool = True) -> QuerySet[LocalRequest]:
    """What this desk owes a reply to, each with `due`; or what it replied to."""
    return _list(standing, is_waiting).filter(to_desk=standing.desk)


def own_requests(standing: Standing, *, is_waiting: bool = True) -> QuerySet[LocalRequest]:
    """What this desk asked, each with `due`; or what was replied."""
    return _list(standing, is_waiting).filter(desk=standing.desk)


def experiences(standing: Standing) -> QuerySet[LocalRequest]:
    """What places did and the centre accepted, for every desk, the last first; with who took it up."""
    if not standing.holds(*SEEING):
        return LocalRequest.objects.none()
    rows = LocalRequest.objects.filter(kind=RequestKind.EXPERIENCE, state=RequestState.ACCEPTED)
    rows = rows.filter(desk__is_practice=standing.desk.is_practice)
    return rows.select_related("desk", "body", "place").prefetch_related("taken_up__desk")


def get_guidance(reference: str, standing: Standing, at: datetime) -> Guidance:
    """Guidance that stands, for every desk; at its own desk also what is written or was withdrawn."""
    if not standing.holds(*SEEING):
        raise Guidance.DoesNotExist
    rows = Guidance.objects.select_related("desk", "version", "text", "request")
    given_out = Q(published_at__lte=at, desk__is_practice=False)
    return rows.get(given_out | Q(desk=standing.desk), reference=reference)


def guidance_for(standing: Standing, at: datetime, *, theme: str = "") -> QuerySet[Guidance]:
    """Guidance that stands, the last first."""
    if not standing.holds(*SEEING):
        return Guidance.objects.none()
    rows = Guidance.objects.standing(at).select_related("desk")
    return rows.filter(theme=theme) if theme else rows


def guidance_being_written(standing: Standing) -> QuerySet[Guidance]:
    rows = Guidance.objects.filter(desk=standing.desk, published_at__isnull=True)
    return rows.select_related("text").order_by("-started_at", "-pk")


def open_gaps_for_agenda(desk: Desk) -> list[LocalRequest]:
    """Requests of places whose evidence is still being looked for at this desk, the first due first: the next
    agenda may take them up. Whose they are is for the desk alone."""
    rows = LocalRequest.objects.filter(to_desk=desk, gap__state=GapState.OPEN)
    rows = rows.exclude(state=RequestState.WITHDRAWN).select_related("gap", "place", "body")
    return list(rows.order_by(F("gap__due_date").asc(nulls_last=True), "pk"))


def centre_of(desk: Desk) -> Desk | None:
    """The desk that keeps the template on which this one stands; None where nobody does, or it is the desk itself."""
    rows = Desk.objects.filter(kept_templates__adoptions__desk=desk, is_open=True).exclude(pk=desk.pk)
    return rows.first()


def askable(desk: Desk) -> QuerySet[Desk]:
    """Desks that may be asked by this one, by code."""
    return Desk.objects.filter(is_open=True, is_practice=desk.is_practice).exclude(pk=desk.pk)


@dataclass(frozen=True)
class ResourceLine:
    """What one desk reported of staff, equipment and budget in one year, with what was replied last."""

    request: LocalRequest
    year: int
    reply: str
    """The last reply; "" where none came."""


def resource_table(standing: Standing) -> list[tuple[Desk, list[ResourceLine]]]:
    """(desk, its reports, the last first) by code: of the desk itself, and of those that reported to it."""
    if not standing.holds(*SEEING):
        return []
    rows = LocalRequest.objects.filter(
        Q(desk=standing.desk) | Q(to_desk=standing.desk), kind=RequestKind.RESOURCES
    )
    rows = rows.exclude(state=RequestState.WITHDRAWN).select_related("desk").prefetch_related("replies")
    found: dict[int, list[ResourceLine]] = defaultdict(list)
    desks: dict[int, Desk] = {}
    for request in rows.order_by("desk__code", "-asked_at", "-pk"):
        last = next(iter(request.replies.all()), None)
        desks[request.desk_id] = request.desk
        line = ResourceLine(request, request.asked_at.year, last.words if last else "")
        found[request.desk_id].append(line)
    return [(desks[number], lines) for number, lines in found.items()]


def _list(standing: Standing, is_waiting: bool) -> QuerySet[LocalRequest]:
    if not standing.holds(*SEEING):
        return LocalRequest.objects.none()
    clocks = Clock.objects.open().filter(record_kind=RECORD, record_id=OuterRef("pk"), due_at__isnull=False)
    first = clocks.order_by("due_at").values("due_at")[:1]
    rows = LocalRequest.objects.select_related("desk", "to_desk", "body", "place", "owner")
    rows = (
        rows.filter(state__in=sorted(WAITING_STATES))
        if is_waiting
        else rows.exclude(state__in=sorted(WAITING_STATES))
    )
    return rows.annotate(due=Coalesce(Subquery(first, output_field=DateTimeField()), F("asked_at")))


def _seen_by(desk: Desk) -> Q:
    """The one predicate of who sees a request."""
    shared = Q(kind=RequestKind.EXPERIENCE, state=RequestState.ACCEPTED, desk__is_practice=desk.is_practice)
    return Q(desk=desk) | Q(to_desk=desk) | shared
