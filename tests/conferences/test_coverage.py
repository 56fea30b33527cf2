"""Coverage is counted from rosters alone; what documents report stands beside it, and conflicts are shown."""

from __future__ import annotations

from datetime import date

import pytest

from hoiam.conferences.dates import When
from hoiam.conferences.models import Conference, LocalRequest, PressCount, ReportedFigure
from hoiam.conferences.operations.recording import record_from_documents
from hoiam.conferences.operations.reported import note_reported, take_back_reported
from hoiam.conferences.queries import coverage as covered
from hoiam.conferences.queries.reported import (
    beside,
    conflicts_of_conferences,
    rounds_beside,
    rounds_with_figures,
)
from hoiam.conferences.terms import ConferenceKind, Measure
from hoiam.desks.against import MayNot, ReasonsAgainst
from hoiam.desks.models import JournalLine
from tests.factories.coverage import AT, from_documents, report, three_of_2023, training_of
from tests.factories.desks import make_cast
from tests.factories.enquiries import load_law
from tests.factories.evidence import make_places
from tests.factories.learning import make_delegate
from tests.factories.localities import make_request

pytestmark = pytest.mark.django_db
BEFORE = date(2025, 6, 30)


@pytest.fixture
def cast():
    return make_cast()


@pytest.fixture
def places():
    return make_places()


def line_of(found, code):
    return next(line for line in found.lines if line.place.code == code)


def test_nineteen_and_nineteen_and_twenty_six_stand_beside_the_sixty_three_that_are_claimed(cast):
    one = three_of_2023(cast)

    ((told,),) = [rounds_beside([one])]

    assert [each.written for each in told.sums] == ["19 + 19 + 25 = 63", "19 + 19 + 26 = 64"]
    assert [figure.number for figure in told.claimed] == [63]
    assert told.is_conflict
    assert rounds_with_figures(cast.desk) == [one] == rounds_with_figures(at=AT)
    ((conference, differing),) = conflicts_of_conferences(Conference.objects.public(AT))
    assert [figure.number for figure in differing.figures] == [25, 26]
    assert (conference.starts_on, differing.computed) == (date(2023, 12, 7), None)


@pytest.mark.parametrize(
    ("figures", "is_conflict"),
    [
        ([(25, {}), (26, {})], True),
        ([(250, {"is_at_least": True}), (280, {})], False),
        ([(300, {"is_at_least": True}), (280, {})], True),
        ([(200, {"is_about": True}), (191, {})], False),
        ([(200, {"is_about": True}), (150, {})], True),
        ([(200, {}), (200, {})], False),
    ],
)
def test_figures_conflict_where_no_number_agrees_with_all_of_them(cast, figures, is_conflict):
    training = from_documents(cast)
    for number, given in figures:
        report(cast, training, number, measure=Measure.PARTICIPANTS, **given)

    (found,) = beside(training)

    assert found.is_conflict is is_conflict


def test_round_of_which_one_training_reports_nothing_is_not_added_up(cast):
    one = three_of_2023(cast)
    from_documents(cast, When.month(2023, 9), round=one)

    (told,) = rounds_beside([one])

    assert (told.sums, told.unknown, told.is_conflict) == ((), 1, False)


def test_roster_stands_beside_what_a_document_says_of_the_same_training(cast, places):
    training = training_of(cast, date(2026, 10, 6), 1, vn_hue=2, vn_da_nang=1)
    report(cast, training, 3)
    report(cast, training, 3, measure=Measure.PARTICIPANTS)

    found = {row.measure: row for row in beside(training)}

    assert (found["provinces"].computed, found["provinces"].is_conflict) == (2, True)
    assert (found["participants"].computed, found["participants"].is_conflict) == (3, False)


def test_figure_is_noted_with_words_and_source_by_who_organises_and_taken_back_with_a_trace(cast):
    training = from_documents(cast)
    for given in ({"printed": ""}, {"source": " "}, {"number": -1}, {"is_at_least": True, "is_about": True}):
        with pytest.raises(ReasonsAgainst):
            report(cast, training, **{"number": 5, **given})
    with pytest.raises(MayNot):
        note_reported(
            about=training, measure="provinces", number=1, printed="1", source="x", by=cast.stranger, at=AT
        )
    figure = report(cast, training, 5)

    take_back_reported(figure=figure, by=cast.case_officer, at=AT)

    assert not ReportedFigure.objects.exists()
    assert JournalLine.objects.filter(verb="took reported figure back").count() == 1


