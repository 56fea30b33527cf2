"""What the asker reads, in the asker's language."""

from __future__ import annotations

import json

import pytest
from django.utils import translation

from hoiam.desks import signing
from hoiam.enquiries import receipts
from hoiam.enquiries.models import Correspondence
from hoiam.enquiries.operations.answering import start_interim
from hoiam.enquiries.operations.clarifying import ask_clarification
from hoiam.enquiries.queries.letters import render_letter, written_language
from hoiam.enquiries.queries.sealed import status_token_of
from hoiam.enquiries.terms import Letter
from hoiam.texts.operations.attachments import attach
from tests.factories.enquiries import (
    ANSWER,
    AT,
    HOUR,
    clear,
    make_answered,
    make_assigned,
    make_draft,
    make_enquiry,
)

pytestmark = pytest.mark.django_db


def mail_of(enquiry, letter, language=""):
    return render_letter(Correspondence.objects.filter(enquiry=enquiry, letter=letter).last().pk, language)


@pytest.mark.parametrize(
    ("language", "subject", "sentence"),
    [
        ("vi", "Giấy tiếp nhận DN-2026-00001", "Câu hỏi của bạn đã đến chúng tôi"),
        ("en", "Receipt DN-2026-00001", "Your question reached us."),
        ("fr", "Receipt DN-2026-00001", "Your question reached us."),
    ],
)
def test_receipt_is_written_in_the_asker_s_language_or_in_english(cast, language, subject, sentence):
    enquiry = make_enquiry(cast, language=language)

    with translation.override("vi"):
        mail = mail_of(enquiry, Letter.RECEIPT)

    assert mail.subject == subject
    assert sentence in mail.text
    assert f"/{written_language(language)}/status/{status_token_of(enquiry)}/" in mail.text


def test_receipt_encloses_the_signed_document(cast):
    enquiry = make_enquiry(cast)

    (file,) = mail_of(enquiry, Letter.RECEIPT).attachments

    assert (file.name, file.media_type) == ("DN-2026-00001.json", "application/json")
    assert receipts.verify(json.loads(file.content), signing.public_keys())


def test_question_back_stands_in_the_letter_as_the_officer_wrote_it(cast):
    enquiry = make_assigned(cast)
    ask_clarification(enquiry=enquiry, words="Bạn hỏi năm nào?", by=cast.case_officer, at=AT + 3 * HOUR)

    mail = mail_of(enquiry, Letter.CLARIFICATION)

    assert "Bạn hỏi năm nào?" in mail.text
    assert mail.attachments == ()


def test_interim_answer_is_called_so_and_the_answer_answer(cast):
    enquiry = make_assigned(cast, language="en")
    interim = start_interim(enquiry=enquiry, by=cast.case_officer, at=AT + 3 * HOUR, body="We are looking.")
    clear(cast, interim, AT + 4 * HOUR)
    answer = make_answered(cast, language="en", body="There is no figure yet.")

    subjects = [mail_of(row, Letter.ANSWER).subject for row in (enquiry, answer.enquiry)]

    assert subjects == ["Interim answer DN-2026-00001", "Answer DN-2026-00002"]


def test_answer_names_the_desk_and_its_text(cast):
    answer = make_answered(cast)

    mail = mail_of(answer.enquiry, Letter.ANSWER)

    assert ANSWER.split(".")[0] in mail.text
    assert mail.sender_name == cast.desk.name["vi"]


def test_file_cleared_with_the_answer_goes_to_the_asker(cast):
    draft = make_draft(cast)
    attach(
        desk=cast.desk,
        record=draft.text,
        name="so-lieu.csv",
        content=b"nam,ti_le\n2025,1\n",
        by=cast.case_officer,
        at=AT + 4 * HOUR,
    )
    clear(cast, draft, AT + 5 * HOUR)

    (file,) = mail_of(draft.enquiry, Letter.ANSWER).attachments

    assert (file.name, file.media_type, file.content) == ("so-lieu.csv", "text/csv", b"nam,ti_le\n2025,1\n")
