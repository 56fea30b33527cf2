"""The desks: whom to ask."""

from __future__ import annotations

from ninja import Query, Router, Schema

from hoiam.desks.models import Desk
from hoiam.newsroom.api.paging import LONGEST, MOST, USUAL, read_cursor, write_cursor
from hoiam.newsroom.api.shapes import Listed, Wording, page, pages, wording
from hoiam.newsroom.requests import PublicRequest

router = Router(tags=["desks"])


class BodyShape(Schema):
    code: str
    name: Wording


class DeskShape(Schema):
    """`publication_delay_days` are working days between an answer and its entry in the public log."""

    code: str
    name: Wording
    body: BodyShape
    place: str
    phone: str
    email: str
    office_hours: Wording
    is_open: bool
    publication_delay_days: int
    pages: Wording


class DeskList(Listed):
    items: list[DeskShape]


@router.get("/desks", response=DeskList, operation_id="list_desks", summary="The desks")
def list_desks(
    request: PublicRequest,
    cursor: str = Query("", max_length=LONGEST),
    limit: int = Query(USUAL, ge=1, le=MOST),
) -> DeskList:
    rows = (
        Desk.objects.public()
        .filter(code__gt=read_cursor(cursor))
        .select_related("body", "place")
        .order_by("code")
    )
    found = list(rows[: limit + 1])
    shown = found[:limit]
    return DeskList(
        items=[_shape(desk) for desk in shown],
        next_cursor=write_cursor(shown[-1].code if len(found) > limit else ""),
        source=page("newsroom_desks:desks"),
    )


def _shape(desk: Desk) -> DeskShape:
    return DeskShape(
        code=desk.code,
        name=wording(desk.name),
        body=BodyShape(code=desk.body.code, name=wording(desk.body.name)),
        place=desk.place.code if desk.place else "",
        phone=desk.phone,
        email=desk.email,
        office_hours=wording(desk.office_hours),
        is_open=desk.is_open,
        publication_delay_days=desk.publication_delay_days,
        pages=pages("newsroom_desks:desk", desk.code),
    )
