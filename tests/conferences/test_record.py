"""The record is composed of what was said, cleared, published; conclusions are followed until they are done."""

from __future__ import annotations

from datetime import date

import pytest

from hoiam.conferences.models import Conclusion, Conference, Notice, Session
from hoiam.conferences.operations.agenda import add_session
from hoiam.conferences.operations.conclusions import (
    accept_conclusion,
    add_conclusion,
    reply_to_conclusion,
    return_reply,
    take_conclusion_back,
)
from hoiam.conferences.operations.floor import promise_answer
from hoiam.conferences.operations.model_briefing import prepare_briefing
from hoiam.conferences.operations.package import attach_package
from hoiam.conferences.operations.record import compose_again, publish_record, start_record
from hoiam.conferences.queries.conclusions import addressed_to, from_the_last, get_conclusion, state_of
from hoiam.conferences.queries.packages import packages_of, public_package
from hoiam.conferences.queries.proposals import proposals_for
from hoiam.desks.against import MayNot, ReasonsAgainst
from hoiam.desks.models import Clock
from hoiam.desks.operations.clocks import mark_times
from tests.factories.briefings import (
    ANSWER,
    AT,
    DAY,
    ENDS_AT,
    HOUR,
    QUESTION,
    answer,
    clear_text,
    make_announced,
    make_held,
    make_planned,
    make_question,
    make_series,
)
from tests.factories.enquiries import load_law, stand
from tests.factories.releases import T, make_published

pytestmark = pytest.mark.django_db
LATER = ENDS_AT + DAY
DUE = date(2026, 11, 2)
WORDS = {"vi": "Công bố kết quả rà soát.", "en": "Publish the results of the review."}


def concluded(cast, conference, **given) -> Conclusion:
    given = {"kind": "request", "words": WORDS, "addressee": "Sở Y tế", "due_on": DUE} | given
    return add_conclusion(conference=conference, by=cast.case_officer, at=LATER, **given)


def test_record_is_composed_cleared_and_published_only_when_every_question_is_decided(cast):
    load_law()
    conference = make_announced(cast)
    add_session(
        conference=conference,
        kind="talks",
        title={"vi": "Y tế cơ sở"},
        office={"vi": "Sở Y tế"},
        why={"vi": "Bổ sung."},
        by=cast.case_officer,
        at=AT,
    )
    first, second, third = (make_question(cast, conference) for _each in range(3))
    answer(cast, first)
    with pytest.raises(ReasonsAgainst, match="đã được tổ chức"):
        start_record(conference=conference, by=cast.case_officer, at=ENDS_AT)
    conference.held_at = ENDS_AT
    conference.save()
    concluded(cast, conference)

    text = start_record(conference=conference, by=cast.case_officer, at=LATER)
    for words in ("# Chương trình", "- Y tế cơ sở – Sở Y tế", f"> {QUESTION}", f"> {ANSWER}", "> — Sở Y tế"):
        assert words in text.body
    assert "- Sở Y tế: Công bố kết quả rà soát." in text.body
    with pytest.raises(ReasonsAgainst, match="Còn 2 câu hỏi"):
        clear_text(cast, text, LATER)
    answer(cast, second)
    promise_answer(question=third, promised_for=DUE, by=cast.spokesperson, at=LATER)
    saved = compose_again(conference=conference, base_revision=1, by=cast.case_officer, at=LATER)
    assert saved.conflict is None
    text.refresh_from_db()
    assert "Câu trả lời đã được hẹn" in text.body
    with pytest.raises(ReasonsAgainst, match="chưa được duyệt"):
        publish_record(conference=conference, by=cast.spokesperson, at=LATER)

    version = clear_text(cast, text, LATER)
    assert version.bound["promises"] == "3: 2026-11-02"
    with pytest.raises(ReasonsAgainst, match="đang được duyệt"):
        answer(cast, second)
    assert not Conference.objects.with_record(LATER).exists()
    with pytest.raises(MayNot):
        publish_record(conference=conference, by=cast.case_officer, at=LATER)
    publish_record(conference=conference, by=cast.spokesperson, at=LATER)

    conference.refresh_from_db()
    assert (conference.stage, conference.record_version) == ("record_published", version)
    assert list(Conference.objects.with_record(LATER)) == [conference]
    assert not Conference.objects.with_record(LATER - HOUR).exists()
    with pytest.raises(ReasonsAgainst, match="đã được công bố"):
        publish_record(conference=conference, by=cast.spokesperson, at=LATER)


