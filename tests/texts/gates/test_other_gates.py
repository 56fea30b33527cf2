"""Loaded words, persons and outcomes, beyond the labelled sentences."""

import pytest

from hoiam.texts.gates.checking import check_sentences
from hoiam.texts.gates.cited_facts import CitedFact
from hoiam.texts.gates.findings import CheckedSentence
from hoiam.texts.gates.loaded_words import LoadedWord, LoadedWordGate, load_loaded_word_gate
from hoiam.texts.gates.messages import MESSAGES, hint_of, message_of
from hoiam.texts.gates.outcome import load_outcome_gate
from hoiam.texts.gates.persons import load_person_gate


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Fabrication and distortions.", ["Fabrication", "distortions"]),
        ("“diễn biến hoà bình”", ["diễn biến hoà bình"]),
        ("Phần đông người dân tán thành.", []),
        ("nhung ke phan dong", ["phan dong"]),
        ("Lượng mưa âm ỉ.", []),
    ],
)
def test_loaded_words_forms_are_found_and_likenesses_are_not(text, found):
    findings = load_loaded_word_gate().check(CheckedSentence("s", text))

    assert [finding.text for finding in findings] == found


def test_loaded_words_other_country_has_its_own():
    gate = LoadedWordGate((LoadedWord("grumbli", "ax"),))

    findings = gate.check(CheckedSentence("s", "All grumbli, no hostile forces."))

    assert [finding.text for finding in findings] == ["grumbli"]


def test_persons_places_and_bodies_of_the_country_are_left_alone():
    text = "Bộ Công an, tỉnh Lâm Đồng, Đắk Lắk và Hồ Chí Minh; Mai Hoa không phải tên."

    findings = load_person_gate().check(CheckedSentence("s", text))

    assert [finding.text for finding in findings] in ([], ["Mai Hoa"])
    assert "Lâm Đồng" not in [finding.text for finding in findings]


def test_outcome_plan_or_law_is_not_enough_and_a_figure_is():
    law = CitedFact("F1", ("Luật quy định.",))
    figure = CitedFact("F2", ("93,35% dân số.",), shows_outcome=True)
    gate = load_outcome_gate()

    assert len(gate.check(CheckedSentence("s", "People enjoyed health care.", (law,)))) == 1
    assert gate.check(CheckedSentence("s", "People enjoyed health care.", (law, figure))) == ()


def test_check_sentences_findings_come_in_reading_order_with_sentences_to_read():
    sentences = [
        CheckedSentence("a", "Chị Trần Thị Bích nhận 5 triệu đồng."),
        CheckedSentence("b", "People enjoy undeniable freedom."),
    ]

    findings = check_sentences(sentences)

    assert [(finding.sentence_id, finding.text) for finding in findings] == [
        ("a", "Trần Thị Bích"),
        ("a", "5 triệu đồng"),
        ("b", "enjoy"),
        ("b", "undeniable"),
    ]
    assert all(finding.code in MESSAGES for finding in findings)
    assert all(finding.text in message_of(finding) for finding in findings)
    assert all(hint_of(finding).endswith((".", "evidence")) for finding in findings)
