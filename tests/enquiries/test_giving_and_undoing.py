"""Several enquiries given at once, and small acts taken back right after."""

from __future__ import annotations

from datetime import timedelta

import pytest

from hoiam.desks.against import MayNot, ReasonsAgainst
from hoiam.desks.models import JournalLine
from hoiam.enquiries.models import Enquiry, Notice
from hoiam.enquiries.operations.assigning import assign_many
from hoiam.enquiries.operations.noticing import see_all_notices
from hoiam.enquiries.operations.registering import join_matter, set_theme
from hoiam.enquiries.operations.undoing import (
    Before,
    undo_assignments,
    undo_joining,
    undo_theme,
    unsee_notices,
)
from hoiam.enquiries.terms import State
from tests.factories.crisis import make_matter
from tests.factories.enquiries import AT, HOUR, make_answered, make_registered

pytestmark = pytest.mark.django_db
NOW = AT + 6 * HOUR
SOON = NOW + timedelta(minutes=9)


def give(cast, *cases: Enquiry, by=None, officer=None, **more):
    return assign_many(
        desk=cast.desk,
        references=[case.reference for case in cases],
        officer=officer or cast.case_officer,
        by=by or cast.intake,
        at=NOW,
        **more,
    )


def two(cast) -> list[Enquiry]:
    return [make_registered(cast), make_registered(cast, question="Khi nào mở lại cầu?")]


def now(case: Enquiry) -> Enquiry:
    return Enquiry.objects.get(pk=case.pk)


def lines(case: Enquiry) -> list[str]:
    rows = JournalLine.objects.filter(record_kind="enquiries.enquiry", record_id=case.pk)
    return [row.verb for row in rows.order_by("number")]


def test_several_are_given_at_once_with_a_line_and_a_notice_for_each(cast):
    cases = two(cast)

    given = give(cast, *cases)

    assert (len(given.done), given.refused) == (2, {})
    for case in cases:
        assert (now(case).officer, now(case).state) == (cast.case_officer, State.ASSIGNED)
        assert lines(case)[-1] == "assigned"
    assert Notice.objects.filter(person=cast.case_officer, what="assigned").count() == 2


def test_none_is_given_where_one_cannot_be_and_each_reason_names_its_enquiry(cast):
    case, closed = make_registered(cast), make_answered(cast).enquiry

    with pytest.raises(ReasonsAgainst) as against:
        give(cast, case, closed)

    assert [str(reason).partition(":")[0] for reason in against.value.reasons] == [closed.reference]
    assert now(case).officer is None
    assert "assigned" not in lines(case)


def test_those_that_can_be_given_are_given_where_that_was_asked(cast):
    case, closed = make_registered(cast), make_answered(cast).enquiry

    given = give(cast, case, closed, only_possible=True)

    assert [row.reference for row in given.done] == [case.reference]
    assert list(given.refused) == [closed.reference]
    assert now(case).officer == cast.case_officer
    with pytest.raises(ReasonsAgainst):
        give(cast, closed, only_possible=True)


def test_nobody_gives_to_who_does_not_work_there_nor_another_desks_enquiries(cast):
    case = make_registered(cast)

    for given in (
        {"officer": cast.stranger},
        {"by": cast.stranger},
        {"by": cast.case_officer, "officer": cast.intake},
    ):
        with pytest.raises(ReasonsAgainst):
            give(cast, case, **given)
    with pytest.raises(ReasonsAgainst):
        assign_many(
            desk=cast.other_desk,
            references=[case.reference],
            officer=cast.stranger,
            by=cast.stranger,
            at=NOW,
        )
    with pytest.raises(ReasonsAgainst):
        give(cast)

    assert now(case).officer is None


def test_assignment_of_several_is_taken_back_to_what_each_was(cast):
    first, second = two(cast)
    give(cast, second, officer=cast.reviewer)
    before = [Before(first.pk, None, first.state), Before(second.pk, cast.reviewer.pk, State.ASSIGNED)]
    later = NOW + timedelta(minutes=1)
    assign_many(
        desk=cast.desk,
        references=[first.reference, second.reference],
        officer=cast.case_officer,
        by=cast.intake,
        at=later,
    )

    undo_assignments(desk=cast.desk, before=before, done_at=later, by=cast.intake, at=SOON)

    assert [(now(case).officer, now(case).state) for case in (first, second)] == [
        (None, State.REGISTERED),
        (cast.reviewer, State.ASSIGNED),
    ]
    assert lines(first)[-1] == "took assignment back"
    assert not Notice.objects.filter(person=cast.case_officer, what="assigned", seen_at=None).exists()


def test_assignment_is_not_taken_back_after_ten_minutes_after_another_act_or_by_a_stranger(cast):
    case = make_registered(cast)
    before = [Before(case.pk, None, case.state)]
    give(cast, case)
    tries = [
        (ReasonsAgainst, {"by": cast.intake, "at": NOW + timedelta(minutes=10, seconds=1)}),
        (MayNot, {"by": cast.stranger, "at": SOON}),
        (MayNot, {"by": cast.auditor, "at": SOON}),
    ]

    for error, given in tries:
        with pytest.raises(error):
            undo_assignments(desk=cast.desk, before=before, done_at=NOW, **given)
    set_theme(enquiry=case, theme="information", by=cast.intake, at=NOW + HOUR / 60)
    with pytest.raises(ReasonsAgainst):
        undo_assignments(desk=cast.desk, before=before, done_at=NOW, by=cast.intake, at=SOON)

    assert now(case).officer == cast.case_officer


def test_theme_and_matter_are_taken_back(cast):
    case, matter = make_registered(cast), make_matter(cast)
    given = {"desk": cast.desk, "enquiry_id": case.pk, "by": cast.intake}

    set_theme(enquiry=case, theme="information", by=cast.intake, at=NOW)
    undo_theme(theme="", done_at=NOW, at=SOON, **given)
    assert now(case).theme == ""

    join_matter(enquiry=case, matter=matter, by=cast.intake, at=SOON)
    undo_joining(matter_id=None, done_at=SOON, at=SOON, **given)
    assert now(case).matter is None

    join_matter(enquiry=case, matter=None, by=cast.intake, at=SOON)
    undo_joining(matter_id=matter.pk, done_at=SOON, at=SOON, **given)
    assert now(case).matter == matter


def test_notices_put_away_are_shown_again_and_only_those_of_that_act(cast):
    give(cast, *two(cast))
    own = Notice.objects.filter(person=cast.case_officer, desk=cast.desk, seen_at__isnull=True)
    earlier = own.first()
    Notice.objects.filter(pk=earlier.pk).update(seen_at=NOW - HOUR)
    put_away = see_all_notices(desk=cast.desk, by=cast.case_officer, at=NOW)

    shown = unsee_notices(desk=cast.desk, done_at=NOW, by=cast.case_officer, at=SOON)

    assert (put_away, shown, own.count()) == (1, 1, 1)
    with pytest.raises(ReasonsAgainst):
        unsee_notices(desk=cast.desk, done_at=NOW, by=cast.case_officer, at=NOW + HOUR)
