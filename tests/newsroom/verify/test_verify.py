"""Receipts laid before the public page: genuine, altered, unknown."""

from __future__ import annotations

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.factories.enquiries import QUESTION, Traces, make_receipt

pytestmark = pytest.mark.django_db
ADDRESS = "/en/verify/"


@pytest.fixture
def document(cast) -> dict:
    return make_receipt(cast, kind="foreign_press_request").receipt_document


def judge(text: str, **more) -> str:
    return Client().post(ADDRESS, {"text": text, **more}).content.decode()


def test_genuine_receipt_is_told_with_what_it_says(document):
    page = judge(json.dumps(document))

    for said in (
        "Genuine",
        "DN-2026-00001",
        "7 September 2026, 09:00",
        "14 September 2026, 23:59",
        "article 13",
    ):
        assert said in page
    assert Traces().found_in(page) == []


def test_receipt_as_a_file_is_judged_like_its_text(document):
    file = SimpleUploadedFile("receipt.json", json.dumps(document, ensure_ascii=False).encode())

    assert "Genuine" in Client().post(ADDRESS, {"file": file}).content.decode()


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        (QUESTION, "It speaks of exactly the question that you gave."),
        (QUESTION.replace("2025", "2024"), "It is the receipt of another question"),
    ],
)
def test_question_beside_the_receipt_is_compared(document, question, sentence):
    assert sentence in judge(json.dumps(document), question=question)


@pytest.mark.parametrize("change", [{"received_at": "2026-09-01T00:00:00+00:00"}, {"dues": []}, {"added": 1}])
def test_receipt_with_anything_changed_is_altered(document, change):
    page = judge(json.dumps({**document, **change}))

    assert "Altered" in page and "Genuine" not in page


@pytest.mark.parametrize(
    "text", ["{}", "[1]", "no json", "[" * 100_000, '{"type": "hoiam/receipt/1", "key": "k9"}']
)
def test_what_is_no_receipt_of_ours_is_unknown(cast, text):
    page = judge(text)

    assert "Unknown" in page and "Genuine" not in page


def test_empty_form_says_what_to_do(cast):
    sent = Client().post(ADDRESS, {})

    assert sent.status_code == 422
    assert "Choose a file, or paste its text." in sent.content.decode()


@pytest.mark.parametrize("content", [b"x" * 2_000_001, b"%PDF-1.7" + b"x" * 15_000_000], ids=["text", "pdf"])
def test_file_too_large_to_be_ours_is_refused(cast, content):
    sent = Client().post(ADDRESS, {"file": SimpleUploadedFile("x.json", content)})

    assert sent.status_code == 422
    assert "too large" in sent.content.decode()


def test_pasted_text_without_end_is_refused(cast):
    assert Client().post(ADDRESS, {"text": "x" * 400_001}).status_code == 422


def test_page_explains_how_to_check_offline(cast):
    page = Client().get(ADDRESS).content.decode()

    assert "hoiam receipt verify FILE --key hoiam-keys.json" in page
    assert "/.well-known/hoiam-keys.json" in page
