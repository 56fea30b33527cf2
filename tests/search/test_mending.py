from __future__ import annotations

import pytest

from hoiam.search.analysis.language import is_bare, language_of
from hoiam.search.analysis.tokens import tokens
from hoiam.search.reading import abbreviations, counts
from hoiam.search.reading.reading import Change, understand
from hoiam.search.reading.typing import one_edit, telex, vni
from hoiam.search.wanted import wanted

TEXTS = [
    "Bảo hiểm y tế bao phủ 93,35% dân số năm 2023.",
    "Ủy ban nhân dân tỉnh Quảng Nam tổ chức hội nghị cung cấp thông tin cho báo chí.",
    "Tỷ lệ hộ nghèo dân tộc thiểu số giảm; bạo lực gia đình tăng.",
    "Mahatma Gandhi thực hành bất tuân dân sự.",
]


@pytest.fixture
def known(tmp_path):
    counting = counts.Counting()
    for text in TEXTS:
        counting.add(tokens(text), 3)
    counting.write(tmp_path)
    return counts.read(tmp_path)


def test_telex_keys_left_in_the_text_are_read():
    typed = [
        "ddoatj",
        "nhieeuf",
        "truwowcs",
        "dduwowcj",
        "nhaats",
        "hoaf",
        "quyeenf",
        "tieengs",
        "nguwowif",
        "uyr",
    ]

    assert [telex(word) for word in typed] == [
        "đoạt", "nhiều", "trước", "được", "nhất", "hòa", "quyền", "tiếng", "người", "ủy",
    ]  # fmt: skip
    assert telex("bao") is None


def test_vni_keys_left_in_the_text_are_read():
    assert [vni(word) for word in ["d9oa5t", "nhie6u2", "u7o7c1", "ba3y", "2023", "bao"]] == [
        "đoạt", "nhiều", "ước", "bảy", None, None,
    ]  # fmt: skip


def test_one_slip_away_finds_swapped_missing_doubled_and_wrong_letters():
    known_words = {"nhieu", "buoc", "giao", "doat"}

    assert [list(one_edit(word, known_words)) for word in ["niheu", "buco", "giaoo", "dat", "xyz"]] == [
        ["nhieu"], ["buoc"], ["giao"], ["doat"], [],
    ]  # fmt: skip


def test_question_without_marks_gets_them_back(known):
    reading = understand("ty le ho ngheo dan toc thieu so", known, abbreviations.read("vn")).reading

    assert reading.restored == "tỷ lệ hộ nghèo dân tộc thiểu số"
    assert reading.changes[0] == Change("ty", "tỷ", "marks")


def test_slips_are_mended_and_capitals_kept(known):
    reading = understand(
        "Bảo hểim y tế và bạo lực gia ddinhf của Ghandi", known, abbreviations.read("vn")
    ).reading

    assert reading.restored == "Bảo hiểm y tế và bạo lực gia đình của Gandhi"


def test_question_that_needs_nothing_is_left_alone(known):
    question = "Bảo hiểm y tế bao phủ bao nhiêu phần trăm dân số năm 2023?"

    assert understand(question, known, abbreviations.read("vn")).reading.restored == question


def test_question_taken_as_typed_is_not_mended(known):
    reading = understand("bao hiem y te", known, abbreviations.read("vn"), as_typed=True).reading

    assert (reading.restored, reading.changes) == ("bao hiem y te", ())


def test_short_forms_are_written_out_but_a_syllable_only_in_capitals(known):
    short_forms = abbreviations.read("vn")

    written = understand("bhyt va CAT", known, short_forms).reading.changes
    as_word = understand("cat giam", known, short_forms).reading.changes

    assert [change.meant for change in written if change.why == "abbreviation"] == [
        "bảo hiểm y tế",
        "Convention against Torture",
        "Công ước chống tra tấn",
    ]
    assert [change for change in as_word if change.why == "abbreviation"] == []


def test_english_is_told_from_vietnamese_without_marks():
    questions = [
        "How many recommendations were accepted?",
        "kien giang thieu thuoc dung ko?",
        "Đà Nẵng",
        "2023",
        "",
    ]

    assert [language_of(tokens(question)) for question in questions] == ["en", "vi", "vi", "vi", "vi"]
    assert [is_bare(tokens(question)) for question in questions] == [False, True, False, False, False]


def test_without_counts_nothing_is_mended():
    assert understand("ty le", counts.Counts(), abbreviations.read("none")).reading.restored == "ty le"


def test_short_form_weighs_as_a_name_in_small_letters_too(known):
    def weight(text, word):
        question = understand(text, known, abbreviations.read("vn"))
        asked = wanted(question, lambda field, term: 1, 100, kinds=(), audience=())
        return asked.words["folded"][word]

    assert weight("contact of mic please tell", "mic") == weight("contact of MIC please tell", "mic")
    assert weight("contact of mic please tell", "mic") > weight("contact of mic please tell", "contact")


def test_pairs_weigh_more_the_more_passages_there_are(known):
    question = understand("bảo hiểm y tế", known, abbreviations.read("vn"))

    def share(passages):
        words = wanted(question, lambda field, term: 1, passages, kinds=(), audience=()).words
        return words["pair"]["bao_hiem"] / words["toned"]["bao?"]

    assert [round(share(passages), 2) for passages in (10, 1_000, 10_000, 1_000_000)] == [0.5, 0.5, 1.0, 1.0]
