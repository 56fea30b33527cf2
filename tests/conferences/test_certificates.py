from __future__ import annotations

import io
import time

import pypdfium2
import pytest
from django.utils import translation

from hoiam.conferences.certified import read_code, verdict
from hoiam.conferences.models import Certificate
from hoiam.conferences.operations.certificates import issue_certificates, revoke_certificate
from hoiam.conferences.queries.certificates import certificates_of, paper_of, public_certificate
from hoiam.desks.against import MayNot, ReasonsAgainst
from hoiam.desks.models import JournalDetail, JournalLine
from hoiam.desks.signing import public_keys
from tests.factories.learning import AFTER, make_delegate, make_training

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


def test_everybody_who_was_there_gets_one_signed_certificate_and_nobody_else(cast):
    training = make_training(cast.desk)
    came = [make_delegate(training, number) for number in (1, 2)]
    make_delegate(training, 3, came=False)
    make_delegate(training, 4, state="cancelled")

    made = issue_certificates(conference=training, by=cast.head, at=AFTER)

    assert [(row.number, row.delegate) for row in made] == [(1, came[0]), (2, came[1])]
    assert all(verdict(row.document, public_keys()) == "genuine" for row in made)
    assert made[0].document["title"] == training.title and made[0].document["place"]["vi"] == "Đà Nẵng"
    with pytest.raises(ReasonsAgainst, match="waits for a certificate"):
        issue_certificates(conference=training, by=cast.head, at=AFTER)
    line = JournalLine.objects.get(verb="issued certificates")
    assert JournalDetail.objects.get(line=line).content == {"count": 2}


def test_a_certificate_for_somebody_who_was_not_there_is_refused_by_name(cast):
    training = make_training(cast.desk)
    there, absent = make_delegate(training, 1), make_delegate(training, 2, came=False, name="Trần Thị Vắng")
    elsewhere = make_delegate(make_training(cast.desk, number=2), 3)
    issue_certificates(conference=training, by=cast.head, at=AFTER, delegates=[there.pk])

    with pytest.raises(ReasonsAgainst) as against:
        issue_certificates(
            conference=training, by=cast.head, at=AFTER, delegates=[there.pk, absent.pk, elsewhere.pk]
        )

    said = str(against.value)
    assert "Trần Thị Vắng was not there" in said and "has a certificate already" in said
    assert "not on the roster" in said
    assert Certificate.objects.count() == 1


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ({"held": False}, "held first"),
        ({"kind": "briefing"}, "trainings and workshops"),
        ({"is_from_documents": True}, "documents only"),
        ({"precision": "month"}, "Enter the day"),
    ],
)
def test_certificates_wait_for_a_training_that_was_held_on_a_known_day(cast, given, reason):
    training = make_training(cast.desk, **given)
    make_delegate(training)

    with pytest.raises(ReasonsAgainst, match=reason):
        issue_certificates(conference=training, by=cast.head, at=AFTER)
    with pytest.raises(MayNot):
        issue_certificates(conference=training, by=cast.intake, at=AFTER)


def test_a_revoked_certificate_says_why_and_a_new_one_is_given_only_by_name(cast):
    training = make_training(cast.desk)
    delegate = make_delegate(training)
    first = issue_certificates(conference=training, by=cast.head, at=AFTER)[0]
    with pytest.raises(ReasonsAgainst, match="reason is public"):
        revoke_certificate(certificate=first, why={"vi": " "}, by=cast.head, at=AFTER)

    revoke_certificate(certificate=first, why={"vi": "Tên ghi sai."}, by=cast.head, at=AFTER)

    shown = public_certificate(first.code.lower().replace("-", " "), AFTER)
    assert shown is not None and (shown.revoked_at, str(shown.revoked_why)) == (AFTER, "Tên ghi sai.")
    with pytest.raises(ReasonsAgainst, match="revoked already"):
        revoke_certificate(certificate=first, why={"vi": "Lần nữa."}, by=cast.head, at=AFTER)
    with pytest.raises(ReasonsAgainst, match="waits for a certificate"):
        issue_certificates(conference=training, by=cast.head, at=AFTER)
    again = issue_certificates(conference=training, by=cast.head, at=AFTER, delegates=[delegate.pk])[0]
    assert again.number == 2 and again.code != first.code


def test_one_changed_letter_is_seen_offline_and_a_foreign_key_is_unknown(cast):
    training = make_training(cast.desk)
    make_delegate(training)
    document = issue_certificates(conference=training, by=cast.head, at=AFTER)[0].document

    assert verdict({**document, "holder": "Người khác"}, public_keys()) == "altered"
    assert verdict({**document, "key": "k9"}, public_keys()) == "unknown"
    assert verdict({"type": "hoiam/release/1"}, public_keys()) == "unknown"
    assert read_code("0000-0000-0000-0000") == "" and read_code(document["code"]) == document["code"]


def test_certificates_are_one_file_with_a_page_and_a_code_for_each(cast):
    training = make_training(cast.desk)
    for number in range(1, 31):
        make_delegate(training, number)
    made = issue_certificates(conference=training, by=cast.head, at=AFTER)

    began = time.process_time()
    pdf = paper_of(training, certificates_of(training), AFTER)
    spent = time.process_time() - began

    document = pypdfium2.PdfDocument(io.BytesIO(pdf))
    words = document[29].get_textpage().get_text_range()
    assert len(document) == 30 and made[29].holder in words and made[29].code in words
    assert "Tập huấn cung cấp thông tin quyền con người" in words
    assert spent < 2
