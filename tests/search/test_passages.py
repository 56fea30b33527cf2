from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from hoiam.search.analysis.passages import passages


def test_passage_never_crosses_a_heading():
    text = "Điều 1. Phạm vi\nLuật này quy định quyền.\n\nĐiều 2. Đối tượng\nLuật này áp dụng với cơ quan."

    assert passages(text) == [
        "Điều 1. Phạm vi\nLuật này quy định quyền.",
        "Điều 2. Đối tượng\nLuật này áp dụng với cơ quan.",
    ]


def test_long_paragraph_is_parted_at_ends_of_sentences():
    sentence = "Một hai ba bốn năm sáu bảy tám chín mười."

    assert passages(" ".join([sentence] * 45)) == [" ".join([sentence] * 15)] * 3


def test_short_and_empty_texts_are_one_passage():
    assert (passages("Một câu."), passages("")) == (["Một câu."], [""])


@given(
    st.lists(st.sampled_from(["một", "hai.", "Ba", "\n", "\n\n", "# Đầu", "bốn!", "năm;"]), max_size=900).map(
        " ".join
    )
)
def test_no_word_is_lost_and_no_passage_is_too_long(text):
    parts = passages(text)

    assert " ".join(parts).split() == text.split()
    assert max(len(part.split()) for part in parts) <= 300
