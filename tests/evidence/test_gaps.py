from __future__ import annotations

from datetime import date, timedelta

import pytest

from hoiam.desks import handover
from hoiam.desks.against import ReasonsAgainst
from hoiam.desks.models import JournalLine
from hoiam.evidence.models import Fact, Gap, Source
from hoiam.evidence.operations.gaps import assign_gap, close_gap, open_gap
from hoiam.evidence.operations.links import link_records, linked
from hoiam.evidence.queries.gaps import late_gaps, open_gaps
from hoiam.evidence.signals import gap_closed
from tests.factories.evidence import AT, make_draft, make_fact

QUESTION = "Bao nhiêu trẻ em khuyết tật đi học?"


def make_gap(cast, question=QUESTION, **given) -> Gap:
    return open_gap(desk=cast.desk, question=question, by=cast.intake, at=AT, **given)


def test_the_same_question_of_the_same_case_is_one_gap(cast):
    case = ("enquiries.enquiry", 5)

    gaps = {make_gap(cast, asked_in=case), make_gap(cast, asked_in=case), make_gap(cast)}

    assert len(gaps) == 2
    assert JournalLine.objects.filter(verb="gap_opened").count() == 2


def test_the_first_due_stands_first_and_those_without_a_day_last(cast):
    never = make_gap(cast, "Ba?")
    late = make_gap(cast, "Hai?", due_date=date(2026, 9, 20))
    soon = make_gap(cast, "Một?", due_date=date(2026, 9, 10))

    assert list(open_gaps(cast.desk)) == [soon, late, never]
    assert list(late_gaps(cast.desk, date(2026, 9, 11))) == [soon]


def test_a_gap_is_given_only_to_somebody_who_writes_at_the_desk_and_for_a_day_to_come(cast):
    gap = make_gap(cast)

    with pytest.raises(ReasonsAgainst) as refused:
        assign_gap(gap=gap, owner=cast.stranger, due_date=date(2026, 8, 31), by=cast.intake, at=AT)

    assert len(refused.value.reasons) == 2


def test_closing_tells_upwards_with_the_facts(cast):
    gap, fact, heard = make_gap(cast), make_fact(cast.desk), []

    def hear(sender, gap, facts, **given):
        heard.append((gap.pk, facts))

    gap_closed.connect(hear)
    try:
        close_gap(gap=gap, facts=[fact], by=cast.intake, at=AT)
    finally:
        gap_closed.disconnect(hear)

    assert heard == [(gap.pk, [fact])]
    with pytest.raises(ReasonsAgainst):
        close_gap(gap=gap, facts=[fact], by=cast.intake, at=AT)


def test_a_gap_is_not_filled_with_another_desks_draft(cast):
    gap, foreign = make_gap(cast), make_draft(cast.other_desk)

    with pytest.raises(ReasonsAgainst):
        close_gap(gap=gap, facts=[foreign], by=cast.intake, at=AT)

    assert Gap.objects.get().state == "open"


def test_gaps_pass_on_with_the_other_work_of_somebody_who_leaves(cast):
    gap = make_gap(cast, owner=cast.case_officer)

    (share,) = [share for share in handover.shares() if share.name == "evidence.gaps"]
    moved = share.move(
        desk=cast.desk,
        from_person=cast.case_officer,
        to_person=cast.fact_steward,
        by=cast.head,
        at=AT + timedelta(days=1),
    )

    gap.refresh_from_db()
    assert (moved, gap.owner, share.count(cast.case_officer, cast.desk)) == (1, cast.fact_steward, 0)


def test_the_record_of_a_desk_passes_to_the_desk_that_follows_with_one_row_a_source(cast):
    own, theirs = make_fact(cast.desk), make_fact(cast.other_desk, "Câu khác.")
    make_gap(cast)

    share = next(one for one in handover.merging_shares() if one.name == "evidence")
    share.move(former=cast.desk, present=cast.other_desk, by="operator", at=AT)

    assert set(Fact.objects.filter(desk=cast.other_desk)) == {own, theirs}
    assert (Source.objects.count(), Gap.objects.get().desk) == (1, cast.other_desk)


def test_a_link_is_kept_once_and_seen_from_both_ends(cast):
    fact, gap = make_fact(cast.desk), make_gap(cast)
    ends = {"from_record": ("evidence.fact", fact.pk), "to_record": ("evidence.gap", gap.pk)}

    first, second = (
        link_records(desk=cast.desk, relation="fills", by=cast.intake, at=AT, **ends) for _ in range(2)
    )

    assert first == second
    assert linked("evidence.fact", fact.pk) == linked("evidence.gap", gap.pk) == [first]


def test_records_that_are_never_joined_are_refused(cast):
    with pytest.raises(ReasonsAgainst):
        link_records(
            desk=cast.desk,
            from_record=("claims.claim", 1),
            to_record=("enquiries.enquiry", 1),
            relation="about",
            by=cast.intake,
            at=AT,
        )
