"""The office holds a rhythm: series, seats, gate, questions, record, conclusions, proposals, papers to sign."""

from __future__ import annotations

import io
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from docx import Document

from hoiam.conferences.models import Conclusion, Conference, FloorQuestion, Period, Seat, Series
from hoiam.conferences.operations.conclusions import add_conclusion
from hoiam.conferences.operations.floor import promise_answer
from hoiam.conferences.operations.periods import begin_periods
from hoiam.conferences.operations.record import start_record
from hoiam.conferences.operations.seats import answer_seat
from hoiam.conferences.queries.seats import token_of
from hoiam.texts.operations.clearance import send_for_clearance
from tests.factories.briefings import (
    AT,
    DAY,
    ENDS_AT,
    HOUR,
    QUESTION,
    STARTS_AT,
    answer,
    clear_text,
    make_announced,
    make_held,
    make_question,
    make_series,
)
from tests.factories.enquiries import load_law, stand
from tests.factories.outlets import make_outlet
from tests.workroom.visiting import enter, office_at, words

pytestmark = pytest.mark.django_db
OFFICE = "/office/da-nang/"
WHY = {"why_vi": "Bão lũ.", "why_en": "A flood."}
NAME = "Lê Văn Mẫu"


def page(conference: Conference, name: str) -> str:
    return f"{OFFICE}conferences/{conference.reference}/{name}/"


def table_of(client, address: str) -> str:
    found = client.get(address)
    assert found.status_code == 200, address
    return words(found)


