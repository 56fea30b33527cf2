"""What is typed is kept: nothing is written over, and two saves that meet are both shown."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connection

from hoiam.desks.against import MayNot, ReasonsAgainst
from hoiam.desks.models import JournalLine
from hoiam.texts.models import Draft, Text, TextAuthor
from hoiam.texts.operations.drafts import Saved, close_text, resolve_conflict, save_draft, start_text
from hoiam.texts.sentence_book import SentenceBook
from tests.factories.desks import make_cast
from tests.factories.records import make_record
from tests.factories.texts import AT, make_text

pytestmark = pytest.mark.django_db
LATER = AT + timedelta(minutes=5)


def kept(text: Text) -> tuple[str, int]:
    found = Text.objects.get(pk=text.pk)
    return found.body, found.revision


def test_save_draft_on_the_present_revision_saves_and_counts_on(cast):
    text = make_text(cast, body="Câu một.")

    saved = save_draft(text=text, body="Câu một. Câu hai.", base_revision=2, by=cast.case_officer, at=LATER)

    assert (saved, kept(text)) == (Saved(revision=3), ("Câu một. Câu hai.", 3))


def test_save_draft_with_the_same_body_saves_nothing(cast):
    text = make_text(cast, body="Câu một.")

    saved = save_draft(text=text, body="Câu một.", base_revision=2, by=cast.reviewer, at=LATER)

    assert saved == Saved(revision=2)
    assert list(TextAuthor.objects.values_list("person__name", flat=True)) == ["case_officer"]


def test_save_draft_on_a_stale_revision_keeps_both_and_names_the_other(cast):
    text = make_text(cast, body="Câu chung.")
    save_draft(text=text, body="Câu của cán bộ.", base_revision=2, by=cast.case_officer, at=LATER)

    saved = save_draft(text=text, body="Câu của thẩm định.", base_revision=2, by=cast.reviewer, at=LATER)

    beside = Draft.objects.get(state="beside")
    assert kept(text) == ("Câu của cán bộ.", 3)
    assert (beside.person, beside.body, beside.base_revision) == (cast.reviewer, "Câu của thẩm định.", 2)
    assert (saved.revision, saved.conflict.draft, saved.conflict.body, saved.conflict.saved_by) == (
        3,
        beside,
        "Câu của cán bộ.",
        cast.case_officer,
    )


def test_save_draft_again_from_the_page_that_saved_last_needs_no_new_revision(cast):
    text = make_text(cast, body="Câu chung.")
    given = {"text": text, "base_revision": 2, "by": cast.reviewer, "window": "a"}
    save_draft(body="Câu một.", at=LATER, **given)

    saved = save_draft(body="Câu một. Câu hai.", at=LATER, **given)

    assert (saved, kept(text)) == (Saved(revision=4), ("Câu một. Câu hai.", 4))


@pytest.mark.django_db(transaction=True)
def test_save_draft_by_two_people_at_the_same_instant_loses_neither():
    cast = make_cast()
    text = make_text(cast, body="Câu chung.")
    ready = Barrier(2)

    def save(name: str) -> None:
        ready.wait()
        save_draft(text=text, body=f"Của {name}.", base_revision=2, by=getattr(cast, name), at=LATER)
        connection.close()

    with ThreadPoolExecutor(2) as both:
        list(both.map(save, ["case_officer", "reviewer"]))

    beside = Draft.objects.get(state="beside")
    assert {kept(text)[0], beside.body} == {"Của case_officer.", "Của reviewer."}
    assert kept(text)[1] == 3


def test_save_draft_from_two_stale_pages_of_one_person_keeps_each_page(cast):
    text = make_text(cast, body="Câu chung.")
    save_draft(text=text, body="Câu mới.", base_revision=2, by=cast.case_officer, at=LATER)

    for window, body in (("a", "Trang a."), ("b", "Trang b."), ("a", "Trang a, gõ tiếp.")):
        save_draft(text=text, body=body, base_revision=2, by=cast.reviewer, at=LATER, window=window)

    beside = Draft.objects.filter(state="beside").order_by("window").values_list("window", "body")
    assert list(beside) == [("a", "Trang a, gõ tiếp."), ("b", "Trang b.")]


@pytest.mark.parametrize(
    ("keep", "joined", "expected", "state"),
    [
        ("draft", "", "Câu của thẩm định.", "taken"),
        ("text", "", "Câu của cán bộ.", "set_aside"),
        ("both", "Câu của cả hai.", "Câu của cả hai.", "taken"),
    ],
)
def test_resolve_conflict_keeps_what_was_chosen_and_loses_nothing(cast, keep, joined, expected, state):
    text = make_text(cast, body="Câu chung.")
    save_draft(text=text, body="Câu của cán bộ.", base_revision=2, by=cast.case_officer, at=LATER)
    saved = save_draft(text=text, body="Câu của thẩm định.", base_revision=2, by=cast.reviewer, at=LATER)

    resolve_conflict(
        draft=saved.conflict.draft, keep=keep, body=joined, base_revision=3, by=cast.reviewer, at=LATER
    )

    bodies = {kept(text)[0], *Draft.objects.values_list("body", flat=True)}
    assert kept(text)[0] == expected
    assert Draft.objects.get(pk=saved.conflict.draft.pk).state == state
    assert bodies >= {"Câu của cán bộ.", "Câu của thẩm định."}


def test_resolve_conflict_after_another_save_decides_nothing(cast):
    text = make_text(cast, body="Câu chung.")
    save_draft(text=text, body="Câu của cán bộ.", base_revision=2, by=cast.case_officer, at=LATER)
    saved = save_draft(text=text, body="Câu của thẩm định.", base_revision=2, by=cast.reviewer, at=LATER)
    save_draft(text=text, body="Câu viết tiếp.", base_revision=3, by=cast.case_officer, at=LATER)

    again = resolve_conflict(
        draft=saved.conflict.draft, keep="draft", base_revision=3, by=cast.reviewer, at=LATER
    )

    assert (again.revision, again.conflict.body) == (4, "Câu viết tiếp.")
    assert kept(text) == ("Câu viết tiếp.", 4)


def test_save_draft_by_another_person_keeps_what_stood_before(cast):
    text = make_text(cast, body="Câu của cán bộ.")

    save_draft(text=text, body="Câu của thẩm định.", base_revision=2, by=cast.reviewer, at=LATER)

    earlier = Draft.objects.get()
    assert (earlier.state, earlier.body, earlier.person) == ("earlier", "Câu của cán bộ.", cast.case_officer)
    assert [row.person for row in text.authorships.all()] == [cast.case_officer, cast.reviewer]


def test_save_draft_again_and_again_writes_one_journal_line_for_each_turn_of_a_person(cast):
    text = make_text(cast, body="")
    for revision, (person, body) in enumerate(
        [("case_officer", "a."), ("case_officer", "a b."), ("reviewer", "a b c."), ("reviewer", "a b d.")], 1
    ):
        save_draft(text=text, body=body, base_revision=revision, by=getattr(cast, person), at=LATER)

    lines = JournalLine.objects.filter(record_kind="texts.text").order_by("number")
    assert list(lines.values_list("verb", "actor")) == [
        ("started text", f"person:{cast.case_officer.pk}"),
        ("wrote text", f"person:{cast.case_officer.pk}"),
        ("wrote text", f"person:{cast.reviewer.pk}"),
    ]


@pytest.mark.parametrize("role", ["desk_admin", "auditor", "stranger"])
def test_save_draft_by_a_role_that_does_not_write_is_refused(cast, role):
    text = make_text(cast, body="Câu một.")

    with pytest.raises(MayNot):
        save_draft(text=text, body="Câu khác.", base_revision=2, by=getattr(cast, role), at=LATER)

    assert kept(text) == ("Câu một.", 2)


def test_save_draft_marked_secret_keeps_nothing_of_it(cast):
    text = make_text(cast, body="Câu một.")

    with pytest.raises(ReasonsAgainst):
        save_draft(text=text, body="TUYỆT MẬT\n\nKế hoạch.", base_revision=1, by=cast.reviewer, at=LATER)

    assert (kept(text), Draft.objects.count()) == (("Câu một.", 2), 0)


def test_start_text_marked_secret_makes_no_text(cast):
    with pytest.raises(ReasonsAgainst):
        start_text(
            desk=cast.desk,
            record=make_record(cast.desk),
            purpose="answer",
            language="vi",
            by=cast.case_officer,
            at=AT,
            body="TỐI MẬT\nNội dung.",
        )

    assert Text.objects.count() == 0


def test_save_draft_of_a_closed_text_is_refused(cast):
    text = make_text(cast, body="Câu một.")
    close_text(text=text, by="worker", at=LATER)

    with pytest.raises(ReasonsAgainst):
        save_draft(text=text, body="Câu khác.", base_revision=2, by=cast.case_officer, at=LATER)

    assert kept(text) == ("Câu một.", 2)


def test_sentence_book_keeps_ids_and_citations_through_edits():
    book = SentenceBook().after("Dân số tăng. Tỷ lệ bảo hiểm đạt 93,35 % [F001].")

    edited = book.after("Một câu mới. Dân số tăng. Tỷ lệ bảo hiểm y tế đạt 93,35 % [F001].")

    assert [sentence.id for sentence in edited.sentences] == ["s3", "s1", "s2"]
    assert [(row.sentence_id, row.reference) for row in edited.citations] == [("s2", "F001")]
    assert edited.to_be_checked() == ()


def test_sentence_book_with_another_number_asks_to_check_until_somebody_vouches():
    book = SentenceBook().after("Tỷ lệ bảo hiểm y tế đạt 93,35 % [F001].")

    edited = book.after("Tỷ lệ bảo hiểm y tế đạt 94,20 % [F001].")

    assert [row.reference for row in edited.to_be_checked()] == ["F001"]
    assert edited.vouched("s1", "F001").to_be_checked() == ()


def test_sentence_book_of_a_sentence_still_being_typed_does_not_ask():
    book = SentenceBook().after("Tỷ lệ bảo hiểm y tế [F001]")

    finished = book.after("Tỷ lệ bảo hiểm y tế [F001] năm 2023 đạt 93,35 %.")

    assert finished.to_be_checked() == ()
    assert [
        row.reference
        for row in finished.after("Tỷ lệ bảo hiểm y tế [F001] năm 2023 không đạt 93,35 %.").to_be_checked()
    ] == ["F001"]


def test_sentence_book_survives_being_kept():
    book = SentenceBook().after("Tỷ lệ đạt 93,35 % [F001v2].").with_reasons({"s1": "Số của câu hỏi."})

    assert SentenceBook.read(book.kept()) == book
    assert book.valid_reasons() == {"s1": "Số của câu hỏi."}


def test_reason_of_a_sentence_with_another_number_counts_no_longer():
    book = SentenceBook().after("Có 12 người.").with_reasons({"s1": "Số trong câu hỏi."})

    edited = book.after("Có 15 người.")

    assert edited.valid_reasons() == {}
