"""Places are found by any of their names."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hoiam.evidence.reading.folding import fold
from hoiam.evidence.reading.places import FoundPlace, Gazetteer

PLACES = Gazetteer(
    [
        ("hoa-binh", ["Hòa Bình"]),
        ("ha-nam", ["Hà Nam"]),
        ("da-nang", ["Đà Nẵng", "Da Nang"]),
        ("hcmc", ["TP. Hồ Chí Minh", "Hồ Chí Minh", "Ho Chi Minh City", "Sài Gòn"]),
        ("gia-lai", ["Gia Lai"]),
        ("gia-lai-old", ["Gia Lai"]),
        ("quang-nam", ["Quảng Nam"]),
    ]
)


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("hội nghị tại Hòa Bình", ["hoa-binh"]),
        ("tỉnh Hoà Bình", ["hoa-binh"]),
        ("vì hòa bình và phát triển", []),
        ("ở Hạ Nam", []),
        ("Da Nang and Ho Chi Minh City", ["da-nang", "hcmc"]),
        ("da nang ho tro bao nhieu ho", ["da-nang"]),
        ("tại TP. Hồ Chí Minh", ["hcmc"]),
        ("Quảng Nam", ["quang-nam"]),
    ],
)
def test_gazetteer_text_gives_places_by_name(text, codes):
    assert [code for place in PLACES.find(text) for code in place.codes] == codes


def test_gazetteer_name_of_two_places_gives_both_codes():
    assert PLACES.find("Gia Lai") == (FoundPlace(0, 7, "Gia Lai", ("gia-lai", "gia-lai-old")),)


def test_gazetteer_small_letters_without_marks_are_uncertain():
    assert PLACES.find("o hoa binh") == (FoundPlace(2, 10, "hoa binh", ("hoa-binh",), is_certain=False),)


@given(st.text(max_size=40))
def test_fold_any_text_keeps_length_and_is_stable(text):
    assert len(fold(text)) == len(text)
    assert fold(fold(text)) == fold(text)
