"""Conferences in public: what is ahead, the schedule with its changes, calendars that follow, documents, the API."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from icalendar import Calendar

from hoiam.conferences.dates import When
from hoiam.conferences.models import Conference
from hoiam.conferences.operations.agenda import remove_session
from hoiam.conferences.operations.announcing import announce, cancel, mark_held
from hoiam.conferences.operations.changing import refine_or_move
from hoiam.conferences.operations.materials import add_material, add_version, remove_file
from hoiam.conferences.terms import ConferenceKind
from hoiam.search.operations import catch_up
from tests.factories.conferences import (
    ANNOUNCED_AT,
    BRIEFING_ENDS,
    BRIEFING_STARTS,
    add_part,
    announced_briefing,
    make_conference,
    planned_briefing,
)
from tests.workroom.visiting import words

pytestmark = pytest.mark.django_db
DAY, HOUR = timedelta(days=1), timedelta(hours=1)
LATER = ANNOUNCED_AT + DAY
WHY = {"vi": "Trùng kỳ họp", "en": "The council meets on that day"}


@pytest.fixture
def reader():
    """Somebody who reads two days after the briefing of the factories was announced."""
    with time_machine.travel(ANNOUNCED_AT + 2 * DAY, tick=False):
        yield Client()


def moved(cast, conference: Conference, when: When) -> None:
    conference.refresh_from_db()
    refine_or_move(
        conference=conference,
        when=when,
        mode=conference.mode,
        place=conference.place,
        venue=conference.venue,
        seats=conference.seats,
        why=WHY,
        is_moved=True,
        by=cast.case_officer,
        at=LATER,
    )


def event_of(answer):
    [event] = Calendar.from_ical(answer.content).walk("VEVENT")
    return event


def test_schedule_stands_whole_in_the_page_with_every_change_and_its_reason(cast, reader):
    conference = planned_briefing(cast)
    parts = [add_part(cast, conference, number, room="Phòng A") for number in range(3)]
    announce(conference=conference, by=cast.spokesperson, at=ANNOUNCED_AT)
    remove_session(session=parts[2], why=WHY, by=cast.case_officer, at=LATER)
    moved(cast, conference, When.hours(BRIEFING_STARTS + DAY, BRIEFING_ENDS + DAY))

    answer = reader.get(f"/en/conferences/{conference.reference}/")

    said = words(answer)
    assert "Briefing of October" in said and "7 October 2026, 08:00–11:30" in said
    assert "08:00–08:30 Part 1" in said and "Phòng A" in said
    assert "Time: 6 October 2026, 08:00–11:30 → 7 October 2026, 08:00–11:30" in said
    assert "Part 3: taken out. The council meets on that day" in said
    again = reader.get(f"/en/conferences/{conference.reference}/", headers={"If-None-Match": answer["ETag"]})
    assert again.status_code == 304
    assert "Hội nghị cung cấp thông tin tháng 10" in words(
        reader.get(f"/vi/conferences/{conference.reference}/")
    )


def test_what_is_not_announced_is_nowhere(cast, reader):
    secret = planned_briefing(cast, title={"vi": "Chưa công bố"})
    file = {"title": {"vi": "Tài liệu"}, "name": "a.txt", "content": b"xin chao"}
    material, kept = add_material(conference=secret, by=cast.case_officer, at=LATER, **file)
    catch_up()

    for end in ("/", ".ics", f"/materials/{material.pk}/1/{kept.name}"):
        assert reader.get(f"/vi/conferences/{secret.reference}{end}").status_code == 404
    assert reader.get(f"/api/v1/conferences/{secret.reference}").status_code == 404
    for address in (
        "/vi/conferences/",
        "/vi/conferences/calendar.ics",
        f"/vi/conferences/desks/{cast.desk.code}/calendar.ics",
        "/api/v1/conferences",
        "/vi/search/?q=công+bố",
        "/sitemap.xml",
    ):
        answer = reader.get(address)
        assert answer.status_code == 200 and secret.reference not in answer.content.decode(), address


def test_list_tells_what_is_ahead_in_order_and_what_is_past_and_asks_the_same_for_one_and_three(cast, reader):
    make_conference(
        cast.desk,
        number=90,
        kind=ConferenceKind.TRAINING,
        announced_at=ANNOUNCED_AT,
        starts_on=ANNOUNCED_AT.date() - 60 * DAY,
        ends_on=ANNOUNCED_AT.date() - 60 * DAY,
        precision="day",
        title={"vi": "Tập huấn tháng 7", "en": "Training of July"},
    )
    first = announced_briefing(cast)

    with CaptureQueriesContext(connection) as with_one:
        assert reader.get("/en/conferences/").status_code == 200
    later = announced_briefing(cast, when=When.month(2026, 11), title={"vi": "Sau", "en": "Later"})
    announced_briefing(cast, when=When.year(2027), title={"vi": "Xa", "en": "Far"})
    cancel(conference=later, why=WHY, by=cast.head, at=LATER)
    with CaptureQueriesContext(connection) as with_three:
        said = words(reader.get("/en/conferences/"))

    assert len(with_one) == len(with_three)
    assert said.index("Briefing of October") < said.index("Later cancelled") < said.index("Far")
    assert "Training of July" not in said
    past = words(reader.get("/en/conferences/?view=past&kind=training"))
    assert "Training of July" in past and first.reference not in past


def test_calendar_keeps_the_uid_raises_the_sequence_and_says_that_it_is_cancelled(cast, reader):
    conference = announced_briefing(cast, when=When.month(2026, 10))
    address = f"/en/conferences/{conference.reference}.ics"

    vague = event_of(reader.get(address))
    moved(cast, conference, When.hours(BRIEFING_STARTS, BRIEFING_ENDS))
    exact = event_of(reader.get(address))
    cancel(conference=conference, why=WHY, by=cast.head, at=LATER)
    ended = event_of(reader.get("/en/conferences/calendar.ics"))

    assert vague["UID"] == exact["UID"] == ended["UID"] == conference.uid
    assert [event["SEQUENCE"] for event in (vague, exact, ended)] == [0, 1, 2]
    assert (vague.start.isoformat(), vague["STATUS"], "The day is not known yet" in vague["DESCRIPTION"]) == (
        "2026-10-01",
        "TENTATIVE",
        True,
    )
    assert exact.start.isoformat() == "2026-10-06T08:00:00+07:00"
    assert str(exact["DTSTART"].params["TZID"]) == "Asia/Ho_Chi_Minh"
    assert "Changed: The council meets on that day" in exact["DESCRIPTION"]
    assert ended["STATUS"] == "CANCELLED" and ended["SUMMARY"] == "Cancelled: Briefing of October"
    calendar = Calendar.from_ical(reader.get("/en/conferences/calendar.ics").content)
    assert [str(zone["TZID"]) for zone in calendar.walk("VTIMEZONE")] == ["Asia/Ho_Chi_Minh"]
    other = reader.get(f"/en/conferences/desks/{cast.other_desk.code}/calendar.ics")
    assert not Calendar.from_ical(other.content).walk("VEVENT")


def test_documents_for_everybody_are_had_in_each_version_those_for_delegates_are_not(cast, reader):
    conference = announced_briefing(cast)
    given = {"by": cast.case_officer, "at": LATER}
    guide, first = add_material(
        conference=conference, title={"vi": "Hướng dẫn"}, name="guide.txt", content=b"mot", **given
    )
    add_version(material=guide, name="guide.txt", content=b"hai", note={"vi": "Thêm mục 2"}, **given)
    inner, _file = add_material(
        conference=conference,
        title={"vi": "Bài tập kín"},
        name="inner.txt",
        content=b"ba",
        is_public=False,
        **given,
    )
    base = f"/vi/conferences/{conference.reference}/materials"

    page = words(reader.get(f"/vi/conferences/{conference.reference}/"))
    second = reader.get(f"{base}/{guide.pk}/2/guide.txt")

    assert "Thêm mục 2" in page and "Bài tập kín" not in page
    assert b"".join(second.streaming_content) == b"hai"
    assert second["Content-Disposition"] == 'attachment; filename="guide.txt"'
    assert reader.get(f"{base}/{guide.pk}/1/guide.txt").status_code == 200
    for end in (f"{inner.pk}/1/inner.txt", f"{guide.pk}/1/other.txt", f"{guide.pk}/9/guide.txt"):
        assert reader.get(f"{base}/{end}").status_code == 404
    remove_file(version=guide.versions.get(number=1), **given)
    assert reader.get(f"{base}/{guide.pk}/1/guide.txt").status_code == 404
    assert "phiên bản 1: tệp đã được gỡ" in words(reader.get(f"/vi/conferences/{conference.reference}/"))
    assert first.sha256


def test_api_gives_the_same_in_pages_with_cursors(cast, reader):
    conference = announced_briefing(cast)
    announced_briefing(cast, when=When.month(2026, 11))
    mark_held(conference=conference, by=cast.case_officer, at=BRIEFING_ENDS)

    newest = reader.get("/api/v1/conferences?limit=1").json()
    then = reader.get(f"/api/v1/conferences?limit=1&cursor={newest['next_cursor']}").json()
    [line] = then["items"]
    whole = reader.get(f"/api/v1/conferences/{conference.reference}").json()

    assert (line["reference"], line["stage"], line["precision"]) == (conference.reference, "held", "hour")
    assert (newest["items"][0]["starts_on"], then["next_cursor"]) == ("2026-11-01", "")
    assert {**line, **whole} == whole
    assert reader.get("/api/v1/conferences?cursor=bm9uZQ").status_code == 422
    assert reader.get("/api/v1/conferences?since=2026-11-01").json()["items"] == newest["items"]


def test_search_finds_an_announced_conference_by_its_agenda(cast, reader):
    conference = planned_briefing(cast)
    add_part(cast, conference, title={"vi": "Bảo trợ xã hội ở vùng cao"})
    announce(conference=conference, by=cast.spokesperson, at=ANNOUNCED_AT)
    catch_up()

    found = words(reader.get("/vi/search/?q=bảo+trợ+xã+hội"))

    assert "Hội nghị cung cấp thông tin tháng 10" in found and "06/10/2026" in found
