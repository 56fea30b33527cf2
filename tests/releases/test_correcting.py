"""What follows a public edition: correction, withdrawal, supersession, and blanking to protect a person."""

from __future__ import annotations

import pytest

from hoiam.desks import signing
from hoiam.desks.against import MayNot, ReasonsAgainst
from hoiam.outlets.models import Dispatch
from hoiam.releases.document import document_hash
from hoiam.releases.models import Blanking, Edition, Release
from hoiam.releases.operations.blanking import ask_blanking, confirm_blanking, decline_blanking
from hoiam.releases.operations.correcting import start_correction, supersede, withdraw
from hoiam.releases.operations.emergency import confirm_emergency, publish_in_emergency
from hoiam.releases.operations.publishing import publish
from hoiam.releases.operations.scheduling import publish_by_hand, set_time
from hoiam.releases.operations.writing import describe, remove_language, write_text
from hoiam.releases.queries.blanked import blanked_ids, rendered_public
from hoiam.releases.queries.public import corrections, newest_public, public_editions
from hoiam.texts.models import TextVersion
from hoiam.texts.sentence_book import SentenceBook
from tests.factories.releases import (
    AT,
    BODY,
    DAY,
    HOUR,
    MINUTE,
    T,
    begin_correction,
    clear,
    make_corrected,
    make_draft,
    make_draft_in_two,
    make_embargoed,
    make_published,
    make_scheduled,
    put_into_english,
)

pytestmark = pytest.mark.django_db
WHY = {"vi": "Số liệu gốc sai.", "en": "The figure was wrong."}


def words_shown(shown) -> str:
    pieces = [
        piece for block in shown.blocks for piece in (*block.pieces, *(p for row in block.rows for p in row))
    ]
    return " ".join(run.text for piece in pieces for sentence in piece for run in sentence.runs)


def test_correction_begins_with_the_same_sentences_ids_and_translations(cast):
    made = make_published(cast)
    again = begin_correction(cast, made, T + HOUR)

    assert (again.edition.number, again.edition.change) == (2, "factual_error")
    for then, now in ((made.vi, again.vi), (made.en, again.en)):
        ids = [str(one.id) for one in SentenceBook.read(now.text.book).sentences]
        assert ids == [name for name, _words in then.version.sentences]
        assert now.text.body == then.version.body
    assert again.en.translated == made.en.translated
    assert again.en.reviewed_at == made.en.reviewed_at
    assert [row.pk for row in newest_public(T + HOUR)] == [made.edition.pk]


def test_changed_sentence_keeps_its_id_through_edits_before_the_correction_too(cast):
    body = BODY.replace("Thành phố mở thêm phòng khám ở các xã. ", "")
    made = make_draft(cast, body=body)
    row = made.vi
    write_text(
        edition_text=row, body=BODY, base_revision=row.text.revision, by=cast.case_officer, at=AT
    )  # the sentence put in got an id after all the others
    made = clear(cast, made.again(), AT + HOUR)
    publish_at = AT + 2 * HOUR
    publish_by_hand(edition=made.edition, by=cast.head, at=publish_at)
    assert publish(edition=made.edition, at=publish_at).published_at == publish_at
    made = made.again()

    edition = start_correction(
        release=made.release, change="update", note=WHY, by=cast.case_officer, at=T + HOUR
    )

    book = SentenceBook.read(edition.texts.get().text.book)
    assert [str(one.id) for one in book.sentences] == [name for name, _words in made.vi.version.sentences]
    assert book.next_number > max(int(str(one.id)[1:]) for one in book.sentences)


def test_published_correction_names_the_hash_before_it_and_goes_to_the_earlier_recipients(cast):
    made = make_corrected(cast)
    first = Edition.objects.get(release=made.release, number=1)

    assert made.vi.document["previous"] == first.texts.get(language="vi").document_hash
    assert made.en.document["previous"] == first.texts.get(language="en").document_hash
    assert (made.vi.document["change"], made.vi.document["edition"]) == ("factual_error", 2)
    assert [row.purpose for row in Dispatch.objects.order_by("pk")] == ["release", "correction"]
    assert [row.number for row in public_editions(made.release.reference, T + DAY)] == [2, 1]
    assert [row.pk for row in corrections(T + DAY)] == [made.edition.pk]