def test_conclusion_is_replied_to_at_the_desk_addressed_with_proof_and_accepted_by_the_desk_that_led(cast):
    conference = make_held(cast)
    row = concluded(cast, conference, addressee="", body=cast.other_desk.body)
    assert (row.desk, row.addressee) == (cast.other_desk, str(cast.other_desk.body.name))
    assert Notice.objects.get(what="conclusion_given").person == cast.stranger
    assert list(addressed_to(stand(cast, "stranger"))) == [row]
    with pytest.raises(MayNot):
        reply_to_conclusion(conclusion=row, words=WORDS, proof="12/BC", by=cast.case_officer, at=LATER)
    with pytest.raises(ReasonsAgainst, match="Chưa có báo cáo"):
        accept_conclusion(conclusion=row, by=cast.head, at=LATER)
    with pytest.raises(ReasonsAgainst, match="minh chứng"):
        reply_to_conclusion(conclusion=row, words=WORDS, proof=" ", by=cast.stranger, at=LATER)

    reply_to_conclusion(conclusion=row, words=WORDS, proof="12/BC-UBND", by=cast.stranger, at=LATER)
    clock = Clock.objects.get(record_kind="conferences.conclusion")
    assert (clock.desk, clock.met_at) == (cast.other_desk, LATER)
    return_reply(conclusion=row, why={"vi": "Thiếu số liệu của xã."}, by=cast.head, at=LATER + DAY)
    clock.refresh_from_db()
    row.refresh_from_db()
    assert (clock.met_at, row.replied_at, state_of(row, LATER)) == (None, None, "open")
    mark_times(at=LATER + 40 * DAY)
    assert {(notice.desk, notice.what) for notice in Notice.objects.filter(person=cast.stranger)} == {
        (cast.other_desk, "conclusion_given"),
        (cast.other_desk, "conclusion_returned"),
        (cast.other_desk, "conclusion_time"),
    }
    assert state_of(row, LATER + 40 * DAY) == "late"

    reply_to_conclusion(conclusion=row, words=WORDS, proof="15/BC-UBND", by=cast.stranger, at=LATER + 2 * DAY)
    with pytest.raises(MayNot):
        accept_conclusion(conclusion=row, by=cast.stranger, at=LATER + 2 * DAY)
    row = accept_conclusion(conclusion=row, by=cast.head, at=LATER + 2 * DAY)
    assert state_of(row, LATER + 40 * DAY) == "done"
    with pytest.raises(ReasonsAgainst, match="xác nhận hoàn thành"):
        reply_to_conclusion(conclusion=row, words=WORDS, proof="x", by=cast.stranger, at=LATER + 3 * DAY)


def test_body_without_a_desk_is_answered_for_by_the_desk_that_led_and_a_third_desk_sees_nothing(cast):
    row = concluded(cast, make_held(cast))
    take = concluded(cast, row.conference, due_on=None)
    assert row.desk is None
    take_conclusion_back(conclusion=take, by=cast.case_officer, at=LATER)
    row = reply_to_conclusion(conclusion=row, words=WORDS, proof="12/BC", by=cast.case_officer, at=LATER)
    with pytest.raises(ReasonsAgainst, match="Đã có báo cáo"):
        take_conclusion_back(conclusion=row, by=cast.case_officer, at=LATER)
    assert get_conclusion(row.pk, stand(cast, "case_officer")) == row
    for name in ("stranger", "desk_admin"):
        with pytest.raises(Conclusion.DoesNotExist):
            get_conclusion(row.pk, stand(cast, name))
    with pytest.raises(ReasonsAgainst) as against:
        concluded(cast, make_announced(cast), words={}, addressee="", due_on=date(2026, 1, 1))
    assert len(against.value.reasons) == 3


def test_what_was_concluded_last_time_stands_first_next_time_and_open_work_is_proposed_for_the_agenda(cast):
    load_law()
    series = make_series(cast)
    conference = make_held(cast, series=series)
    done = concluded(cast, conference)
    concluded(cast, conference, words={"vi": "Rà soát lại danh mục."})
    question = make_question(cast, conference)
    promise_answer(question=question, promised_for=DUE, by=cast.head, at=LATER)
    reply_to_conclusion(conclusion=done, words=WORDS, proof="12/BC", by=cast.case_officer, at=LATER)
    accept_conclusion(conclusion=done, by=cast.head, at=LATER)

    following = prepare_briefing(series=series, by=cast.case_officer, at=LATER)

    assert (following.starts_on, following.series, following.precision) == (
        date(2026, 9, 1),
        series,
        "month",
    ) or (
        following.starts_on,
        following.precision,
    ) == (date(2027, 3, 1), "month")
    later = make_planned(cast, series=series, at=LATER)
    assert [row.number for row in from_the_last(later)] == [1, 2]
    found = proposals_for(later, LATER)
    assert [(one.key.split("-")[0], one.is_taken_up) for one in found] == [
        ("promise", False),
        ("conclusion", False),
    ]
    add_session(conference=later, kind="talks", title=found[0].title, by=cast.case_officer, at=LATER)
    assert [one.is_taken_up for one in proposals_for(later, LATER)] == [True, False]
    assert Session.objects.get(conference=later).title == {"vi": QUESTION}


def test_package_is_a_release_of_the_desk_and_public_with_its_instant_only_when_it_is_published(cast):
    load_law()
    made = make_published(cast, kind="package")
    conference = make_announced(cast)
    attach_package(conference=conference, release=made.release, by=cast.case_officer, at=AT)
    conference.refresh_from_db()
    told = public_package(conference, T)
    assert (told.reference, told.published_at, told.number) == (
        made.release.reference,
        made.edition.published_at,
        1,
    )
    assert packages_of([conference], T)[conference.pk].published_at == made.edition.published_at
    made.release.kind = "release"
    made.release.save()
    with pytest.raises(ReasonsAgainst, match="gói thông tin"):
        attach_package(conference=conference, release=made.release, by=cast.case_officer, at=AT)
    attach_package(conference=conference, release=None, by=cast.case_officer, at=AT)
    conference.refresh_from_db()
    assert public_package(conference, T) is None
