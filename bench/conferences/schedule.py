"""The public page of a conference with 36 sessions and as many talks, as complete HTML."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from bench.conferences.measuring import cpu_ms, page, tell

SESSIONS = 36


def run() -> None:
    from hoiam.newsroom import stamping

    reference = make()
    path = f"/vi/conferences/{reference}/"
    _status, headers, content = page(path)
    print(f"page: {len(content) / 1000:.1f} kB of HTML, {content.count(b'<tr id=')} sessions")
    tell("written anew (≤ 10 ms)", cpu_ms(lambda: page(path), stamping._kept.clear))
    tell("known to the process, checked (≤ 10 ms)", cpu_ms(lambda: page(path)))
    etag = headers["ETag"]
    tell("304, checked", cpu_ms(lambda: page(path, HTTP_IF_NONE_MATCH=etag)))
    tell("calendar of one conference", cpu_ms(lambda: page(f"/vi/conferences/{reference}.ics")))


def make() -> str:
    """Plan, fill and announce one of three days with four sessions at a time; returns its reference."""
    from hoiam.conferences.dates import When
    from hoiam.conferences.operations.agenda import add_session
    from hoiam.conferences.operations.announcing import announce
    from hoiam.conferences.operations.planning import plan_conference
    from hoiam.desks.models import Desk, Membership

    desk = Desk.objects.get(code="trung-uong")
    people = {row.role: row.person for row in Membership.objects.filter(desk=desk).select_related("person")}
    now = datetime.now(UTC)
    first = (now + timedelta(days=30)).replace(hour=1, minute=0, second=0, microsecond=0)
    officer: dict[str, Any] = {"by": people["case_officer"], "at": now}
    conference = plan_conference(
        desk=desk,
        kind="training",
        title={"vi": "Hội nghị tập huấn để đo", "en": "A training for measuring"},
        when=When.hours(first, first + timedelta(days=2, hours=9)),
        mode="hybrid",
        language="vi",
        venue={"vi": "Hội trường lớn"},
        **officer,
    )
    for number in range(SESSIONS):
        day, slot, room = number // 12, number % 12 // 4, number % 4
        starts = first + timedelta(days=day, hours=2 * slot)
        add_session(
            conference=conference,
            kind="talks",
            title={
                "vi": f"Chuyên đề {number + 1}: quyền con người và báo chí",
                "en": f"Session {number + 1}",
            },
            office={"vi": "Vụ Truyền thông", "en": "Department of Communication"},
            room=f"Phòng {room + 1}",
            starts_at=starts,
            ends_at=starts + timedelta(minutes=90),
            **officer,
        )
    announce(conference=conference, by=people["spokesperson"], at=now)
    return str(conference.reference)
