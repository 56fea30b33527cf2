"""The public log: what enters it, when, what stays out, what is corrected."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from hoiam.desks.against import MayNot, ReasonsAgainst
from hoiam.enquiries import findable
from hoiam.enquiries.models import Alarm, Answer, Correspondence, Enquiry, Notice
from hoiam.enquiries.operations.alarms import settle_alarm
from hoiam.enquiries.operations.answering import release_withheld, start_correction, withhold
from hoiam.enquiries.operations.ending import merge
from hoiam.enquiries.operations.entering import note_log_entries
from hoiam.enquiries.operations.from_asker import wish_early_publication
from hoiam.enquiries.operations.matters import open_matter
from hoiam.enquiries.operations.registering import join_matter
from hoiam.enquiries.queries.disclosures import public_answers, public_by_references, public_log
from hoiam.enquiries.queries.letters import render_letter
from hoiam.enquiries.terms import Letter, State
from hoiam.evidence.models import Fact
from hoiam.evidence.operations.endings import withdraw_fact
from hoiam.evidence.signals import fact_changed
from hoiam.search.models import Change
from tests.factories.enquiries import (
    ANSWER,
    AT,
    DAY,
    HOUR,
    clear,
    load_law,
    make_answered,
    make_assigned,
    make_draft,
    make_enquiry,
    make_registered,
)
from tests.factories.evidence import INSURANCE, make_fact

pytestmark = pytest.mark.django_db

ENTERS = datetime(2026, 9, 8, 17, 0, tzinfo=UTC)
"""Wednesday 9 September, midnight in Viet Nam: two working days after Monday's answer."""


def seen(at: datetime) -> list[str]:
    return [answer.enquiry.reference for answer in public_log(at).rows]


def test_answer_is_public_from_its_moment_on_and_not_a_second_before(cast):
    make_answered(cast)

    assert (seen(ENTERS - timedelta(seconds=1)), seen(ENTERS)) == ([], ["DN-2026-00001"])


def test_answer_before_its_moment_is_found_by_no_public_look_up(cast):
    make_answered(cast)
    early = ENTERS - timedelta(seconds=1)

    with pytest.raises(Answer.DoesNotExist):
        public_answers("DN-2026-00001", early)
    assert public_by_references(["DN-2026-00001"], early) == []
    assert [one.audience for one in findable.every_answer()] == [
        frozenset({f"desk:{cast.desk.pk}"}),
    ]


def test_answer_that_became_public_is_told_to_search_once(cast):
    make_answered(cast)
    Change.objects.all().delete()

    told = [note_log_entries(ENTERS - HOUR), note_log_entries(ENTERS), note_log_entries(ENTERS)]

    assert (told, Change.objects.filter(kind="answer", ref="DN-2026-00001").count()) == ([0, 1, 0], 1)
    document = next(iter(findable.fetch_answers(["DN-2026-00001"])))
    assert document.audience == {"public", f"desk:{cast.desk.pk}"}
    assert (document.title, document.language) == (document.title, "vi")


def test_enquiry_without_an_answer_is_no_document(cast):
    make_draft(cast)

    assert list(findable.every_answer()) == []


def test_answer_in_a_public_emergency_is_public_at_once(cast):
    enquiry = make_assigned(cast)
    matter = open_matter(
        desk=cast.desk,
        title="Lũ trên sông Thu Bồn",
        event="event_handled",
        happened_at=AT,
        by=cast.head,
        at=AT + HOUR,
        is_public_emergency=True,
    )
    join_matter(enquiry=enquiry, matter=matter, by=cast.case_officer, at=AT + 2 * HOUR)
    from hoiam.enquiries.operations.answering import start_answer

    answer = start_answer(enquiry=enquiry, by=cast.case_officer, at=AT + 3 * HOUR, body=ANSWER)
    clear(cast, answer, AT + 4 * HOUR)

    assert seen(AT + 4 * HOUR) == [enquiry.reference]


def test_answer_is_public_at_once_on_the_asker_s_wish(cast):
    answer = make_answered(cast, publish_at_once=True)

    assert answer.enters_log_at == answer.sent_at


def test_answer_that_waits_enters_when_the_asker_wishes_it(cast):
    answer = make_answered(cast)

    wish_early_publication(enquiry=answer.enquiry, at=AT + 6 * HOUR)

    assert seen(AT + 6 * HOUR) == ["DN-2026-00001"]


def test_answer_withheld_needs_a_code_words_and_the_spokesperson(cast):
    answer = make_answered(cast)

    with pytest.raises(MayNot):
        withhold(answer=answer, code="private_person", why="Tên người", by=cast.case_officer, at=AT + DAY)
    with pytest.raises(ReasonsAgainst) as refused:
        withhold(answer=answer, code="awkward", why="", by=cast.spokesperson, at=AT + DAY)
    withhold(answer=answer, code="private_person", why="Lộ tên người", by=cast.spokesperson, at=AT + DAY)

    assert len(refused.value.reasons) == 2
    assert seen(ENTERS + 100 * DAY) == []


def test_answer_that_is_public_is_not_withheld_any_more(cast):
    answer = make_answered(cast)

    with pytest.raises(ReasonsAgainst):
        withhold(answer=answer, code="private_person", why="Tên", by=cast.spokesperson, at=ENTERS)

    assert seen(ENTERS) == ["DN-2026-00001"]


def test_answer_withheld_and_released_enters_from_then_on(cast):
    answer = make_answered(cast)
    withhold(answer=answer, code="private_person", why="Lộ tên người", by=cast.spokesperson, at=AT + DAY)

    release_withheld(answer=answer, by=cast.head, at=ENTERS + DAY)

    assert (seen(ENTERS), seen(ENTERS + DAY)) == ([], ["DN-2026-00001"])


