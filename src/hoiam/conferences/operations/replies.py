"""What the desk that was asked replies, and what follows: evidence that lacks, clocks, those who are told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from hoiam.conferences import rules
from hoiam.conferences.models import LocalReply, LocalRequest, Round
from hoiam.conferences.operations.case import lock_request, tell
from hoiam.conferences.operations.requests import KIND, REPLY, STUDY, askers, lines
from hoiam.conferences.terms import WAITING_STATES, NoticeWhat, RequestKind, RequestState
from hoiam.desks.against import insist
from hoiam.desks.models import Clock, Person
from hoiam.desks.operations.clocks import meet_clocks, start_promise
from hoiam.desks.queries.people import holding
from hoiam.desks.terms import Role
from hoiam.evidence.models import Fact, Gap
from hoiam.evidence.operations.gaps import open_gap
from hoiam.evidence.terms import GapState
from hoiam.search.operations import note_change
from hoiam.texts.citation_marks import read_marks

_ANSWERED, _STUDY = RequestState.ANSWERED, RequestState.UNDER_STUDY
_DECIDED = (RequestState.ACCEPTED, RequestState.REJECTED)
REPLIES: Mapping[str, tuple[RequestState, ...]] = {
    RequestKind.QUESTION: (_ANSWERED, _STUDY),
    RequestKind.DIFFICULTY: (_ANSWERED, _STUDY),
    RequestKind.PROPOSAL: (*_DECIDED, _STUDY),
    RequestKind.TRAINING: (*_DECIDED, _STUDY),
    RequestKind.EXPERIENCE: _DECIDED,
    RequestKind.RESOURCES: (_ANSWERED, *_DECIDED, _STUDY),
}
"""What may become of each kind by a reply."""
NEED_EVIDENCE = (RequestKind.QUESTION, RequestKind.DIFFICULTY)
"""Kinds that are answered from the record: an answer that cites no fact opens a gap."""
GAP_DAYS = 30
"""Days for finding missing evidence where nobody names a day."""


@dataclass(frozen=True)
class Lacking:
    """How missing evidence is to be found: who, by when; or the open gap in which it is looked for already."""

    owner: Person | None = None
    due_date: date | None = None
    gap: Gap | None = None


def reply(
    *,
    request: LocalRequest,
    state: str,
    words: str,
    by: Person,
    at: datetime,
    study_until: date | None = None,
    planned_in: Round | None = None,
    lacking: Lacking | None = None,
) -> LocalReply:
    """Reply to a request; a later reply follows an earlier one and none is written over.

    An answer to a question cites facts by their marks (`[F069]`), which must be public so that the asking desk can
    read them. One that cites none opens a gap in the evidence, or joins the open one in `lacking`; a study opens one
    only where `lacking` is given. Raises `MayNot`, `ReasonsAgainst`.
    """
    with transaction.atomic():
        kept = lock_request(request)
        rules.may(by, kept.to_desk, at, rules.DECIDING if state in _DECIDED else rules.ORGANISING)
        insist(_against(kept, state, words, study_until, planned_in, lacking, at))
        if _lacks_evidence(kept, state, words, lacking):
            kept.gap = _gap_for(kept, lacking or Lacking(), by, at)
        made = keep_reply(kept, state=state, words=words, study_until=study_until, by=by, at=at)
        if planned_in is not None:
            kept.planned_in = planned_in
            kept.save(update_fields=["planned_in"])
    return made


def keep_reply(
    kept: LocalRequest,
    *,
    state: str,
    words: str,
    by: Person,
    at: datetime,
    study_until: date | None = None,
) -> LocalReply:
    """Write a reply to a locked request with its consequences, in the caller's transaction."""
    is_closed = state not in WAITING_STATES
    kept.state = state
    kept.closed_at = at if is_closed else None
    kept.study_until = None if is_closed else study_until
    kept.owner = kept.owner or by
    kept.save(update_fields=["state", "closed_at", "study_until", "owner", "gap"])
    made = LocalReply.objects.create(request=kept, state=state, words=words.strip(), by=by, at=at)
    for act in (REPLY, STUDY):
        meet_clocks(record=kept, act=act, by=by, at=at)
    if study_until and not is_closed:
        start_promise(desk=kept.to_desk, record=kept, act=STUDY, due_at=end_of_day(study_until), by=by, at=at)
    people = [person for person in askers(kept, at) if person.pk != by.pk]
    tell(people, desk=kept.desk, what=NoticeWhat.REPLIED, at=at, request=kept)
    lines(kept, by=by, at=at, verb="replied to request of a place", detail={"state": state})
    note_change(kind=KIND, refs=[kept.reference])
    return made


