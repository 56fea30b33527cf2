"""Rows of law on their pages: state in words, confirm, correct, and which open clocks moved."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from hoiam.desks.models import Clock, LawRule
from hoiam.desks.operations.clocks import start_clocks
from hoiam.workroom.installation.forms import CorrectForm
from tests.factories.records import make_record

pytestmark = pytest.mark.django_db
ROW = "/office/installation/rules/VN-D88-FOREIGN/"


@pytest.fixture
def as_lawyer(client, pack, lawyer):
    client.force_login(lawyer)
    return client


def current() -> LawRule:
    return LawRule.objects.get(rule_id="VN-D88-FOREIGN", is_current=True)


def typed(**changed) -> dict:
    """The form as it stands, with these fields typed anew."""
    initial = {name: value for name, value in CorrectForm(rule=current()).initial.items()}
    return {**initial, "version": str(current().version), "reason": "đọc lại", **changed}


def running(desk) -> Clock:
    at = datetime(2026, 8, 3, 9, 0, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
    given = {"kind": "foreign_press_request", "event": "received", "started_at": at, "by": "worker", "at": at}
    return start_clocks(desk=desk, record=make_record(desk), **given)[0]


def test_list_says_of_each_row_how_far_it_was_checked(as_lawyer):
    page = as_lawyer.get("/office/installation/rules/").content.decode()

    assert "20 rows are not confirmed by a legal officer." in page
    assert page.count("read, not confirmed by a legal officer") == 13
    assert "warns after 5 working days" in page


def test_list_asks_the_same_number_of_queries_for_one_and_three_rows(as_lawyer, django_assert_num_queries):
    LawRule.objects.exclude(rule_id="VN-D88-FOREIGN").delete()
    with django_assert_num_queries(4):
        as_lawyer.get("/office/installation/rules/")
    for name in ("A", "B"):
        row = current()
        LawRule.objects.create(rule_id=name, row={**row.row, "id": name}, state="read", kinds=row.kinds)
    with django_assert_num_queries(4):
        page = as_lawyer.get("/office/installation/rules/").content.decode()

    assert page.count("row-link") == 3


def test_row_confirmed_says_who_and_when(as_lawyer):
    answer = as_lawyer.post(f"{ROW}confirm/", {"version": "1"}, follow=True)

    page = answer.content.decode()
    assert "The row is confirmed." in page
    assert "confirmed by a legal officer" in page
    assert "legal_officer, 3 August 2026, 09:00" in page


def test_row_corrected_shows_which_clocks_moved_and_why(as_lawyer, desk):
    running(desk)

    answer = as_lawyer.post(f"{ROW}correct/", typed(amount="7"))

    page = answer.content.decode()
    assert "1 open clock moved" in page
    assert "Desk da-nang · answer" in page
    assert "The due date moves from" in page
    assert current().row["amount"] == "7"


@pytest.mark.parametrize(
    ("changed", "status", "sentence"),
    [
        ({"unit": "fortnight"}, 422, "fortnight"),
        ({"amount": "năm"}, 409, "“năm” in amount is not a whole number from 1 to 10000."),
        (
            {"valid_to": "31/02/2027"},
            409,
            "“31/02/2027” in column valid_to is not a day written as YYYY-MM-DD.",
        ),
        ({"source": ""}, 409, "Name the source; a limit without a source is not used."),
        ({"reason": ""}, 422, "This field is required."),
    ],
)
def test_row_corrected_wrongly_is_told_in_a_sentence_and_keeps_what_was_typed(
    as_lawyer, changed, status, sentence
):
    answer = as_lawyer.post(f"{ROW}correct/", typed(ext_needs="giấy báo", **changed))

    page = answer.content.decode()
    assert answer.status_code == status
    assert sentence in page
    assert 'value="giấy báo"' in page
    assert current().version == 1


def test_row_that_somebody_changed_meanwhile_is_not_confirmed(as_lawyer):
    as_lawyer.post(f"{ROW}correct/", typed(amount="7"))

    answer = as_lawyer.post(f"{ROW}confirm/", {"version": "1"})

    assert (answer.status_code, current().version) == (409, 2)


def test_markup_in_a_correction_is_shown_as_text(as_lawyer):
    as_lawyer.post(f"{ROW}correct/", typed(source="<script>alert(1)</script>", reason="<b>x</b>"))

    page = as_lawyer.get(ROW).content.decode()
    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;" in page


def test_grounds_are_listed_with_provision_and_remedy(as_lawyer):
    page = as_lawyer.get("/office/installation/grounds/").content.decode()

    assert "State secret" in page
    assert "Review by the head of the body; complaint as the law provides." in page
