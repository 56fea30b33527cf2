"""What is shown beside what was signed: layout makes no alarm, any other change is found and named."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import HealthCheck, Phase, assume, given, settings
from hypothesis import strategies as st

from hoiam.releases.comparing import compare_sentences, compare_text, words_beside
from hoiam.releases.signed_words import units_of
from hoiam.releases.spelling import spell, spelled
from tests.releases.signed.made import BODY, bodies, document_of, plain_of

MANY = settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
)
"""Texts that fail are long: making them shorter takes minutes and tells nothing more."""


@pytest.fixture(scope="module")
def document():
    return document_of(BODY)


def kinds(document, text: str) -> list[tuple[str, str]]:
    return [(row.kind, row.sentence) for row in compare_text(document, text)[0]]


def wrapped(text: str, width: int) -> str:
    """Broken into lines as a narrow column does it, words cut with a hyphen now and then."""
    lines, line = [], ""
    for number, word in enumerate(re.split(r"[ \n]", text)):
        if number % 7 == 3 and len(word) > 5 and word.isalpha():
            lines.append(f"{line} {word[:3]}-".strip())
            line = word[3:]
        elif len(line) + len(word) > width:
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}".strip()
    return "\n".join([*lines, line])


@MANY
@given(bodies(), st.sampled_from(["[{}]", "{}", ""]), st.integers(20, 90))
def test_text_shown_in_any_layout_has_no_differences(body, notes, width):
    document = document_of(body)
    text = plain_of(document, notes)

    layouts = [
        text,
        wrapped(text, width),
        unicodedata.normalize("NFD", text),
        text.replace("ff", "ﬀ").replace("fi", "ﬁ").replace(" ", "\u00a0"),
        "\ufeff" + text.replace("\n", "\r\n\r\n"),
        "\n".join(f"\t{line}  " for line in text.split("\n")),
    ]

    assert [compare_text(document, shown)[0] for shown in layouts] == [[]] * len(layouts)


@MANY
@given(bodies(), st.data())
def test_one_changed_digit_is_found_in_its_sentence(body, data):
    document = document_of(body)
    numbered = [(name, words) for name, words in document["sentences"] if re.search(r"\d", words)]
    assume(numbered)
    name, words = data.draw(st.sampled_from(numbered))
    place = data.draw(st.sampled_from([found.start() for found in re.finditer(r"\d", words)]))
    other = data.draw(st.sampled_from([digit for digit in "0123456789" if digit != words[place]]))
    altered = document | {
        "sentences": [
            [key, said[:place] + other + said[place + 1 :] if key == name else said]
            for key, said in document["sentences"]
        ]
    }

    by_name, _agreeing = compare_sentences(document, [tuple(row) for row in altered["sentences"]])
    running = compare_text(document, "\n".join(said for _key, said in altered["sentences"]))[0]

    assert [(row.kind, row.sentence) for row in by_name] == [("changed", name)]
    assert running


@MANY
@given(bodies(), st.data())
def test_sentence_taken_out_is_missing(body, data):
    document = document_of(body)
    said = [words for _name, words in document["sentences"]]
    place = data.draw(st.integers(0, len(said) - 1))
    assume(said.count(said[place]) == 1 and len(spell(said[place])) > 12)

    found = compare_text(document, "\n".join(said[:place] + said[place + 1 :]))[0]

    assert "missing" in {row.kind for row in found}
    assert compare_sentences(
        document, [tuple(row) for number, row in enumerate(document["sentences"]) if number != place]
    )[0] == [next(row for row in compare_sentences(document, [])[0] if row.sentence == f"s{place + 1}")]


@MANY
@given(bodies(), st.data())
def test_sentence_put_in_is_added(body, data):
    document = document_of(body)
    said = [words for _name, words in document["sentences"]]
    place = data.draw(st.integers(0, len(said)))
    put_in = "Mọi khiếu nại đều đã được rút lại hoàn toàn."

    found, agreeing = compare_text(document, "\n".join([*said[:place], put_in, *said[place:]]))

    assert [(row.kind, spell(row.shown)) for row in found] == [("added", spell(put_in))]
    assert agreeing == len(said)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("72,3", "72,8", [("changed", "s5")]),
        ("thấp hơn", "cao hơn", [("changed", "s3")]),
        ("Con số này thấp hơn kế hoạch 0,3 tuổi.[2]\n", "\n", [("missing", "s3")]),
        ("• Nam: 72,3 tuổi.\n", "", [("missing", "s5")]),
        ("Hải Châu\n5", "Hải Châu\n6", [("changed", "s12")]),
        ("Nam", "Nаm", [("changed", "s5")]),
        ("người dân", "ngư\u200bời dân", [("changed", "s2")]),
        ("người dân", "người\u2060dân", [("changed", "s2")]),
        ("0,3", "0\u202e,3", [("changed", "s3")]),
        ("12 trạm", "l2 trạm", [("changed", "s8")]),
        ("tháng sau.", "tháng sau. Không có ngoại lệ nào.", [("added", "")]),
        ("Hải Châu\n5\nSơn Trà\n12", "Sơn Trà\n5\nHải Châu\n12", None),
    ],
)
def test_tampering_with_pasted_words_is_named(document, old, new, expected):
    text = plain_of(document).replace("0,3 tuổi.[2]", "0,3 tuổi.[2]\n")
    assert old in text

    found = kinds(document, text.replace(old, new, 1))

    assert found == expected if expected else found


def test_sentences_in_another_order_are_moved(document):
    rows = [tuple(row) for row in document["sentences"]]
    rows[7], rows[8] = rows[8], rows[7]
    text = plain_of(document).split("\n")
    first = next(place for place, line in enumerate(text) if line.startswith("1. "))
    text[first], text[first + 1] = text[first + 1], text[first]

    by_name = compare_sentences(document, rows)[0]
    running = compare_text(document, "\n".join(text))[0]

    assert {row.kind for row in by_name} == {"moved"} and len(by_name) == 1
    assert {row.kind for row in running} == {"moved"}


def test_words_that_belong_to_the_document_may_stand_around_its_text(document):
    text = (
        "Ủy ban nhân dân thành phố Đà Nẵng\nBàn thông tin báo chí\nThông cáo báo chí\nMã số: R-DN-2026-0001\n"
        f"Lần công bố 1\nDuyệt ngày 14/09/2026\n{plain_of(document)}\nSự kiện và nguồn\n"
        "1. Con số thứ 1 là 14,7 %. (F001)\nNguồn: Niên giám thống kê 2025, Cục Thống kê https://a.vn/b-c\n"
        "Thời kỳ: 2024\nGiới hạn: chưa nêu\n"
    )

    assert kinds(document, text) == []
    assert kinds(document, text.replace("14,7 %", "19,7 %")) == [("added", "")]
    assert kinds(document, text.replace("14/09/2026", "14/10/2026")) == [("added", "")]
    assert kinds(document, text.replace("thành phố Đà Nẵng\nBàn", "tỉnh Đà Nẵng\nBàn"))


def test_passage_that_is_quoted_alone_names_what_was_left_out(document):
    text = "Con số này thấp hơn kế hoạch 0,3 tuổi."

    found, agreeing = compare_text(document, text)

    assert agreeing == 1 and {row.kind for row in found} == {"missing"}


def test_number_of_a_note_is_taken_at_its_place_only(document):
    said = "Năm 2024, tuổi thọ trung bình của người dân là 74,7 tuổi"
    text = plain_of(document)

    assert kinds(document, text.replace(f"{said}[1].", f"{said}1.")) == []
    assert kinds(document, text.replace(f"{said}[1].", f"{said}2.")) == [("changed", "s2")]
    assert kinds(document, text.replace("74,7 tuổi[1].", "74,71 tuổi.")) == [("changed", "s2")]


def test_repeated_sentence_shown_twice_was_added(document):
    again = "Việc thứ hai là mở thêm 12 trạm y tế."

    assert kinds(document, plain_of(document) + "\n" + again) == [("added", "")]
    rows = [tuple(row) for row in document["sentences"]]
    assert [row.kind for row in compare_sentences(document, [*rows, rows[-1]])[0]] == ["added"]


def test_words_beside_the_sentences_of_a_page_are_known_or_added(document):
    beside = ["Bảng", "14,7 %", "Ai cũng hài lòng."]

    assert [row.shown for row in words_beside(document, beside)] == ["Ai cũng hài lòng."]


def test_every_sentence_of_any_structure_finds_its_place_and_marks(document):
    units = {unit.id: unit for unit in units_of(document)}

    assert [unit.id for unit in units.values()] == [name for name, _words in document["sentences"]]
    assert "[1]" in units["s2"].spellings[1] and units["s7"].leads[0] == "1."


@pytest.mark.parametrize(
    ("shown", "signs"),
    [
        ("kinh\u00ad tế", "kinhtế"),
        ("kinh-\ntế", "kinhtế"),
        ("khu-\nvực", "khu-vực"),
        ("khu\ufffe\nvực", "khu-vực"),
        ("a\x02\nb", "a-b"),
        ("ﬃ", "ffi"),
    ],
)
def test_hyphen_at_the_end_of_a_line_is_settled_by_what_was_signed(shown, signs):
    assert spelled(shown, "kinhtế khu-vực").signs == signs


def test_alteration_of_a_long_text_is_found_in_time(document):
    long = "# Báo cáo\n\n" + "\n\n".join(
        f"Đoạn thứ {number} nói về việc số {number * 7}. Kết quả là {number * 13} điểm."
        for number in range(1500)
    )
    big = document_of(long)
    text = plain_of(big)
    import time

    began = time.perf_counter()
    found = kinds(big, text.replace("là 13000 điểm", "là 13001 điểm"))
    lost = compare_text(big, text[: len(text) // 2] + "Hết." + text[-1000:])[0]

    assert found == [("changed", "s2003")] and len(lost) > 1000
    assert time.perf_counter() - began < 20
