"""What is plain passes without a word; what is hard gets sentences that say how to mend it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hoiam.evidence.reading.vocabulary_files import country_folder, read_rows
from hoiam.texts.readability import Reading, reading_of

PLAIN_VI = """# Nước sạch về ba bản

Từ ngày 1 tháng 12, ba bản ở xã Mường Lát có nước sạch. Mỗi nhà mở vòi là có nước.
Nhà nào chưa có nước thì gọi cho xã.

- Xã sửa ống hỏng trong hai ngày.
- Ai thấy nước đục thì báo ngay."""

HARD_VI = """Căn cứ vào kết quả khảo sát, trong thời gian tới các cơ quan hữu quan sẽ tiến hành triển khai \
thực hiện đồng bộ các giải pháp nhằm mục đích khắc phục những bất cập phát sinh trên địa bàn, góp phần nâng cao \
hiệu quả tiếp cận dịch vụ của đối tượng thụ hưởng. Hồ sơ được gửi lên bị trả lại do chưa được ký. UBND và BHXH sẽ \
trả lời."""

PLAIN_EN = """From 1 December, three villages have clean water. Each house has a tap. If yours has none, call the \
commune. It will send help in two days."""

HARD_EN = """Pursuant to the aforementioned determinations, the competent administrative authorities will commence \
the implementation of comprehensive infrastructural interventions with a view to facilitating sustainable \
utilization of hydrological resources by beneficiaries. The MARD will disseminate additional information."""


def kinds(reading: Reading) -> list[str]:
    return [advice.kind for advice in reading.advice]


@pytest.mark.parametrize(("text", "language"), [(PLAIN_VI, "vi"), (PLAIN_EN, "en")])
def test_plain_text_gets_no_advice(text, language):
    reading = reading_of(text, language)

    assert reading.advice == ()
    assert reading.is_measured


def test_plain_vietnamese_is_measured_in_syllables_without_its_heading():
    reading = reading_of(PLAIN_VI, "vi")

    assert (reading.sentences, reading.longest, reading.units) == (5, 14, 44)
    assert reading.average == pytest.approx(8.8)


def test_hard_vietnamese_gets_each_kind_of_advice_with_what_to_do():
    reading = reading_of(HARD_VI, "vi")

    assert set(kinds(reading)) == {"average", "long_sentence", "office_word", "passive", "abbreviation"}
    assert (reading.sentences, reading.longest) == (3, 56)
    said = {advice.quote: advice.message for advice in reading.advice}
    assert "có liên quan" in said["hữu quan"]
    assert "bảo hiểm xã hội (BHXH)" in said["BHXH"]
    assert any("Hồ sơ được gửi lên bị trả" in message for message in said.values())
    assert len(said) == len(reading.advice)


def test_longest_words_of_offices_win_over_those_inside_them():
    quotes = [advice.quote for advice in reading_of("Xã triển khai thực hiện việc này.", "vi").advice]

    assert quotes == ["triển khai thực hiện"]


def test_hard_english_gets_reading_ease_and_plainer_words():
    reading = reading_of(HARD_EN, "en")

    assert reading.ease is not None and reading.ease < 0
    assert set(kinds(reading)) == {"long_sentence", "office_word", "abbreviation", "ease"}


def test_reading_ease_of_a_text_counted_by_hand():
    """Seven words, two sentences, nine syllables: 206.835 - 1.015 * 3.5 - 84.6 * 9 / 7."""
    assert reading_of("The water is clean. Call the village.", "en").ease == pytest.approx(94.51, abs=0.01)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Bảo hiểm y tế (BHYT) mở rộng. Ai có BHYT được khám.", []),
        ("BHYT (bảo hiểm y tế) mở rộng.", []),
        ("Ai có BHYT được khám.", ["BHYT"]),
        ("Chương II và Điều 5 nói rõ. TIN KHẨN CẤP CHO NGƯỜI DÂN.", []),
        ("Nghị định 13/2023/NĐ-CP có hiệu lực.", []),
    ],
)
def test_abbreviations_are_explained_once(text, found):
    assert [one.quote for one in reading_of(text, "vi").advice if one.kind == "abbreviation"] == found


@pytest.mark.parametrize(
    ("text", "is_chain"),
    [
        ("Hồ sơ được xã gửi đi hôm qua.", False),
        ("Hồ sơ bị trả lại vì chưa được ký.", False),
        ("Hồ sơ đã được gửi và được ký.", True),
        ("Nhà được xây, đường được mở rộng thêm hai mét, trường được sửa.", True),
    ],
)
def test_chains_of_passive_words_ask_who_does_it(text, is_chain):
    assert ("passive" in kinds(reading_of(text, "vi"))) is is_chain


@pytest.mark.parametrize(
    ("language", "is_measured"), [("fr", True), ("rad", True), ("hmn", True), ("km", False)]
)
def test_other_languages_are_measured_by_their_sentences_or_not_at_all(language, is_measured):
    reading = reading_of("Un deux trois. " + "mot " * 40 + ".", language)

    assert reading.is_measured is is_measured
    assert ("long_sentence" in kinds(reading)) is is_measured


@pytest.mark.parametrize("text", ["", "# Đề mục", "| a | b |", "...", "![a](chart) b"])
def test_nothing_to_read_is_not_measured(text):
    assert not reading_of(text, "vi").is_measured


@given(st.text(max_size=300), st.sampled_from(["vi", "en", "fr", "km", "", "zh-Hant"]))
def test_reading_of_any_text_ends_without_error(text, language):
    reading = reading_of(text, language)

    assert reading.longest <= reading.units
    assert all(advice.message for advice in reading.advice)


def test_plain_words_name_their_source_and_none_is_its_own_remedy():
    rows = read_rows(country_folder(), "plain_words.csv")

    assert {row["language"] for row in rows} == {"vi", "en"}
    assert all(row["source"] and row["as_of"] and row["plain"] for row in rows)
    assert [row["term"] for row in rows if row["term"] == row["plain"]] == []
    assert len({(row["language"], row["term"].casefold()) for row in rows}) == len(rows)
