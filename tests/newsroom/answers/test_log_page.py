"""The list of public answers."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from hoiam.enquiries.operations.entering import note_log_entries
from hoiam.enquiries.operations.registering import set_theme
from hoiam.enquiries.rules import themes
from hoiam.search.operations import follow
from tests.factories.enquiries import AT, DAY, HOUR, make_answered, make_draft, make_registered, refuse_one
from tests.newsroom.answers.log import ENTERS, PUBLIC

pytestmark = pytest.mark.django_db
LOG = "/en/answers/"


def references(page) -> list[str]:
    return re.findall(r'<span class="mono">([A-Z]+-\d{4}-\d{5})</span>', page.content.decode())


def test_answer_stands_in_the_log_from_its_moment_on_and_not_a_second_before(cast):
    make_answered(cast)

    with time_machine.travel(ENTERS - timedelta(seconds=1), tick=False):
        before = references(Client().get(LOG))
    with time_machine.travel(ENTERS, tick=False):
        then = references(Client().get(LOG))

    assert (before, then) == ([], ["DN-2026-00001"])


def test_line_tells_dates_and_whether_the_law_was_kept(cast, reader):
    make_answered(cast, kind="foreign_press_request")
    make_answered(cast, kind="foreign_press_request", answered_at=AT + 10 * DAY)
    make_answered(cast)

    page = reader.get(LOG).content.decode()

    told = dict(
        re.findall(r'class="mono">(DN-\S+?)</span>.*?answered \d+ September 2026, (.*?)</p>', page, re.S)
    )
    assert told == {
        "DN-2026-00001": "in time",
        "DN-2026-00002": '<b class="late">2 days late</b>',
        "DN-2026-00003": "on the same day",
    }


def test_log_names_nobody_who_asked(cast, reader):
    from tests.factories.enquiries import Traces

    make_answered(cast)

    assert Traces().found_in(reader.get(LOG).content.decode()) == []


def test_log_pages_through_everything_once(cast, reader):
    for number in range(23):
        make_answered(cast, at=AT - number * HOUR)

    first = reader.get(LOG)
    older = re.search(r'href="(\?after=[^"]+)" rel="next"', first.content.decode())[1]
    second = reader.get(LOG + older)

    assert (len(references(first)), len(references(second))) == (20, 3)
    assert len({*references(first), *references(second)}) == 23


@pytest.mark.parametrize(
    ("choice", "found"),
    [
        ("?kind=access_request", ["DN-2026-00002"]),
        ("?kind=wish", ["DN-2026-00002", "DN-2026-00001"]),
        ("?desk=da-nang", ["DN-2026-00002", "DN-2026-00001"]),
        ("?desk=quang-tri", []),
        ("?outcome=refused", []),
        ("?outcome=answered", ["DN-2026-00002", "DN-2026-00001"]),
        ("?after=xyz", ["DN-2026-00002", "DN-2026-00001"]),
    ],
)
def test_log_narrows_by_what_was_chosen_and_by_nothing_unknown(cast, reader, choice, found):
    make_answered(cast)
    make_answered(cast, kind="access_request", at=AT + HOUR)

    assert references(reader.get(LOG + choice)) == found


def test_log_narrows_by_theme(cast, reader):
    enquiry, theme = make_registered(cast), sorted(themes())[0]
    set_theme(enquiry=enquiry, theme=theme, by=cast.intake, at=AT + HOUR)
    make_answered(cast)

    assert references(reader.get(f"{LOG}?theme={theme}")) == []


def test_log_is_searched_by_words_with_or_without_marks(cast, reader):
    make_answered(cast)
    make_answered(cast, question="Thành phố có bao nhiêu trường học cho trẻ khuyết tật?")
    note_log_entries(PUBLIC)
    while follow():
        pass

    assert references(reader.get(LOG + "?q=truong hoc tre khuyet tat"))[0] == "DN-2026-00002"


def test_log_is_searched_by_reference(cast, reader):
    make_answered(cast)
    make_answered(cast)

    assert references(reader.get(LOG + "?q=dn-2026-00002")) == ["DN-2026-00002"]


@pytest.mark.parametrize("number", [1, 3, 25])
def test_log_asks_the_database_as_often_for_one_row_as_for_many(
    cast, reader, number, django_assert_num_queries
):
    for place in range(number):
        make_answered(cast, at=AT - place * HOUR)

    with django_assert_num_queries(3):
        reader.get(LOG)


def test_log_sets_no_cookie_and_is_the_same_for_everybody(cast, reader):
    make_answered(cast)

    page = reader.get(LOG)

    assert (list(page.cookies), "Cookie" in page.get("Vary", "")) == ([], False)
    assert page["Cache-Control"] == "public, max-age=60"


def test_log_that_did_not_change_is_not_sent_twice_and_one_that_did_is(cast, reader):
    make_answered(cast)
    first = reader.get(LOG)
    held = {"HTTP_IF_NONE_MATCH": first["ETag"]}

    assert (reader.get(LOG, **held).status_code, "Last-Modified" in first) == (304, True)
    assert reader.get("/vi/answers/", **held).status_code == 200

    make_answered(cast, at=AT + HOUR)
    assert reader.get(LOG, **held).status_code == 200


def test_what_goes_on_inside_a_desk_does_not_change_the_stamp_of_the_log(cast, reader):
    make_answered(cast)
    stamp = reader.get(LOG)["ETag"]

    make_draft(cast)

    assert reader.get(LOG)["ETag"] == stamp


def test_empty_log_says_when_answers_come_and_an_empty_choice_leads_back(cast, reader):
    assert "No answer is public yet" in reader.get(LOG).content.decode()
    assert "No answer fits" in reader.get(LOG + "?kind=access_request").content.decode()


def test_refusal_is_marked_as_one(cast, reader):
    refuse_one(cast)

    assert '<span class="badge is-danger">refused</span>' in reader.get(LOG).content.decode()
