"""The office sees whom trainings reached, in the places of today or of the day, and what documents say beside it."""

from __future__ import annotations

import io
from datetime import date

from openpyxl import load_workbook

from hoiam.conferences.models import ReportedFigure
from hoiam.desks.models import InstallationMembership
from tests.factories.coverage import from_documents, report, three_of_2023, training_of
from tests.factories.desks import make_person
from tests.workroom.visiting import enter, words

OURS = "/office/da-nang/coverage/"


def two_trainings(cast):
    training_of(cast, date(2024, 8, 7), 1, vn_hoa_binh_pre2025=2, vn_phu_tho_pre2025=1)
    training_of(cast, date(2026, 10, 6), 2, vn_phu_tho=4, vn_hue=1)


def test_province_of_today_shows_its_years_and_how_many_it_inherited(cast):
    two_trainings(cast)

    page = words(enter(cast.head).get(OURS))

    assert "Phu Tho 2 of 3 inherited 0 0 3 0 4 7 6 October 2026 7 0" in page
    assert "32 places with nobody in post" in page
    assert "Hue 0 0 0 0 1 1" in page


def test_places_of_the_day_stand_as_they_were(cast):
    two_trainings(cast)

    page = words(enter(cast.head).get(f"{OURS}?on=then&measure=registered"))

    assert "Hoa Binh 0 0 2 0 0 2" in page and "inherited" not in page
    assert "5 more came for places that did not exist yet on that day." in page


def test_coverage_goes_out_as_csv_workbook_and_pdf(cast):
    two_trainings(cast)
    browser = enter(cast.auditor)

    table = browser.get(f"{OURS}file/csv/").content.decode().splitlines()
    book = load_workbook(io.BytesIO(browser.get(f"{OURS}file/xlsx/").content))
    paper = browser.get(f"{OURS}file/pdf/")

    assert "Phu Tho,2026,0,4,4,4,0,2026-10-06,2 of 3 inherited,7,0" in table
    assert [sheet.title for sheet in book] == ["Places", "Kinds of agencies"]
    assert (paper.status_code, paper.content[:5]) == (200, b"%PDF-")
    assert browser.get(f"{OURS}file/docx/").status_code == 404


def test_kinds_of_agencies_are_counted_over_the_whole_country(cast):
    two_trainings(cast)

    page = words(enter(cast.head).get(f"{OURS}?by=kind"))

    assert "so-vhtt 0 0 3 0 5 8" in page


def test_programme_officer_without_a_desk_sees_it_and_others_of_no_desk_do_not(cast):
    officer, nobody = make_person("officer"), make_person("nobody")
    InstallationMembership.objects.create(person=officer, role="programme_officer")

    assert enter(officer).get("/office/installation/coverage/").status_code == 200
    assert enter(officer).get("/office/installation/coverage/csv/").status_code == 200
    assert enter(nobody).get("/office/installation/coverage/").status_code == 403
    assert enter(nobody).get(OURS).status_code == 404


def test_figure_of_a_document_is_noted_beside_the_roster_and_said_not_to_agree(cast):
    training = training_of(cast, date(2026, 10, 6), 1, vn_hue=2)
    address = f"/office/da-nang/conferences/{training.reference}/reported/"
    said = {
        "measure": "participants",
        "number": 40,
        "how": "about",
        "printed": "gần 40 đại biểu",
        "source": "Báo",
    }
    browser = enter(cast.case_officer)

    missing = browser.post(address, said | {"source": ""})
    noted = browser.post(address, said)
    page = words(browser.get(address))
    figure = ReportedFigure.objects.get()
    foreign = enter(cast.stranger).post(f"{address}{figure.pk}/")
    browser.post(f"{address}{figure.pk}/")

    assert (missing.status_code, noted.status_code, foreign.status_code) == (422, 302, 404)
    assert "nearly 40" in page and "gần 40 đại biểu" in page and "they do not agree" in page
    assert "From roster and check-in: 2" in page
    assert not ReportedFigure.objects.exists()


def test_conflicts_stand_on_a_page_of_their_own_with_the_sums_of_the_round(
    cast, django_assert_max_num_queries
):
    one = three_of_2023(cast)
    browser = enter(cast.case_officer)
    browser.get(f"{OURS}reported/")

    with django_assert_max_num_queries(14) as first:
        page = words(browser.get(f"{OURS}reported/"))
    asked = len(first)
    said = {"measure": "provinces", "number": 64, "how": "exact", "printed": "64 tỉnh", "source": "Báo cáo"}
    noted = browser.post(f"{OURS}reported/rounds/{one.pk}/", said)
    of_round = words(browser.get(f"{OURS}reported/rounds/{one.pk}/"))
    for _more in range(2):
        training = from_documents(cast)
        report(cast, training, 1)
        report(cast, training, 2)
    with django_assert_max_num_queries(asked):
        browser.get(f"{OURS}reported/")

    assert "19 + 19 + 25 = 63" in page and "19 + 19 + 26 = 64" in page and "they do not agree" in page
    assert (noted.status_code, "64 tỉnh" in of_round) == (302, True)
    assert (
        enter(cast.stranger).get(f"/office/quang-tri/coverage/reported/rounds/{one.pk}/").status_code == 404
    )
