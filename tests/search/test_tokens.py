from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from hoiam.search.analysis.matches import marked
from hoiam.search.analysis.tokens import number_as_written_once, pairs, tokens


def test_numbers_in_both_styles_are_one_word():
    written = ["1.800", "1,800", "1800", "84,7", "84.7", "50.000", "0,125", "1.234.567,5", "1,234,567.5"]

    assert [number_as_written_once(number) if not number.isdigit() else number for number in written] == [
        "1800", "1800", "1800", "84.7", "84.7", "50000", "0.125", "1234567.5", "1234567.5",
    ]  # fmt: skip


def test_text_becomes_words_with_their_places():
    found = tokens("Bụi PM2.5: tăng 84,7%!")

    assert [(word.text, word.start, word.end, word.folded) for word in found] == [
        ("Bụi", 0, 3, "bui"),
        ("PM2", 4, 7, "pm2"),
        ("5", 8, 9, "5"),
        ("tăng", 11, 15, "tang"),
        ("84,7", 16, 20, "84.7"),
    ]


@given(st.text())
def test_places_of_words_point_into_the_composed_text(text):
    composed = unicodedata.normalize("NFC", text)

    assert all(composed[word.start : word.end] == word.text for word in tokens(text))


def test_pairs_join_neighbours():
    assert (pairs(["quyen", "con", "nguoi"]), pairs(["mot"]), pairs([])) == (
        ["quyen_con", "con_nguoi"],
        [],
        [],
    )


@given(st.text(), st.sets(st.sampled_from(["a", "b", "quyen"])))
def test_marked_runs_put_together_give_the_text_again(text, wanted):
    assert "".join(run for run, _ in marked(text, wanted)) == unicodedata.normalize("NFC", text)


def test_words_that_stand_together_are_marked_as_one_run():
    text = "Bảo hiểm y tế bao phủ 93,35% dân số."

    assert marked(text, {"bao", "hiem", "93.35"}) == [
        ("Bảo hiểm", True),
        (" y tế ", False),
        ("bao", True),
        (" phủ ", False),
        ("93,35", True),
        ("% dân số.", False),
    ]
