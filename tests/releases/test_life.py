"""The life of a release by its real operations: what each act changes, and what stands against it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from hoiam.desks.against import MayNot, ReasonsAgainst
from hoiam.outlets.models import Dispatch
from hoiam.releases.models import Edition, Release
from hoiam.releases.operations.publishing import publish, publish_due
from hoiam.releases.operations.scheduling import drop, postpone, publish_by_hand, set_time
from hoiam.releases.operations.writing import (
    add_language,
    describe,
    describe_release,
    mark_reviewed,
    start_release,
    translate,
    write_text,
)
from hoiam.releases.queries.possible import reasons_against
from hoiam.releases.queries.public import newest_public, public_edition, public_text
from hoiam.releases.queries.releases import get_release
from hoiam.releases.queries.stage import stage_of
from hoiam.releases.queries.texts import stale_units
from hoiam.texts.models import Clearance
from hoiam.texts.operations.drafts import save_draft
from hoiam.texts.terms import ClearanceState
from tests.factories.releases import (
    AT,
    BODY,
    DAY,
    HOUR,
    MINUTE,
    T,
    clear,
    make_approved,
    make_draft,
    make_draft_in_two,
    make_embargoed,
    make_published,
    make_scheduled,
    put_into_english,
    send,
    stand,
)

pytestmark = pytest.mark.django_db


def sentences(refused: pytest.ExceptionInfo[ReasonsAgainst]) -> str:
    return " ".join(str(reason) for reason in refused.value.reasons)


def test_references_run_on_for_each_desk_and_year_without_gap_or_double(cast):
    def begin(at: datetime, **fields) -> Release:
        given = {"kind": "release", "language": "vi", "theme": "", "place": None} | fields
        return start_release(desk=cast.desk, by=cast.case_officer, at=at, **given)

    first = begin(AT)
    for wrong in (
        {"kind": "poem"},
        {"theme": "no such"},
        {"language": "Tiếng Việt"},
        {"body": "TỐI MẬT\n\nx"},
    ):
        with pytest.raises(ReasonsAgainst):
            begin(AT, **wrong)
    second = begin(AT)
    # New Year's Eve at seven in the evening in London is the new year in Viet Nam.
    third = begin(datetime(2026, 12, 31, 19, tzinfo=UTC))

    prefix = cast.desk.reference_prefix
    assert [row.reference for row in (first, second, third)] == [
        f"R-{prefix}-2026-0001",
        f"R-{prefix}-2026-0002",
        f"R-{prefix}-2027-0001",
    ]


def test_only_those_who_write_at_the_desk_begin_and_see_a_release(cast):
    made = make_draft(cast)
    for name in ("desk_admin", "auditor", "stranger"):
        with pytest.raises(MayNot):
            start_release(
                desk=cast.desk,
                kind="release",
                language="vi",
                theme="",
                place=None,
                by=getattr(cast, name),
                at=AT,
            )
        with pytest.raises(Release.DoesNotExist):
            get_release(made.release.reference, stand(cast, name))
    assert get_release(made.release.reference, stand(cast, "intake")) == made.release


def test_stages_follow_the_texts(cast):
    made = make_draft(cast)
    assert stage_of(made.edition) == "draft"
    send(cast, made.vi)
    assert stage_of(made.again().edition) == "clearance"
    assert [stage_of(make(cast).edition) for make in (make_approved, make_scheduled, make_embargoed)] == [
        "approved",
        "scheduled",
        "embargoed",
    ]


def test_edition_is_approved_by_the_last_signature_on_its_last_text_only(cast):
    made = make_draft_in_two(cast)
    clear(cast, type(made)(made.release, made.edition, made.vi), AT)
    assert made.again().edition.approved_at is None

    clear(cast, type(made)(made.release, made.edition, made.en), AT + HOUR)

    made = made.again()
    assert made.edition.approved_at == AT + HOUR
    assert made.vi.document["text_hash"] == made.vi.version.hash
    assert made.en.document["translation"] == {
        "of": "vi",
        "document": made.vi.document_hash,
        "reviewed": True,
    }
    assert Dispatch.objects.get().record_id == made.edition.pk


def test_translation_is_signed_together_with_the_words_it_translates(cast):
    made = make_approved(cast)
    assert made.en.version.bound["original"] == made.vi.version.hash
    assert {"release", "edition", "theme"} <= set(made.vi.version.bound)


def test_unreviewed_translation_goes_out_and_says_so(cast):
    made = make_approved(cast, is_reviewed=False)
    assert made.edition.approved_at
    assert made.en.document["translation"]["reviewed"] is False


def test_nobody_reviews_a_translation_they_wrote(cast):
    made = make_draft_in_two(cast, is_reviewed=False)
    with pytest.raises(ReasonsAgainst):
        mark_reviewed(edition_text=made.en, by=cast.case_officer, at=AT)
    mark_reviewed(edition_text=made.en, by=cast.reviewer, at=AT)
    put_into_english(cast, made.en, AT, {"Phòng khám mở cả ngày nghỉ.": "Open every day."})
    assert made.again().en.reviewed_at is None


def test_translation_is_sent_after_its_original_and_in_step_with_it(cast):
    made = make_draft_in_two(cast)
    with pytest.raises(ReasonsAgainst, match=r"[Gg]ửi bản gốc trước"):
        send(cast, made.en)
    save_draft(
        text=made.vi.text,
        body=BODY.replace("không phải trả tiền", "trả phí"),
        base_revision=made.vi.text.revision,
        by=cast.case_officer,
        at=AT,
    )
    made = made.again()
    assert [unit.state for unit in stale_units(made.en)] == ["stale"]
    send(cast, made.vi)
    with pytest.raises(ReasonsAgainst):
        send(cast, made.en)
    translate(
        edition_text=made.en, sentences={stale_units(made.en)[0].key: "Half."}, by=cast.case_officer, at=AT
    )
    send(cast, made.again().en)


def test_translation_written_over_by_the_plain_editor_is_not_sent(cast):
    made = make_draft_in_two(cast)
    send(cast, made.vi)
    text = made.again().en.text
    save_draft(
        text=text, body="# Other\n\nSomething else.", base_revision=text.revision, by=cast.case_officer, at=AT
    )
    with pytest.raises(ReasonsAgainst):
        send(cast, made.again().en)
    translate(edition_text=made.en, sentences={}, by=cast.case_officer, at=AT)
    send(cast, made.again().en)


@pytest.mark.parametrize("which", ["vi", "en"])
def test_edit_of_a_cleared_text_ends_the_approval_and_the_documents_are_dropped(cast, which):
    made = make_scheduled(cast)
    row = getattr(made, which)
    if which == "vi":
        body = row.text.body.replace("cả ngày nghỉ", "mọi ngày")
        write_text(
            edition_text=row,
            body=body,
            base_revision=row.text.revision,
            by=cast.case_officer,
            at=AT + 2 * HOUR,
        )
    else:
        words = {"Phòng khám mở cả ngày nghỉ.": "Open every day."}
        put_into_english(cast, row, AT + 2 * HOUR, words)

    made = made.again()
    assert made.edition.approved_at is None
    assert [(each.version, each.document, each.document_hash) for each in (made.vi, made.en)] == [
        (None, {}, "")
    ] * 2
    assert publish_due(T + DAY) == 0
    # Of an edited original the signatures on what translates it end too.
    standing = Clearance.objects.filter(text__in=[made.vi.text, made.en.text], state=ClearanceState.CLEARED)
    assert standing.count() == (0 if which == "vi" else 1)


@pytest.mark.parametrize(
    "change",
    [
        lambda made, cast: describe(
            edition=made.edition, balance_note={"vi": "Chưa đo."}, by=cast.case_officer, at=AT + 2 * HOUR
        ),
        lambda made, cast: describe(
            edition=made.edition, summaries={"vi": "Tóm tắt."}, by=cast.case_officer, at=AT + 2 * HOUR
        ),
        lambda made, cast: describe_release(
            release=made.release,
            kind="statement",
            theme="health",
            place=None,
            by=cast.case_officer,
            at=AT + HOUR,
        ),
    ],
)
def test_what_is_signed_with_the_text_ends_the_approval_when_it_changes(cast, change):
    made = make_approved(cast)
    change(made, cast)
    assert made.again().edition.approved_at is None


def test_same_words_again_end_nothing(cast):
    made = make_approved(cast)
    describe(edition=made.edition, note={}, summaries={"vi": " "}, by=cast.case_officer, at=AT + 2 * HOUR)
    assert made.again().edition.approved_at


@pytest.mark.parametrize(
    ("publish_at", "is_embargoed"),
    [
        (AT - MINUTE, False),
        (AT, False),
        (None, True),
        (AT + 400 * DAY, False),
        (datetime(2026, 9, 20), False),
    ],
)
def test_times_that_make_no_sense_are_refused(cast, publish_at, is_embargoed):
    made = make_draft(cast)
    with pytest.raises(ReasonsAgainst):
        set_time(
            edition=made.edition,
            publish_at=publish_at,
            is_embargoed=is_embargoed,
            by=cast.case_officer,
            at=AT,
        )


def test_approved_edition_moves_to_a_later_time_only_and_by_whoever_publishes(cast):
    made = make_scheduled(cast)
    given = {"edition": made.edition, "at": AT + 2 * HOUR}
    with pytest.raises(ReasonsAgainst):
        set_time(publish_at=T + DAY, is_embargoed=False, by=cast.case_officer, **given)
    for by, publish_at, why in [
        (cast.spokesperson, T - MINUTE, "Sớm hơn."),
        (cast.spokesperson, T + DAY, " "),
    ]:
        with pytest.raises(ReasonsAgainst):
            postpone(publish_at=publish_at, why=why, by=by, **given)
    with pytest.raises(MayNot):
        postpone(publish_at=T + DAY, why="Chờ họp.", by=cast.case_officer, **given)

    postpone(publish_at=T + DAY, why="Chờ họp.", by=cast.spokesperson, **given)

    assert publish_due(T + HOUR) == 0
    assert publish_due(T + DAY) == 1
    assert made.again().vi.document["not_before"] == "2026-09-15T02:00:00+00:00"


def test_row_decides_when_it_is_published_and_twice_is_once(cast):
    made = make_scheduled(cast)
    with pytest.raises(ReasonsAgainst):
        publish(edition=made.edition, at=T - MINUTE)
    with pytest.raises(ReasonsAgainst):
        publish_by_hand(edition=made.edition, by=cast.spokesperson, at=T - MINUTE)
    assert public_edition(made.release.reference, T) is None

    publish(edition=made.edition, at=T + MINUTE)
    publish(edition=made.edition, at=T + HOUR)

    edition = public_edition(made.release.reference, T + MINUTE)
    assert edition is not None and edition.published_at == T + MINUTE
    assert public_text(edition, "en").publication["published_at"] == "2026-09-15T02:01:00+00:00"
    assert Dispatch.objects.filter(sent_at__isnull=False).count() == 1


def test_clock_set_back_neither_publishes_early_nor_takes_anything_away(cast):
    out, waiting = make_published(cast), make_scheduled(cast, publish_at=T + DAY)
    long_ago = T - 30 * DAY

    assert publish_due(long_ago) == 0
    assert [row.release_id for row in newest_public(long_ago)] == [out.release.pk]
    assert not Edition.objects.public(long_ago).filter(pk=waiting.edition.pk).exists()


def test_database_itself_keeps_editions_from_being_public_too_early_or_unapproved(cast):
    made = make_scheduled(cast)
    for wrong in ({"published_at": T - MINUTE}, {"published_at": T, "approved_at": None}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Edition.objects.filter(pk=made.edition.pk).update(**wrong)


def test_edition_without_a_time_is_published_by_hand(cast):
    made = make_approved(cast)
    assert publish_due(T + 300 * DAY) == 0
    with pytest.raises(MayNot):
        publish_by_hand(edition=made.edition, by=cast.case_officer, at=T)
    assert publish_by_hand(edition=made.edition, by=cast.head, at=T).published_at == T


def test_one_edition_that_cannot_be_published_does_not_hold_back_the_others(cast, monkeypatch, caplog):
    broken, fine = make_scheduled(cast), make_scheduled(cast)
    from hoiam.releases.operations import publishing

    def fails(row, at):
        if row.edition_id == broken.edition.pk:
            raise OSError("no key")
        return real(row, at=at)

    real = publishing.write_publication
    monkeypatch.setattr(publishing, "write_publication", fails)
    assert publish_due(T) == 1
    assert (broken.again().edition.published_at, fine.again().edition.published_at) == (None, T)
    publish_due(T + timedelta(seconds=1))
    assert len([line for line in caplog.records if "could not be published" in line.message]) == 1
    monkeypatch.undo()
    assert publish_due(T + MINUTE) == 1


def test_public_edition_takes_no_more_words(cast):
    made = make_published(cast)
    with pytest.raises(ReasonsAgainst):
        write_text(
            edition_text=made.vi,
            body="Khác.",
            base_revision=made.vi.text.revision,
            by=cast.case_officer,
            at=T + HOUR,
        )
    for act in (
        lambda: translate(edition_text=made.en, sentences={}, by=cast.case_officer, at=T + HOUR),
        lambda: add_language(edition=made.edition, language="fr", by=cast.case_officer, at=T + HOUR),
        lambda: describe(edition=made.edition, note={"vi": "x"}, by=cast.case_officer, at=T + HOUR),
        lambda: drop(edition=made.edition, by=cast.spokesperson, at=T + HOUR),
        lambda: set_time(
            edition=made.edition, publish_at=None, is_embargoed=False, by=cast.case_officer, at=T + HOUR
        ),
    ):
        with pytest.raises(ReasonsAgainst):
            act()


def test_edition_given_up_is_never_published(cast):
    made = make_scheduled(cast)
    with pytest.raises(MayNot):
        drop(edition=made.edition, by=cast.case_officer, at=AT + 2 * HOUR)
    drop(edition=made.edition, by=cast.spokesperson, at=AT + 2 * HOUR)
    assert publish_due(T + DAY) == 0
    assert stage_of(made.again().edition) == "dropped"


def test_further_languages_by_their_tags(cast):
    made = make_draft(cast)
    row = add_language(edition=made.edition, language="km", by=cast.case_officer, at=AT)
    assert (row.language, row.text.language) == ("km", "km")
    for wrong in ("km", "Khmer", "vi"):
        with pytest.raises(ReasonsAgainst):
            add_language(edition=made.edition, language=wrong, by=cast.case_officer, at=AT)


def test_what_is_possible_says_the_reasons_of_the_operations(cast):
    made = make_scheduled(cast)

    class Seen:
        release, at, editions = made.release, AT + 2 * HOUR, [made.edition]
        edition, public, blankings, alarms = made.edition, None, [], []
        standing = stand(cast, "spokesperson")

    assert reasons_against("postpone", Seen()) == []
    assert len(reasons_against("publish", Seen())) == 1
    Seen.standing = stand(cast, "case_officer")
    assert len(reasons_against("postpone", Seen())) == 1
    assert reasons_against("time", Seen()) and reasons_against("correct", Seen())