def test_published_editions_stay_as_they_were_when_corrected(cast):
    first = make_published(cast)
    before = [(row.document, row.version.hash) for row in (first.vi, first.en)]
    begin_correction(cast, first, T + HOUR)
    first = first.again()
    assert [(row.document, row.version.hash) for row in (first.vi, first.en)] == before


@pytest.mark.parametrize(
    "given", [{"change": "first"}, {"change": "poem"}, {"note": {}}, {"note": {"vi": "  "}}]
)
def test_correction_says_what_changed(cast, given):
    made = make_published(cast)
    with pytest.raises(ReasonsAgainst):
        start_correction(
            **{
                "release": made.release,
                "change": "update",
                "note": WHY,
                "by": cast.case_officer,
                "at": T + HOUR,
            }
            | given
        )


def test_only_what_is_public_is_corrected_and_once_at_a_time(cast):
    made = make_scheduled(cast)
    given = {"change": "update", "note": WHY, "by": cast.case_officer, "at": T + HOUR}
    with pytest.raises(ReasonsAgainst):
        start_correction(release=made.release, **given)
    out = make_published(cast)
    start_correction(release=out.release, **given)
    with pytest.raises(ReasonsAgainst):
        start_correction(release=out.release, **given)


def test_withdrawn_release_stays_readable_under_its_reason_and_recipients_are_told(cast):
    made = make_published(cast)
    running = begin_correction(cast, made, T + HOUR)
    with pytest.raises(MayNot):
        withdraw(release=made.release, why=WHY, by=cast.case_officer, at=T + HOUR)
    with pytest.raises(ReasonsAgainst):
        withdraw(release=made.release, why={"vi": ""}, by=cast.spokesperson, at=T + HOUR)

    withdraw(release=made.release, why=WHY, by=cast.spokesperson, at=T + HOUR)

    release = Release.objects.get(pk=made.release.pk)
    assert (release.withdrawn_by, dict(release.withdrawn_why)) == (cast.spokesperson, WHY)
    assert [row.number for row in public_editions(release.reference, T + DAY)] == [1]
    assert running.again().edition.dropped_at
    assert sorted(Dispatch.objects.values_list("purpose", flat=True)) == ["release", "withdrawal"]
    for act in (
        lambda: withdraw(release=release, why=WHY, by=cast.spokesperson, at=T + DAY),
        lambda: begin_correction(cast, made, T + DAY),
    ):
        with pytest.raises(ReasonsAgainst):
            act()


def test_superseded_release_leads_forward_and_never_in_a_circle(cast):
    old, new, hidden = make_published(cast), make_published(cast), make_scheduled(cast)

    def follow(release, by_release):
        supersede(release=release, by_release=by_release, by=cast.head, at=T + HOUR)

    for one, other in ((old, old), (old, hidden), (hidden, old)):
        with pytest.raises(ReasonsAgainst):
            follow(one.release, other.release)
    follow(old.release, new.release)
    with pytest.raises(ReasonsAgainst):
        follow(new.release, Release.objects.get(pk=old.release.pk))
    assert Release.objects.get(pk=old.release.pk).superseded_by == new.release


def publish_by_two(cast, edition: Edition, at) -> Edition:
    publish_in_emergency(edition=edition, why="Lũ lên nhanh.", by=cast.reviewer, at=at)
    return publish_in_emergency(edition=edition, why="Lũ lên nhanh.", by=cast.spokesperson, at=at)


def test_two_people_publish_in_an_emergency_and_a_third_confirms(cast):
    made = make_draft_in_two(cast)
    first = publish_in_emergency(edition=made.edition, why="Lũ lên nhanh.", by=cast.reviewer, at=AT)
    assert first.published_at is None
    # The same person twice is not two.
    assert publish_in_emergency(edition=made.edition, why="x", by=cast.reviewer, at=AT).published_at is None

    edition = publish_in_emergency(edition=made.edition, why="Lũ.", by=cast.spokesperson, at=AT)

    made = made.again()
    assert (edition.published_at, made.edition.is_unconfirmed_emergency) == (AT, True)
    assert made.vi.publication["emergency"] is True
    assert signing.verify(made.en.document, signing.public_keys())
    for own in (cast.spokesperson, cast.reviewer):
        with pytest.raises(ReasonsAgainst):
            confirm_emergency(edition=edition, by=own, at=AT + HOUR)
    confirm_emergency(edition=edition, by=cast.head, at=AT + HOUR)
    assert made.again().edition.is_unconfirmed_emergency is False


