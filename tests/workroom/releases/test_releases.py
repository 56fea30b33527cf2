"""The desk's releases: the list, a new one, the page of one with what can be done and why not."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hoiam.desks.models import Place
from hoiam.releases.models import Edition, Notice, Release
from tests.factories.releases import (
    TITLE,
    make_approved,
    make_draft,
    make_draft_in_two,
    make_embargoed,
    make_published,
    send,
)
from tests.factories.texts import make_public_fact
from tests.workroom.visiting import enter, words

pytestmark = pytest.mark.django_db
ADDRESS = "/office/da-nang/releases/"


def page_of(release: Release) -> str:
    return f"{ADDRESS}{release.reference}/"


def test_empty_list_says_how_to_begin(cast):
    page = words(enter(cast.case_officer).get(ADDRESS))

    assert "No release is on its way Begin one with its theme" in page


def test_release_begun_opens_on_its_page_with_its_title(cast):
    Place.objects.create(code="hoa-bac", kind="commune", name={"vi": "Hòa Bắc"}, name_folded="hoa bac")
    sent = {
        "kind": "package",
        "language": "vi",
        "theme": "health",
        "place": "Hòa Bắc",
        "title": "Khám bệnh miễn phí",
    }

    response = enter(cast.case_officer).post(f"{ADDRESS}new/", sent, follow=True)

    made = Release.objects.get()
    assert response.redirect_chain[0][0] == page_of(made)
    assert (made.kind, made.theme, made.place.code) == ("package", "health", "hoa-bac")
    assert "Khám bệnh miễn phí" in words(response)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"place": "Không Có"}, "No place of that name exists today."),
        ({"kind": ""}, "What kind of release is it?"),
        ({"theme": "x"}, "Theme"),
    ],
)
def test_release_that_cannot_be_begun_keeps_what_was_typed(cast, change, said):
    sent = {"kind": "release", "language": "vi", "theme": "", "place": "", "title": "Khám bệnh"} | change

    response = enter(cast.case_officer).post(f"{ADDRESS}new/", sent)

    assert (response.status_code, Release.objects.count()) == (422, 0)
    assert said in words(response) and 'value="Khám bệnh"' in response.content.decode()


def test_list_tells_stage_time_languages_and_what_it_waits_for(cast):
    draft = make_draft(cast)
    waiting = make_draft_in_two(cast)
    send(cast, waiting.vi)
    timed = make_embargoed(cast)

    page = enter(cast.case_officer).get(ADDRESS)

    said = {row.release.reference: (row.stage, row.waits, row.languages) for row in page.context["rows"]}
    assert said == {
        draft.release.reference: ("being written", "whoever writes it", ["vi"]),
        waiting.release.reference: ("in clearance", "Reviewer", ["vi", "en"]),
        timed.release.reference: ("under embargo", "", ["vi", "en"]),
    }
    assert f'lang="vi">{TITLE}</a>' in page.content.decode()


@pytest.mark.parametrize(
    ("view", "expected"),
    [("open", 3), ("clearance", 0), ("timed", 1), ("public", 1), ("withdrawn", 0), ("all", 4), ("x", 3)],
)
def test_lists_hold_what_their_name_says(cast, view, expected):
    make_draft(cast)
    make_approved(cast, in_two=False)
    make_embargoed(cast)
    make_published(cast)

    page = enter(cast.reviewer).get(ADDRESS, {"view": view})

    assert len(page.context["rows"]) == expected
    assert page.context["tabs"][0].count == 3


def test_list_is_narrowed_by_kind_and_theme(cast):
    make_draft(cast, kind="statement")
    make_draft(cast, kind="release", theme="education")

    rows = enter(cast.intake).get(ADDRESS, {"kind": "statement"}).context["rows"]
    none = enter(cast.intake).get(ADDRESS, {"kind": "statement", "theme": "education"})

    assert [row.release.kind for row in rows] == ["statement"]
    assert "Nothing fits this narrowing" in words(none)


def test_page_offers_what_can_be_done_and_says_why_the_rest_cannot(cast):
    made = make_draft(cast)

    page = enter(cast.case_officer).get(page_of(made.release))

    offered = {one.act.name for _label, group in page.context["page"].groups for one in group}
    closed = {one.act.name: one.reasons for one in page.context["page"].impossible}
    assert {"language", "time", "drop"} <= offered
    assert "publish" in closed and "correct" in closed
    assert all(reasons for reasons in closed.values())
    assert "Waits to be written and sent for clearance." in words(page)


def test_page_shows_each_language_with_what_is_missing(cast):
    made = make_draft_in_two(cast)

    page = words(enter(cast.fact_steward).get(page_of(made.release)))

    assert "Tiếng Việt original being written" in page
    assert "English being written reviewed" in page and "7 of 7 translated" in page


def test_page_names_what_got_worse_and_is_not_cited(cast):
    fact = make_public_fact(cast.desk, bearing="shortcoming")
    fact.published.theme_rows.create(theme="health")
    made = make_draft(cast)

    page = words(enter(cast.case_officer).get(page_of(made.release)))

    assert "1 fact of this theme is not cited." in page and fact.reference in page


def test_public_release_leads_to_the_public_page_and_its_receipt(cast):
    made = make_published(cast)

    page = enter(cast.case_officer, "vi").get(page_of(made.release)).content.decode()

    assert f"/vi/releases/{made.release.reference}/1/" in page
    assert f"/vi/releases/{made.release.reference}/1/receipt/" in page


def test_release_of_another_desk_is_not_found(cast):
    made = make_draft(cast)

    stranger = enter(cast.stranger)

    assert stranger.get(f"/office/quang-tri/releases/{made.release.reference}/").status_code == 404
    assert stranger.get(page_of(made.release)).status_code == 404


@pytest.mark.parametrize("role", ["auditor", "desk_admin"])
def test_roles_without_sight_of_what_is_written_are_told_so(cast, role):
    made = make_draft(cast)

    assert enter(cast.people[role]).get(page_of(made.release)).status_code == 403


def test_list_takes_the_same_queries_for_one_release_and_for_three(cast):
    send(cast, make_draft_in_two(cast).vi)
    browser = enter(cast.case_officer)
    browser.get(ADDRESS)
    with CaptureQueriesContext(connection) as one:
        browser.get(ADDRESS)
    waiting = make_draft_in_two(cast)
    send(cast, waiting.vi)
    make_draft(cast)

    with CaptureQueriesContext(connection) as three:
        browser.get(ADDRESS)

    assert len(three) == len(one)
    assert Edition.objects.count() == 3


def test_page_says_what_stands_against_clearance(cast):
    fact = make_public_fact(cast.desk, bearing="shortcoming")
    fact.published.theme_rows.create(theme="health")
    made = make_draft_in_two(cast)

    page = words(enter(cast.case_officer).get(page_of(made.release)))

    assert f"got worse or are not measured, and are not cited: {fact.reference}" in page
    assert "Send the original first: a translation is signed together with its words." in page


def test_notice_about_a_release_is_put_away_by_whoever_got_it_alone(cast):
    made = make_approved(cast)
    notice = Notice.objects.filter(person=cast.case_officer, what="approved").get()
    home = "/office/da-nang/"
    mine, another = enter(cast.case_officer), enter(cast.reviewer)
    before = mine.get(home).content.decode()

    stranger = another.post(f"{home}notices/", {"release": notice.pk})
    sent = mine.post(f"{home}notices/", {"release": notice.pk})

    assert (stranger.status_code, sent.status_code) == (404, 302)
    assert f'name="release" value="{notice.pk}"' in before
    assert made.release.reference in before
    notice.refresh_from_db()
    assert notice.seen_at is not None
    assert 'name="release"' not in mine.get(home).content.decode()
