"""Ticking several enquiries of the list and giving them to one officer; undoing what was just done."""

from __future__ import annotations

import re

import pytest

from hoiam.enquiries.models import Enquiry, Notice
from tests.factories.enquiries import AT, HOUR, make_answered, make_assigned, make_registered
from tests.workroom.visiting import enter, office_at, words

pytestmark = pytest.mark.django_db
LIST = "/office/da-nang/enquiries/"


def button(response) -> str:
    """The word behind the button that undoes."""
    found = re.search(r'name="undo" value="(undo-[0-9a-f]+)"', response.content.decode())
    return found[1] if found else ""


def picked(cast, *cases, officer=None, **more) -> dict[str, object]:
    number = (officer or cast.case_officer).pk
    return {"pick": [case.reference for case in cases], "officer": number, **more}


def now(case) -> Enquiry:
    return Enquiry.objects.get(pk=case.pk)


def test_ticked_enquiries_are_given_and_the_list_returns_as_it_was_narrowed(cast):
    cases = [make_registered(cast), make_registered(cast)]
    browser = enter(cast.intake)
    listed = browser.get(LIST).content.decode()

    response = browser.post(
        LIST + "give/", picked(cast, *cases, here="view=new&kind=press_enquiry"), follow=True
    )

    assert listed.count('name="pick"') == 2
    assert response.redirect_chain[-1][0] == LIST + "?view=new&kind=press_enquiry"
    assert "2 enquiries are given to case_officer." in words(response)
    assert [now(case).officer for case in cases] == [cast.case_officer, cast.case_officer]


def test_refused_ones_are_named_nothing_is_given_and_the_others_can_be(cast):
    case, closed = make_registered(cast), make_answered(cast).enquiry
    browser = enter(cast.intake)

    refused = browser.post(LIST + "give/", picked(cast, case, closed))
    officer_then = now(case).officer
    browser.post(LIST + "give/", picked(cast, case, closed, only_possible="1"))

    assert refused.status_code == 409
    assert closed.reference in words(refused) and "Give those that can be given" in words(refused)
    assert (officer_then, now(case).officer) == (None, cast.case_officer)


def test_case_officer_is_offered_to_take_enquiries_and_an_auditor_no_box_at_all(cast):
    make_registered(cast)

    officer = enter(cast.case_officer).get(LIST).content.decode()
    auditor = enter(cast.auditor).get(LIST).content.decode()

    offered = re.search(r'id="give-officer".*?</select>', officer, re.S)
    assert re.findall(r">([^<>]+)</option>", offered[0]) == ["case_officer"]
    assert 'name="pick"' not in auditor


def test_closed_list_has_no_boxes(cast):
    make_answered(cast)

    assert 'name="pick"' not in enter(cast.intake).get(LIST + "?view=closed").content.decode()


def test_assignment_is_undone_by_its_button_once(cast):
    cases = [make_registered(cast), make_registered(cast)]
    browser = enter(cast.intake)
    given = browser.post(LIST + "give/", picked(cast, *cases, here="view=new"), follow=True)

    undone = browser.post("/office/da-nang/undo/", {"undo": button(given)}, follow=True)
    again = browser.post("/office/da-nang/undo/", {"undo": button(given)}, follow=True)

    assert "Undone." in words(undone)
    assert undone.redirect_chain[-1][0] == LIST + "?view=new"
    assert [now(case).officer for case in cases] == [None, None]
    assert "There is nothing to undo any more." in words(again)


@pytest.mark.parametrize(
    ("act", "typed", "field"),
    [
        ("assign", "officer", "officer"),
        ("theme", "theme", "theme"),
    ],
)
def test_small_act_of_the_case_page_is_undone(cast, act, typed, field):
    case = make_registered(cast)
    before = getattr(now(case), field)
    browser = enter(cast.intake)
    value = cast.case_officer.pk if typed == "officer" else "information"

    done = browser.post(f"{LIST}{case.reference}/{act}/", {typed: value}, follow=True)
    changed = getattr(now(case), field)
    browser.post("/office/da-nang/undo/", {"undo": button(done)})

    assert changed != before
    assert getattr(now(case), field) == before


def test_undo_after_ten_minutes_says_that_it_is_too_late(cast):
    case = make_registered(cast)
    browser = enter(cast.intake)
    given = browser.post(LIST + "give/", picked(cast, case), follow=True)

    with office_at(AT + 6.2 * HOUR):
        late = browser.post("/office/da-nang/undo/", {"undo": button(given)}, follow=True)

    assert "ten minutes" in words(late)
    assert now(case).officer == cast.case_officer


def test_button_of_one_person_undoes_nothing_for_another(cast):
    case = make_registered(cast)
    given = enter(cast.intake).post(LIST + "give/", picked(cast, case), follow=True)

    enter(cast.head).post("/office/da-nang/undo/", {"undo": button(given)})

    assert now(case).officer == cast.case_officer


def test_act_that_cannot_be_undone_offers_no_button(cast):
    case = make_registered(cast)

    done = enter(cast.intake).post(f"{LIST}{case.reference}/answer/", {"outcome": "answered"}, follow=True)

    assert done.status_code == 200
    assert button(done) == ""


def test_notice_put_away_comes_back(cast):
    make_assigned(cast)
    browser = enter(cast.case_officer)
    mine = Notice.objects.filter(person=cast.case_officer, seen_at__isnull=True)
    before = mine.count()

    done = browser.post("/office/da-nang/notices/", follow=True)
    during = mine.count()
    browser.post("/office/da-nang/undo/", {"undo": button(done)})

    assert (before, during, mine.count()) == (1, 0, 1)
