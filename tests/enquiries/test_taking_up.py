"""Taken in, registered and given in one act; several registered at once; letters noted together."""

from __future__ import annotations

import pytest

from hoiam.desks.against import MayNot, ReasonsAgainst
from hoiam.desks.models import JournalLine
from hoiam.enquiries.asker import Asker
from hoiam.enquiries.models import Correspondence, Enquiry, Notice
from hoiam.enquiries.operations.noticing import note_all_handed_over
from hoiam.enquiries.operations.taking_up import AtOnce, register_many
from hoiam.enquiries.terms import Letter, State
from hoiam.post.models import Parcel
from tests.factories.enquiries import AT, HOUR, make_enquiry, make_registered

pytestmark = pytest.mark.django_db
NOW = AT + HOUR


def lines(case: Enquiry) -> list[str]:
    rows = JournalLine.objects.filter(record_kind="enquiries.enquiry", record_id=case.pk)
    return [row.verb for row in rows.order_by("number")]


def now(case: Enquiry) -> Enquiry:
    return Enquiry.objects.get(pk=case.pk)


def by_telephone(cast, **at_once):
    return make_enquiry(cast, by=cast.intake, asker=Asker(phone="0905 000 000"), at_once=AtOnce(**at_once))


def test_taken_in_registered_and_given_is_three_acts_with_a_line_each(cast):
    case = by_telephone(cast, officer=cast.case_officer, heard_at=AT)

    assert (now(case).state, now(case).officer) == (State.ASSIGNED, cast.case_officer)
    assert lines(case) == ["took in", "registered", "assigned"]
    assert Notice.objects.filter(person=cast.case_officer, what="assigned").count() == 1


def test_whoever_takes_a_call_gives_it_to_nobody_or_to_themselves_without_a_notice(cast):
    later, own = by_telephone(cast), by_telephone(cast, officer=cast.intake)

    assert (now(later).state, now(later).officer) == (State.REGISTERED, None)
    assert (now(own).state, now(own).officer) == (State.ASSIGNED, cast.intake)
    assert not Notice.objects.filter(what="assigned").exists()


def test_number_told_on_the_telephone_needs_no_letter_by_hand(cast):
    told, posted = by_telephone(cast, heard_at=AT), by_telephone(cast)
    letter = Correspondence.objects.get(enquiry=told, letter=Letter.REGISTERED)

    assert letter.handed_over_at == AT
    assert Correspondence.objects.get(enquiry=posted, letter=Letter.REGISTERED).handed_over_at is None
    assert Notice.objects.filter(what="send_by_hand", enquiry=told).count() == 0


def test_asker_with_an_address_gets_the_letters_all_the_same(cast):
    case = make_enquiry(cast, by=cast.intake, at_once=AtOnce(heard_at=AT))
    letters = Correspondence.objects.filter(enquiry=case)

    assert {row.letter for row in letters} == {Letter.RECEIPT, Letter.REGISTERED}
    assert Parcel.objects.filter(payload_id__in=[row.pk for row in letters]).count() == 2


def test_nothing_is_taken_in_where_the_officer_works_elsewhere(cast):
    with pytest.raises(ReasonsAgainst):
        by_telephone(cast, officer=cast.stranger)

    assert not Enquiry.objects.exists()


def test_several_are_registered_and_given_each_with_its_lines(cast):
    cases = [make_enquiry(cast), make_enquiry(cast, question="Khi nào mở lại cầu?")]

    given = register_many(
        desk=cast.desk,
        references=[case.reference for case in cases],
        officer=cast.case_officer,
        by=cast.intake,
        at=NOW,
    )

    assert len(given.done) == 2
    for case in cases:
        assert (now(case).state, now(case).officer) == (State.ASSIGNED, cast.case_officer)
        assert lines(case)[-2:] == ["registered", "assigned"]


def test_none_is_registered_where_one_cannot_be(cast):
    new, known = make_enquiry(cast), make_registered(cast)

    with pytest.raises(ReasonsAgainst) as against:
        register_many(
            desk=cast.desk,
            references=[new.reference, known.reference],
            officer=None,
            by=cast.intake,
            at=NOW,
        )

    assert [str(reason).partition(":")[0] for reason in against.value.reasons] == [known.reference]
    assert now(new).state == State.RECEIVED


def test_those_that_can_be_registered_are_where_that_was_asked(cast):
    new, known = make_enquiry(cast), make_registered(cast)

    given = register_many(
        desk=cast.desk,
        references=[new.reference, known.reference],
        officer=None,
        by=cast.intake,
        at=NOW,
        only_possible=True,
    )

    assert [case.reference for case in given.done] == [new.reference]
    assert list(given.refused) == [known.reference]


def test_an_auditor_registers_nothing(cast):
    case = make_enquiry(cast)

    with pytest.raises(MayNot):
        register_many(desk=cast.desk, references=[case.reference], officer=None, by=cast.auditor, at=NOW)


def by_hand(cast) -> list[int]:
    cases = [by_telephone(cast), by_telephone(cast)]
    rows = Correspondence.objects.filter(enquiry__in=cases, letter=Letter.REGISTERED)
    return list(rows.values_list("pk", flat=True))


def test_letters_of_several_enquiries_are_noted_together_with_a_line_each(cast):
    letters = by_hand(cast)

    assert note_all_handed_over(desk=cast.desk, letters=letters, by=cast.intake, at=NOW) == 2
    assert {row.handed_over_at for row in Correspondence.objects.filter(pk__in=letters)} == {NOW}
    assert JournalLine.objects.filter(verb="handed over letter").count() == 2


def test_no_letter_is_noted_where_one_was_noted_before_or_is_another_desk_s(cast):
    letters = by_hand(cast)
    note_all_handed_over(desk=cast.desk, letters=letters[:1], by=cast.intake, at=NOW)

    with pytest.raises(ReasonsAgainst):
        note_all_handed_over(desk=cast.desk, letters=letters, by=cast.intake, at=NOW)
    with pytest.raises(ReasonsAgainst):
        note_all_handed_over(desk=cast.other_desk, letters=letters, by=cast.stranger, at=NOW)
    with pytest.raises(ReasonsAgainst):
        note_all_handed_over(desk=cast.desk, letters=[], by=cast.intake, at=NOW)
    assert Correspondence.objects.get(pk=letters[1]).handed_over_at is None


def test_only_intake_notes_letters(cast):
    letters = by_hand(cast)

    with pytest.raises(MayNot):
        note_all_handed_over(desk=cast.desk, letters=letters, by=cast.reviewer, at=NOW)
