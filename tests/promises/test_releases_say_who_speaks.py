"""Promise 10: every release names the body, the responsible office, the date and the edition, under a signature."""

from __future__ import annotations

import json

import pytest

from hoiam.desks import signing
from hoiam.releases.operations.writing import describe
from tests.factories.releases import AT, HOUR, T, clear, make_corrected, make_draft_in_two, make_published

pytestmark = pytest.mark.django_db


def test_signed_document_names_body_office_date_and_edition_in_every_language(cast):
    made = make_published(cast)
    keys = json.loads(json.dumps(signing.public_keys()))
    for row in (made.vi, made.en):
        said = row.document
        assert signing.verify(said, keys)
        assert said["body"] == dict(cast.desk.body.name)
        assert said["office"] == dict(cast.desk.name)
        assert (said["reference"], said["edition"]) == (made.release.reference, 1)
        assert said["not_before"] == "2026-09-15T02:00:00+00:00"
        assert signing.verify(row.publication, keys)
        assert (row.publication["document"], row.publication["published_at"]) == (
            row.document_hash,
            "2026-09-15T02:00:00+00:00",
        )


def test_each_edition_names_the_one_before_it(cast):
    made = make_corrected(cast)
    first = made.release.editions.get(number=1)
    for row in (made.vi, made.en):
        before = first.texts.get(language=row.language)
        assert row.document["previous"] == before.document_hash
        assert before.document["previous"] == ""


@pytest.mark.parametrize("field", ["text", "office", "edition", "not_before", "balance_note", "previous"])
def test_whatever_is_altered_in_the_document_its_signature_fails(cast, field):
    made = make_draft_in_two(cast)
    describe(edition=made.edition, balance_note={"vi": "Chưa đo."}, by=cast.case_officer, at=AT)
    made = clear(cast, made.again(), AT + HOUR)
    altered = made.vi.document | {field: "khác"}
    assert signing.verify(made.vi.document, signing.public_keys())
    assert not signing.verify(altered, signing.public_keys())
    assert T > AT
