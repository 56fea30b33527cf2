from __future__ import annotations

from datetime import timedelta

import pytest

from hoiam.desks.against import ReasonsAgainst
from hoiam.evidence.models import Citation
from hoiam.evidence.operations.citations import (
    confirm_citation,
    copy_citations,
    likeness,
    sync_citations,
)
from hoiam.evidence.operations.endings import withdraw_fact
from hoiam.evidence.queries.citations import cited_by, in_doubt
from tests.factories.evidence import AT, make_draft, make_fact

SENTENCE = "Năm 2023, bảo hiểm y tế bao phủ 93,35% dân số."
OTHER = "Hội nghị cung cấp thông tin cho báo chí được tổ chức ở Hòa Bình."
LATER = AT + timedelta(hours=1)


def sync(cast, *rows, at=AT):
    return sync_citations(
        citing_kind="texts.text", citing_id=1, rows=rows, by=cast.case_officer, at=at, desk=cast.desk
    )


def kept() -> list[tuple[str, str, str]]:
    return [(one.sentence_id, one.fact.reference, one.doubt) for one in cited_by("texts.text", 1)]


def test_the_citations_of_a_text_are_exactly_what_was_given(cast):
    one, two = make_fact(cast.desk), make_fact(cast.desk, "Câu khác.")
    sync(cast, ("s1", one.reference, None, SENTENCE), ("s2", two.reference, None, OTHER))

    sync(cast, ("s2", two.reference, None, OTHER), ("s3", one.reference, 1, SENTENCE))

    assert sorted(kept()) == [("s2", two.reference, ""), ("s3", one.reference, "")]


def test_a_mark_that_names_nothing_citable_is_given_back(cast):
    foreign = make_draft(cast.other_desk)

    synced = sync(cast, ("s1", "F999", None, SENTENCE), ("s2", foreign.reference, None, SENTENCE))

    assert (synced.citations, synced.unknown) == ([], [("s1", "F999"), ("s2", foreign.reference)])


def test_a_sentence_that_says_something_else_falls_in_doubt_and_comes_back(cast):
    fact = make_fact(cast.desk)
    sync(cast, ("s1", fact.reference, None, SENTENCE))

    sync(cast, ("s1", fact.reference, None, OTHER))
    assert kept() == [("s1", fact.reference, "sentence_changed")]

    sync(cast, ("s1", fact.reference, None, SENTENCE.replace("bao phủ", "đã bao phủ")))
    assert kept() == [("s1", fact.reference, "")]


def test_a_doubt_ends_when_somebody_judged_again(cast):
    fact = make_fact(cast.desk)
    sync(cast, ("s1", fact.reference, None, SENTENCE))
    sync(cast, ("s1", fact.reference, None, OTHER))

    (doubtful,) = in_doubt("texts.text", 1)
    confirm_citation(citation=doubtful, sentence_text=OTHER, by=cast.case_officer, at=LATER, desk=cast.desk)

    sync(cast, ("s1", fact.reference, None, OTHER), at=LATER)
    assert kept() == [("s1", fact.reference, "")]


def test_what_was_cited_before_a_withdrawal_stays_named_and_in_doubt(cast):
    fact = make_fact(cast.desk)
    sync(cast, ("s1", fact.reference, None, SENTENCE))
    withdraw_fact(fact=fact, reason="Nguồn sai.", by=cast.fact_steward, at=LATER)

    sync(cast, ("s1", fact.reference, None, SENTENCE), at=LATER)

    assert kept() == [("s1", fact.reference, "fact_ended")]
    with pytest.raises(ReasonsAgainst):
        confirm_citation(
            citation=Citation.objects.get(),
            sentence_text=SENTENCE,
            by=cast.case_officer,
            at=LATER,
            desk=cast.desk,
        )


def test_a_frozen_version_keeps_the_citations_of_its_text(cast):
    fact = make_fact(cast.desk)
    sync(cast, ("s1", fact.reference, None, SENTENCE))

    number = copy_citations(from_kind="texts.text", from_id=1, to_kind="texts.textversion", to_id=9, at=LATER)

    assert number == 1
    assert [(one.sentence_id, one.fact) for one in cited_by("texts.textversion", 9)] == [("s1", fact)]


def test_only_texts_cite(cast):
    with pytest.raises(ReasonsAgainst):
        sync_citations(citing_kind="claims.claim", citing_id=1, rows=[], by="operator", at=AT)


@pytest.mark.parametrize(
    ("before", "after", "at_least", "at_most"),
    [
        (SENTENCE, SENTENCE, 1, 1),
        (SENTENCE, SENTENCE.upper(), 1, 1),
        (SENTENCE, f"Theo báo cáo, {SENTENCE.lower()}", 0.8, 0.99),
        (SENTENCE, OTHER, 0, 0.4),
        ("", "", 1, 1),
    ],
)
def test_likeness_is_the_share_of_the_same_words(before, after, at_least, at_most):
    assert at_least <= likeness(before, after) <= at_most
