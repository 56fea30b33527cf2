"""Coverage of 63 places over five years: thirty trainings, some 3,000 delegates, checked in, with certificates."""

from __future__ import annotations

from datetime import UTC, date, datetime

from bench.conferences.measuring import cpu_ms, page, session_of, tell

FIRST, LAST, EACH_YEAR, FROM_EACH = 2021, 2025, 6, 5
OFFICER = "tiep-nhan@hoiam.example"


def run() -> None:
    from hoiam.conferences.models import Delegate
    from hoiam.conferences.queries.coverage import coverage

    fill()
    at = datetime.now(UTC)
    then = date(2025, 6, 30)
    people = Delegate.objects.filter(conference__reference__startswith="H-BENCH").count()
    found = coverage(at, last_year=LAST, on=then)
    print(f"{len(found.lines)} places, {len(found.years)} years, {people} delegates")
    tell("counted (≤ 15 ms)", cpu_ms(lambda: coverage(at, last_year=LAST, on=then)))
    tell("counted for the places of today", cpu_ms(lambda: coverage(at, last_year=LAST)))
    cookie = session_of(OFFICER)
    same = f"?on=then&until={LAST}"
    tell(
        "page of the office", cpu_ms(lambda: page(f"/office/trung-uong/coverage/{same}", HTTP_COOKIE=cookie))
    )
    tell("public page", cpu_ms(lambda: page(f"/vi/coverage/{same}")))


def fill() -> None:
    """Written in bulk: only reading is measured."""
    from hoiam.conferences.models import Certificate, CheckIn, Conference, Delegate, Invitation
    from hoiam.desks.models import Desk, Place

    if Conference.objects.filter(reference__startswith="H-BENCH").exists():
        return
    desk = Desk.objects.get(code="trung-uong")
    places = list(Place.objects.in_force(date(2025, 6, 30)).filter(kind__in=("province", "city")))
    for number in range((LAST - FIRST + 1) * EACH_YEAR):
        day = date(FIRST + number // EACH_YEAR, 2 + number % EACH_YEAR, 10)
        moment = datetime(day.year, 1, 1, tzinfo=UTC)
        made = Conference.objects.create(
            desk=desk,
            reference=f"H-BENCH-{number:04d}",
            kind="training",
            title={"vi": f"Lớp {number}"},
            precision="day",
            starts_on=day,
            ends_on=day,
            language="vi",
            uid=f"bench-{number}@hoiam.example",
            planned_at=moment,
            announced_at=moment,
            held_at=moment,
        )
        invited = [place for position, place in enumerate(places) if (position + number) % 3 == 0]
        common = {"conference": made, "registered_at": moment, "agency": "Sở", "post": "Chuyên viên"}
        people = Delegate.objects.bulk_create(
            Delegate(
                place=place,
                agency_kind=("ubnd_tinh", "so_vhttdl", "cong_an_tinh")[seat % 3],
                name=f"Mẫu {place.pk} {seat}",
                name_folded=f"mau {place.pk} {seat}",
                code=f"{number:03d}{place.pk:04d}{seat}",
                state="registered",
                **common,
            )
            for place in invited
            for seat in range(FROM_EACH)
        )
        CheckIn.objects.bulk_create(
            CheckIn(delegate=one, scan_id=f"b{one.pk}", way="code", scanned_at=moment, received_at=moment)
            for one in people
        )
        Certificate.objects.bulk_create(
            Certificate(
                conference=made,
                delegate=one,
                number=position,
                code=f"bench-{one.pk}",
                holder=one.name,
                agency=one.agency,
                place=one.place,
                document={},
                issued_at=moment,
            )
            for position, one in enumerate(people, start=1)
        )
        Invitation.objects.bulk_create(
            Invitation(conference=made, place=place, addressee="Sở", state="sent", link_ends_at=moment)
            for place in invited
        )
