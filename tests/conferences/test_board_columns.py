"""The adoption board says of each desk when it held briefings, what it owes next, and who was trained."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from hoiam.conferences.models import Conference, Period, Series
from hoiam.conferences.queries import board
from hoiam.conferences.terms import ConferenceKind
from hoiam.desks import board_columns
from hoiam.desks.operations.clocks import start_promise
from tests.factories.conferences import make_conference
from tests.factories.coverage import AT, from_documents, training_of
from tests.factories.desks import make_cast
from tests.factories.evidence import make_places

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    places = make_places()
    made = make_cast()
    made.desk.place = places["vn-phu-tho"]
    made.desk.save()
    return made


def held(cast, number: int, day: date) -> Conference:
    told = AT - timedelta(days=200)
    return make_conference(
        cast.desk, number=number, starts_on=day, ends_on=day, precision="day", announced_at=told, held_at=AT
    )


def test_briefings_count_from_the_desks_own_record_and_not_from_documents(cast):
    from_documents(cast, kind=ConferenceKind.BRIEFING)
    assert board.first_briefings({cast.desk.pk}, AT) == {}

    held(cast, 901, date(2026, 3, 5))
    held(cast, 902, date(2026, 9, 8))

    assert board.first_briefings({cast.desk.pk}, AT)[cast.desk.pk].words == "05/03/2026"
    assert board.last_briefings({cast.desk.pk}, AT)[cast.desk.pk].words == "08/09/2026"


def test_next_briefing_is_owed_by_the_first_period_that_waits_and_marked_when_late(cast):
    series = Series.objects.create(
        desk=cast.desk,
        title={"vi": "Hằng quý"},
        rhythm="quarterly",
        starts_on=date(2026, 10, 1),
        opened_at=AT,
    )
    period = Period.objects.create(series=series, starts_on=date(2026, 10, 1), ends_on=date(2026, 12, 31))
    due = AT + timedelta(days=80)
    start_promise(desk=cast.desk, record=period, act="hold_conference", due_at=due, by="operator", at=AT)

    told = board.next_duties({cast.desk.pk}, AT)[cast.desk.pk]
    late = board.next_duties({cast.desk.pk}, due + timedelta(days=1))[cast.desk.pk]

    assert (told.words, told.tone, late.tone) == ("31/12/2026", "", "danger")


def test_people_trained_for_the_places_before_count_for_the_province_of_today(cast):
    assert board.trained({cast.desk.pk}, AT)[cast.desk.pk].words == "0"
    training_of(cast, date(2024, 8, 7), 1, vn_hoa_binh_pre2025=2)
    assert board.trained({cast.desk.pk}, AT)[cast.desk.pk].words == "1–2"
    training_of(cast, date(2026, 10, 6), 2, vn_phu_tho=3)
    training_of(cast, date(2023, 1, 6), 3, vn_phu_tho_pre2025=3)

    assert board.trained({cast.desk.pk, cast.other_desk.pk}, AT)[cast.desk.pk].words == "5"
    assert cast.other_desk.pk not in board.trained({cast.other_desk.pk}, AT)


def test_board_reads_four_columns_of_conferences(cast):
    labels = [column.name for column in board_columns.columns(public=True)]

    assert {"first_briefing", "last_briefing", "next_briefing", "trained"} <= set(labels)
    assert len(board_columns.read({cast.desk.pk}, AT).of(cast.desk.pk)) == len(board_columns.columns())
