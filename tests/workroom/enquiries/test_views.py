"""A person's own views of the list: kept under a name, shown as tabs, for nobody else."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hoiam.desks.against import MayNot, ReasonsAgainst
from hoiam.desks.operations.merging import merge_desks
from hoiam.enquiries.models import SavedView
from hoiam.enquiries.operations.views import MOST, keep_view, remove_view
from tests.factories.enquiries import AT, make_registered, stand
from tests.workroom.visiting import enter, words

pytestmark = pytest.mark.django_db
LIST = "/office/da-nang/enquiries/"
PRESS = {"view": "open", "kind": "press_enquiry"}


def keep(cast, name="Báo chí", words=PRESS, who="case_officer", **more) -> SavedView:
    return keep_view(standing=stand(cast, who), name=name, words=words, at=AT, **more)


def test_view_is_kept_shown_as_a_tab_and_removed(cast):
    make_registered(cast)
    browser = enter(cast.case_officer)

    offered = browser.get(LIST + "?view=open&kind=press_enquiry")
    kept = browser.post(LIST + "views/", {**PRESS, "name": "Báo chí"}, follow=True)
    elsewhere = words(browser.get(LIST))
    browser.post(f"{LIST}views/{SavedView.objects.get().pk}/remove/")

    assert "Keep this view" in words(offered)
    assert kept.redirect_chain[-1][0] == LIST + "?view=open&kind=press_enquiry"
    current = [link.label for link in kept.context["tabs"] if link.is_current]
    assert current == ["Báo chí"]
    assert "Remove this view" in words(kept) and "Keep this view" not in words(kept)
    assert "Báo chí" in elsewhere
    assert not SavedView.objects.exists()


def test_view_is_seen_and_removed_by_its_person_alone(cast):
    make_registered(cast)
    kept = keep(cast)

    seen = words(enter(cast.reviewer).get(LIST))
    enter(cast.reviewer).post(f"{LIST}views/{kept.pk}/remove/")
    gone = remove_view(standing=stand(cast, "stranger"), number=kept.pk)

    assert "Báo chí" not in seen
    assert (SavedView.objects.count(), gone) == (1, 0)


def test_view_of_the_same_name_is_written_over(cast):
    keep(cast)
    keep(cast, " Báo  chí ", {"view": "overdue"})

    assert [row.words for row in SavedView.objects.all()] == [{"view": "overdue"}]


@pytest.mark.parametrize(
    ("name", "narrowing"),
    [
        ("", PRESS),
        ("a" * 41, PRESS),
        ("Rỗng", {}),
        ("Người hỏi", {"view": "open", "asker": "minhkhue"}),
        ("Cơ quan báo", {"outlet": "Báo Sông Hàn"}),
        ("Lạ", {"view": "open", "theme": "khong-co"}),
        ("Lạ", {"view": "everything"}),
        ("Lạ", {"officer": "x"}),
    ],
)
def test_view_of_unknown_words_is_not_kept_least_of_all_of_who_asked(cast, name, narrowing):
    with pytest.raises(ReasonsAgainst):
        keep(cast, name, narrowing)

    assert not SavedView.objects.exists()


def test_thirteenth_view_and_one_of_a_role_without_sight_are_refused(cast):
    for number in range(MOST):
        keep(cast, f"Số {number}")

    with pytest.raises(ReasonsAgainst):
        keep(cast, "Thêm")
    with pytest.raises(MayNot):
        keep(cast, who="desk_admin")
    keep(cast, "Số 3", {"view": "mine"})

    assert SavedView.objects.count() == MOST


def test_refused_view_says_why_on_the_list(cast):
    make_registered(cast)

    response = enter(cast.case_officer).post(LIST + "views/", {"view": "mine", "name": " "}, follow=True)

    assert "Give the view a name." in words(response)


def test_views_pass_to_the_desk_that_follows_and_equal_names_are_told_apart(cast):
    keep(cast, who="stranger")
    SavedView.objects.update(person=cast.case_officer)
    keep(cast)

    merge_desks(former=cast.other_desk, present=cast.desk, by="operator", at=AT + timedelta(days=1))

    assert sorted(SavedView.objects.filter(desk=cast.desk).values_list("name", flat=True)) == [
        "Báo chí",
        "Báo chí quang-tri",
    ]


def test_list_asks_as_often_with_three_views_as_with_one(cast):
    make_registered(cast)
    browser = enter(cast.case_officer)
    asked = []
    for names in (["Một"], ["Hai", "Ba"]):
        for name in names:
            keep(cast, name)
        browser.get(LIST)
        with CaptureQueriesContext(connection) as queries:
            browser.get(LIST)
        asked.append(len(queries))

    assert asked[0] == asked[1]
