"""The documents that are signed of an edition: what they say, what a blanking leaves of them."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, datetime, timedelta, timezone

import pytest

from hoiam.desks import signing
from hoiam.releases.document import (
    Translation,
    blank_text,
    document_hash,
    fault_of,
    judge,
    moment,
    publication_record,
    title_of,
)
from hoiam.texts.sentences import sentences_of
from hoiam.texts.structure import read_structure
from tests.releases.signed.made import AT, BODY, document_of


def test_document_says_what_was_cleared_and_its_hash_leaves_key_and_signature_out():
    document = document_of(BODY, not_before=datetime(2026, 9, 15, 9, tzinfo=timezone(timedelta(hours=7))))
    bare = {name: value for name, value in document.items() if name not in ("key", "signature")}
    spelled = json.dumps(bare, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()

    assert document_hash(document) == document_hash(bare) == hashlib.sha256(spelled).hexdigest()
    assert document["title"] == "Tuổi thọ trung bình tăng lên 74,7 tuổi"
    assert (document["not_before"], document["signed_at"]) == ("2026-09-15T02:00:00+00:00", moment(AT))
    assert fault_of(document, signing.public_keys()) == ""


def test_document_of_a_translation_names_the_original():
    said = document_of(BODY, translation=Translation("vi", "a" * 64, reviewed=True))["translation"]

    assert said == {"of": "vi", "document": "a" * 64, "reviewed": True}


def test_publication_names_the_document_and_its_time():
    record = signing.sign(
        publication_record("a" * 64, AT, reference="R-DN-2026-0001", number=2, language="vi")
    )

    assert (record["document"], record["published_at"]) == ("a" * 64, moment(AT))
    assert fault_of(record, signing.public_keys()) == ""


@pytest.mark.parametrize(
    "change", ["title", "sentences", "not_before", "previous", "note", "key", "signature"]
)
def test_document_changed_in_any_part_is_altered_or_unknown(change):
    document = document_of(BODY)

    verdict = judge(document | {change: "x"}, None, signing.public_keys())

    assert verdict.word == ("unknown" if change == "key" else "altered")


def test_judge_compares_what_is_shown_sentence_by_sentence():
    document = document_of(BODY)
    said = [tuple(row) for row in document["sentences"]]

    assert judge(document, said, signing.public_keys()).word == "genuine"
    part = judge(document, said[:3], signing.public_keys())
    assert part.word == "altered" and part.is_part
    assert judge(None, None, signing.public_keys()).word == "unknown"


def test_every_sentence_of_every_kind_of_block_can_be_blanked():
    body = (
        BODY.rstrip()
        + "\n\n| a \\| b | Anh Nguyễn Văn A |\n| --- | --- |\n| 1 [F001] | 2 |\n\n\\# Không phải tiêu đề.\n"
    )
    found = sentences_of(read_structure(body))
    rows = [[f"s{number}", sentence.text] for number, sentence in enumerate(found)]

    for place, (name, words) in enumerate(rows):
        blanked = blank_text(body, rows, [name], "[Đã gỡ].")
        left = [one.text.removeprefix("— ") for one in sentences_of(read_structure(blanked))]
        assert left == [row[1] if number != place else "[Đã gỡ]." for number, row in enumerate(rows)], words


def test_sentence_that_is_not_in_the_text_is_not_blanked_in_silence():
    with pytest.raises(ValueError, match="s9"):
        blank_text("Một câu.", [["s9", "Câu khác."]], ["s9"], "[Đã gỡ]")


def test_blanked_document_leaves_out_the_words_their_facts_and_hidden_files():
    whole = document_of(BODY)
    blanked = document_of(
        BODY,
        blanked={"s3": document_hash(whole)},
        blanked_words="[Đã gỡ]",
        attachments=[["anh-a.jpg", "a" * 64], ["bang.csv", "b" * 64]],
        media=[{"sha256": "a" * 64, "caption": "Anh A"}],
        blanked_files=["a" * 64],
    )
    said = json.dumps(blanked, ensure_ascii=False)

    assert "thấp hơn" not in said and "F002" not in said and "anh-a" not in said and "Anh A" not in said
    assert blanked["blanked"] == {"s3": document_hash(whole)}
    assert blanked["attachments"][0] == ["", "a" * 64]


@pytest.mark.parametrize(
    ("text", "title"),
    [("# Một [F001]\n\n## Hai", "Một"), ("Đoạn.\n\n# Sau", "Sau"), ("## Hai", ""), ("", "")],
)
def test_title_is_the_first_heading_of_level_one(text, title):
    assert title_of(text) == title


def test_moments_are_written_in_utc():
    assert moment(datetime(2026, 9, 14, 2, 0, 5, 900, tzinfo=UTC)) == "2026-09-14T02:00:05+00:00"
    assert moment(None) is None
