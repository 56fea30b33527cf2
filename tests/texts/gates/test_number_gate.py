"""What the number gate lets pass, and what it holds."""

from datetime import date
from decimal import Decimal

import pytest

from hoiam.evidence.reading.figures import Figure
from hoiam.evidence.reading.periods import Period
from hoiam.texts.gates.cited_facts import CitedFact
from hoiam.texts.gates.findings import CheckedSentence, Finding
from hoiam.texts.gates.numbers import load_number_gate

TUITION = CitedFact(
    "F090",
    ("Từ năm học 2025-2026 trẻ mầm non và học sinh phổ thông công lập cả nước được miễn học phí.",),
    (Figure(Decimal(23_000_000), "child"),),
    Period(date(2025, 1, 1), date(2026, 12, 31), "year"),
)
VIOLENCE = CitedFact("F110", ("Sexual violence by a husband rose from 9.9% (2010) to 13.3% (2019).",))
CHANGE = CitedFact("X1", ("The share went from 9.9% to 13.3%.",))
DEPUTIES = CitedFact("F098", ("Quốc hội khóa XV có 151 nữ trong 499 đại biểu (30,26%).",))


def codes(text, *facts, **more):
    findings = load_number_gate().check(CheckedSentence("s", text, facts), **more)
    return [(finding.code, finding.text) for finding in findings]


def test_number_gate_structured_value_vouches_where_the_statement_has_no_number():
    assert codes("Khoảng 23 triệu trẻ em được miễn học phí.", TUITION) == []


def test_number_gate_broader_unit_passes_and_sister_unit_does_not():
    assert codes("Khoảng 23 triệu người được miễn học phí.", TUITION) == []
    assert codes("Khoảng 23 triệu phụ nữ được miễn học phí.", TUITION) == [
        ("unit_differs", "23 triệu phụ nữ")
    ]


@pytest.mark.parametrize("text", ["It rose to 13.3%.", "It rose from 9.9% to 13.3%.", "It was 9.9%."])
def test_number_gate_either_end_of_a_change_may_stand_alone(text):
    assert codes(text, CHANGE) == []


def test_number_gate_ratio_of_two_figures_of_one_fact_passes():
    assert codes("Có 151/499 đại biểu là nữ.", DEPUTIES) == []


def test_number_gate_date_inside_the_period_of_the_fact_passes():
    assert codes("Từ tháng 9/2025 học sinh được miễn học phí.", TUITION) == []
    assert codes("Từ tháng 9/2027 học sinh được miễn học phí.", TUITION) == [
        ("date_not_in_cited_facts", "tháng 9/2027")
    ]


def test_number_gate_years_of_the_statement_pass_as_a_span():
    assert codes("Sexual violence rose in 2010-2019.", VIOLENCE) == []


def test_number_gate_date_of_the_case_needs_no_fact():
    case = [Period(date(2026, 9, 5), date(2026, 9, 5), "day")]

    assert codes("Sở nhận câu hỏi ngày 5/9/2026.", case_periods=case) == []
    assert codes("Sở nhận câu hỏi ngày 6/9/2026.", case_periods=case) == [
        ("date_not_in_cited_facts", "ngày 6/9/2026")
    ]


def test_number_gate_excused_number_carries_a_reason():
    sentence = CheckedSentence("s", "Tăng 12,35 điểm phần trăm.", (), frozenset({"12,35 điểm phần trăm"}))

    assert load_number_gate().check(sentence) == ()


def test_number_gate_finding_says_where_and_how_grave():
    findings = load_number_gate().check(CheckedSentence("s7", "Có 5 hộ.", ()))

    assert findings == (
        Finding(
            "numbers",
            "number_without_citation",
            "blocks",
            "s7",
            3,
            7,
            "5 hộ",
            (("found", "5 hộ"), ("cited", "")),
        ),
    )