def test_training_of_documents_is_past_and_has_a_source(cast):
    for when, source in ((When.days(date(2023, 1, 5)), ""), (When.days(date(2026, 12, 1)), "Báo")):
        with pytest.raises(ReasonsAgainst):
            record_from_documents(
                desk=cast.desk,
                kind=ConferenceKind.TRAINING,
                title={"vi": "Tập huấn"},
                when=when,
                language="vi",
                venue={"vi": "Hội trường"},
                source=source,
                by=cast.case_officer,
                at=AT,
            )


def test_training_known_from_documents_adds_nothing_to_computed_coverage(cast, places):
    documented = from_documents(cast, place=places["vn-hoa-binh-pre2025"])
    report(cast, documented, 280, measure=Measure.PARTICIPANTS)
    make_delegate(documented, 1, place=places["vn-hoa-binh-pre2025"])

    found = covered.coverage(AT)

    assert found.conferences == (0, 0, 0, 0, 0)
    assert {cell for line in found.lines for cell in line.cells} == {covered.NOTHING}
    assert len(found.without) == len(found.lines) == 34
    assert covered.by_agency_kind(AT) == []
    assert covered.trained_in_post([places["vn-phu-tho"].pk], AT) == {places["vn-phu-tho"].pk: 0}
    assert beside(documented)[0].computed is None


def test_province_of_today_says_how_many_of_those_it_came_from_had_somebody(cast, places):
    training_of(cast, date(2024, 8, 7), 1, vn_hoa_binh_pre2025=2, vn_phu_tho_pre2025=1)
    training_of(cast, date(2026, 10, 6), 2, vn_phu_tho=4, vn_hue=1)

    now, then = covered.coverage(AT), covered.coverage(AT, on=BEFORE)

    phu_tho, hoa_binh = line_of(now, "vn-phu-tho"), line_of(then, "vn-hoa-binh-pre2025")
    assert (len(now.lines), len(then.lines)) == (34, 63)
    assert now.years == (2022, 2023, 2024, 2025, 2026)
    assert [cell.attended for cell in phu_tho.cells] == [0, 0, 3, 0, 4]
    assert (phu_tho.formers, phu_tho.formers_reached, phu_tho.own) == (3, 2, 4)
    assert (phu_tho.last_on, phu_tho.in_post) == (date(2026, 10, 6), 7)
    assert [cell.attended for cell in hoa_binh.cells] == [0, 0, 2, 0, 0]
    assert (then.elsewhere, now.elsewhere, len(now.without)) == (5, 0, 32)


def test_invited_named_registered_and_certified_are_counted_apart_and_the_press_by_heads_only(cast, places):
    training = training_of(cast, date(2026, 10, 6), 1, vn_hue=2)
    make_delegate(training, 8, place=places["vn-hue"], came=False)
    make_delegate(training, 9, place=places["vn-hue"], came=False, state="waiting")
    PressCount.objects.create(conference=training, heads=12, source="Danh sách ký", noted_at=AT)
    cancelled = training_of(cast, date(2026, 9, 6), 2, vn_hue=5)
    Conference.objects.filter(pk=cancelled.pk).update(cancelled_at=AT, held_at=None)

    found = covered.coverage(AT)

    assert line_of(found, "vn-hue").cells[-1] == covered.Cell(0, 4, 3, 2, 0)
    assert (found.press, found.totals[-1].attended) == ((None, None, None, None, 12), 2)


def test_open_questions_stand_at_the_place_of_the_desk_that_asked(cast, places):
    load_law()
    cast.other_desk.place = places["vn-quang-tri"]
    cast.other_desk.save()
    make_request(cast, place=places["vn-hue"])
    make_request(cast, body=cast.other_desk.body)
    make_request(cast, kind="proposal")

    found = covered.coverage(AT)

    assert LocalRequest.objects.count() == 3
    assert (line_of(found, "vn-hue").questions, line_of(found, "vn-quang-tri").questions) == (1, 1)


def test_coverage_asks_no_more_for_more_people(cast, places, django_assert_max_num_queries):
    training_of(cast, date(2026, 10, 6), 1, vn_hue=1)
    with django_assert_max_num_queries(8):
        covered.coverage(AT)
    training_of(cast, date(2026, 10, 7), 2, vn_hue=3, vn_da_nang=3, vn_phu_tho_pre2025=2)
    with django_assert_max_num_queries(8):
        covered.coverage(AT)


def test_every_province_of_both_days_has_its_tile():
    from hoiam.desks.pack import load_pack

    pack = load_pack("vn")
    wanted = {place.code for place in pack.places if place.type in covered.place_types()}
    spots = [(tile.place.endswith("-pre2025"), tile.column, tile.row) for tile in pack.tiles]
    assert {tile.place for tile in pack.tiles} == wanted and len(wanted) == 97
    assert len(set(spots)) == 97
