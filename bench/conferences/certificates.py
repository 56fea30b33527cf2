"""Certificates of 300 people: signed and kept, then set as one file with a page and a QR code for each."""

from __future__ import annotations

import time
from datetime import UTC, datetime

MANY = 300


def run() -> None:
    from hoiam.conferences.models import Conference
    from hoiam.conferences.operations.certificates import issue_certificates
    from hoiam.conferences.queries.certificates import certificates_of, paper_of

    training, head = fill()
    at = datetime.now(UTC)
    began = time.perf_counter()
    made = issue_certificates(conference=training, by=head, at=at)
    print(f"{len(made)} certificates signed and kept: {time.perf_counter() - began:.2f} s")
    kept = Conference.objects.get(pk=training.pk)
    for name in ("the first time", "again"):
        began, spent = time.perf_counter(), time.process_time()
        pdf = paper_of(kept, certificates_of(kept), at)
        wall, cpu = time.perf_counter() - began, time.process_time() - spent
        size = len(pdf) // 1000
        print(f"{len(made)} pages with QR (≤ 2 s), {name}: {wall:.2f} s, {cpu:.2f} s CPU, {size} kB")


def fill() -> tuple:
    """A training that was held yesterday, with everybody checked in; and who may issue."""
    from hoiam.conferences.models import CheckIn, Conference, Delegate
    from hoiam.desks.models import Desk, Membership, Place

    desk = Desk.objects.get(code="trung-uong")
    place = Place.objects.filter(valid_to=None).order_by("pk").first()
    at = datetime.now(UTC)
    training = Conference.objects.create(
        desk=desk,
        reference="H-BENCH-2026-9300",
        kind="training",
        title={"vi": "Tập huấn cung cấp thông tin về quyền con người", "en": "Training"},
        precision="day",
        starts_on=at.date(),
        ends_on=at.date(),
        place=place,
        language="vi",
        uid="bench-certificates@hoiam.example",
        planned_at=at,
        held_at=at,
    )
    people = Delegate.objects.bulk_create(
        Delegate(
            conference=training,
            place=place,
            agency_kind="so-vhtt",
            agency="Sở Văn hóa và Thể thao",
            name=f"Nguyễn Văn Mẫu {number}",
            name_folded=f"nguyen van mau {number}",
            post="Chuyên viên",
            code=f"BC{number:06d}",
            state="registered",
            registered_at=at,
        )
        for number in range(MANY)
    )
    CheckIn.objects.bulk_create(
        CheckIn(delegate=row, scan_id=f"bench-{row.pk}", way="code", scanned_at=at, received_at=at)
        for row in people
    )
    roles = ("head", "spokesperson")
    member = (
        Membership.objects.filter(desk=desk, role__in=roles, valid_to=None).select_related("person").first()
    )
    assert member is not None
    return training, member.person
