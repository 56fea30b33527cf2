"""A version says for good what was sent, under a hash that anyone can recompute."""

from __future__ import annotations

import hashlib
import json

import pytest

from hoiam.texts.models import TextVersion
from hoiam.texts.models.versions import Unchangeable
from hoiam.texts.queries.rendering import plain, rendered
from tests.factories.texts import AT, make_public_fact, make_text, make_version

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


BODY = """# Trả lời

Năm 2023, 93,35 % dân số có bảo hiểm y tế [F001]. Sở cảm ơn.

- Tỷ lệ đó là 93,35 % [F001].
- <b>Xin cảm ơn</b>."""


def test_version_snapshot_names_facts_versions_and_what_readers_are_told(cast):
    make_public_fact(cast.desk)

    version = make_version(cast, body=BODY)

    assert version.citations == [["s2", "F001", 1], ["s4", "F001", 1]]
    assert version.facts == {
        "F001v1": {
            "reference": "F001",
            "version": 1,
            "statement": {"vi": "Tỷ lệ dân số tham gia bảo hiểm y tế năm 2023 đạt 93,35 %."},
            "language": "vi",
            "figure": "93.35 %",
            "period": "2023",
            "limits": {"vi": "Không nêu riêng người nhập cư."},
            "sources": [
                {
                    "title": "Báo cáo năm 2023",
                    "publisher": "BHXH Việt Nam",
                    "address": "",
                    "locator": "tr. 12",
                    "stance": "supports",
                }
            ],
            "measure": {
                "low": "93.35",
                "high": "93.35",
                "printed": "93.35",
                "unit": "%",
                "from": "",
                "to": "",
                "precision": "unknown",
                "place": "",
            },
        }
    }


def test_rendered_version_tells_each_fact_once_and_needs_no_query(cast, django_assert_num_queries):
    make_public_fact(cast.desk)
    version = make_version(cast, body=BODY)

    with django_assert_num_queries(0):
        shown = rendered(version)

    runs = [
        [(run.text, run.note and run.note.number, run.anchor) for run in sentence.runs]
        for block in shown.blocks
        for piece in block.pieces
        for sentence in piece
    ]
    assert runs == [
        [("Trả lời", None, "")],
        [("Năm 2023, 93,35 % dân số có bảo hiểm y tế", None, ""), ("", 1, "m1"), (".", None, "")],
        [("Sở cảm ơn.", None, "")],
        [("Tỷ lệ đó là 93,35 %", None, ""), ("", 1, ""), (".", None, "")],
        [("<b>Xin cảm ơn</b>.", None, "")],
    ]
    assert [(note.number, note.reference, note.version) for note in shown.footnotes] == [(1, "F001", 1)]


def test_rendered_text_with_an_unknown_fact_shows_the_mark_as_written(cast):
    text = make_text(cast, body="Một câu [F999].")

    shown = rendered(text, at=AT)

    assert [run.text for run in shown.blocks[0].pieces[0][0].runs] == ["Một câu", " [F999]", "."]
    assert shown.footnotes == ()


def test_rendered_text_without_an_instant_is_refused(cast):
    text = make_text(cast)

    with pytest.raises(TypeError):
        rendered(text)


def test_plain_version_numbers_its_notes_and_tells_source_period_and_limits(cast):
    make_public_fact(cast.desk)
    version = make_version(cast, body=BODY)

    said = plain(version)

    assert said == (
        "Trả lời\n\n"
        "Năm 2023, 93,35 % dân số có bảo hiểm y tế [1]. Sở cảm ơn.\n\n"
        "- Tỷ lệ đó là 93,35 % [1].\n"
        "- <b>Xin cảm ơn</b>.\n\n"
        "Số liệu và nguồn\n"
        "[1] Tỷ lệ dân số tham gia bảo hiểm y tế năm 2023 đạt 93,35 %. (F001)\n"
        "    Nguồn: Báo cáo năm 2023, BHXH Việt Nam, tr. 12\n"
        "    Thời kỳ: 2023\n"
        "    Giới hạn: Không nêu riêng người nhập cư.\n"
    )
