"""The head sets a rule of the desk in the browser; everybody there and outside reads it."""

from __future__ import annotations

import pytest

from hoiam.desks.models import OwnRule
from tests.factories.enquiries import AT
from tests.workroom.visiting import enter, office_at, words

PAGE = "/office/da-nang/own_rules/"
SAID = {
    "kind": "faster",
    "working_days": "1",
    "words_vi": "Trả lời trong một ngày.",
    "words_en": "Within a day.",
}


@pytest.fixture(autouse=True)
def a_monday():
    with office_at(AT):
        yield


def test_rule_is_set_read_by_everybody_and_ended_with_its_reason(cast, client):
    head = enter(cast.head)
    assert head.post(PAGE, SAID).status_code == 302
    rule = OwnRule.objects.get()
    inside = words(enter(cast.auditor).get(PAGE))
    outside = words(client.get("/en/desks/da-nang/"))
    public = client.get("/en/desks/da-nang/rules/")
    again = client.get("/en/desks/da-nang/rules/", headers={"if-none-match": public["ETag"]})
    silent = head.post(f"{PAGE}{rule.pk}/", {"why_vi": " "})
    ended = head.post(f"{PAGE}{rule.pk}/", {"why_vi": "Thiếu người", "why_en": "Too few people"})
    after = client.get("/en/desks/da-nang/rules/", headers={"if-none-match": public["ETag"]})

    assert "Within a day." in inside
    assert "first answer within 1 working day" in inside
    assert "Set the rule" not in inside
    assert "Within a day." in outside
    assert "since 7 September 2026" in words(public)
    assert again.status_code == 304
    assert (silent.status_code, ended.status_code, after.status_code) == (422, 302, 200)
    assert "Too few people" in words(after)


def test_refused_rule_says_why_and_others_are_not_let_in(cast):
    refused = enter(cast.head).post(PAGE, SAID | {"working_days": "30"})
    by_writer = enter(cast.case_officer).post(PAGE, SAID)
    rule = OwnRule.objects.create(
        desk=cast.other_desk, kind="faster", words={}, set_at=AT, set_by=cast.stranger
    )

    assert (refused.status_code, by_writer.status_code) == (422, 403)
    assert "A faster rule is shorter." in words(refused)
    assert "no ground of refusal" in words(refused)
    assert enter(cast.head).get(f"{PAGE}{rule.pk}/").status_code == 404
    assert enter(cast.case_officer).get(f"{PAGE}{rule.pk}/").status_code == 403
    assert OwnRule.objects.count() == 1


def test_list_of_rules_asks_as_often_with_three_as_with_one(cast, django_assert_num_queries):
    browser = enter(cast.head)
    counts = []
    for number in (1, 2):
        for _step in range(number):
            OwnRule.objects.create(
                desk=cast.desk,
                kind="evidence",
                sources_needed=2,
                words={"vi": "x"},
                set_at=AT,
                set_by=cast.head,
            )
        browser.get(PAGE)
        with django_assert_num_queries(9, exact=False) as asked:
            browser.get(PAGE)
        counts.append(len(asked))

    assert counts[0] == counts[1]