def test_answer_about_somebody_s_own_data_never_enters(cast):
    answer = make_answered(cast, kind="data_subject_request")

    with pytest.raises(ReasonsAgainst):
        release_withheld(answer=answer, by=cast.head, at=ENTERS)

    assert (answer.withheld_code, seen(ENTERS + 100 * DAY)) == ("own_data", [])


def test_correction_reaches_every_asker_and_stands_in_the_log_at_once(cast):
    twin = make_registered(cast)
    answer = make_draft(cast)
    merge(enquiry=twin, into=answer.enquiry, by=cast.intake, at=AT + 4 * HOUR)
    clear(cast, answer, AT + 5 * HOUR)
    answer.refresh_from_db()

    correction = start_correction(
        answer=answer, by=cast.case_officer, at=AT + 3 * DAY, body="Xin đính chính."
    )
    clear(cast, correction, AT + 4 * DAY)

    said = [row.corrects_id for row in public_answers(answer.enquiry.reference, AT + 4 * DAY)]
    assert said == [None, answer.pk]
    reached = Correspondence.objects.filter(letter=Letter.ANSWER, answer=correction)
    assert sorted(row.enquiry_id for row in reached) == sorted([twin.pk, answer.enquiry_id])
    assert Enquiry.objects.get(pk=answer.enquiry_id).state == State.ANSWERED
    assert seen(AT + 4 * DAY) == [answer.enquiry.reference]


def test_correction_of_a_withheld_answer_stays_out_too(cast):
    answer = make_answered(cast)
    withhold(answer=answer, code="private_person", why="Lộ tên người", by=cast.spokesperson, at=AT + DAY)

    correction = start_correction(
        answer=answer, by=cast.case_officer, at=AT + 3 * DAY, body="Xin đính chính."
    )
    clear(cast, correction, AT + 4 * DAY)

    assert seen(AT + 100 * DAY) == []


def test_log_pages_through_everything_once_in_the_same_number_of_queries(cast, django_assert_num_queries):
    for number in range(5):
        make_answered(cast, at=AT + number * 7 * DAY)
    at, cursor, found = AT + 60 * DAY, "", []

    while True:
        with django_assert_num_queries(1):
            page = public_log(at, cursor=cursor, limit=2)
            found += [(row.enquiry.reference, row.desk.code, row.version.number) for row in page.rows]
        cursor = page.next_cursor
        if not cursor:
            break

    assert [reference for reference, *_ in found] == [f"DN-2026-0000{n}" for n in (5, 4, 3, 2, 1)]


def test_log_narrows_by_desk_theme_and_kind(cast):
    make_answered(cast)
    at = AT + 60 * DAY

    assert len(public_log(at, desk=cast.desk, kind="press_enquiry").rows) == 1
    assert public_log(at, desk=cast.other_desk).rows == []
    assert public_log(at, kind="access_request").rows == []


@pytest.mark.parametrize("cursor", ["x", "%%%", "aGVsbG8", "4" * 400])
def test_log_with_a_cursor_that_is_none_begins_at_the_beginning(cast, cursor):
    make_answered(cast)

    assert len(public_log(AT + 60 * DAY, cursor=cursor).rows) == 1


def make_cited(cast) -> tuple[Answer, Fact]:
    """A sent answer and the published fact it rests on."""
    load_law()
    fact = make_fact(cast.desk, reference="F900")
    return make_answered(cast, body=f"{INSURANCE[:-1]} [F900]."), fact


def test_withdrawn_fact_raises_one_alarm_for_each_sent_answer_that_cites_it(cast):
    answer, fact = make_cited(cast)
    make_answered(cast)

    withdraw_fact(fact=fact, reason="Số sai", by="operator", at=AT + 5 * DAY)

    alarms = [(row.answer, row.fact_reference, row.what) for row in Alarm.objects.all()]
    assert alarms == [(answer, "F900", "withdrawn")]
    told = Notice.objects.filter(what="cited_fact_changed").values_list("person", flat=True)
    assert set(told) == {cast.case_officer.pk, cast.fact_steward.pk}


def test_fact_published_for_the_first_time_raises_no_alarm(cast):
    answer, fact = make_cited(cast)

    fact_changed.send(Fact, fact=fact, what="published", at=AT + 5 * DAY, by="worker")

    assert (answer.alarms.count(), Alarm.objects.count()) == (0, 0)


def test_alarm_settled_needs_words_and_a_later_change_raises_a_new_one(cast):
    _answer, fact = make_cited(cast)
    withdraw_fact(fact=fact, reason="Số sai", by="operator", at=AT + 5 * DAY)

    with pytest.raises(ReasonsAgainst):
        settle_alarm(alarm=Alarm.objects.get(), how="", by=cast.case_officer, at=AT + 6 * DAY)
    settle_alarm(alarm=Alarm.objects.get(), how="Đã đính chính", by=cast.case_officer, at=AT + 6 * DAY)
    fact_changed.send(Fact, fact=fact, what="expired", at=AT + 7 * DAY, by="worker")

    assert [row.settled_at is None for row in Alarm.objects.order_by("pk")] == [False, True]


def test_answer_sent_to_the_asker_carries_its_sources(cast):
    answer, _fact = make_cited(cast)

    mail = render_letter(Correspondence.objects.get(answer=answer).pk, "vi")

    assert "93,35%" in mail.text
    assert "Báo cáo bao phủ bảo hiểm y tế 2023" in mail.text


def test_enquiry_without_public_answer_is_in_no_public_list(cast):
    make_enquiry(cast)

    assert seen(AT + 100 * DAY) == []
