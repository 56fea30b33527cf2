"""A desk asks more of itself, never of those who ask: more evidence, faster answers, each in public."""

from __future__ import annotations

from datetime import timedelta

import pytest

from hoiam.desks.against import MayNot, ReasonsAgainst
from hoiam.desks.models import Clock, JournalLine, OwnRule
from hoiam.desks.operations.own_rules import NEVER, end_own_rule, set_own_rule
from hoiam.desks.queries.own_rules import own_rules, shortest_legal_days, target_days
from hoiam.texts.operations.clearance import send_for_clearance
from hoiam.texts.queries.findings import findings_of
from tests.factories.enquiries import AT, load_law, make_enquiry, stand
from tests.factories.texts import make_public_fact, make_text

pytestmark = pytest.mark.django_db
WORDS = {"vi": "Bàn trả lời sớm hơn.", "en": "The desk answers sooner."}
CITED = "Tỷ lệ dân số tham gia bảo hiểm y tế là 93,35 % [F001]."


def rule(cast, who="head", **said):
    said = {"kind": "faster", "words": WORDS, "working_days": 1} | said
    return set_own_rule(standing=stand(cast, who), at=AT, **said)


def evidence(cast, **said):
    return rule(cast, **{"kind": "evidence", "working_days": None, "sources_needed": 2} | said)


def test_faster_rule_sets_the_target_of_later_questions_until_it_ends(cast):
    before = make_enquiry(cast)
    made = rule(cast)
    during = make_enquiry(cast)
    end_own_rule(rule=made, standing=stand(cast, "head"), why={"vi": "Thiếu người"}, at=AT)
    after = make_enquiry(cast)

    asked = [
        Clock.objects.of("enquiries.enquiry", one.pk).get(duty="target").limit["amount"]
        for one in (before, during, after)
    ]
    assert asked == [3, 1, 3]
    assert [(row.kind, row.ended_why["vi"]) for row in own_rules(cast.desk)] == [("faster", "Thiếu người")]
    verbs = list(JournalLine.objects.filter(record_kind="desks.ownrule").values_list("verb", flat=True))
    assert sorted(verbs) == ["ended own rule", "set own rule"]


def test_rule_of_more_evidence_keeps_a_text_that_cites_a_fact_with_too_few_sources(cast):
    make_public_fact(cast.desk, themes=["health"])
    text = make_text(cast, body=CITED)
    calm = [finding.kind for finding in findings_of(text, at=AT)]
    made = evidence(cast, theme="health", sources_needed=3)
    evidence(cast, theme="education")

    (found,) = findings_of(text, at=AT)
    with pytest.raises(ReasonsAgainst):
        send_for_clearance(text=text, standing=stand(cast, "case_officer"), at=AT + timedelta(hours=1))
    end_own_rule(rule=made, standing=stand(cast, "head"), why={"vi": "Đã đủ"}, at=AT)

    assert calm == []
    assert (found.kind, found.weight, found.reference) == ("too_few_sources", "blocks", "F001")
    assert [finding.kind for finding in findings_of(text, at=AT)] == []


def test_rule_against_those_who_ask_is_refused_with_the_sentence(cast):
    for kind in [*NEVER, "mới"]:
        with pytest.raises(ReasonsAgainst) as refused:
            rule(cast, kind=kind)
        assert NEVER.get(kind, refused.value.reasons[0]) in refused.value.reasons

    assert not OwnRule.objects.exists()


def test_faster_rule_that_is_not_faster_or_is_longer_than_the_law_is_refused(cast):
    load_law()
    cast.desk.target_working_days = 60
    cast.desk.save()
    law = shortest_legal_days(AT)
    assert law is not None

    for days in (None, 0, law + 1, 60):
        with pytest.raises(ReasonsAgainst):
            rule(cast, working_days=days)
    assert target_days(cast.desk) == 60
    assert rule(cast, working_days=law).working_days == law
    with pytest.raises(ReasonsAgainst):
        rule(cast, working_days=law)


def test_unclear_rule_of_evidence_is_refused(cast):
    unclear = [{"sources_needed": number} for number in (1, 6, None)]
    for said in [*unclear, {"working_days": 30}, {"words": {"vi": "  "}}]:
        with pytest.raises(ReasonsAgainst):
            evidence(cast, **said)

    assert not OwnRule.objects.exists()


def test_second_rule_about_the_same_theme_and_an_end_without_a_reason_are_refused(cast):
    made = evidence(cast)

    with pytest.raises(ReasonsAgainst):
        evidence(cast, sources_needed=3)
    with pytest.raises(ReasonsAgainst):
        end_own_rule(rule=made, standing=stand(cast, "head"), why={"vi": " "}, at=AT)


def test_nobody_but_the_head_sets_or_ends_a_rule(cast):
    made = rule(cast)

    for who in ("spokesperson", "desk_admin", "case_officer", "auditor"):
        with pytest.raises(MayNot):
            evidence(cast, who=who)
        with pytest.raises(MayNot):
            end_own_rule(rule=made, standing=stand(cast, who), why=WORDS, at=AT)


def test_rule_of_another_desk_is_not_ended(cast):
    made = rule(cast)

    with pytest.raises(MayNot):
        end_own_rule(rule=made, standing=stand(cast, "stranger"), why=WORDS, at=AT)
