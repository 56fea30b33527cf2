"""A roster of 300 on one page, a scan at the door, a list of 2,000 people read and kept, 300 badges."""

from __future__ import annotations

import io
import json
import time
from datetime import UTC, datetime, timedelta
from typing import Any

from bench.conferences.measuring import answered, asked, cpu_ms, page, session_of, tell

PEOPLE, ROWS = 300, 2_000
OFFICER = "tiep-nhan@hoiam.example"
TOKEN = "b" * 32


def run() -> None:
    conference = make("roster")
    fill(conference, PEOPLE)
    cookie = session_of(OFFICER)
    base = f"/office/trung-uong/conferences/{conference.reference}/"
    _status, _headers, content = page(f"{base}roster/", HTTP_COOKIE=cookie)
    print(f"roster: {len(content) / 1000:.1f} kB of HTML, {content.count(b'<tr>')} rows")
    tell("roster of 300 (≤ 40 ms)", cpu_ms(lambda: page(f"{base}roster/", HTTP_COOKIE=cookie)))
    tell("check-in of one scan (≤ 15 ms)", cpu_ms(door(conference, f"{base}checkin/scans/", cookie)))
    imported()
    began = time.process_time()
    _status, _headers, content = page(f"{base}roster/badges.pdf", HTTP_COOKIE=cookie)
    print(f"{PEOPLE} badges: {time.process_time() - began:.2f} s CPU, {len(content) / 1000:.0f} kB")


def make(name: str) -> Any:
    """A training that takes place now, announced."""
    from hoiam.conferences.models import Conference
    from hoiam.desks.models import Desk

    now = datetime.now(UTC)
    return Conference.objects.create(
        desk=Desk.objects.get(code="trung-uong"),
        reference=f"H-BENCH-{name}-{int(now.timestamp()) % 100_000}",
        kind="training",
        title={"vi": "Hội nghị tập huấn", "en": "Training"},
        precision="hour",
        starts_on=now.date(),
        ends_on=now.date() + timedelta(days=1),
        starts_at=now - timedelta(hours=1),
        ends_at=now + timedelta(hours=8),
        language="vi",
        uid=f"{name}-{now.timestamp()}@bench.example",
        planned_at=now,
        announced_at=now,
    )


def fill(conference: Any, number: int) -> None:
    from hoiam.conferences.agencies import kinds_of_delegates, places_on
    from hoiam.conferences.models import Delegate
    from hoiam.conferences.operations.registering import new_code

    places, kinds = list(places_on(conference.starts_on)), kinds_of_delegates()
    Delegate.objects.bulk_create(
        Delegate(
            conference=conference,
            place=places[row % len(places)],
            agency_kind=kinds[row % 6].code,
            agency=f"Cơ quan số {row % 40}",
            name=f"Nguyễn Văn Đại Biểu {row}",
            name_folded=f"nguyen van dai bieu {row}",
            post="Phó Trưởng phòng",
            code=new_code(),
            state="registered",
            registered_at=conference.planned_at,
        )
        for row in range(number)
    )


def door(conference: Any, path: str, cookie: str) -> Any:
    """One scan as the telephone sends it, of another person each time."""
    from django.conf import settings

    from hoiam.conferences.models import Delegate

    codes = list(Delegate.objects.filter(conference=conference).values_list("code", flat=True))
    sent = {"number": 0}

    def scan() -> None:
        sent["number"] += 1
        number = sent["number"]
        row = {"id": f"bench-{conference.pk}-{number:06d}", "code": codes[number % len(codes)]}
        body = json.dumps({"session": "", "scans": [row | {"way": "camera"}]}).encode()
        environ = asked(
            path, HTTP_COOKIE=f"{cookie}; {settings.CSRF_COOKIE_NAME}={TOKEN}", HTTP_X_CSRFTOKEN=TOKEN
        )
        environ |= {
            "REQUEST_METHOD": "POST",
            "CONTENT_TYPE": "application/json",
            "CONTENT_LENGTH": str(len(body)),
            "wsgi.input": io.BytesIO(body),
        }
        status, _headers, _content = answered(environ)
        if not status.startswith("200"):
            raise SystemExit(f"The door answered {status}.")

    return scan


def imported() -> None:
    """Read, check and keep; the file is made before."""
    from openpyxl import Workbook

    from hoiam.conferences.agencies import places_on
    from hoiam.conferences.operations.roster_import import import_roster
    from hoiam.desks.models import Person

    conference = make("import")
    names = [str(place) for place in places_on(conference.starts_on)]
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["TT", "Họ và tên", "Chức vụ", "Cơ quan", "Tỉnh/thành phố", "Email", "Điện thoại"])
    for row in range(ROWS):
        place = names[row % len(names)]
        sheet.append(
            [row, f"Trần Thị Số {row}", "Chuyên viên", "Sở Tư pháp", place, f"so{row}@tinh.example", 905]
        )
    kept = io.BytesIO()
    book.save(kept)
    began, cpu = time.monotonic(), time.process_time()
    done = import_roster(
        conference=conference,
        content=kept.getvalue(),
        by=Person.objects.get(email=OFFICER),
        at=datetime.now(UTC),
    )
    spent = time.monotonic() - began
    print(
        f"{len(done.registered.outcomes)} rows imported (≤ 3 s): {spent:.2f} s, {time.process_time() - cpu:.2f} s CPU"
    )
    if not done.registered.is_kept:
        raise SystemExit("The import was refused.")
