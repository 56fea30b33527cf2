"""What every act on a conference or a request does around its own change: lock, tell, write the line."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from hoiam.conferences.models import Conference, Guidance, LocalRequest, Notice, Talk
from hoiam.conferences.terms import NoticeWhat
from hoiam.desks.models import Desk, Person
from hoiam.desks.operations.journal import write_line
from hoiam.desks.queries.people import holding
from hoiam.desks.terms import Role
from hoiam.post.operations import enqueue

KIND = "conference"
"""The kind under which search knows conferences."""
NOTICE = "conferences.notice"
MAILED = frozenset(
    {
        NoticeWhat.CONCLUSION_GIVEN,
        NoticeWhat.CONCLUSION_TIME,
        NoticeWhat.CONCLUSION_RETURNED,
        NoticeWhat.PROMISE_TIME,
        NoticeWhat.REQUEST_TIME,
        NoticeWhat.REPLIED,
        NoticeWhat.GAP_CLOSED,
    }
)
"""What cannot wait until somebody opens the office: it goes by e-mail too, naming the reference only."""


def lock(conference: Conference) -> Conference:
    """The conference as it stands now, with its desk, locked until the transaction ends.

    Order of locks: the texts, the conference, its rows, the head of the journal.
    """
    rows = Conference.objects.select_for_update(of=("self",)).select_related(
        "desk", "place", "series", "round"
    )
    return rows.get(pk=conference.pk)


def lock_request(request: LocalRequest) -> LocalRequest:
    rows = LocalRequest.objects.select_for_update(of=("self",)).select_related("desk", "to_desk")
    return rows.get(pk=request.pk)


def line(
    conference: Conference,
    *,
    by: Person | str,
    at: datetime,
    verb: str,
    detail: dict[str, Any] | None = None,
) -> None:
    """The line of an act on a conference, in the journal of its desk."""
    write_line(desk=conference.desk, by=by, at=at, verb=verb, record=conference, detail=detail or {})


def organisers(conference: Conference, at: datetime) -> list[Person]:
    """Who answers for a conference: whoever planned it, as long as they work at its desk; else those who speak."""
    mine = [
        person
        for person in holding(conference.desk, at, *Role.values)
        if person.pk == conference.planned_by_id
    ]
    return mine or holding(conference.desk, at, Role.SPOKESPERSON) or holding(conference.desk, at, Role.HEAD)


def tell(
    people: Iterable[Person],
    *,
    desk: Desk,
    what: NoticeWhat,
    at: datetime,
    conference: Conference | None = None,
    request: LocalRequest | None = None,
    guidance: Guidance | None = None,
    talk: Talk | None = None,
    share: int | None = None,
    due_at: datetime | None = None,
) -> None:
    """One notice for each of these people at `desk`, and an e-mail where it cannot wait."""
    made = Notice.objects.bulk_create(
        Notice(
            desk=desk,
            person=person,
            what=what,
            conference=conference,
            request=request,
            guidance=guidance,
            talk=talk,
            share=share,
            due_at=due_at,
            made_at=at,
        )
        for person in {person.pk: person for person in people}.values()
    )
    for notice in made if what in MAILED and not desk.is_practice else ():
        enqueue(
            payload_kind=NOTICE,
            payload_id=notice.pk,
            address=notice.person.email,
            at=at,
            desk=notice.desk,
            language=notice.person.language,
        )
