"""Anybody asks, reads what was promised and whether it was kept; an outlet answers its invitation by its link."""

from __future__ import annotations

from datetime import date

import pytest
import time_machine
from django.test import Client

from hoiam.conferences.models import FloorQuestion, Seat
from hoiam.conferences.operations.announcing import cancel
from hoiam.conferences.operations.conclusions import add_conclusion
from hoiam.conferences.operations.floor import promise_answer
from hoiam.conferences.operations.package import attach_package
from hoiam.conferences.operations.record import publish_record
from hoiam.conferences.operations.seats import delete_old_seats
from hoiam.conferences.queries.seats import names_of, token_of
from tests.factories.briefings import (
    AT,
    DAY,
    ENDS_AT,
    HOUR,
    QUESTION,
    STARTS_AT,
    answer,
    make_announced,
    make_cleared_record,
    make_held,
    make_planned,
    make_question,
    make_record,
    make_series,
)
from tests.factories.enquiries import load_law
from tests.factories.outlets import make_outlet
from tests.factories.releases import make_published
from tests.workroom.visiting import words

pytestmark = pytest.mark.django_db
EMAIL = "minhkhue@toasoan.example"


def get(address: str, at=AT):
    with time_machine.travel(at, tick=False):
        return Client().get(address)


def post(address: str, sent: dict, at=AT):
    with time_machine.travel(at, tick=False):
        return Client().post(address, sent, follow=True)


def test_question_form_is_open_from_the_announcement_until_the_end_and_asks_no_name(cast):
    planned, conference = make_planned(cast), make_announced(cast)
    address = f"/en/conferences/{conference.reference}/ask/"
    assert get(f"/en/conferences/{planned.reference}/ask/").status_code == 404
    assert "Ask a question" in words(get(f"/en/conferences/{conference.reference}/"))
    form = get(address)
    assert form.headers["Cache-Control"] == "no-store"
    assert 'name="name"' not in form.content.decode()
    assert post(address, {"question": "TUYỆT MẬT\nKế hoạch"}).status_code == 422
    assert post(address, {"question": QUESTION, "email": "nobody"}).status_code == 422

    for _twice in range(2):
        sent = post(address, {"question": QUESTION, "email": EMAIL})
        assert "Your question has arrived" in words(sent)

    row = FloorQuestion.objects.get()
    assert (row.question, row.language, row.asked_by) == (QUESTION, "en", "form")
    page = get(f"/en/conferences/{conference.reference}/").content.decode()
    assert QUESTION not in page
    assert get(address, ENDS_AT).status_code == 404
    assert "Ask a question" not in words(get(f"/en/conferences/{conference.reference}/", ENDS_AT))


def test_seat_is_answered_by_link_alone_and_the_page_is_kept_nowhere(cast):
    outlet = make_outlet(cast.desk, "The Agency", at=AT)
    conference = make_announced(cast, needs_names=True)
    seat = Seat.objects.select_related("outlet").get(outlet=outlet)
    address = f"/en/briefings/seat/{token_of(seat)}/"
    page = get(address)
    assert (page.headers["Cache-Control"], page.headers["Referrer-Policy"]) == ("no-store", "same-origin")
    assert post(address, {"answer": "coming", "heads": "1", "names": "A\nB"}).status_code == 422
    assert post(address, {}).status_code == 422

    post(address, {"answer": "coming", "heads": "2", "names": "Lê Văn Mẫu\n\nTrần Thị Mẫu"})
    seat.refresh_from_db()
    assert (seat.state, seat.heads, names_of(seat)) == ("coming", 2, ["Lê Văn Mẫu", "Trần Thị Mẫu"])
    assert "coming (2)" in words(get(address))

    for at in (ENDS_AT, ENDS_AT + 2 * DAY):
        assert get(address, at).status_code == 404
    assert get("/en/briefings/seat/s1-1-AAAAAAAAAAAAAAAAAAAAAA/").status_code == 404
    cancel(conference=conference, why={"vi": "Bão."}, by=cast.head, at=AT)
    assert get(address).status_code == 404


def test_record_is_public_only_when_it_is_published_and_its_promises_and_conclusions_live_on(cast):
    load_law()
    series = make_series(cast)
    make_outlet(cast.desk, "The Agency", at=AT)
    conference = make_held(cast, series=series)
    answer(cast, make_question(cast, conference))
    promised = promise_answer(
        question=make_question(cast, conference, "Bao giờ có số liệu?"),
        promised_for=date(2026, 10, 14),
        by=cast.head,
        at=STARTS_AT + HOUR,
    )
    add_conclusion(
        conference=conference,
        kind="request",
        words={"vi": "Công bố.", "en": "Publish it."},
        addressee="Sở Y tế",
        due_on=date(2026, 11, 2),
        by=cast.case_officer,
        at=ENDS_AT + HOUR,
    )
    address, later = f"/en/conferences/{conference.reference}/record/", ENDS_AT + 2 * DAY
    delete_old_seats(ENDS_AT + DAY)
    make_cleared_record(cast, conference)
    assert get(address, later).status_code == 404
    page = words(get(f"/en/conferences/{conference.reference}/", later))
    assert "Bao giờ có số liệu?" in page  # a promise is public at once
    assert "Publish it." not in page

    publish_record(conference=conference, by=cast.spokesperson, at=later)

    page = get(address, later)
    told = words(page)
    for said in (
        QUESTION,
        "Bao giờ có số liệu?",
        "answer promised",
        "14 October 2026",
        "Publish it.",
        "open",
    ):
        assert said in told
    assert "Press: 1 outlets invited, 0 said they would come, 0 seats" in told
    assert "promised day has passed" in words(get(address, later + 20 * DAY))
    with time_machine.travel(later, tick=False):
        again = Client().get(address, headers={"If-None-Match": page.headers["ETag"]})
    assert again.status_code == 304
    promised.kept_at = later
    promised.save()
    assert "promise kept" in words(get(address, later + HOUR))
    following = make_announced(cast, series=series, at=later)
    assert "From the last conference" in words(get(f"/en/conferences/{following.reference}/", later))


def test_package_shows_its_one_instant_and_leads_to_its_receipt(cast):
    load_law()
    made = make_published(cast, kind="package")
    conference = make_announced(cast)
    attach_package(conference=conference, release=made.release, by=cast.case_officer, at=AT)
    page = get(f"/en/conferences/{conference.reference}/")
    assert "to everybody at the same instant" in words(page)
    assert f"/en/releases/{made.release.reference}/1/receipt/" in page.content.decode()


def test_series_page_shows_rhythm_and_nothing_of_practice_desks(cast):
    load_law()
    series = make_series(cast)
    conference = make_held(cast, series=series)
    answer(cast, make_question(cast, conference))
    make_record(cast, conference)
    told = words(get("/en/briefings/da-nang/", ENDS_AT + 2 * DAY))
    for said in ("Briefing of the fourth quarter", "every quarter", "held", "missed", "no reason was given"):
        assert said in told
    cast.desk.is_practice = True
    cast.desk.save()
    assert get("/en/briefings/da-nang/").status_code == 404
