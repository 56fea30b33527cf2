"""Numbers are found with their value, unit and precision, in both styles and in words."""

from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hoiam.evidence.reading.figures import Figure, read_figures
from hoiam.evidence.reading.numbers import Number, find_numbers
from hoiam.evidence.reading.numerals import NumberStyle, readings_of, write_numeral

VIETNAMESE = NumberStyle(group_sign=".", decimal_sign=",")
ENGLISH = NumberStyle(group_sign=",", decimal_sign=".")

ONE_NUMBER = [
    ("1.800 hộ", "1.800 hộ", "1800", "household"),
    ("1,800 households", "1,800 households", "1800", "household"),
    ("1,800 poor or near-poor households", "1,800", "1800", "household"),
    ("93,35 %", "93,35 %", "93.35", "percent"),
    ("93.35 per cent", "93.35 per cent", "93.35", "percent"),
    ("2 triệu đồng", "2 triệu đồng", "2000000", "vnd"),
    ("81,5 nghìn tỷ đồng", "81,5 nghìn tỷ đồng", "81500000000000", "vnd"),
    ("VND 81.5 trillion", "VND 81.5 trillion", "81500000000000", "vnd"),
    ("8.080 tỷ đồng", "8.080 tỷ đồng", "8080000000000", "vnd"),
    ("VND 8,080 billion", "VND 8,080 billion", "8080000000000", "vnd"),
    ("1,125 tỷ đồng", "1,125 tỷ đồng", "1125000000", "vnd"),
    ("2 triệu 500 nghìn đồng", "2 triệu 500 nghìn đồng", "2500000", "vnd"),
    ("một triệu rưỡi", "một triệu rưỡi", "1500000", None),
    ("27.7 million followers", "27.7 million followers", "27700000", "follower"),
    ("hai mươi lăm tỉnh", "hai mươi lăm tỉnh", "25", "province"),
    ("ba trăm linh năm hộ", "ba trăm linh năm hộ", "305", "household"),
    ("Twenty-five provinces", "Twenty-five provinces", "25", "province"),
    ("two hundred and five thousand", "two hundred and five thousand", "205000", None),
    ("hai năm", "hai năm", "2", "year"),
    ("trong năm năm trăm hộ", "năm trăm hộ", "500", "household"),
    ("25 µg/m³", "25 µg/m³", "25", "ug_per_m3"),
    ("20 per 1,000 live births", "20 per 1,000 live births", "20", "permille"),
    ("-6.1 %", "-6.1 %", "-6.1", "percent"),
    ("giảm 1,65 điểm", "1,65 điểm", "1.65", "percentage_point"),
    ("twice the limit", "twice", "2", "times"),
    ("334.234 nhà", "334.234 nhà", "334234", "house"),
]


@pytest.mark.parametrize(("text", "found", "value", "unit"), ONE_NUMBER)
def test_find_numbers_one_number_gives_value_and_unit(text, found, value, unit):
    numbers = find_numbers(text)

    assert [(number.text, number.value, number.unit) for number in numbers] == [(found, Decimal(value), unit)]


@pytest.mark.parametrize(
    "text",
    ["PM2.5", "COVID-19", "5G", "1.2.3", "hàng nghìn người", "thousands of people", "một số nơi", "mục IV",
     "one of them", "thứ hai ngày", "the first half of", "chu kỳ thứ ba", "the 15th National Assembly"],
)  # fmt: skip
def test_find_numbers_name_or_vague_amount_is_none(text):
    assert find_numbers(text) == ()


def test_find_numbers_ratio_range_fraction_and_rank_keep_both_numbers():
    text = (
        "184/192 phiếu; 271 of 320; 40–50 %; từ 40 đến 50 hộ; một phần ba; one person in five; 178th of 180"
    )

    numbers = find_numbers(text)

    assert [(n.kind, n.value, n.upper or n.whole, n.unit) for n in numbers] == [
        ("ratio", 184, 192, "vote"),
        ("ratio", 271, 320, None),
        ("range", 40, 50, "percent"),
        ("range", 40, 50, "household"),
        ("fraction", 1, 3, None),
        ("fraction", 1, 5, None),
        ("rank", 178, 180, None),
    ]


def test_find_numbers_modifier_is_told_apart_from_the_value():
    text = "trên 81.500 tỷ đồng, gần 18%, over 81%, at least 35%, chưa đến một phần ba"

    numbers = find_numbers(text)

    assert [number.modifier for number in numbers] == ["over", "nearly", "over", "at_least", "under"]


def test_find_numbers_doubtful_sign_keeps_the_other_reading():
    numbers = find_numbers("1.800 hộ")

    assert numbers == (
        Number(
            0, 8, "1.800 hộ", Decimal(1800), Decimal(1), unit="household", other_values=(Decimal("1.800"),)
        ),
    )


def test_find_numbers_falling_from_to_stays_two_figures():
    numbers = find_numbers("giảm từ 31,5% xuống 26,1%; from 31.5% to 26.1%")

    assert [number.value for number in numbers] == [Decimal(v) for v in ("31.5", "26.1", "31.5", "26.1")]
    assert {number.kind for number in numbers} == {"plain"}


@pytest.mark.parametrize(
    ("value", "unit", "expected"),
    [
        ("27.7", "million followers", (Figure(Decimal("27700000"), "follower"),)),
        ("15-20", "%", (Figure(Decimal(15), "percent", Decimal(20)),)),
        ("25 or 26", "provinces", (Figure(Decimal(25), "province"), Figure(Decimal(26), "province"))),
        ("81.5", "trillion VND", (Figure(Decimal("81500000000000"), "vnd"),)),
        ("80", "% of reporters asked", (Figure(Decimal(80), "percent"),)),
        ("", "", ()),
    ],
)
def test_read_figures_cells_give_values_in_the_unit(value, unit, expected):
    assert read_figures(value, unit) == expected


@settings(max_examples=300, deadline=None)
@given(
    st.decimals(min_value=0, max_value=10**12, places=2, allow_nan=False),
    st.sampled_from([VIETNAMESE, ENGLISH]),
)
def test_write_numeral_either_style_reads_back_the_same(value, style):
    written = write_numeral(value, style)

    assert [reading.value for reading in readings_of(written)][:1] == [value]


@settings(max_examples=200, deadline=None)
@given(st.integers(min_value=0, max_value=10**12), st.sampled_from([VIETNAMESE, ENGLISH]))
def test_find_numbers_written_integer_is_found_whole(value, style):
    written = write_numeral(Decimal(value), style)

    numbers = find_numbers(f"có {written} hộ")

    assert [(number.value, number.unit) for number in numbers] == [(value, "household")]


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet="0123456789.,-–/% abhộtrieuệđồng", max_size=40))
def test_find_numbers_any_text_gives_ordered_spans_of_that_text(text):
    numbers = find_numbers(text)

    assert all(text[number.start : number.end] == number.text for number in numbers)
    assert all(one.end <= other.start for one, other in pairwise(numbers))
