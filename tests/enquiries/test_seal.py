"""The seal: intake opens it to reply; nobody else, no list, no mail body, no journal line shows who asked."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from django.core import serializers
from django.db import models

from hoiam.desks.against import MayNot, ReasonsAgainst
from hoiam.desks.models import Erasure, JournalDetail, JournalLine
from hoiam.desks.queries.journal import first_breaks
from hoiam.enquiries import findable, receipts
from hoiam.enquiries.models import AskerSeal, Correspondence, Enquiry, EnquiryReceipt, SealKey
from hoiam.enquiries.operations.erasing import erase_again, erase_old_seals
from hoiam.enquiries.operations.from_asker import ask_review, reply
from hoiam.enquiries.operations.sealing import open_message, open_seal
from hoiam.enquiries.queries.disclosures import public_log
from hoiam.enquiries.queries.inbox import inbox
from hoiam.enquiries.queries.letters import render_letter
from hoiam.enquiries.queries.punctuality import figure_list, month_of
from hoiam.enquiries.queries.sealed import asker_s_receipt, status_token_of
from hoiam.enquiries.queries.status import status_of
from hoiam.post.models import Parcel
from tests.factories.enquiries import ASKER, AT, DAY, QUESTION, Traces, make_answered, make_enquiry, stand

pytestmark = pytest.mark.django_db

NAMING = f"Tôi là {ASKER.name}, {ASKER.outlet}, {ASKER.phone}. {QUESTION}"


def make_named(cast):
    """An answered enquiry whose asker wrote name, outlet and telephone into the question and a message."""
    answer = make_answered(cast, question=NAMING)
    reply(enquiry=answer.enquiry, words=f"Cảm ơn. {ASKER.name}, {ASKER.email}", at=AT + 8 * DAY)
    return answer


def test_seal_opened_by_intake_shows_the_asker_and_leaves_a_line(cast):
    enquiry = make_enquiry(cast, question=NAMING)

    opened = open_seal(enquiry=enquiry, standing=stand(cast, "intake"), at=AT)

    assert (opened.asker, opened.question) == (ASKER, NAMING)
    line = JournalLine.objects.filter(verb="opened seal").get()
    assert (line.actor, line.record_id, line.detail.content) == (
        f"person:{cast.intake.pk}",
        enquiry.pk,
        {"purpose": "to reply"},
    )


def test_question_as_written_cannot_be_guessed_from_what_the_desk_keeps(cast):
    enquiry = make_enquiry(cast, question=NAMING)

    kept = EnquiryReceipt.objects.get(enquiry=enquiry).document

    assert receipts.is_receipt_of(asker_s_receipt(enquiry), NAMING)
    assert "question_salt" not in kept
    assert not receipts.is_receipt_of(kept, NAMING)


@pytest.mark.parametrize(
    "name",
    ["case_officer", "fact_steward", "reviewer", "spokesperson", "head", "desk_admin", "auditor", "stranger"],
)
def test_seal_is_opened_by_nobody_else(cast, name):
    enquiry = make_enquiry(cast)

    with pytest.raises(MayNot):
        open_seal(enquiry=enquiry, standing=stand(cast, name), at=AT)

    assert not JournalLine.objects.filter(verb="opened seal").exists()


def test_seal_whose_opening_cannot_be_written_down_stays_closed(cast, monkeypatch):
    enquiry = make_enquiry(cast)

    def fail(*args, **kwargs):
        raise RuntimeError("no journal")

    monkeypatch.setattr("hoiam.enquiries.operations.sealing.write_line", fail)

    with pytest.raises(RuntimeError):
        open_seal(enquiry=enquiry, standing=stand(cast, "intake"), at=AT)


def test_no_row_of_any_table_shows_who_asked(cast, django_assert_num_queries):
    make_named(cast)

    shown = {}
    for model in all_models():
        rows = serializers.serialize("json", model._base_manager.all())
        found = Traces().found_in(json.dumps(json.loads(rows), ensure_ascii=False))
        if found:
            shown[model._meta.label] = found

    assert shown == {}


def all_models() -> list[type[models.Model]]:
    from django.apps import apps

    return [model for model in apps.get_models() if model._meta.app_label != "contenttypes"]


def test_no_query_list_or_letter_shows_who_asked(cast):
    answer = make_named(cast)
    at = AT + 10 * DAY
    status = status_of(answer.enquiry, at)
    letters = [render_letter(row.pk, "vi") for row in Correspondence.objects.filter(is_from_asker=False)]

    said = [
        *(row.__dict__ for row in inbox(stand(cast, "head"), at).rows),
        *(row.__dict__ for row in public_log(at).rows),
        *(row.enquiry.__dict__ for row in public_log(at).rows),
        *figure_list("received", None, month_of(AT.date()), at).rows,
        *findable.every_answer(),
        *(row.__dict__ for row in status.letters),
        *letters,
        *JournalDetail.objects.values_list("content", flat=True),
    ]

    assert len(letters) == 3
    assert Traces().found_in(repr(said)) == []


def test_no_column_allows_counting_by_asker_or_outlet(cast):
    make_enquiry(cast)
    make_enquiry(cast)

    first, second = AskerSeal.objects.order_by("pk")
    parcels = Parcel.objects.order_by("pk")
    assert bytes(first.ciphertext) != bytes(second.ciphertext)
    assert len({parcel.recipient_key for parcel in parcels}) == 2


def test_message_as_written_opens_for_intake_only(cast):
    make_named(cast)
    letter = Correspondence.objects.get(is_from_asker=True)

    assert ASKER.email in open_message(letter=letter, standing=stand(cast, "intake"), at=AT)
    with pytest.raises(MayNot):
        open_message(letter=letter, standing=stand(cast, "head"), at=AT)


def test_seal_is_erased_when_its_time_is_over_and_not_before(cast):
    answer = make_named(cast)
    closed_at = Enquiry.objects.get(pk=answer.enquiry_id).closed_at

    early = erase_old_seals(closed_at + timedelta(days=90) - timedelta(seconds=1))
    then = erase_old_seals(closed_at + timedelta(days=90))

    assert (early, then) == (0, 1)
    assert (SealKey.objects.count(), AskerSeal.objects.count()) == (0, 0)
    assert not any(row.sealed_words for row in Correspondence.objects.all())
    assert set(Parcel.objects.filter(payload_kind="enquiries.letter").values_list("sealed_address")) == {
        ("",)
    }
    assert Erasure.objects.filter(kind="enquiries.seal", record_id=answer.enquiry_id).exists()
    assert not JournalDetail.objects.filter(
        line__record_kind="enquiries.enquiry", line__record_id=answer.enquiry_id, line__verb="took in"
    ).exists()
    assert first_breaks() == []


def test_seal_erased_cannot_be_opened_and_the_status_link_still_works(cast):
    answer = make_named(cast)
    enquiry = answer.enquiry
    token = status_token_of(enquiry)
    erase_old_seals(AT + 200 * DAY)

    assert (status_token_of(enquiry), bool(token)) == ("", True)
    with pytest.raises(ReasonsAgainst):
        open_seal(enquiry=enquiry, standing=stand(cast, "intake"), at=AT)
    with pytest.raises(ReasonsAgainst):
        reply(enquiry=enquiry, words="Còn ai đó không?", at=AT + 201 * DAY)
    assert status_of(enquiry, AT).may_reply is False


def test_seal_waits_for_a_review_that_nobody_decided(cast):
    answer = make_answered(cast)
    ask_review(enquiry=answer.enquiry, words="Thiếu số liệu", at=AT + 80 * DAY)

    assert erase_old_seals(AT + 200 * DAY) == 0


def test_seal_put_back_by_a_backup_is_erased_again(cast):
    answer = make_named(cast)
    rows = [*SealKey.objects.all(), *AskerSeal.objects.all()]
    erase_old_seals(AT + 200 * DAY)
    for row in rows:
        row.save(force_insert=True)

    erase_again("", answer.enquiry_id, AT + 201 * DAY)

    assert (SealKey.objects.count(), AskerSeal.objects.count()) == (0, 0)
