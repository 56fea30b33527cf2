"""A changed fact, the balance of a theme, files beside a text, what was missing, search, and hand-over."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hoiam.desks import handover
from hoiam.desks.against import MayNot, ReasonsAgainst
from hoiam.desks.handover import open_work, pass_on
from hoiam.desks.models import Clock
from hoiam.desks.operations.clocks import mark_times
from hoiam.evidence.models import Fact
from hoiam.evidence.operations.drafting import revise_fact
from hoiam.evidence.operations.endings import withdraw_fact
from hoiam.evidence.operations.publishing import publish_fact
from hoiam.post.models import Parcel
from hoiam.releases.findable import fetch_releases
from hoiam.releases.models import Alarm, MissingNote, Notice, Release
from hoiam.releases.operations.alarms import give_alarm, raise_alarms, settle_alarm
from hoiam.releases.operations.correcting import withdraw
from hoiam.releases.operations.media import describe_media
from hoiam.releases.operations.missing import say_missing
from hoiam.releases.operations.publishing import publish
from hoiam.releases.operations.scheduling import publish_by_hand, set_time
from hoiam.releases.operations.writing import add_language, describe, write_text
from hoiam.releases.queries.balance import balance_of
from hoiam.releases.queries.media import media_of
from hoiam.releases.queries.notice_mails import render_notice
from hoiam.releases.queries.releases import open_alarms
from hoiam.texts.models import Attachment
from hoiam.texts.operations.citing import vouch
from tests.factories.enquiries import load_law
from tests.factories.evidence import make_content, make_fact
from tests.factories.releases import (
    AT,
    BODY,
    DAY,
    HOUR,
    MINUTE,
    T,
    begin_correction,
    clear,
    make_draft,
    make_published,
    make_scheduled,
    put_into_english,
    send,
    stand,
)

pytestmark = pytest.mark.django_db
STATEMENT = "Năm 2023, 93,35% dân số tham gia bảo hiểm y tế."
LATER = T + DAY


@pytest.fixture
def fact(cast) -> Fact:
    load_law()
    return make_fact(cast.desk, STATEMENT, at=AT - DAY, expires_on=date(2027, 12, 31))


def citing(fact: Fact) -> str:
    return (
        BODY
        + f"\n\nNăm 2023 đạt 93,35% [{fact.reference}].\n\nCon số 93,35% là của cả nước [{fact.reference}]."
    )


ENGLISH = {
    "Năm 2023 đạt 93,35%.": "It was 93.35% in 2023.",
    "Con số 93,35% là của cả nước.": "The 93.35% are of the whole country.",
}


def made_citing(cast, fact, make=make_published, **fields):
    """Written directly: the words of the English translation hold the figures that its citations carry."""
    made = make_draft(cast, body=citing(fact))
    row = add_language(edition=made.edition, language="en", by=cast.case_officer, at=AT)
    put_into_english(cast, row, AT, ENGLISH)
    set_time(edition=made.edition, publish_at=T, is_embargoed=False, by=cast.case_officer, at=AT)
    made = clear(cast, made.again(), AT + HOUR)
    if make is make_published:
        publish(edition=made.edition, at=T)
    return made.again()


def revise(fact: Fact, cast, at=LATER) -> None:
    content = make_content("Năm 2023, 93,02% dân số tham gia bảo hiểm y tế.", value="93,02")
    fact = Fact.objects.get(pk=fact.pk)
    revise_fact(fact=fact, content=content, base=fact.latest, by=cast.fact_steward, at=at)
    publish_fact(fact=Fact.objects.get(pk=fact.pk), by=cast.fact_steward, at=at)


def test_changed_fact_raises_one_alarm_with_owner_limit_and_notice(cast, fact):
    made = made_citing(cast, fact)
    revise(fact, cast)

    alarm = Alarm.objects.get()
    assert (alarm.edition, alarm.owner, alarm.sentences) == (made.edition, cast.case_officer, 4)
    clock = Clock.objects.get(record_kind="releases.alarm", record_id=alarm.pk)
    # Ten days by the law of that day, of which the first is the day after.
    assert clock.rule.rule_id == "VN-ATI26-INACCURATE"
    assert (clock.due_at - LATER) > 9 * DAY
    notice = Notice.objects.get(what="cited_fact_changed")
    assert notice.person == cast.case_officer
    assert made.release.reference in render_notice(notice.pk, "en").subject
    assert Parcel.objects.filter(payload_kind="releases.notice", payload_id=notice.pk).exists()
    assert list(open_alarms(stand(cast, "head"))) == [alarm]
    assert list(open_alarms(stand(cast, "auditor"))) == []


def test_same_alarm_is_raised_once_until_it_is_settled(cast, fact):
    made_citing(cast, fact)
    assert raise_alarms(fact=fact, what="expired", at=LATER) == 1
    assert raise_alarms(fact=fact, what="withdrawn", at=LATER) == 0
    settle_alarm(alarm=Alarm.objects.get(), how="Vẫn đúng.", by=cast.fact_steward, at=LATER)
    assert raise_alarms(fact=fact, what="withdrawn", at=LATER + HOUR) == 1
    assert raise_alarms(fact=fact, what="published", at=LATER) == 0


def test_edition_that_is_approved_and_waits_for_its_time_raises_an_alarm_too(cast, fact):
    made = made_citing(cast, fact, make=make_scheduled)
    withdraw_fact(fact=fact, reason="Nguồn sai.", by=cast.fact_steward, at=T - HOUR)
    assert Alarm.objects.get().edition == made.edition


def test_withdrawn_release_and_older_editions_raise_none(cast, fact):
    made = made_citing(cast, fact)
    withdraw(release=made.release, why={"vi": "Sai."}, by=cast.head, at=LATER)
    revise(fact, cast, LATER + HOUR)
    assert not Alarm.objects.exists()


def test_settling_needs_words_meets_the_clock_and_is_done_once(cast, fact):
    made_citing(cast, fact)
    revise(fact, cast)
    alarm = Alarm.objects.get()
    with pytest.raises(ReasonsAgainst):
        settle_alarm(alarm=alarm, how=" ", by=cast.fact_steward, at=LATER)
    with pytest.raises(MayNot):
        settle_alarm(alarm=alarm, how="Vẫn đúng.", by=cast.stranger, at=LATER)
    give_alarm(alarm=alarm, to=cast.fact_steward, by=cast.head, at=LATER)
    with pytest.raises(ReasonsAgainst):
        give_alarm(alarm=alarm, to=cast.stranger, by=cast.head, at=LATER)
    settle_alarm(alarm=alarm, how="Vẫn đúng.", by=cast.fact_steward, at=LATER + HOUR)
    with pytest.raises(ReasonsAgainst):
        settle_alarm(alarm=alarm, how="Vẫn đúng.", by=cast.fact_steward, at=LATER + HOUR)
    assert Clock.objects.get(record_kind="releases.alarm").met_at == LATER + HOUR


def test_time_to_correct_is_told_to_the_owner_and_at_the_end_to_the_head(cast, fact):
    made_citing(cast, fact)
    revise(fact, cast)
    for days in (6, 8, 10, 14):
        mark_times(at=LATER + timedelta(days=days))
        mark_times(at=LATER + timedelta(days=days))
    told = Notice.objects.filter(what="correction_time").values_list("share", "person__name")
    assert {share for share, name in told if name == "case_officer"} == {50, 75, 90, 100}
    assert {share for share, name in told if name == "head"} == {90, 100}


def test_published_correction_settles_the_alarm_it_answers(cast, fact):
    made = made_citing(cast, fact)
    revise(fact, cast)
    again = begin_correction(cast, made, LATER + HOUR)
    body = again.vi.text.body.replace("93,35%", "93,02%")
    write_text(
        edition_text=again.vi,
        body=body,
        base_revision=again.vi.text.revision,
        by=cast.case_officer,
        at=LATER + HOUR,
    )
    words = {
        "Năm 2023 đạt 93,02%.": "It was 93.02% in 2023.",
        "Con số 93,02% là của cả nước.": "The 93.02% are of the whole country.",
    }
    put_into_english(cast, again.en, LATER + HOUR, words)
    for row in (again.vi, again.en):
        row.text.refresh_from_db()
        for cited in {tuple(each[:2]) for each in row.text.book["citations"]}:
            vouch(
                text=row.text, sentence_id=cited[0], reference=cited[1], by=cast.case_officer, at=LATER + HOUR
            )
    again = clear(cast, again.again(), LATER + HOUR)
    assert Alarm.objects.get().settled_at is None

    publish(edition=again.edition, at=LATER + 2 * HOUR)

    alarm = Alarm.objects.get()
    assert (alarm.settled_at, alarm.settled_by) == (LATER + 2 * HOUR, None)
    assert Clock.objects.get(record_kind="releases.alarm").met_at == LATER + 2 * HOUR


def test_what_got_worse_in_the_theme_is_cited_or_its_absence_explained_in_public(cast):
    good = make_fact(cast.desk, STATEMENT, bearing="achievement", at=AT - DAY)
    bad = make_fact(
        cast.desk, "Nhiều nơi thiếu thuốc.", bearing="shortcoming", value="", unit="", at=AT - DAY
    )
    made = make_draft(cast)
    box = balance_of(made.edition, AT)
    assert ([fact.pk for fact in box.missing], box.is_met) == ([bad.pk], False)
    assert good.pk not in [fact.pk for fact in box.missing]
    with pytest.raises(ReasonsAgainst, match=bad.reference):
        send(cast, made.vi)

    describe(
        edition=made.edition,
        balance_note={"vi": "Bài này chỉ nói về giờ mở cửa."},
        by=cast.case_officer,
        at=AT,
    )

    assert send(cast, made.again().vi).bound["balance_note"]


def test_citing_what_got_worse_meets_the_balance_without_a_note(cast):
    bad = make_fact(
        cast.desk, "Nhiều nơi thiếu thuốc.", bearing="shortcoming", value="", unit="", at=AT - DAY
    )
    made = make_draft(cast, body=BODY + f"\n\nNhiều nơi còn thiếu thuốc [{bad.reference}].")
    assert balance_of(made.edition, AT).is_met
    send(cast, made.vi)


def test_release_without_theme_or_title_is_not_sent(cast):
    for given in ({"theme": ""}, {"body": "Không có tiêu đề."}):
        with pytest.raises(ReasonsAgainst):
            send(cast, make_draft(cast, **given).vi)


def picture(cast, made, media_type: str = "image/png") -> Attachment:
    return Attachment.objects.create(
        desk=cast.desk,
        record_kind="texts.text",
        record_id=made.vi.text_id,
        name="phong-kham.png",
        media_type=media_type,
        size=10,
        sha256="a" * 64,
        added_at=AT,
        added_by=cast.case_officer,
    )


SAID = {"alternative": "Phòng khám", "credit": "Sở Y tế", "license": "CC-BY-4.0", "consent": "nobody"}


def test_picture_goes_out_with_its_description_licence_and_consent(cast):
    made = make_draft(cast)
    file = picture(cast, made)
    (row,) = media_of(made.vi)
    assert (row.is_picture, len(row.missing())) == (True, 4)
    with pytest.raises(ReasonsAgainst, match=r"phong-kham\.png"):
        send(cast, made.vi)
    for missing in SAID:
        describe_media(
            edition_text=made.vi, attachment=file, by=cast.case_officer, at=AT, **SAID | {missing: ""}
        )
        assert len(media_of(made.vi)[0].missing()) == 1
    describe_media(edition_text=made.vi, attachment=file, by=cast.case_officer, at=AT, **SAID)
    made = clear(cast, made, AT + HOUR)
    assert made.vi.document["media"][0]["alternative"] == "Phòng khám"

    describe_media(
        edition_text=made.vi, attachment=file, by=cast.case_officer, at=AT + HOUR, **SAID | {"credit": "Khác"}
    )
    assert made.again().edition.approved_at is None


def test_recording_needs_a_transcript(cast):
    made = make_draft(cast)
    file = picture(cast, made, "audio/mpeg")
    describe_media(edition_text=made.vi, attachment=file, by=cast.case_officer, at=AT, **SAID)
    assert len(media_of(made.vi)[0].missing()) == 1
    describe_media(
        edition_text=made.vi, attachment=file, by=cast.case_officer, at=AT, transcript="Xin chào.", **SAID
    )
    assert media_of(made.vi)[0].missing() == []


def test_correction_carries_files_and_what_is_said_of_them(cast):
    made = make_draft(cast)
    describe_media(edition_text=made.vi, attachment=picture(cast, made), by=cast.case_officer, at=AT, **SAID)
    made = clear(cast, made, AT + HOUR)
    publish_by_hand(edition=made.edition, by=cast.head, at=T)
    again = begin_correction(cast, made.again(), LATER)
    (row,) = media_of(again.vi)
    assert (row.attachment.sha256, row.media.alternative, row.missing()) == ("a" * 64, "Phòng khám", [])


def test_reader_says_what_was_missing_of_what_is_public_and_nobody_is_named(cast):
    made, hidden = make_published(cast), make_scheduled(cast)
    say_missing(release=made.release, words=" Không có số theo xã. ", language="vi", at=LATER)
    for release, words, language in (
        (hidden.release, "x", "vi"),
        (made.release, " ", "vi"),
        (made.release, "x" * 3000, "vi"),
        (made.release, "x", "<script>"),
    ):
        with pytest.raises(ReasonsAgainst):
            say_missing(release=release, words=words, language=language, at=LATER)
    note = MissingNote.objects.get()
    assert (note.words, note.sent_on.isoformat()) == ("Không có số theo xã.", "2026-09-16")
    fields = {field.name for field in MissingNote._meta.concrete_fields}
    assert fields == {"id", "release", "words", "language", "sent_on"}


def test_search_knows_a_release_for_its_desk_until_it_is_public(cast):
    made = make_scheduled(cast)
    own = f"desk:{cast.desk.pk}"
    (before,) = fetch_releases([made.release.reference])
    publish(edition=made.edition, at=T)
    (after,) = fetch_releases([made.release.reference])
    assert (before.audience, after.audience) == (frozenset({own}), frozenset({own, "public"}))
    assert after.title == "Thành phố mở thêm phòng khám"
    assert "People are seen free of charge." in after.body


def test_correction_being_written_is_not_what_search_finds(cast):
    made = make_published(cast)
    again = begin_correction(cast, made, LATER)
    body = again.vi.text.body + "\n\nCâu chưa công bố."
    write_text(
        edition_text=again.vi, body=body, base_revision=again.vi.text.revision, by=cast.case_officer, at=LATER
    )
    (document,) = fetch_releases([made.release.reference])
    assert "chưa công bố" not in document.body


def test_alarms_pass_on_to_a_colleague(cast, fact):
    made_citing(cast, fact)
    revise(fact, cast)
    assert [share.name for share, _number in open_work(cast.case_officer, cast.desk)] == ["releases"]
    pass_on(
        desk=cast.desk,
        from_person=cast.case_officer,
        to_person=cast.reviewer,
        by=cast.head,
        at=LATER + MINUTE,
    )
    assert Alarm.objects.get().owner == cast.reviewer


def test_desk_that_follows_another_takes_its_releases_over(cast, fact):
    made = made_citing(cast, fact)
    revise(fact, cast)
    share = next(one for one in handover.merging_shares() if one.name == "releases")
    share.move(former=cast.desk, present=cast.other_desk, by="operator", at=LATER + HOUR)
    assert Release.objects.get().desk == cast.other_desk
    assert Release.objects.get().reference == made.release.reference
    assert Alarm.objects.get().desk == cast.other_desk


def test_alarms_cost_no_more_statements_for_many_sentences_than_for_few(cast, fact):
    made_citing(cast, fact)
    with CaptureQueriesContext(connection) as few:
        assert raise_alarms(fact=fact, what="expired", at=LATER) == 1
    for alarm in Alarm.objects.all():
        settle_alarm(alarm=alarm, how="Vẫn đúng.", by=cast.fact_steward, at=LATER)
    for _ in range(3):
        made_citing(cast, fact)
    with CaptureQueriesContext(connection) as many:
        assert raise_alarms(fact=fact, what="expired", at=LATER + HOUR) == 4
    assert len(many) <= len(few)
    assert Notice.objects.filter(what="cited_fact_changed").latest("pk").others == 3