def queries(client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as seen:
        assert client.get(address).status_code == 200
    return len(seen)


def test_series_is_opened_prepared_explained_and_ended_as_everybody_reads(cast):
    load_law()
    officer, head = enter(cast.case_officer), enter(cast.head)
    with office_at(AT):
        assert officer.get(f"{OFFICE}briefings/new/").status_code == 403
        assert head.post(f"{OFFICE}briefings/new/", {"rhythm": "monthly"}).status_code == 422
        sent = {
            "title_vi": "Họp báo",
            "title_en": "Briefings",
            "rhythm": "quarterly",
            "starts_on": "2026-08-01",
        }
        head.post(f"{OFFICE}briefings/new/", sent)
        series = Series.objects.get()
        one = f"{OFFICE}briefings/{series.pk}/"
        assert head.post(f"{OFFICE}briefings/new/", sent).status_code == 409
        seen = table_of(officer, one)
        assert "244/2026" in seen
        assert "Prepare the first briefing" in seen
        officer.post(f"{one}prepare/")
        made = Conference.objects.get()
        assert (made.starts_on, made.series) == (date(2026, 9, 1), series)
        assert "Prepare the next briefing" in table_of(officer, one)
    with office_at(AT + 60 * DAY):
        begin_periods(AT + 60 * DAY)
        missed = Period.objects.get(starts_on=date(2026, 7, 1))
        assert "Say why" in table_of(head, one)
        assert "no reason was given" in table_of(officer, one)
        head.post(f"{one}missed/{missed.pk}/", WHY)
        assert "A flood." in table_of(officer, one)
        assert head.post(f"{one}end/", {}).status_code == 422
        head.post(f"{one}end/", WHY)
        assert "This series has ended" in table_of(officer, one)
        assert enter(cast.stranger).get(one).status_code == 404
        assert enter(cast.desk_admin).get(one).status_code == 403
        public = head.get("/en/briefings/da-nang/")
        assert "A flood." in words(public)
        assert made.reference not in public.content.decode()  # not announced


def test_seats_are_counted_and_the_gate_alone_reads_names_on_the_day(cast):
    outlets = [make_outlet(cast.desk, name, at=AT) for name in ("Báo Sông Hàn", "The Agency")]
    conference = make_announced(cast, needs_names=True)
    seat = Seat.objects.select_related("outlet").get(outlet=outlets[0])
    answer_seat(token=token_of(seat), is_coming=True, heads=2, names=[NAME], at=AT)
    officer = enter(cast.case_officer)
    with office_at(AT + DAY):
        seen = table_of(officer, page(conference, "seats"))
        assert "2 Outlets invited 1 coming 0 not coming 1 no answer yet 2 Seats taken" in seen
        assert "Sông Hàn" not in seen
        gate = officer.get(f"{page(conference, 'seats')}gate/")
        assert NAME not in gate.content.decode()
        assert "opens on the day itself" in words(gate)
    with office_at(STARTS_AT):
        gate = officer.get(f"{page(conference, 'seats')}gate/")
        assert gate.headers["Cache-Control"] == "no-store"
        assert NAME in gate.content.decode()
        for person, status in ((cast.reviewer, 403), (cast.auditor, 403), (cast.stranger, 404)):
            assert enter(person).get(f"{page(conference, 'seats')}gate/").status_code == status


def test_question_is_noted_in_one_field_and_decided_on_its_page(cast):
    load_law()
    conference = make_announced(cast)
    officer, speaker = enter(cast.case_officer), enter(cast.spokesperson)
    address = page(conference, "questions")
    with office_at(STARTS_AT + HOUR):
        assert officer.post(address, {"question": " "}).status_code == 422
        for _each in range(3):
            officer.post(address, {"question": QUESTION, "asked_by": "room", "language": "vi"})
        asked = FloorQuestion.objects.filter(conference=conference)
        assert asked.count() == 3
        one = f"{address}1/"
        assert "Promise the answer" not in table_of(officer, one)
        assert officer.post(one, {"act": "answer", "answer_vi": ""}).status_code == 422
        officer.post(one, {"act": "word", "question": "Ngắn hơn?"})
        officer.post(one, {"act": "answer", "answer_vi": "Có.", "office_vi": "Sở Y tế"})
        officer.post(f"{address}2/", {"act": "aside", **WHY})
        late = {"act": "promise", "promised_for": "2026-10-01", "kind": "press_enquiry"}
        assert speaker.post(f"{address}3/", late).status_code == 409
        speaker.post(f"{address}3/", {**late, "promised_for": "2026-10-20"})
        seen = table_of(speaker, address)
        assert "Asked: 3 · answered there: 1 · promised and open: 1" in seen
        assert "Ngắn hơn?" in seen
        assert "20 October 2026" in table_of(speaker, f"{address}3/")
        assert asked.get(number=3).enquiry.publish_at_once
        assert officer.get(f"{address}9/").status_code == 404
        assert enter(cast.stranger).get(address).status_code == 404


def test_record_is_begun_cleared_and_published_from_its_page_and_papers_are_set(cast):
    load_law()
    conference = make_announced(cast)
    answer(cast, make_question(cast, conference))
    promise_answer(
        question=make_question(cast, conference),
        promised_for=date(2026, 10, 20),
        by=cast.spokesperson,
        at=STARTS_AT + HOUR,
    )
    officer, speaker = enter(cast.case_officer), enter(cast.spokesperson)
    address = page(conference, "record")
    later = ENDS_AT + DAY
    with office_at(later):
        assert "There is no record yet" in table_of(officer, address)
        officer.post(f"{OFFICE}conferences/{conference.reference}/do/held/")
        opened = officer.post(address, {"act": "begin"})
        conference.refresh_from_db()
        assert opened.url == f"{OFFICE}texts/{conference.record_text_id}/"
        assert officer.get(opened.url).status_code == 200
        officer.post(address, {"act": "compose", "revision": conference.record_text.revision})
        clear_text(cast, conference.record_text, later)
        assert officer.post(address, {"act": "publish"}, follow=True).status_code == 200
        conference.refresh_from_db()
        assert conference.record_published_at is None
        speaker.post(address, {"act": "publish"})
        seen = table_of(speaker, address)
        assert "Public since" in seen
        for name, told in (("report", "KẾT QUẢ|BÁO CÁO"), ("conclusions", "THÔNG BÁO")):
            paper = officer.get(f"{address}{name}.docx")
            text = _words_of(paper.content)
            assert any(word in text for word in told.split("|"))
        assert "Số câu hỏi" in _words_of(officer.get(f"{address}report.docx").content)


def test_conclusion_goes_from_the_conference_to_the_desk_addressed_and_back(cast):
    conference = make_held(cast)
    officer, head, stranger = enter(cast.case_officer), enter(cast.head), enter(cast.stranger)
    address, theirs = page(conference, "conclusions"), "/office/quang-tri/conclusions/"
    with office_at(ENDS_AT + DAY):
        assert officer.post(address, {"kind": "request", "words_vi": ""}).status_code == 422
        sent = {
            "kind": "request",
            "words_vi": "Công bố kết quả.",
            "words_en": "Publish the results.",
            "body": cast.other_desk.body.code,
            "due_on": "2026-11-02",
        }
        officer.post(address, sent)
        row = Conclusion.objects.get()
        assert "Publish the results." in table_of(stranger, theirs)
        assert stranger.post(f"{theirs}{row.pk}/", {"words_en": "Done."}).status_code == 422
        stranger.post(f"{theirs}{row.pk}/", {"words_vi": "Đã công bố.", "proof": "12/BC-UBND"})
        assert officer.get(f"{OFFICE}conclusions/{row.pk}/").status_code == 404
        head.post(f"{address}1/", {"act": "return", **WHY})
        assert "A flood." in table_of(stranger, f"{theirs}{row.pk}/")
        stranger.post(f"{theirs}{row.pk}/", {"words_vi": "Đã công bố.", "proof": "15/BC-UBND"})
        assert "Accept as done" not in table_of(officer, f"{address}1/")
        head.post(f"{address}1/", {"act": "accept"})
        row.refresh_from_db()
        assert row.done_at is not None
        assert "done" in table_of(officer, address)


def test_what_is_owed_is_proposed_and_taken_up_with_one_form(cast):
    load_law()
    series = make_series(cast)
    last = make_held(cast, series=series)
    add_conclusion(
        conference=last,
        kind="request",
        words={"vi": "Rà soát."},
        addressee="Sở Y tế",
        by=cast.case_officer,
        at=ENDS_AT + HOUR,
    )
    officer = enter(cast.case_officer)
    with office_at(ENDS_AT + DAY):
        officer.post(f"{OFFICE}briefings/{series.pk}/prepare/")
        following = Conference.objects.exclude(pk=last.pk).get()
        address = page(following, "proposals")
        seen = table_of(officer, address)
        assert seen.count("Rà soát.") == 2  # from the last conference, and proposed
        key = f"conclusion-{Conclusion.objects.get().pk}"
        officer.post(f"{address}{key}/", {"title_vi": "Rà soát.", "office_vi": "Sở Y tế"})
        assert "taken up" in table_of(officer, address)
        assert following.sessions.get().title == {"vi": "Rà soát."}
        assert officer.get(f"{address}promise-99/").status_code == 404


def test_lists_ask_the_same_number_of_queries_for_one_and_three_rows(cast):
    load_law()
    series = make_series(cast)
    conference = make_held(cast, series=series)
    officer = enter(cast.case_officer)
    lists = [
        f"{OFFICE}briefings/",
        f"{OFFICE}briefings/{series.pk}/",
        page(conference, "questions"),
        page(conference, "conclusions"),
        page(conference, "proposals"),
        page(conference, "record"),
    ]

    def grow(number: int) -> None:
        make_question(cast, conference, f"{QUESTION} {number}")
        add_conclusion(
            conference=conference,
            kind="request",
            words={"vi": f"Việc {number}."},
            addressee="Sở Y tế",
            by=cast.case_officer,
            at=ENDS_AT + HOUR,
        )
        make_held(cast, series=series)

    grow(1)
    with office_at(ENDS_AT + DAY):
        first = {address: queries(officer, address) for address in lists}
        grow(2)
        grow(3)
        assert {address: queries(officer, address) for address in lists} == first


def test_record_in_clearance_closes_the_questions_and_a_package_is_named_once(cast):
    load_law()
    conference = make_held(cast)
    question = make_question(cast, conference)
    answer(cast, question)
    text = start_record(conference=conference, by=cast.case_officer, at=ENDS_AT + HOUR)
    officer = enter(cast.case_officer)
    with office_at(ENDS_AT + DAY):
        assert officer.get(f"{page(conference, 'record')}package/").status_code == 200
        clear_text(cast, text, ENDS_AT + 2 * HOUR)
        seen = table_of(officer, f"{page(conference, 'questions')}1/")
        assert "stays as it is" in seen
        assert "Keep the answer" not in seen
        refused = officer.post(page(conference, "questions"), {"question": QUESTION, "asked_by": "room"})
        assert refused.status_code in (409, 422)
        assert FloorQuestion.objects.count() == 1


def _words_of(content: bytes) -> str:
    document = Document(io.BytesIO(content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def test_record_that_waits_for_clearance_is_named_on_the_first_page(cast):
    conference = make_held(cast)
    answer(cast, make_question(cast, conference))
    at = ENDS_AT + DAY
    text = start_record(conference=conference, by=cast.case_officer, at=at)
    send_for_clearance(text=text, standing=stand(cast, "case_officer", at), at=at)

    with office_at(at):
        waiting = enter(cast.reviewer).get(OFFICE).context["today"].waiting

    assert [(line.purpose, line.matter) for line in waiting] == [
        ("Record of a conference", conference.reference)
    ]