def tell_gap_closed(*, gap: Gap, at: datetime) -> int:
    """Evidence that was missing is there, or will not come: everybody whose request waited for it is told.

    So are those who owe the reply where it still waits. Returns how many requests it touched.
    """
    rows = LocalRequest.objects.filter(gap=gap).exclude(state=RequestState.WITHDRAWN)
    touched = list(rows.select_related("desk", "to_desk", "owner").order_by("pk"))
    for request in touched:
        what = NoticeWhat.GAP_CLOSED
        tell(askers(request, at), desk=request.desk, what=what, at=at, request=request)
        if request.owner and request.state in WAITING_STATES:
            tell([request.owner], desk=request.to_desk, what=what, at=at, request=request)
    return len(touched)


def tell_time(*, clock: Clock, share: int, at: datetime) -> None:
    """A share of the time for a reply has passed: the owner is told, from 90 % those who decide too."""
    found = LocalRequest.objects.select_related("to_desk", "owner").filter(pk=clock.record_id)
    for request in found.filter(state__in=WAITING_STATES):
        people = [request.owner] if request.owner else holding(request.to_desk, at, Role.INTAKE)
        if share >= 90 or not people:
            people = [*people, *holding(request.to_desk, at, *rules.DECIDING)]
        tell(
            people,
            desk=request.to_desk,
            what=NoticeWhat.REQUEST_TIME,
            at=at,
            request=request,
            share=share,
            due_at=clock.due_at,
        )


def end_of_day(day: date) -> datetime:
    """The last minute of a day in the country's zone."""
    return timezone.make_aware(datetime.combine(day, time(23, 59)))


def _against(
    request: LocalRequest,
    state: str,
    words: str,
    study_until: date | None,
    planned_in: Round | None,
    lacking: Lacking | None,
    at: datetime,
) -> list[object]:
    today = timezone.localdate(at)
    empty = (
        _("Write the reply.") if state != RequestState.REJECTED else _("Say why; a rejection has a reason.")
    )
    gap = lacking.gap if lacking else None
    return [
        *rules.against_words(words, empty=empty),
        *_against_facts(words, at),
        *(
            reason
            for reason in (
                request.state == RequestState.WITHDRAWN and _("The desk that asked has withdrawn this."),
                state not in REPLIES[request.kind] and _("That is no reply to a request of this kind."),
                state == _STUDY
                and (study_until is None or study_until <= today)
                and _("Name the day until which it is studied; it lies ahead."),
                planned_in is not None
                and (request.kind != RequestKind.TRAINING or state != RequestState.ACCEPTED)
                and _("Only an accepted training request has a place in the plan."),
                gap is not None
                and (gap.desk_id != request.to_desk_id or gap.state != GapState.OPEN)
                and _("Choose a gap of this desk that is still open."),
            )
            if reason
        ),
    ]


def _against_facts(words: str, at: datetime) -> list[object]:
    wanted = {mark.reference for mark in read_marks(words)}
    if not wanted:
        return []
    public = set(Fact.objects.public(at).filter(reference__in=wanted).values_list("reference", flat=True))
    missing = ", ".join(sorted(wanted - public))
    sentence = _("These facts are not public, so the desk that asks cannot read them: {references}.")
    return [format_lazy(sentence, references=missing)] if missing else []


def _lacks_evidence(request: LocalRequest, state: str, words: str, lacking: Lacking | None) -> bool:
    if request.kind not in NEED_EVIDENCE:
        return False
    return not read_marks(words) if state == _ANSWERED else lacking is not None


def _gap_for(request: LocalRequest, lacking: Lacking, by: Person, at: datetime) -> Gap:
    """The gap in which the missing evidence is looked for; the place that asked is not written into it."""
    if lacking.gap is not None:
        return lacking.gap
    if request.gap and request.gap.state == GapState.OPEN:
        return request.gap
    return open_gap(
        desk=request.to_desk,
        question=request.words[:2_000],
        theme=request.theme,
        asked_in=("conferences.localrequest", request.pk),
        owner=lacking.owner or request.owner or by,
        due_date=lacking.due_date or timezone.localdate(at) + timedelta(days=GAP_DAYS),
        by=by,
        at=at,
    )
