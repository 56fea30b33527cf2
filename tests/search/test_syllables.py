from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from hoiam.search.analysis.syllables import fold, folded, has_marks, toned

LETTERS = "aăâbcdđeêghiklmnoôơpqrstuưvxyAĂÂĐÊÔƠƯfjwz"
TONES = ["", "\u0300", "\u0301", "\u0309", "\u0303", "\u0323"]
words = st.lists(st.tuples(st.sampled_from(LETTERS), st.sampled_from(TONES)), min_size=1, max_size=7).map(
    lambda letters: "".join(letter + tone for letter, tone in letters)
)


@given(st.text())
def test_fold_twice_is_fold_once(text):
    assert fold(fold(text)) == fold(text)


@given(words)
def test_decomposed_and_composed_words_are_one(word):
    composed, spread = unicodedata.normalize("NFC", word), unicodedata.normalize("NFD", word)

    assert (toned(composed), folded(composed)) == (toned(spread), folded(spread))


@given(words)
def test_capital_and_small_letters_are_one(word):
    assert (toned(word.upper()), folded(word.upper())) == (toned(word.lower()), folded(word.lower()))


@given(words)
def test_folded_word_stays_when_folded_again(word):
    assert folded(folded(word)) == folded(word)


@given(words)
def test_toned_words_that_agree_fold_alike(word):
    moved = unicodedata.normalize("NFC", word)

    assert folded(toned(moved).rstrip("`'?~.")) == folded(moved)


def test_both_places_of_a_tone_mark_are_one():
    pairs = [("hòa", "hoà"), ("thủy", "thuỷ"), ("khỏe", "khoẻ"), ("LÝ", "lí"), ("quý", "quí"), ("kỷ", "kỉ")]

    assert [toned(left) == toned(right) for left, right in pairs] == [True] * 6


def test_words_of_other_tone_or_vowel_stay_apart():
    assert len({toned(word) for word in ["ma", "má", "mà", "mả", "mã", "mạ", "mơ", "mô", "mo"]}) == 9


def test_marks_are_seen_on_a_letter_a_tone_and_d_with_stroke():
    assert [has_marks(word) for word in ["dân", "bà", "đi", "Đi", "di", "UPR"]] == [
        True,
        True,
        True,
        True,
        False,
        False,
    ]
