"""The office plans a conference, announces and moves it, keeps its agenda, talks and documents."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hoiam.conferences.models import Conference, Material, Notice, Session, Talk
from hoiam.conferences.operations.announcing import announce, cancel
from hoiam.desks.models import Adoption, DeskTemplate
from tests.factories.conferences import (
    ANNOUNCED_AT,
    PLANNED_AT,
    add_part,
    announced_briefing,
    planned_briefing,
)
from tests.workroom.visiting import enter, office_at, words

pytestmark = pytest.mark.django_db
LIST = "/office/da-nang/conferences/"
TALKS = "/office/da-nang/talks/"
HOUR = {
    "precision": "hour",
    "first_day": "2026-10-06",
    "first_hour": "08:00",
    "last_hour": "11:30",
    "mode": "in_person",
}
PLAN = {
    **HOUR,
    "kind": "briefing",
    "title_vi": "Hội nghị tháng 10",
    "title_en": "Briefing of October",
    "venue_vi": "Hội trường lớn",
    "language": "vi",
}


@pytest.fixture(autouse=True)
def the_fifth_of_september():
    with office_at(ANNOUNCED_AT + timedelta(days=1)):
        yield


def page_of(conference: Conference) -> str:
    return f"{LIST}{conference.reference}/"


def test_planned_announced_and_moved_with_a_reason_as_everybody_then_reads(cast):
    officer, spokesperson = enter(cast.case_officer), enter(cast.spokesperson)

    opened = officer.post(f"{LIST}new/", PLAN, follow=True)
    conference = Conference.objects.get()
    assert opened.redirect_chain[0][0] == page_of(conference)
    assert officer.post(f"{page_of(conference)}do/announce/").status_code == 403
    spokesperson.post(f"{page_of(conference)}do/announce/")
    sent = {**HOUR, "first_day": "2026-10-07", "venue_vi": "Hội trường lớn"}
    silent = spokesperson.post(f"{page_of(conference)}do/time/", sent)
    unmoved = spokesperson.post(f"{page_of(conference)}do/time/", {**sent, "why_vi": "Trùng họp"})
    moved = spokesperson.post(
        f"{page_of(conference)}do/time/", {**sent, "why_vi": "Trùng họp", "is_moved": "on"}, follow=True
    )

    assert (silent.status_code, unmoved.status_code) == (422, 409)
    assert "Say that the conference is moved" in words(unmoved)
    assert "Time: 6 October 2026, 08:00–11:30 → 7 October 2026, 08:00–11:30" in words(moved)
    conference.refresh_from_db()
    assert (conference.sequence, conference.changes.get().why) == (1, {"vi": "Trùng họp"})


@pytest.mark.parametrize(
    ("change", "status", "said"),
    [
        ({"last_hour": "07:00"}, 422, "name the last day too"),
        ({"first_hour": ""}, 422, "Name the hour."),
        ({"title_vi": ""}, 422, "Title"),
        ({"place": "Không Có"}, 422, "No place of that name"),
        ({"precision": "day", "last_day": "2026-10-01"}, 409, "The end lies before the beginning"),
        ({"precision": "month"}, 302, ""),
        ({"last_day": "2026-10-07", "last_hour": "01:00"}, 302, ""),
    ],
)
def test_plan_takes_every_precision_and_says_what_is_wrong(cast, change, status, said):
    answer = enter(cast.case_officer).post(f"{LIST}new/", {**PLAN, **change})

    assert answer.status_code == status and said in words(answer)
    assert Conference.objects.count() == (1 if status == 302 else 0)


def test_list_says_what_each_lacks_and_asks_the_same_for_one_and_three(cast):
    officer = enter(cast.case_officer)
    assert "No conference is ahead" in words(officer.get(LIST))
    first = planned_briefing(cast)
    officer.get(LIST)
    with CaptureQueriesContext(connection) as with_one:
        officer.get(LIST)
    add_part(cast, planned_briefing(cast))
    announced_briefing(cast)
    with CaptureQueriesContext(connection) as with_three:
        page = officer.get(LIST)

    assert len(with_one) == len(with_three)
    assert [line.lacks for line in page.context["lines"]] == ["its agenda", "its announcement", "its agenda"]
    assert "Nothing fits" in words(officer.get(f"{LIST}?kind=training"))
    assert first.reference in words(officer.get(f"{LIST}?view=planned"))


def test_other_desks_and_other_roles_meet_no_door(cast):
    conference = planned_briefing(cast)

    assert enter(cast.stranger).get(page_of(conference)).status_code == 404
    assert (
        enter(cast.stranger).get(f"/office/quang-tri/conferences/{conference.reference}/").status_code == 404
    )
    auditor = enter(cast.auditor)
    assert auditor.get(page_of(conference)).status_code == 200
    for end in ("do/time/", "agenda/add/", "materials/1/"):
        assert auditor.get(page_of(conference) + end).status_code in (403, 404), end
    assert auditor.post(f"{page_of(conference)}materials/", {}).status_code == 404


def test_agenda_is_begun_from_the_template_ordered_changed_and_taken_out(cast):
    conference = planned_briefing(cast)
    content = {"agenda": {"01": {"vi": "Việc đã hứa"}, "02": {"vi": "Trả lời báo chí"}}}
    template = DeskTemplate.objects.create(code="province", name={"vi": "Tỉnh"})
    Adoption.objects.create(
        desk=cast.desk, template=template, number=1, content=content, adopted_at=PLANNED_AT
    )
    officer, agenda = enter(cast.case_officer), f"{page_of(conference)}agenda/"

    assert "Việc đã hứa" in words(officer.get(agenda))
    officer.post(f"{agenda}template/")
    officer.post(f"{agenda}S2/up/")
    assert [row.code for row in officer.get(agenda).context["rows"]] == ["S2", "S1"]
    sent = {
        "kind": "questions",
        "title_vi": "Hỏi đáp",
        "office_vi": "Văn phòng",
        "starts_at": "2026-10-06T10:00",
        "ends_at": "2026-10-06T11:00",
        "version": 1,
    }
    assert officer.post(f"{agenda}S2/", sent).status_code == 302
    late = officer.post(f"{agenda}S1/", {**sent, "ends_at": "2026-10-06T13:00"})
    assert late.status_code == 409 and "would lie outside the conference" in words(late)
    announce(conference=conference, by=cast.spokesperson, at=ANNOUNCED_AT)
    assert officer.post(f"{agenda}S2/remove/", {"why_vi": ""}).status_code == 422
    officer.post(f"{agenda}S2/remove/", {"why_vi": "Ghép vào phần đầu"})

    page = words(officer.get(agenda))
    assert "Hỏi đáp: taken out. Ghép vào phần đầu" in page
    assert Session.objects.get(code="S2").removed_at


def test_talk_is_begun_for_a_part_and_stands_in_the_library(cast):
    conference = planned_briefing(cast)
    part = add_part(cast, conference)
    officer = enter(cast.case_officer)
    sent = {
        "session": part.pk,
        "title_vi": "Kết quả",
        "office_vi": "Sở Y tế",
        "language": "vi",
        "theme": "health",
        "valid_until": "2026-12-31",
    }

    begun = officer.post(f"{TALKS}new/", sent)

    talk = Talk.objects.get()
    assert begun["Location"] == f"/office/da-nang/texts/{talk.text_id}/"
    assert "Talk: Sở Y tế" in words(officer.get(begun["Location"]))
    assert "Kết quả" in words(officer.get(f"{page_of(conference)}talks/"))
    assert "holds until 31 December 2026" in words(officer.get(TALKS))
    assert "Its words are being written" in words(officer.get(f"{TALKS}{talk.pk}/"))
    assert officer.post(f"{TALKS}{talk.pk}/describe/", {**sent, "theme": ""}).status_code == 302
    assert enter(cast.head).post(f"{TALKS}{talk.pk}/give-out/", follow=True).status_code == 200
    assert enter(cast.stranger).get(f"/office/quang-tri/talks/{talk.pk}/").status_code == 404
    assert "No desk has given a talk out yet" in words(officer.get(f"{TALKS}?where=all"))


def test_documents_are_added_in_versions_and_taken_away(cast):
    conference = planned_briefing(cast)
    officer, base = enter(cast.case_officer), f"{page_of(conference)}materials/"

    def file(content: bytes) -> SimpleUploadedFile:
        return SimpleUploadedFile("huong-dan.txt", content, content_type="text/plain")

    officer.post(base, {"title_vi": "Hướng dẫn", "who": "delegates", "file": file(b"mot")})
    material = Material.objects.get()
    one = f"{base}{material.pk}/"
    assert officer.post(one, {"act": "version", "note_vi": "", "file": file(b"hai")}).status_code == 422
    officer.post(one, {"act": "version", "note_vi": "Thêm mục 2", "file": file(b"hai")})
    officer.post(one, {"act": "describe", "title_vi": "Hướng dẫn mới", "who": "all"})
    fetched = officer.get(f"{one}2/")
    officer.post(f"{one}1/remove/")

    assert b"".join(fetched.streaming_content) == b"hai"
    page = words(officer.get(base))
    assert (
        "Hướng dẫn mới for everybody" in page and "Thêm mục 2" in page and "the file was taken away" in page
    )
    assert officer.get(f"{one}1/").status_code == 404
    refused = officer.post(base, {"title_vi": "Mã độc", "who": "all", "file": file(b"MZ\x90\x00")})
    assert refused.status_code in (409, 422) and Material.objects.count() == 1


def test_who_planned_reads_of_a_cancellation_on_the_first_page_and_puts_it_away(cast):
    conference = announced_briefing(cast)
    why = {"vi": "Trùng họp"}
    cancel(conference=conference, why=why, by=cast.head, at=ANNOUNCED_AT + timedelta(hours=1))
    officer = enter(cast.case_officer)

    page = officer.get("/office/da-nang/")
    assert f"{conference.reference}: was cancelled" in words(page)
    [notice] = Notice.objects.all()
    assert enter(cast.intake).post("/office/da-nang/notices/", {"conference": notice.pk}).status_code == 404
    officer.post("/office/da-nang/notices/", {"conference": notice.pk})
    assert conference.reference not in words(officer.get("/office/da-nang/"))


def test_page_below_a_tab_shows_that_tab_as_present(cast):
    conference = planned_briefing(cast)
    officer = enter(cast.case_officer)

    for below, present in (
        ("", "Overview"),
        ("agenda/", "Agenda"),
        ("agenda/add/", "Agenda"),
        ("do/time/", "Overview"),
    ):
        tabs = officer.get(f"{page_of(conference)}{below}").context["tabs"]
        assert [tab.label for tab in tabs if tab.is_current] == [present]
