from __future__ import annotations

import pytest

from hoiam.desks.against import MayNot, ReasonsAgainst
from hoiam.desks.models import Clock
from hoiam.desks.queries.journal import first_breaks
from hoiam.enquiries.models import Enquiry, Notice, Transfer
from hoiam.enquiries.operations.from_asker import withdraw
from hoiam.enquiries.operations.sealing import open_seal
from hoiam.enquiries.operations.transferring import (
    accept_transfer,
    decline_transfer,
    note_acceptance,
    offer_transfer,
    take_offer_back,
)
from hoiam.enquiries.queries.enquiries import get_enquiry, get_offered
from hoiam.enquiries.queries.letters import render_letter
from hoiam.enquiries.terms import Letter, State
from tests.factories.desks import make_body
from tests.factories.enquiries import ASKER, AT, DAY, HOUR, QUESTION, make_draft, make_registered, stand

pytestmark = pytest.mark.django_db


def offer(cast, enquiry, **to) -> Transfer:
    to = to or {"to_desk": cast.other_desk}
    return offer_transfer(enquiry=enquiry, reason="Thuộc tỉnh bạn", by=cast.intake, at=AT + 2 * HOUR, **to)


def open_clocks(enquiry: Enquiry) -> int:
    return Clock.objects.of("enquiries.enquiry", enquiry.pk).open().count()


def test_offered_enquiry_stays_ours_with_every_limit(cast):
    enquiry = make_registered(cast)
    before = open_clocks(enquiry)

    offer(cast, enquiry)

    ours = Enquiry.objects.get(pk=enquiry.pk)
    assert (ours.state, ours.desk, open_clocks(ours)) == (State.REGISTERED, cast.desk, before)
    assert Notice.objects.get(what="transfer_offered").person == cast.stranger


def test_offered_enquiry_shows_the_other_desk_the_question_and_nothing_else(cast):
    transfer = offer(cast, make_registered(cast))

    shown = get_offered(transfer.pk, standing=stand(cast, "stranger"))

    assert shown.enquiry.question == QUESTION
    with pytest.raises(Enquiry.DoesNotExist):
        get_enquiry(shown.enquiry.reference, standing=stand(cast, "stranger"))
    with pytest.raises(MayNot):
        open_seal(enquiry=shown.enquiry, standing=stand(cast, "stranger"), at=AT)


def test_accepted_enquiry_gets_reference_seal_and_limits_of_the_other_desk(cast):
    answer = make_draft(cast)
    transfer = offer(cast, answer.enquiry)

    became = accept_transfer(transfer=transfer, by=cast.stranger, at=AT + DAY)

    ours = Enquiry.objects.get(pk=answer.enquiry_id)
    assert (ours.state, ours.closed_at, open_clocks(ours)) == (State.TRANSFERRED, AT + DAY, 0)
    assert (became.reference, became.desk, became.state) == ("QT-2026-00001", cast.other_desk, State.RECEIVED)
    assert (became.received_at, open_clocks(became) > 0) == (AT + 2 * HOUR, True)
    opened = open_seal(enquiry=became, standing=stand(cast, "stranger"), at=AT + DAY)
    assert (opened.asker, opened.question) == (ASKER, QUESTION)
    assert first_breaks() == []


def test_accepted_enquiry_tells_its_asker_where_it_is_now(cast):
    enquiry = make_registered(cast)
    accept_transfer(transfer=offer(cast, enquiry), by=cast.stranger, at=AT + DAY)

    mail = render_letter(enquiry.correspondence.get(letter=Letter.TRANSFERRED).pk, "vi")

    assert "QT-2026-00001" in mail.text
    assert cast.other_desk.name["vi"] in mail.text


def test_offer_is_accepted_by_intake_of_that_desk_only_and_once(cast):
    transfer = offer(cast, make_registered(cast))

    with pytest.raises(MayNot):
        accept_transfer(transfer=transfer, by=cast.intake, at=AT + DAY)
    accept_transfer(transfer=transfer, by=cast.stranger, at=AT + DAY)
    with pytest.raises(ReasonsAgainst):
        accept_transfer(transfer=transfer, by=cast.stranger, at=AT + DAY)

    assert Enquiry.objects.count() == 2


def test_offer_declined_leaves_the_enquiry_where_it_was(cast):
    enquiry = make_registered(cast)

    decline_transfer(transfer=offer(cast, enquiry), reason="Không thuộc tỉnh", by=cast.stranger, at=AT + DAY)

    assert Enquiry.objects.get(pk=enquiry.pk).state == State.REGISTERED
    assert Notice.objects.filter(what="transfer_decided", person=cast.intake).count() == 1
    assert offer(cast, enquiry).decided_at is None


def test_offer_taken_back_cannot_be_accepted(cast):
    transfer = offer(cast, make_registered(cast))
    take_offer_back(transfer=transfer, reason="Chúng tôi trả lời", by=cast.intake, at=AT + 3 * HOUR)

    with pytest.raises(ReasonsAgainst):
        accept_transfer(transfer=transfer, by=cast.stranger, at=AT + DAY)


def test_offer_of_a_withdrawn_enquiry_is_over(cast):
    enquiry = make_registered(cast)
    transfer = offer(cast, enquiry)
    withdraw(enquiry=enquiry, at=AT + 3 * HOUR)

    with pytest.raises(ReasonsAgainst):
        accept_transfer(transfer=transfer, by=cast.stranger, at=AT + DAY)

    assert Enquiry.objects.count() == 1


def test_body_without_a_desk_takes_it_when_our_officer_notes_its_letter(cast):
    enquiry = make_registered(cast)
    transfer = offer(cast, enquiry, to_body=make_body("so-y-te"))

    with pytest.raises(ReasonsAgainst):
        note_acceptance(transfer=transfer, words="", by=cast.intake, at=AT + DAY)
    note_acceptance(transfer=transfer, words="Công văn 12 ngày 8/9", by=cast.intake, at=AT + DAY)

    assert Enquiry.objects.get(pk=enquiry.pk).state == State.TRANSFERRED


@pytest.mark.parametrize("to", ["nobody", "both", "ourselves"])
def test_offer_to_nobody_to_two_or_to_ourselves_is_refused(cast, to):
    enquiry = make_registered(cast)
    given = {
        "nobody": {"to_desk": None},
        "both": {"to_desk": cast.other_desk, "to_body": cast.other_desk.body},
        "ourselves": {"to_desk": cast.desk},
    }[to]

    with pytest.raises(ReasonsAgainst):
        offer(cast, enquiry, **given)


def test_second_offer_while_one_is_open_is_refused(cast):
    enquiry = make_registered(cast)
    offer(cast, enquiry)

    with pytest.raises(ReasonsAgainst):
        offer(cast, enquiry)
