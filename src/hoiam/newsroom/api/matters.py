"""Bulletins on matters: what stands now, and what stood before."""

from __future__ import annotations

from datetime import datetime

from django.http import Http404
from ninja import Query, Router, Schema

from hoiam.enquiries.models import Bulletin, Matter
from hoiam.enquiries.queries.bulletins import answers_on, public_matter, public_matters
from hoiam.newsroom.api.answers import Note, notes_of
from hoiam.newsroom.api.paging import LONGEST, MOST, USUAL, checked_moment
from hoiam.newsroom.api.shapes import Licensed, Listed, Wording, page, pages
from hoiam.newsroom.requests import PublicRequest
from hoiam.texts.queries.rendering import plain

router = Router(tags=["matters"])
LARGEST = 2**63 - 1


class MatterLine(Schema):
    """A matter with the bulletin that stands now. `next_update_at` is null where none is promised."""

    number: int
    title: str
    desk: str
    theme: str
    is_public_emergency: bool
    closed_at: datetime | None
    bulletin: int
    issued_at: datetime
    next_update_at: datetime | None
    is_update_missed: bool
    pages: Wording


class MatterList(Listed):
    items: list[MatterLine]


class BulletinShape(Schema):
    """One bulletin as it was signed. `hash` is the SHA-256 of its text together with `next_update_at`; `method`
    says how it was cleared: `two_signatures`, or `one_on_duty` where the rule of the desk lets one person on
    duty, who did not write it, clear alone during a public emergency."""

    number: int
    language: str
    issued_at: datetime
    next_update_at: datetime | None
    superseded_by: int | None
    method: str
    hash: str
    text: str
    facts: list[Note]
    pages: Wording


class MatterDocument(MatterLine, Licensed):
    """Everything said in public on a matter, the newest first. `answers` are references of the public log."""

    bulletins: list[BulletinShape]
    answers: list[str]


@router.get(
    "/matters", response=MatterList, operation_id="list_matters", summary="Matters, the latest bulletin first"
)
def list_matters(
    request: PublicRequest,
    cursor: str = Query("", max_length=LONGEST),
    limit: int = Query(USUAL, ge=1, le=MOST),
) -> MatterList:
    found = public_matters(request.at, cursor=checked_moment(cursor), limit=limit)
    return MatterList(
        items=[_line(row, row.matter, request.at) for row in found.rows],
        next_cursor=found.next_cursor,
        source=page("newsroom_matters:list"),
    )


@router.get(
    "/matters/{number}",
    response=MatterDocument,
    operation_id="read_matter",
    summary="All bulletins on a matter",
)
def read_matter(request: PublicRequest, number: int) -> MatterDocument:
    try:
        if not 0 < number <= LARGEST:
            raise Matter.DoesNotExist
        matter, bulletins = public_matter(number, request.at)
    except Matter.DoesNotExist:
        raise Http404 from None
    newest = bulletins[0]
    return MatterDocument(
        **_line(newest, matter, request.at).dict(),
        bulletins=[_bulletin(row, newest) for row in bulletins],
        answers=[answer.enquiry.reference for answer in answers_on(matter, request.at)],
        source=page("newsroom_matters:matter", str(matter.pk)),
    )


def _line(newest: Bulletin, matter: Matter, at: datetime) -> MatterLine:
    return MatterLine(
        number=matter.pk,
        title=matter.title,
        desk=matter.desk.code,
        theme=matter.theme,
        is_public_emergency=matter.is_public_emergency,
        closed_at=matter.closed_at,
        bulletin=newest.number,  # type: ignore[arg-type]
        issued_at=newest.issued_at,  # type: ignore[arg-type]
        next_update_at=None if matter.closed_at else newest.next_update_at,
        is_update_missed=matter.closed_at is None and newest.is_update_missed(at),
        pages=pages("newsroom_matters:matter", str(matter.pk)),
    )


def _bulletin(row: Bulletin, newest: Bulletin) -> BulletinShape:
    version = row.version
    assert version is not None
    return BulletinShape(
        number=row.number,  # type: ignore[arg-type]
        language=version.language,
        issued_at=row.issued_at,  # type: ignore[arg-type]
        next_update_at=row.next_update_at,
        superseded_by=row.number + 1 if row.pk != newest.pk and row.number else None,
        method=version.clearance.method,
        hash=version.hash,
        text=plain(version),
        facts=notes_of(version),
        pages=pages("newsroom_matters:bulletin", str(row.matter_id), str(row.number)),
    )
