"""A version says for good what was sent, under a hash that anyone can recompute."""

from __future__ import annotations

import hashlib
import json

import pytest

from hoiam.texts.models import TextVersion
from hoiam.texts.models.versions import Unchangeable
from tests.factories.texts import make_version

pytestmark = pytest.mark.django_db


def test_version_hash_is_the_sha256_of_what_it_says(cast):
    version = make_version(cast, body="# Trả lời\n\nSở đã nhận câu hỏi.\n")

    said = {
        "format": 1,
        "language": "vi",
        "body": "# Trả lời\n\nSở đã nhận câu hỏi.",
        "sentences": [["s1", "Trả lời"], ["s2", "Sở đã nhận câu hỏi."]],
        "citations": [],
        "facts": {},
        "reasons": {},
        "attachments": [],
    }
    canonical = json.dumps(said, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()
    assert version.hash == hashlib.sha256(canonical).hexdigest()


def test_version_with_another_word_has_another_hash(cast):
    first, second = make_version(cast, body="Sở trả lời."), make_version(cast, body="Sở chưa trả lời.")

    assert first.hash != second.hash


def test_version_cannot_be_changed_or_deleted(cast):
    version = make_version(cast)
    version.body = "Khác."

    for attempt in (
        version.save,
        version.delete,
        TextVersion.objects.all().delete,
        lambda: TextVersion.objects.update(body="Khác."),
    ):
        with pytest.raises(Unchangeable):
            attempt()

    assert TextVersion.objects.get().body != "Khác."