def test_edit_between_the_two_makes_the_next_one_the_first_again(cast):
    made = make_draft(cast)
    publish_in_emergency(edition=made.edition, why="Lũ.", by=cast.reviewer, at=AT)
    row = made.again().vi
    body = row.text.body.replace("ở các xã", "ở mọi xã")
    write_text(edition_text=row, body=body, base_revision=row.text.revision, by=cast.case_officer, at=AT)

    edition = publish_in_emergency(edition=made.edition, why="Lũ.", by=cast.spokesperson, at=AT)

    assert (edition.published_at, edition.emergency_first_by) == (None, cast.spokesperson)
    assert publish_in_emergency(edition=edition, why="Lũ.", by=cast.reviewer, at=AT).published_at == AT


def test_emergency_keeps_to_what_may_never_be_skipped(cast):
    made = make_draft_in_two(cast, body=BODY + "\n\nĐạt 93,35%.")
    for by, error in ((cast.case_officer, MayNot), (cast.reviewer, ReasonsAgainst)):
        with pytest.raises(error):
            publish_in_emergency(edition=made.edition, why="Lũ.", by=by, at=AT)
    approved = make_scheduled(cast)
    with pytest.raises(ReasonsAgainst):
        publish_in_emergency(edition=approved.edition, why="Lũ.", by=cast.reviewer, at=AT)


def test_writer_is_never_the_second_of_the_two(cast):
    made = make_draft(cast)
    row = made.vi
    write_text(
        edition_text=row,
        body=BODY + "\n\nThêm.",
        base_revision=row.text.revision,
        by=cast.spokesperson,
        at=AT,
    )
    publish_in_emergency(edition=made.edition, why="Lũ.", by=cast.reviewer, at=AT)
    with pytest.raises(ReasonsAgainst):
        publish_in_emergency(edition=made.edition, why="Lũ.", by=cast.spokesperson, at=AT)


def test_emergency_ends_a_time_that_was_set_and_what_is_signed_does_not_name_it(cast):
    made = make_draft_in_two(cast)
    set_time(edition=made.edition, publish_at=T, is_embargoed=True, by=cast.case_officer, at=AT)
    publish_by_two(cast, made.edition, AT + MINUTE)
    made = made.again()
    assert (made.edition.publish_at, made.edition.is_embargoed) == (None, False)
    assert made.vi.document["not_before"] is None


def test_unfinished_language_is_taken_out_before_an_emergency(cast):
    made = make_draft_in_two(cast)
    put_into_english(cast, made.en, AT, {"Giám đốc Sở Y tế": ""})
    with pytest.raises(ReasonsAgainst):
        publish_in_emergency(edition=made.edition, why="Lũ.", by=cast.reviewer, at=AT)
    remove_language(edition_text=made.again().en, by=cast.case_officer, at=AT)
    assert publish_by_two(cast, made.edition, AT).published_at == AT


NAME = "Bà Nguyễn Thị Hoa ở thôn Đông được khám trước."
NAMED = BODY.replace("Người dân khám", NAME + " Người dân khám")


def named_in_two_editions(cast):
    """A person named in both public editions, in both languages."""
    made = make_corrected(cast, body=NAMED)
    first = Edition.objects.get(release=made.release, number=1)
    return made, first


def id_of(version: TextVersion, words: str) -> str:
    return next(name for name, said in version.sentences if words in said)


