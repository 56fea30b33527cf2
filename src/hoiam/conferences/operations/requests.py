"""What bodies and places ask, propose, tell or lack: entered, given to somebody, withdrawn, taken up elsewhere."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from hoiam.conferences import rules
from hoiam.conferences.models import Conference, LocalRequest, TakenUp, TargetGroup
from hoiam.conferences.operations.case import lock_request, tell
from hoiam.conferences.operations.numbering import REQUEST, next_reference
from hoiam.conferences.terms import WAITING_STATES, NoticeWhat, RequestKind, RequestState
from hoiam.desks.against import MayNot, insist
from hoiam.desks.models import Body, Desk, Person, Place
from hoiam.desks.operations.clocks import start_asked, start_target, stop_clocks
from hoiam.desks.operations.journal import write_line
from hoiam.desks.pack import load_pack
from hoiam.desks.queries.people import holding
from hoiam.desks.queries.standing import standing_of
from hoiam.desks.terms import Role
from hoiam.search.operations import note_change

KIND = "local_request"
"""The kind under which search knows requests."""
REPLY, STUDY = "reply", "study"
"""Acts that the clocks of a request wait for: the reply, and the end of the study of a proposal."""
LONGEST_DETAIL = 400


def ask(
    *,
    desk: Desk,
    to_desk: Desk,
    kind: str,
    words: str,
    language: str,
    by: Person,
    at: datetime,
    body: Body | None = None,
    place: Place | None = None,
    theme: str = "",
    conference: Conference | None = None,
    group: TargetGroup | None = None,
    details: Mapping[str, Any] | None = None,
    needed_by: datetime | None = None,
) -> LocalRequest:
    """Put a request of a body or a place to the desk that owes the reply; its target starts to run.

    An officer of `desk` asks; or one of `to_desk` enters what came by letter or was said at a conference. Without
    body and place it is asked for those of `desk`. Raises `MayNot`, `ReasonsAgainst`.
    """
    entered = desk if standing_of(by, desk, at).holds(*rules.ORGANISING) else to_desk
    rules.may(by, entered, at, rules.ORGANISING)
    if body is None and place is None:
        body, place = desk.body, desk.place
    told = details_of(kind, details or {})
    insist(
        [
            *rules.against_words(words, empty=_("Write what is asked, in a few sentences.")),
            *_against_details(kind, told),
            *_against_desks(desk, to_desk, by, at),
            *_against_asked(desk, to_desk, needed_by, conference, at),
        ]
    )
    with transaction.atomic():
        request = LocalRequest.objects.create(
            desk=desk,
            to_desk=to_desk,
            reference=next_reference(desk=to_desk, letter=REQUEST, at=at),
            kind=kind,
            body=body,
            place=place,
            conference=conference,
            theme=theme,
            language=language,
            words=words.strip(),
            details=told,
            group=group if kind == RequestKind.TRAINING else None,
            asked_at=at,
            asked_by=by,
        )
        _start_clocks(request, needed_by, by, at)
        waiting = holding(to_desk, at, Role.INTAKE) or holding(to_desk, at, *rules.DECIDING)
        others = [person for person in waiting if person.pk != by.pk]
        tell(others, desk=to_desk, what=NoticeWhat.REQUEST_ARRIVED, at=at, request=request)
        lines(request, by=by, at=at, verb="put request of a place", detail={"kind": kind})
        note_change(kind=KIND, refs=[request.reference])
    return request


def give_request(*, request: LocalRequest, owner: Person, by: Person, at: datetime) -> LocalRequest:
    """Say who prepares the reply. Raises `MayNot`, `ReasonsAgainst`."""
    with transaction.atomic():
        kept = lock_request(request)
        rules.may(by, kept.to_desk, at, rules.ORGANISING)
        insist(
            [
                *against_ended(kept),
                owner not in holding(kept.to_desk, at, *rules.ORGANISING)
                and _("Choose somebody who works on texts at this desk."),
            ]
        )
        if kept.owner_id != owner.pk:
            kept.owner = owner
            kept.save(update_fields=["owner"])
            if owner.pk != by.pk:
                what = NoticeWhat.REQUEST_ARRIVED
                tell([owner], desk=kept.to_desk, what=what, at=at, request=kept)
            _line(kept.to_desk, kept, by, at, "gave request of a place", {"owner": owner.pk})
    return kept


def withdraw_request(*, request: LocalRequest, by: Person, at: datetime) -> LocalRequest:
    """The desk that asked does not need the reply any more. Raises `MayNot`, `ReasonsAgainst`."""
    with transaction.atomic():
        kept = lock_request(request)
        rules.may(by, kept.desk, at, rules.ORGANISING)
        insist(against_ended(kept))
        kept.state, kept.closed_at, kept.study_until = RequestState.WITHDRAWN, at, None
        kept.save(update_fields=["state", "closed_at", "study_until"])
        stop_clocks(record=kept, by=by, at=at, why="withdrawn")
        lines(kept, by=by, at=at, verb="withdrew request of a place", detail={})
        note_change(kind=KIND, refs=[kept.reference])
    return kept


def take_up(*, experience: LocalRequest, desk: Desk, note: str, by: Person, at: datetime) -> TakenUp:
    """A desk says that it does as a place did; once for each desk. Raises `MayNot`, `ReasonsAgainst`."""
    rules.may(by, desk, at, rules.ORGANISING)
    with transaction.atomic():
        kept = lock_request(experience)
        insist(
            [
                (kept.kind != RequestKind.EXPERIENCE or kept.state != RequestState.ACCEPTED)
                and _("Only an experience that was accepted can be taken up."),
                kept.desk.is_practice != desk.is_practice
                and _("Nothing passes between a practice desk and a real one."),
                kept.desk_id == desk.pk and _("This is the experience of your own desk."),
                kept.taken_up.filter(desk=desk).exists() and _("Your desk has taken this up already."),
                *(rules.against_words(note, empty="", longest=LONGEST_DETAIL) if note.strip() else ()),
            ]
        )
        taken = TakenUp.objects.create(experience=kept, desk=desk, note=note.strip(), at=at, by=by)
        _line(desk, kept, by, at, "took experience up", {})
    return taken


def lines(
    request: LocalRequest, *, by: Person | str, at: datetime, verb: str, detail: dict[str, Any]
) -> None:
    """The line of an act that concerns both desks, in the journal of each; always in the same order of chains."""
    both = {request.desk.code: request.desk, request.to_desk.code: request.to_desk}
    for _code, desk in sorted(both.items()):
        _line(desk, request, by, at, verb, detail)


def askers(request: LocalRequest, at: datetime) -> list[Person]:
    """Who is told of a reply: whoever asked, while at the asking desk; else those who decide there."""
    mine = [person for person in holding(request.desk, at, *Role.values) if person.pk == request.asked_by_id]
    return mine or holding(request.desk, at, *rules.DECIDING)


def against_ended(request: LocalRequest) -> list[object]:
    return [] if request.state in WAITING_STATES else [_("This request is closed.")]


def details_of(kind: str, given: Mapping[str, Any]) -> dict[str, Any]:
    """What a kind tells beside its words, cleaned; {} for kinds that tell nothing more."""
    wanted = {
        RequestKind.RESOURCES: ("staff", "equipment", "budget"),
        RequestKind.EXPERIENCE: ("evidence", "limits"),
    }.get(RequestKind(kind), ())
    told = {name: given.get(name) for name in wanted}
    cleaned = {name: said.strip() if isinstance(said, str) else said for name, said in told.items()}
    return {name: said for name, said in cleaned.items() if said not in ("", None)}


def _against_details(kind: str, told: dict[str, Any]) -> list[object]:
    secret = [
        reason
        for said in told.values()
        if isinstance(said, str)
        for reason in rules.against_words(said, empty="", longest=LONGEST_DETAIL)
    ]
    missing: list[object] = []
    if kind == RequestKind.RESOURCES and not told:
        missing = [_("Say at least one: how many people, which equipment, which budget.")]
    if kind == RequestKind.EXPERIENCE and len(told) < 2:
        missing = [_("Say what shows that it worked, and where its limits are.")]
    return [*missing, *secret]


def _against_desks(desk: Desk, to_desk: Desk, by: Person, at: datetime) -> list[object]:
    if desk.is_practice != to_desk.is_practice:
        return [_("Nothing passes between a practice desk and a real one.")]
    if desk.pk == to_desk.pk and not standing_of(by, to_desk, at).holds(*rules.ORGANISING):
        raise MayNot([_("This is entered by the desk that replies.")])
    return [] if to_desk.is_open else [_("That desk is closed. Choose the one that followed it.")]


def _against_asked(
    desk: Desk, to_desk: Desk, needed_by: datetime | None, conference: Conference | None, at: datetime
) -> list[object]:
    is_elsewhere = conference is not None and conference.desk_id not in (desk.pk, to_desk.pk)
    return [
        needed_by is not None
        and needed_by <= at
        and _("The day by which it is needed is past. Name a later one."),
        is_elsewhere and _("That conference belongs to another desk."),
    ]


def _start_clocks(request: LocalRequest, needed_by: datetime | None, by: Person, at: datetime) -> None:
    start_target(
        desk=request.to_desk,
        record=request,
        act=REPLY,
        started_at=at,
        by=by,
        at=at,
        calendar=load_pack(settings.COUNTRY.code).country.calendar,
    )
    if needed_by:
        start_asked(
            desk=request.to_desk, record=request, act=REPLY, started_at=at, due_at=needed_by, by=by, at=at
        )


def _line(
    desk: Desk, request: LocalRequest, by: Person | str, at: datetime, verb: str, detail: dict[str, Any]
) -> None:
    write_line(desk=desk, by=by, at=at, verb=verb, record=request, detail=detail)
