"""The report of a period in one click, proofs of limits, what I signed, what I have in hand."""

from __future__ import annotations

import io

import pytest
from docx import Document
from openpyxl import load_workbook

from hoiam.desks.models import Clock, JournalLine
from tests.factories.enquiries import DAY, HOUR, Traces, make_answered, make_assigned, make_enquiry
from tests.workroom.visiting import enter, office_at, words

pytestmark = pytest.mark.django_db
REPORTS = "/office/da-nang/reports/"
PERIOD = "?period=2026-09"


@pytest.fixture
def month(cast):
    """One answered, one open, one assigned; read three weeks later."""
    answer = make_answered(cast)
    make_enquiry(cast, kind="access_request")
    make_assigned(cast)
    with office_at(answer.sent_at + 21 * DAY):
        yield answer


def test_report_counts_what_came_in_and_what_became_of_it(cast, month):
    page = words(enter(cast.head).get(f"{REPORTS}{PERIOD}"))

    assert "Questions received 3 0" in page
    assert "Press enquiry 2" in page and "Access-to-information request 1" in page
    assert "Closed 1 0" in page


def test_report_as_word_file_is_in_the_form_of_reports_and_names_nobody_who_asked(cast, month):
    response = enter(cast.head, "vi").get(f"{REPORTS}report.docx{PERIOD}")

    document = Document(io.BytesIO(response.content))
    said = [paragraph.text for paragraph in document.paragraphs]
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    assert "BÁO CÁO" in said
    assert any("/BC-" in cell for cell in cells)
    assert not [line for line in said if line.startswith("Kính gửi")]
    assert Traces().found_in(" ".join([*said, *cells])) == []
    assert response.headers["Content-Disposition"] == 'attachment; filename="da-nang-2026-09.docx"'


def test_report_as_workbook_holds_numbers_as_numbers_and_the_limits_one_by_one(cast, month):
    response = enter(cast.head).get(f"{REPORTS}report.xlsx{PERIOD}")

    book = load_workbook(io.BytesIO(response.content))
    handled = {row[0]: row[1] for row in book.worksheets[0].iter_rows(min_row=5, values_only=True)}
    assert (handled["Questions received"], handled["Closed"]) == (3, 1)
    assert book.sheetnames[-1] == "Limits of law"
    assert book.worksheets[-1].max_row > 4


def test_limits_name_the_line_of_the_journal_that_proves_them(cast, month):
    page = words(enter(cast.auditor).get(f"{REPORTS}limits/?period=2026"))

    clock = Clock.objects.filter(duty__in=["legal", "warning"], met_at__isnull=False).first()
    line = JournalLine.objects.get(verb="met clock", record_id=clock.pk)
    assert f"da-nang#{line.number}" in page and line.digest in page


def test_what_i_signed_is_mine_alone(cast, month):
    mine = words(enter(cast.reviewer).get(f"{REPORTS}signed/"))
    other = words(enter(cast.case_officer).get(f"{REPORTS}signed/"))

    assert month.enquiry.reference in mine and month.version.hash[:16] in mine
    assert "You have signed nothing yet" in other


def test_hand_over_list_tells_what_i_have_in_hand_and_only_the_head_sees_another_s(cast, month):
    own = words(enter(cast.case_officer).get(f"{REPORTS}hand-over/"))
    by_head = words(enter(cast.head).get(f"{REPORTS}hand-over/?person={cast.case_officer.pk}"))
    by_colleague = enter(cast.reviewer).get(f"{REPORTS}hand-over/?person={cast.case_officer.pk}")

    assert "DN-2026-00003" in own and "DN-2026-00003" in by_head
    assert by_colleague.status_code == 404


@pytest.mark.parametrize("address", ["", "report.docx", "report.xlsx", "limits/", "signed/", "hand-over/"])
def test_reports_are_not_for_who_sees_no_content(cast, month, address):
    answers = {
        name: enter(getattr(cast, name)).get(f"{REPORTS}{address}").status_code
        for name in ("desk_admin", "stranger")
    }

    assert answers == {"desk_admin": 403, "stranger": 404}


@pytest.mark.parametrize("period", ["nonsense", "2026-13", "1999", "2026-Q9", ""])
def test_period_that_is_none_falls_back_to_one_that_is(cast, month, period):
    assert enter(cast.head).get(f"{REPORTS}?period={period}").status_code == 200


@pytest.mark.parametrize("count", [1, 3])
def test_report_and_limits_ask_the_same_of_the_database_for_one_row_and_three(
    cast, count, django_assert_max_num_queries
):
    for _number in range(count):
        make_answered(cast)
    with office_at(make_answered(cast).sent_at + HOUR):
        browser = enter(cast.head)
        browser.get(f"{REPORTS}{PERIOD}")
        with django_assert_max_num_queries(66):
            browser.get(f"{REPORTS}{PERIOD}")
        with django_assert_max_num_queries(12):
            browser.get(f"{REPORTS}limits/{PERIOD}")
        with django_assert_max_num_queries(12):
            browser.get(f"{REPORTS}signed/")
