"""A translation keeps the structure of the original, its citation marks, and knows which sentences went stale."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hoiam.releases.translation import (
    Original,
    compose,
    open_units,
    plain,
    sentences_behind,
    taken_over,
    units_of,
    without_sentences,
)
from hoiam.texts.citation_marks import read_marks, without_marks
from hoiam.texts.sentences import sentences_of
from hoiam.texts.structure import canonical_form, pieces_of, read_structure

BODY = """# Bảo hiểm y tế [F001]

Năm 2023 đạt 93,35% [F001]. Nhiều nơi thiếu thuốc [F002v3].

- Khám tại xã.
- Không thu tiền [F001].

| Năm | Tỷ lệ |
| --- | --- |
| 2023 | 93,35% [F001] |

> Chúng tôi sẽ làm hết sức. Đó là lời hứa.
> — Giám đốc Sở Y tế

![Biểu đồ cột](chart) Tỷ lệ theo năm [F001]"""


def original(body: str) -> Original:
    body = canonical_form(body)
    number = len(sentences_of(read_structure(body)))
    return Original(body, tuple(f"s{place}" for place in range(1, number + 1)))


def shapes(body: str) -> list[tuple[str, int]]:
    return [(type(block).__name__, len(pieces_of(block))) for block in read_structure(body)]


def marks(body: str) -> Counter[str]:
    return Counter(str(mark) for one in sentences_of(read_structure(body)) for mark in one.citations)


def all_translated(source: Original) -> dict[str, list[str]]:
    return {unit.key: [f"Words for {unit.key}.", unit.original] for unit in units_of(source, {})}


def test_each_sentence_is_replaced_and_its_marks_are_carried_over():
    source = original(BODY)
    made = compose(source, all_translated(source))

    assert shapes(made) == shapes(BODY)
    assert marks(made) == marks(source.body)
    assert "Words for s2 [F001]. Words for s3 [F002v3]." in made
    assert "> — Words for s12" in made
    assert "![Words for s13.](chart) Words for s14 [F001]." in made


def test_nothing_translated_is_the_original():
    source = original(BODY)
    assert compose(source, {}) == source.body
    assert {unit.state for unit in units_of(source, {})} == {"missing"}


def test_changed_sentence_is_stale_and_says_what_was_translated_then():
    pairs = all_translated(original(BODY))
    changed = original(BODY.replace("93,35% [F001]. Nhiều", "93,02% [F001]. Nhiều"))

    (stale,) = open_units(changed, pairs)

    assert (stale.key, stale.state, stale.then) == ("s2", "stale", "Năm 2023 đạt 93,35%.")
    assert stale.original == "Năm 2023 đạt 93,02%."


def test_new_citation_alone_leaves_no_sentence_stale_and_reaches_the_translation():
    pairs = all_translated(original(BODY))
    cited = original(BODY.replace("Khám tại xã.", "Khám tại xã [F009]."))

    assert open_units(cited, pairs) == []
    assert "- Words for s4 [F009]." in compose(cited, pairs)


def test_translation_written_as_a_whole_is_taken_sentence_by_sentence():
    source = original(BODY)
    pairs = all_translated(source)
    whole = compose(source, pairs).replace("Words for s3", "Many places lack medicines")

    assert taken_over(source, pairs, whole) == pairs | {
        "s3": ["Many places lack medicines.", "Nhiều nơi thiếu thuốc."]
    }


@pytest.mark.parametrize(
    "change",
    [
        lambda body: body + "\n\nOne more paragraph.",
        lambda body: body.replace("# ", "## "),
        lambda body: body.replace("Words for s3", "Two. Sentences"),
        lambda body: body.replace("- Words for s4.\n", ""),
    ],
)
def test_translation_of_another_structure_is_not_taken(change):
    source = original(BODY)
    pairs = all_translated(source)
    assert taken_over(source, pairs, change(compose(source, pairs))) is None


def test_stale_sentence_that_nobody_touched_stays_stale_when_the_whole_is_saved():
    pairs = all_translated(original(BODY))
    changed = original(BODY.replace("Nhiều nơi", "Một số nơi"))

    kept = taken_over(changed, pairs, compose(changed, pairs))

    assert kept == pairs
    assert [unit.key for unit in open_units(changed, kept)] == ["s3"]


def test_one_sentence_said_in_two_is_found_behind_its_original():
    source = original("Một câu. Hai câu.")
    pairs = {"s1": ["It is one. It became two.", "Một câu."], "s2": ["and small", "Hai câu."]}

    assert compose(source, pairs) == "It is one. It became two. and small"
    # What follows starts small: the splitter joins it to the sentence before it.
    assert sentences_behind(source, pairs) == [("s1", (0, 1)), ("s2", (1,))]


def test_sentences_taken_out_leave_the_rest_and_no_empty_block():
    body, kept = without_sentences(original(BODY), ("s1", "s3", "s4"))

    assert body.startswith("Năm 2023 đạt 93,35% [F001].\n\n- Không thu tiền [F001].")
    assert kept == tuple(f"s{n}" for n in (2, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14))


@pytest.mark.parametrize(
    ("words", "kept"),
    [("a\n\nb", "a b"), ("x [F001] y", "x y"), ("[F0[F001]02]", ""), ("\u200b a\u00a0b ", "a b")],
)
def test_words_are_one_line_without_marks(words, kept):
    assert plain(words) == kept


LETTERS = 'abcĐộ 12.!?…,:;|#>*-—\\[]()“”"F0v\n\u00a0'
words = st.text(LETTERS, max_size=40)
line = st.text("abcĐộ 12.!?,|—[F01] ", min_size=1, max_size=40).map(lambda text: text.replace("\n", " "))
blocks = st.lists(
    st.one_of(
        line,
        line.map(lambda text: f"# {text}"),
        line.map(lambda text: f"- {text}\n- Hai [F007]."),
        line.map(lambda text: f"1. {text}\n2. Ba câu. Bốn câu [F007v2]."),
        line.map(lambda text: f"> {text}\n> Câu nữa [F009].\n> — Chánh Văn phòng"),
        st.tuples(line, line).map(
            lambda pair: "| {} | {} |\n| --- | --- |\n| Một [F001] | Hai. Ba. |".format(*pair)
        ),
        line.map(lambda text: f"![Một hình](hinh.png) {text} [F003]"),
    ),
    min_size=1,
    max_size=6,
)


@settings(max_examples=250, deadline=None)
@given(blocks, st.data())
def test_whatever_is_written_structure_and_marks_stay(written, data):
    source = original("\n\n".join(written))
    units = units_of(source, {})
    pairs = {unit.key: [data.draw(words), unit.original] for unit in units if data.draw(st.booleans())}

    made = compose(source, pairs)

    assert shapes(made) == shapes(source.body)
    assert marks(made) == marks(source.body)
    assert canonical_form(made) == made
    behind = sentences_behind(source, pairs)
    assert [key for key, _places in behind] == list(source.ids)
    places = {place for _key, found in behind for place in found}
    assert places == set(range(len(sentences_of(read_structure(made)))))


@settings(max_examples=150, deadline=None)
@given(blocks, st.data())
def test_sentences_stay_with_their_ids_when_some_are_taken_out(written, data):
    source = original("\n\n".join(written))
    gone = [key for key in source.ids if data.draw(st.booleans())]

    body, kept = without_sentences(source, gone)

    assert kept == tuple(key for key in source.ids if key not in gone)
    said = {unit.key: unit.original for unit in units_of(source, {})}
    left = without_marks(body).split()
    assert sum(len(said[key].split()) for key in kept) <= len(left) + 3 * len(written)


def test_marks_of_an_alternative_text_are_never_made():
    source = original("![Một hình](hinh.png) Chú thích [F003]")
    made = compose(source, {"s1": ["A [F001] picture ]", "Một hình"]})
    assert [str(mark) for mark in read_marks(made)] == ["[F003]"]
