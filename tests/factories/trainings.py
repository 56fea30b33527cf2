"""A training with seats, invitations and delegates; files as bodies send them."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any

from openpyxl import Workbook

from hoiam.conferences.links import DELEGATION, token_of
from hoiam.conferences.models import Conference, Invitation
from hoiam.conferences.operations.allocating import allocate
from hoiam.conferences.operations.inviting import invite, send_invitations
from hoiam.conferences.rosters.entries import Entry
from hoiam.conferences.terms import ConferenceKind, Precision
from hoiam.desks.models import Place
from tests.factories.conferences import PLANNED_AT, make_conference
from tests.factories.desks import Cast

AT = datetime(2026, 9, 20, 2, tzinfo=UTC)
DOOR = datetime(2026, 10, 6, 1, 30, tzinfo=UTC)
"""Half past eight on the morning of the training, in the country's time."""
KIND, OTHER_KIND = "ban_tuyen_giao", "cong_an_tinh"
HEAD = ("STT", "Họ và tên", "Chức vụ", "Cơ quan", "Tỉnh/thành phố", "Email", "Điện thoại")


def make_training(cast: Cast, **given: Any) -> Conference:
    """A training of one day, announced, in the morning of 6 October 2026."""
    fields: dict[str, Any] = {
        "title": {"vi": "Hội nghị tập huấn", "en": "Training"},
        "precision": Precision.HOUR,
        "starts_on": date(2026, 10, 6),
        "ends_on": date(2026, 10, 6),
        "starts_at": datetime(2026, 10, 6, 1, tzinfo=UTC),
        "ends_at": datetime(2026, 10, 6, 10, tzinfo=UTC),
        "announced_at": PLANNED_AT,
        **given,
    }
    return make_conference(cast.desk, cast.case_officer, kind=ConferenceKind.TRAINING, **fields)


def make_place(code: str, name: str, **given: Any) -> Place:
    """A province in force since the merger of 2025."""
    fields = {"kind": "province", "valid_from": date(2025, 7, 1), **given}
    return Place.objects.create(code=code, name={"vi": name, "en": name}, name_folded=code, **fields)


def seats(cast: Cast, training: Conference, **given: int) -> None:
    """`seats(cast, training, gia_lai=2)`: so many of `KIND`; with `__cong_an_tinh` of that kind."""
    wanted = {}
    for key, number in given.items():
        place, _, kind = key.partition("__")
        wanted[place.replace("_", "-"), kind or KIND] = number
    allocate(conference=training, seats=wanted, by=cast.case_officer, at=AT)


def make_invitation(
    cast: Cast, training: Conference, place: Place, kind: str = KIND, address: str = ""
) -> Invitation:
    """A sent invitation."""
    made = invite(
        conference=training,
        place=place,
        addressee=f"Ban Tuyên giáo {place}",
        agency_kind=kind,
        address=address,
        by=cast.case_officer,
        at=AT,
    )
    send_invitations(
        conference=training,
        numbers=[made.pk],
        letter_number="12/GM-TTNQ",
        letter_date=date(2026, 9, 18),
        by=cast.case_officer,
        at=AT,
    )
    made.refresh_from_db()
    return made


def link(invitation: Invitation) -> str:
    return token_of(DELEGATION, invitation.pk, invitation.link_number)


def person(name: str, place: Place | None = None, **given: Any) -> Entry:
    """Somebody of the party commission of a province."""
    fields: dict[str, Any] = {"post": "Phó trưởng ban", "agency": "Ban Tuyên giáo Tỉnh ủy", **given}
    return Entry(name=name, place=place, **fields)


def people(number: int, place: Place | None = None, **given: Any) -> list[Entry]:
    return [person(f"Đại biểu Số {count}", place, line=count + 1, **given) for count in range(1, number + 1)]


def workbook(
    rows: Sequence[Sequence[Any]], *, merged: Sequence[str] = (), head: Sequence[Any] = HEAD
) -> bytes:
    """An xlsx file with these rows below `head`; `merged` are areas such as `A3:G3`."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in [head, *rows] if head else rows:
        sheet.append(list(row))
    for area in merged:
        sheet.merge_cells(area)
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()
