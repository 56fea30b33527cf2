"""Sentences end where a reader of Vietnamese or English would end them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hoiam.texts.abbreviations import Abbreviations
from hoiam.texts.citation_marks import CitationMark
from hoiam.texts.sentences import Sentence, sentence_spans, sentences_of, split_sentences
from hoiam.texts.structure import read_structure

CASES = {
    "numbers of both styles": (
        "Đà Nẵng hỗ trợ 1.800 hộ. Bảo hiểm y tế bao phủ 93,35 % dân số. It is 93.35% now. Total: 1,800.",
        [
            "Đà Nẵng hỗ trợ 1.800 hộ.",
            "Bảo hiểm y tế bao phủ 93,35 % dân số.",
            "It is 93.35% now.",
            "Total: 1,800.",
        ],
    ),
    "a city and a district": (
        "Sở ở TP. Hồ Chí Minh, Q.1 và Q. 3. Sở tại TP.HCM trả lời. Xin cảm ơn.",
        ["Sở ở TP. Hồ Chí Minh, Q.1 và Q. 3.", "Sở tại TP.HCM trả lời.", "Xin cảm ơn."],
    ),
    "academic titles": (
        "Theo PGS.TS. Nguyễn Văn A và GS. Trần B. Đây là ý kiến riêng. TS. Lê C đồng ý.",
        [
            "Theo PGS.TS. Nguyễn Văn A và GS. Trần B. Đây là ý kiến riêng.",
            "TS. Lê C đồng ý.",
        ],
    ),
    "end marks inside a quotation": (
        "Ông nói: “Chúng tôi đã trả lời. Chúng tôi sẽ trả lời tiếp.” Sở ghi nhận.",
        ["Ông nói: “Chúng tôi đã trả lời. Chúng tôi sẽ trả lời tiếp.”", "Sở ghi nhận."],
    ),
    "a quotation that goes on in the sentence": (
        '"Is it true?" the reporter asked. It is.',
        ['"Is it true?" the reporter asked.', "It is."],
    ),
    "ellipses": (
        "Nước sạch, điện, trường học… đều có. Còn thiếu thuốc... Sở đang mua.",
        ["Nước sạch, điện, trường học… đều có.", "Còn thiếu thuốc...", "Sở đang mua."],
    ),
    "english abbreviations": (
        "The U.S. Government cited it, e.g. Art. 12 of the law. Mr. Minh and J. Smith agreed. See No. 5.",
        [
            "The U.S. Government cited it, e.g. Art. 12 of the law.",
            "Mr. Minh and J. Smith agreed.",
            "See No. 5.",
        ],
    ),
    "a roman number at the end": (
        "Việt Nam nhận 320 khuyến nghị ở chu kỳ IV. Kỳ này là chu kỳ V. Báo cáo đã nộp.",
        ["Việt Nam nhận 320 khuyến nghị ở chu kỳ IV.", "Kỳ này là chu kỳ V.", "Báo cáo đã nộp."],
    ),
    "and so on": (
        "Gồm y tế, giáo dục, v.v. trong tỉnh. Gồm nước, điện, v.v. Sở sẽ báo cáo.",
        ["Gồm y tế, giáo dục, v.v. trong tỉnh.", "Gồm nước, điện, v.v.", "Sở sẽ báo cáo."],
    ),
    "a number of a list typed in a line": (
        "1. Nội dung trả lời. Hết.",
        ["1. Nội dung trả lời.", "Hết."],
    ),
    "citation marks before and after the end mark": (
        "Tỷ lệ là 93,35 % [F069]. Năm 2016 là 81 %.[F069v2] Còn 49 khuyến nghị. [F031] Hết.",
        [
            "Tỷ lệ là 93,35 % [F069].",
            "Năm 2016 là 81 %.[F069v2]",
            "Còn 49 khuyến nghị. [F031]",
            "Hết.",
        ],
    ),
    "questions and cries": ("Đúng hay sai? Đúng! Vâng.", ["Đúng hay sai?", "Đúng!", "Vâng."]),
    "a blank line": ("Tiêu đề không dấu chấm\n\nNội dung.", ["Tiêu đề không dấu chấm", "Nội dung."]),
}


@pytest.mark.parametrize("case", CASES)
def test_split_sentences_case_gives_the_readers_sentences(case):
    text, expected = CASES[case]

    sentences = split_sentences(text)

    assert list(sentences) == expected


def test_split_sentences_other_country_uses_its_own_abbreviations():
    invented = Abbreviations(never=frozenset({"Zr."}))

    sentences = split_sentences("Zr. Kol came. TP. Mirn too.", invented)

    assert sentences == ("Zr. Kol came.", "TP.", "Mirn too.")


def test_sentences_of_lists_and_tables_keeps_items_and_cells_apart():
    blocks = read_structure("# Đầu đề\n- một việc\n- hai việc. Xong [F001].\n\n| a | |\n| 3 % [F069v2] | b |")

    sentences = sentences_of(blocks)

    assert sentences == (
        Sentence("Đầu đề", 0, 0),
        Sentence("một việc", 1, 0),
        Sentence("hai việc.", 1, 1),
        Sentence("Xong [F001].", 1, 1),
        Sentence("a", 2, 0),
        Sentence("3 % [F069v2]", 2, 2),
        Sentence("b", 2, 3),
    )
    assert sentences[5].text == "3 %"
    assert sentences[5].citations == (CitationMark("F069", 2),)


def test_sentence_several_marks_lists_each_fact_once():
    sentence = Sentence("Có 320 khuyến nghị [F029; F030v1], 49 không nhận [F031] [F029].")

    assert sentence.citations == (CitationMark("F029"), CitationMark("F030", 1), CitationMark("F031"))
    assert sentence.text == "Có 320 khuyến nghị, 49 không nhận."


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet='aĐ1 .?!…"“”()\n[F069]TPv', max_size=60))
def test_sentence_spans_any_text_leave_only_white_space_out(text):
    spans = sentence_spans(text)

    left_out = text
    for start, end in reversed(spans):
        assert text[start:end].strip() == text[start:end] != ""
        left_out = left_out[:start] + left_out[end:]
    assert left_out.strip() == ""
    assert list(spans) == sorted(spans)