def test_blanked_passage_goes_out_of_every_public_text_and_notice_and_hash_stay(cast):
    made, first = named_in_two_editions(cast)
    sentence = id_of(made.vi.version, "Nguyễn Thị Hoa")
    before = {row.pk: row.document_hash for row in (*first.texts.all(), *made.edition.texts.all())}

    asked = ask_blanking(
        edition_text=made.vi, sentences=[sentence], why="Bà bị đe dọa.", by=cast.case_officer, at=T + DAY
    )
    assert blanked_ids(made.again().vi) == frozenset()
    with pytest.raises(ReasonsAgainst):
        confirm_blanking(blanking=asked, by=asked.asked_by, at=T + DAY)
    confirm_blanking(blanking=asked, by=cast.reviewer, at=T + DAY)

    rows = [*first.texts.order_by("pk"), *made.edition.texts.order_by("pk")]
    for row in rows:
        row.edition = Edition.objects.select_related("release").get(pk=row.edition_id)
        shown = words_shown(rendered_public(row))
        assert ("Nguyễn Thị Hoa" in shown, "In English: " + sentence in shown) == (False, False), row
        assert ("[" in shown, len(row.document["blanked"])) == (True, 1)
        assert "Nguyễn Thị Hoa" not in str(row.document)
        assert row.document["blanked"] == {name: before[row.pk] for name in row.document["blanked"]}
        assert signing.verify(row.document, signing.public_keys())
        assert row.document_hash == document_hash(row.document) != before[row.pk]
    assert set(Blanking.objects.values_list("former_hash", flat=True)) == set(before.values())


def test_declined_blanking_changes_nothing_and_is_decided_once(cast):
    made = make_published(cast, body=NAMED)
    sentence = id_of(made.vi.version, "Nguyễn Thị Hoa")
    asked = ask_blanking(
        edition_text=made.vi, sentences=[sentence], why="x", by=cast.case_officer, at=T + DAY
    )
    decline_blanking(blanking=asked, by=cast.head, at=T + DAY)
    with pytest.raises(ReasonsAgainst):
        confirm_blanking(blanking=asked, by=cast.reviewer, at=T + DAY)
    assert "Nguyễn Thị Hoa" in words_shown(rendered_public(made.again().vi))


def test_blanking_is_for_public_texts_and_their_own_sentences(cast):
    made, hidden = make_published(cast), make_embargoed(cast)
    for row, ids, why in (
        (hidden.vi, ["s1"], "x"),
        (made.vi, ["s99"], "x"),
        (made.vi, [], "x"),
        (made.vi, ["s1"], ""),
    ):
        with pytest.raises(ReasonsAgainst):
            ask_blanking(edition_text=row, sentences=ids, why=why, by=cast.case_officer, at=T + DAY)


def test_summary_that_may_tell_the_same_goes_with_the_passage(cast):
    made = make_draft(cast, body=NAMED)
    describe(edition=made.edition, summaries={"vi": "Bà Hoa được khám."}, by=cast.case_officer, at=AT)
    made = clear(cast, made.again(), AT + HOUR)
    publish_by_hand(edition=made.edition, by=cast.head, at=T)
    row = made.again().vi
    asked = ask_blanking(
        edition_text=row,
        sentences=[id_of(row.version, "Nguyễn Thị Hoa")],
        why="x",
        by=cast.case_officer,
        at=T + DAY,
    )
    confirm_blanking(blanking=asked, by=cast.reviewer, at=T + DAY)
    row = made.again().vi
    assert (row.summary, row.document["summary"]) == ("", "")


def test_blanked_sentence_does_not_come_back_with_a_correction(cast):
    made = make_published(cast, body=NAMED)
    sentence = id_of(made.vi.version, "Nguyễn Thị Hoa")
    asked = ask_blanking(
        edition_text=made.vi, sentences=[sentence], why="x", by=cast.case_officer, at=T + DAY
    )
    confirm_blanking(blanking=asked, by=cast.reviewer, at=T + DAY)

    again = begin_correction(cast, made, T + 2 * DAY)

    assert "Nguyễn Thị Hoa" not in again.vi.text.body
    assert sentence not in again.en.translated
    assert f"In English: {sentence}" not in again.en.text.body
    left = [name for name, _words in made.vi.version.sentences if name != sentence]
    assert [str(one.id) for one in SentenceBook.read(again.vi.text.book).sentences] == left
