"""Two versions shown side by side."""

from hypothesis import given, settings
from hypothesis import strategies as st

from hoiam.texts.difference import SentenceChange, WordRun, difference, word_runs
from hoiam.texts.identity import KnownSentence


def sentences(**texts):
    return [KnownSentence(key, text) for key, text in texts.items()]


def test_difference_every_kind_of_change_is_listed_in_reading_order():
    old = sentences(a="Một.", b="Hai cũ.", c="Ba.", d="Bốn.")
    new = sentences(a="Một.", b="Hai mới.", e="Năm.", d="Bốn.")

    changes = difference(old, new)

    assert changes == (
        SentenceChange("same", "a", "Một.", "Một."),
        SentenceChange("changed", "b", "Hai cũ.", "Hai mới."),
        SentenceChange("added", "e", None, "Năm."),
        SentenceChange("removed", "c", "Ba.", None),
        SentenceChange("same", "d", "Bốn.", "Bốn."),
    )


def test_difference_moved_sentence_says_so():
    old = sentences(a="Một.", b="Hai.", c="Ba.")
    new = sentences(c="Ba.", a="Một.", b="Hai.")

    changes = difference(old, new)

    assert [(change.id, change.has_moved) for change in changes] == [("c", True), ("a", False), ("b", False)]


def test_word_runs_changed_number_shows_only_the_number():
    runs = word_runs("Tỷ lệ là 93,35 %.", "Tỷ lệ là 92 %.")

    assert runs == (
        WordRun("same", "Tỷ lệ là "),
        WordRun("removed", "93,35"),
        WordRun("added", "92"),
        WordRun("same", " %."),
    )


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet="ab 1.,", max_size=20), st.text(alphabet="ab 1.,", max_size=20))
def test_word_runs_any_two_texts_can_be_put_together_again(old, new):
    runs = word_runs(old, new)

    assert "".join(run.text for run in runs if run.kind != "added") == old
    assert "".join(run.text for run in runs if run.kind != "removed") == new
