from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from hoiam.desks.against import MayNot, ReasonsAgainst
from hoiam.desks.models import JournalLine
from hoiam.desks.wording import Wording
from hoiam.evidence.models import Citation, Fact, FactVersion
from hoiam.evidence.operations.citations import sync_citations
from hoiam.evidence.operations.contradictions import mark_contradiction
from hoiam.evidence.operations.drafting import draft_fact, quick_fact, revise_fact
from hoiam.evidence.operations.endings import expire_facts, supersede_fact, withdraw_fact
from hoiam.evidence.operations.publishing import publish_fact
from hoiam.evidence.queries.facts import citable, get_fact
from hoiam.evidence.signals import fact_changed
from hoiam.search.models import Change
from tests.factories.evidence import AT, make_content, make_draft, make_fact

LATER = AT + timedelta(hours=1)


def verbs() -> list[str]:
    return list(JournalLine.objects.order_by("number").values_list("verb", flat=True))


def test_a_drafted_fact_gets_the_next_reference_and_a_journal_line(cast):
    first = draft_fact(desk=cast.desk, content=make_content(), by=cast.case_officer, at=AT)

    second = draft_fact(desk=cast.desk, content=make_content("Câu khác."), by=cast.case_officer, at=AT)

    prefix = cast.desk.reference_prefix
    assert [first.reference, second.reference] == [f"{prefix}-F0001", f"{prefix}-F0002"]
    assert (first.state, first.latest.number, first.latest.revision) == ("draft", 1, 1)
    assert verbs() == ["fact_drafted", "fact_drafted"]


@pytest.mark.parametrize("role", ["desk_admin", "auditor", "stranger"])
def test_a_fact_is_not_written_by_those_without_an_editorial_role(cast, role):
    with pytest.raises(MayNot):
        draft_fact(desk=cast.desk, content=make_content(), by=getattr(cast, role), at=AT)

    assert Fact.objects.count() == 0


def test_a_text_marked_secret_is_refused_and_nothing_is_kept(cast):
    content = make_content("MẬT\nBáo cáo số 12 về tình hình.")

    with pytest.raises(ReasonsAgainst) as refused:
        draft_fact(desk=cast.desk, content=content, by=cast.case_officer, at=AT)

    assert "MẬT" in str(refused.value)
    assert (Fact.objects.count(), JournalLine.objects.count(), Change.objects.count()) == (0, 0, 0)


def test_publishing_an_incomplete_draft_says_all_that_is_missing(cast):
    fact = make_draft(cast.desk, kind="", bearing="", sources=())

    with pytest.raises(ReasonsAgainst) as refused:
        publish_fact(fact=fact, by=cast.fact_steward, at=LATER)

    assert len(refused.value.reasons) == 3
    assert Fact.objects.get().state == "draft"


def test_publishing_belongs_to_the_steward(cast):
    fact = make_draft(cast.desk)

    with pytest.raises(MayNot):
        publish_fact(fact=fact, by=cast.case_officer, at=LATER)

    publish_fact(fact=fact, by=cast.fact_steward, at=LATER)
    assert [f.reference for f in Fact.objects.public(LATER)] == [fact.reference]


def test_a_revision_stays_inside_the_desk_until_it_is_published(cast):
    fact = make_fact(cast.desk)

    revise_fact(fact=fact, content=make_content("Câu mới."), base=fact.latest, by=cast.case_officer, at=LATER)

    seen = get_fact(fact.reference, at=LATER)
    assert (str(seen.published.statement), seen.published.number) == (str(fact.published.statement), 1)
    assert (str(seen.latest.statement), seen.latest.number, seen.latest.revision) == ("Câu mới.", 2, 1)
    publish_fact(fact=seen, by=cast.fact_steward, at=LATER)
    seen = get_fact(fact.reference, at=LATER)
    assert (str(seen.published.statement), seen.published.number) == ("Câu mới.", 2)


def test_revising_from_a_stale_version_overwrites_nothing(cast):
    fact = make_draft(cast.desk)
    base = fact.latest
    revise_fact(fact=fact, content=make_content("Của A."), base=base, by=cast.case_officer, at=LATER)

    with pytest.raises(ReasonsAgainst):
        revise_fact(fact=fact, content=make_content("Của B."), base=base, by=cast.intake, at=LATER)

    assert str(Fact.objects.get().latest.statement) == "Của A."


def test_a_version_once_saved_does_not_change(cast):
    version = make_fact(cast.desk).published
    version.unit = "người"

    with pytest.raises(TypeError):
        version.save()
    with pytest.raises(TypeError):
        version.save(update_fields=["unit"])

    assert FactVersion.objects.get().unit == "%"


def test_a_draft_is_seen_by_its_desk_only(cast):
    from hoiam.desks.queries.standing import standing_of

    fact = make_draft(cast.desk)
    own = standing_of(cast.case_officer, cast.desk, AT)
    foreign = standing_of(cast.stranger, cast.other_desk, AT)
    admin = standing_of(cast.desk_admin, cast.desk, AT)

    assert get_fact(fact.reference, standing=own, at=AT) == fact
    for standing in (None, foreign, admin):
        with pytest.raises(Fact.DoesNotExist):
            get_fact(fact.reference, standing=standing, at=AT)


def test_nothing_is_public_before_its_instant(cast):
    fact = make_fact(cast.desk, at=LATER)

    assert list(Fact.objects.public(LATER - timedelta(microseconds=1))) == []
    assert list(Fact.objects.public(LATER)) == [fact]


