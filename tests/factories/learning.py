"""Trainings that were held, and who was there, with the least that makes the rows valid."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from hoiam.conferences.models import CheckIn, Conference, Delegate
from hoiam.conferences.terms import ConferenceKind, DelegateState, Precision, ScanWay
from hoiam.desks.models import Desk, Person, Place
from tests.factories.conferences import make_conference
from tests.factories.remembering import remembered

HELD_ON = date(2026, 10, 6)
HELD_AT = datetime(2026, 10, 6, 10, tzinfo=UTC)
AFTER = datetime(2026, 10, 8, 2, tzinfo=UTC)
SURNAMES = ("An", "Bình", "Châu", "Dũng", "Giang", "Hà", "Khánh", "Lan", "Minh", "Nga", "Oanh", "Phúc")


@remembered
def make_place(code: str = "vn-da-nang", name: str = "Đà Nẵng", **given: Any) -> Place:
    found = Place.objects.filter(code=code).first()
    return found or Place.objects.create(
        code=code,
        name={"vi": name, "en": name},
        name_folded=code,
        kind=given.pop("kind", "province"),
        valid_from=given.pop("valid_from", date(1976, 1, 1)),
        **given,
    )


@remembered
def make_training(
    desk: Desk, by: Person | None = None, *, number: int = 1, held: bool = True, **given: Any
) -> Conference:
    """A training of one day, 6 October 2026 in Đà Nẵng; held unless said otherwise."""
    fields = {
        "kind": ConferenceKind.TRAINING,
        "title": {"vi": "Tập huấn cung cấp thông tin quyền con người", "en": "Training on human rights"},
        "precision": Precision.DAY,
        "starts_on": HELD_ON,
        "ends_on": HELD_ON,
        "place": given.pop("place", None) or make_place(),
        "held_at": HELD_AT if held else None,
        **given,
    }
    return make_conference(desk, by, number=number, **fields)


@remembered
def make_delegate(training: Conference, number: int = 1, *, came: bool = True, **given: Any) -> Delegate:
    """The delegate of that number; checked in at the door unless `came` is false."""
    name = given.pop("name", f"Nguyễn Văn {SURNAMES[number % len(SURNAMES)]} {number}")
    fields = {
        "place": training.place,
        "agency_kind": "so-vhtt",
        "agency": "Sở Văn hóa và Thể thao",
        "post": "Chuyên viên",
        "code": f"{training.pk:03d}{number:04d}",
        "state": DelegateState.REGISTERED,
        "registered_at": training.planned_at,
        **given,
    }
    row = Delegate.objects.create(conference=training, name=name, name_folded=name.lower(), **fields)
    if came:
        CheckIn.objects.create(
            delegate=row,
            scan_id=f"scan-{row.pk}",
            way=ScanWay.CAMERA,
            scanned_at=HELD_AT,
            received_at=HELD_AT,
        )
    return row