def test_a_quick_fact_is_citable_inside_the_desk_at_once_and_nowhere_else(cast):
    fact = quick_fact(
        desk=cast.desk, content=make_content(kind="", bearing="", themes=()), by=cast.intake, at=AT
    )

    assert citable(fact.reference, cast.desk, AT) == fact.latest
    assert citable(fact.reference, cast.other_desk, AT) is None
    assert list(Fact.objects.public(AT)) == []


def test_a_quick_fact_needs_period_place_and_source_but_no_value(cast):
    from hoiam.evidence.periods import NO_PERIOD

    content = make_content(period="", place_printed="", sources=())

    with pytest.raises(ReasonsAgainst) as refused:
        quick_fact(desk=cast.desk, content=content, by=cast.intake, at=AT)

    assert content.period == NO_PERIOD
    assert len(refused.value.reasons) == 3
    assert quick_fact(desk=cast.desk, content=make_content(value=""), by=cast.intake, at=AT).pk


def test_the_same_quick_fact_sent_twice_is_kept_once(cast):
    first = quick_fact(desk=cast.desk, content=make_content(), by=cast.intake, at=AT)

    second = quick_fact(desk=cast.desk, content=make_content(), by=cast.intake, at=LATER)

    assert (first, Fact.objects.count()) == (second, 1)


def test_a_withdrawn_fact_stays_readable_with_its_reason_and_is_not_citable(cast):
    fact = make_fact(cast.desk)

    withdraw_fact(fact=fact, reason="Nguồn đã đính chính.", by=cast.fact_steward, at=LATER)

    seen = get_fact(fact.reference, at=LATER)
    assert (seen.state, seen.ended_because) == ("withdrawn", "Nguồn đã đính chính.")
    assert citable(fact.reference, cast.desk, LATER) is None


def test_a_withdrawal_without_a_reason_is_refused(cast):
    fact = make_fact(cast.desk)

    with pytest.raises(ReasonsAgainst):
        withdraw_fact(fact=fact, reason="  ", by=cast.fact_steward, at=LATER)

    assert Fact.objects.get().state == "published"


def test_a_superseded_fact_names_the_one_that_follows(cast):
    old, new = make_fact(cast.desk), make_fact(cast.desk, "Số mới.")

    supersede_fact(fact=old, successor=new, reason="Số liệu mới hơn.", by=cast.fact_steward, at=LATER)

    seen = get_fact(old.reference, at=LATER)
    assert (seen.state, seen.superseded_by) == ("superseded", new)


def test_a_fact_expires_when_its_last_local_day_is_over(cast):
    fact = make_fact(cast.desk, expires_on=date(2026, 9, 30))
    last_moment = datetime(2026, 9, 30, 16, 59, 59, tzinfo=UTC)

    assert expire_facts(last_moment) == 0
    assert expire_facts(last_moment + timedelta(seconds=1)) == 1
    assert expire_facts(last_moment + timedelta(seconds=2)) == 0

    assert Fact.objects.get(pk=fact.pk).state == "expired"
    assert JournalLine.objects.latest("number").actor == "worker"


def test_what_changes_a_fact_puts_its_citations_in_doubt_and_tells_upwards(cast):
    heard = []
    fact = make_fact(cast.desk)
    sync_citations(
        citing_kind="texts.text",
        citing_id=1,
        rows=[("s1", fact.reference, None, "Đạt 93,35%.")],
        by=cast.case_officer,
        at=AT,
        desk=cast.desk,
    )

    def hear(sender, fact, what, **given):
        heard.append((fact.reference, what, Citation.objects.get().doubt))

    fact_changed.connect(hear)
    try:
        revise_fact(fact=fact, content=make_content("Mới."), base=fact.latest, by=cast.intake, at=LATER)
        publish_fact(fact=fact, by=cast.fact_steward, at=LATER)
    finally:
        fact_changed.disconnect(hear)

    assert heard == [(fact.reference, "revised", "fact_revised")]


def test_when_the_journal_line_fails_the_fact_is_not_published(cast, monkeypatch):
    fact = make_draft(cast.desk)

    def refuse(**given):
        raise RuntimeError("no journal")

    monkeypatch.setattr("hoiam.evidence.operations.publishing.write_line", refuse)
    with pytest.raises(RuntimeError):
        publish_fact(fact=fact, by=cast.fact_steward, at=LATER)

    assert (Fact.objects.get().state, FactVersion.objects.get().published_at) == ("draft", None)


def test_a_contradiction_is_kept_once_whichever_way_round(cast):
    one, other = make_fact(cast.desk), make_fact(cast.desk, "Số khác.")
    made = mark_contradiction(fact=other, other=one, note="Hai số.", by=cast.fact_steward, at=LATER)

    with pytest.raises(ReasonsAgainst):
        mark_contradiction(fact=one, other=other, note="", by=cast.fact_steward, at=LATER)

    assert (made.one, made.other) == (one, other)


def test_a_statement_says_which_of_its_languages_was_translated(cast):
    statement = Wording({"vi": "Câu.", "en": "Sentence."})
    content = replace(make_content(), statement=statement, translations={"en": "unreviewed"})

    version = draft_fact(desk=cast.desk, content=content, by=cast.intake, at=AT).latest

    marks = [version.translation_mark(tag) for tag in ("vi", "en", "fr")]
    assert marks == ["", "unreviewed", ""]
