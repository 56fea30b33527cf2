"""Every way an enquiry can go, by the people of the desk."""

from __future__ import annotations

from datetime import timedelta

import pytest

from hoiam.desks.against import MayNot, ReasonsAgainst
from hoiam.desks.models import Clock, JournalLine
from hoiam.desks.queries.journal import first_breaks
from hoiam.enquiries.models import Correspondence, Enquiry, Notice, Reorder
from hoiam.enquiries.operations.answering import (
    change_outcome,
    drop_answer,
    refuse,
    start_answer,
    start_interim,
)
from hoiam.enquiries.operations.assigning import assign
from hoiam.enquiries.operations.clarifying import ask_clarification, clarified
from hoiam.enquiries.operations.ending import merge, reopen, withdraw_for_asker
from hoiam.enquiries.operations.from_asker import withdraw
from hoiam.enquiries.operations.order import put_back, reorder
from hoiam.enquiries.operations.registering import cover_question, register_enquiry, set_theme
from hoiam.enquiries.queries.duplicates import alike
from hoiam.enquiries.terms import Letter, State
from hoiam.texts.models import Text
from hoiam.texts.operations.clearance import send_for_clearance, sign, take_back
from hoiam.texts.operations.parts import ask_part
from tests.factories.enquiries import (
    ANSWER,
    AT,
    DAY,
    HOUR,
    clear,
    make_answered,
    make_assigned,
    make_draft,
    make_enquiry,
    make_registered,
    stand,
)

pytestmark = pytest.mark.django_db


def now(enquiry: Enquiry) -> Enquiry:
    return Enquiry.objects.get(pk=enquiry.pk)


def letters_of(enquiry: Enquiry) -> list[str]:
    return list(enquiry.correspondence.values_list("letter", flat=True))


def open_clocks(enquiry: Enquiry) -> list[str]:
    running = Clock.objects.of("enquiries.enquiry", enquiry.pk).open()
    return sorted(f"{clock.duty}:{clock.act}" for clock in running)


@pytest.mark.parametrize("name", ["desk_admin", "auditor", "fact_steward", "stranger"])
def test_registering_belongs_to_those_who_work_on_enquiries(cast, name):
    enquiry = make_enquiry(cast)

    with pytest.raises(MayNot):
        register_enquiry(enquiry=enquiry, by=getattr(cast, name), at=AT)

    assert now(enquiry).state == State.RECEIVED


def test_registering_twice_says_where_the_enquiry_stands(cast):
    enquiry = make_registered(cast)

    with pytest.raises(ReasonsAgainst) as refused:
        register_enquiry(enquiry=enquiry, by=cast.intake, at=AT)

    assert "DN-2026-00001" in str(refused.value.reasons[0])


def test_registering_meets_the_clock_of_acknowledgement(cast):
    enquiry = make_enquiry(cast, kind="data_subject_request")

    register_enquiry(enquiry=enquiry, by=cast.intake, at=AT + HOUR)

    met = Clock.objects.of("enquiries.enquiry", enquiry.pk).filter(met_at=AT + HOUR)
    assert [clock.act for clock in met] == ["acknowledge"]


def test_theme_is_one_of_the_country(cast):
    enquiry = make_registered(cast)

    with pytest.raises(ReasonsAgainst):
        set_theme(enquiry=enquiry, theme="thời tiết", by=cast.intake, at=AT)

    from hoiam.enquiries.rules import themes

    theme = sorted(themes())[0]
    assert set_theme(enquiry=enquiry, theme=theme, by=cast.intake, at=AT).theme == theme


def test_covering_a_name_changes_what_is_seen_and_only_by_intake(cast):
    enquiry = make_enquiry(cast, question="Chị Trần Thị Bích ở tổ 4 có được hỗ trợ không?")

    with pytest.raises(MayNot):
        cover_question(enquiry=enquiry, question="x", by=cast.case_officer, at=AT)
    covered = cover_question(
        enquiry=enquiry, question="Một người dân ở tổ 4 có được hỗ trợ không?", by=cast.intake, at=AT
    )

    assert covered.question == "Một người dân ở tổ 4 có được hỗ trợ không?"


def test_assigning_tells_the_officer(cast):
    enquiry = make_assigned(cast)

    assert (enquiry.state, enquiry.officer) == (State.ASSIGNED, cast.case_officer)
    notice = Notice.objects.get(person=cast.case_officer)
    assert (notice.what, notice.enquiry) == ("assigned", enquiry)


def test_assigning_to_somebody_of_another_desk_is_refused(cast):
    enquiry = make_registered(cast)

    with pytest.raises(ReasonsAgainst):
        assign(enquiry=enquiry, officer=cast.stranger, by=cast.intake, at=AT)


def test_case_officer_takes_an_enquiry_but_gives_it_to_nobody(cast):
    enquiry = make_registered(cast)

    with pytest.raises(MayNot):
        assign(enquiry=enquiry, officer=cast.intake, by=cast.case_officer, at=AT)
    taken = assign(enquiry=enquiry, officer=cast.case_officer, by=cast.case_officer, at=AT)

    assert taken.officer == cast.case_officer


def test_clarification_where_no_rule_allows_a_pause_lets_the_clocks_run(cast):
    enquiry = make_assigned(cast)
    before = now(enquiry).next_due_at

    asked = ask_clarification(enquiry=enquiry, words="Năm nào?", by=cast.case_officer, at=AT + 4 * HOUR)

    assert (asked.state, asked.next_due_at) == (State.CLARIFYING, before)
    assert letters_of(enquiry)[-1] == Letter.CLARIFICATION


def test_clarification_over_returns_the_enquiry_to_where_it_was(cast):
    answer = make_draft(cast)
    ask_clarification(enquiry=answer.enquiry, words="Năm nào?", by=cast.case_officer, at=AT + 4 * HOUR)

    gone_on = clarified(enquiry=answer.enquiry, by=cast.case_officer, at=AT + 5 * HOUR)

    assert gone_on.state == State.DRAFTING


def test_clarification_under_a_rule_with_a_pause_stops_its_clock(cast):
    enquiry = make_assigned(cast)
    clock = Clock.objects.of("enquiries.enquiry", enquiry.pk).filter(duty="warning").first()
    clock.rule.row["pause_on"] = "clarification"
    clock.rule.save()

    ask_clarification(enquiry=enquiry, words="Năm nào?", by=cast.case_officer, at=AT + DAY)
    clock.refresh_from_db()
    stands = clock.due_at
    clarified(enquiry=enquiry, by=cast.case_officer, at=AT + 4 * DAY)

    clock.refresh_from_db()
    assert stands is None
    assert clock.due_at is not None
    assert [(pause.starts_at, pause.ends_at) for pause in clock.pauses.all()] == [(AT + DAY, AT + 4 * DAY)]


def test_incomplete_request_counts_again_from_the_day_it_is_complete(cast):
    enquiry = make_enquiry(cast, kind="access_request")
    running = open_clocks(enquiry)

    register_enquiry(enquiry=enquiry, by=cast.intake, at=AT + HOUR, is_complete=False)
    stopped = open_clocks(enquiry)
    clarified(enquiry=enquiry, by=cast.intake, at=AT + 3 * DAY, is_complete=True)

    assert (running, stopped) == (["target:first_answer", "warning:answer"], ["target:first_answer"])
    again = Clock.objects.of("enquiries.enquiry", enquiry.pk).open().get(act="answer")
    assert again.started_at == AT + 3 * DAY


def test_interim_answer_meets_one_clock_of_two_and_leaves_the_enquiry_open(cast):
    enquiry = make_assigned(cast)
    interim = start_interim(enquiry=enquiry, by=cast.case_officer, at=AT + 3 * HOUR, body=ANSWER)

    clear(cast, interim, AT + 4 * HOUR)

    after = now(enquiry)
    assert (after.state, after.first_answer_at, after.closed_at) == (State.ASSIGNED, AT + 4 * HOUR, None)
    assert open_clocks(enquiry) == ["warning:answer", "warning:answer"]


def test_text_in_clearance_moves_the_enquiry_there_and_back(cast):
    answer = make_draft(cast)
    at = AT + 4 * HOUR

    version = send_for_clearance(text=answer.text, standing=stand(cast, "case_officer", at), at=at)
    there = now(answer.enquiry).state
    sign(
        version=version,
        text_hash=version.hash,
        standing=stand(cast, "reviewer", at),
        role="reviewer",
        decision="return",
        comment="Nói rõ năm nào.",
        at=at + HOUR,
    )

    assert (there, now(answer.enquiry).state) == (State.CLEARANCE, State.DRAFTING)
    assert Notice.objects.filter(what="returned", person=cast.case_officer).count() == 1


def test_text_taken_back_from_clearance_is_drafted_again(cast):
    answer = make_draft(cast)
    at = AT + 4 * HOUR
    send_for_clearance(text=answer.text, standing=stand(cast, "case_officer", at), at=at)

    take_back(text=answer.text, standing=stand(cast, "case_officer", at), at=at)

    assert now(answer.enquiry).state == State.DRAFTING


def test_second_answer_while_one_is_written_is_refused(cast):
    answer = make_draft(cast)

    with pytest.raises(ReasonsAgainst):
        start_answer(enquiry=answer.enquiry, by=cast.case_officer, at=AT)


def test_answer_given_up_leaves_the_enquiry_assigned_and_the_text_closed(cast):
    answer = make_draft(cast)

    drop_answer(answer=answer, by=cast.case_officer, at=AT + 4 * HOUR)

    assert now(answer.enquiry).state == State.ASSIGNED
    assert Text.objects.get(pk=answer.text_id).closed_at is not None


@pytest.mark.parametrize("outcome", ["partly_answered", "not_held"])
def test_answer_of_another_outcome_ends_in_that_state(cast, outcome):
    answer = make_draft(cast)
    change_outcome(answer=answer, outcome=outcome, by=cast.case_officer, at=AT + 4 * HOUR)

    clear(cast, answer, AT + 5 * HOUR)

    assert now(answer.enquiry).state == outcome


def test_refusal_carries_code_article_and_remedy_to_the_asker(cast):
    from hoiam.enquiries.queries.letters import render_letter

    enquiry = make_assigned(cast)
    answer = refuse(
        enquiry=enquiry,
        code="open_inspection_or_dispute",
        by=cast.case_officer,
        at=AT + 3 * HOUR,
        body=ANSWER,
    )

    clear(cast, answer, AT + 5 * HOUR)

    letter = Correspondence.objects.get(letter=Letter.ANSWER)
    mail = render_letter(letter.pk, "vi")
    answer.refresh_from_db()
    assert now(enquiry).state == State.REFUSED
    assert answer.article and str(answer.article) in mail.text
    assert answer.remedy["vi"] in mail.text


@pytest.mark.parametrize("code", ["no_comment", "", "not_accessible"])
def test_refusal_without_a_ground_of_the_law_for_this_kind_is_refused(cast, code):
    enquiry = make_assigned(cast)

    with pytest.raises(ReasonsAgainst):
        refuse(enquiry=enquiry, code=code, by=cast.case_officer, at=AT + 3 * HOUR)

    assert now(enquiry).state == State.ASSIGNED


def test_refusal_on_a_ground_not_yet_in_force_is_refused(cast):
    june = AT - 90 * DAY
    enquiry = make_assigned(cast, at=june)

    with pytest.raises(ReasonsAgainst):
        refuse(enquiry=enquiry, code="state_secret", by=cast.case_officer, at=june + 3 * HOUR)


def test_withdrawn_enquiry_stops_its_clocks_and_closes_its_text(cast):
    answer = make_draft(cast)

    withdrawn = withdraw(enquiry=answer.enquiry, at=AT + 4 * HOUR)

    assert (withdrawn.state, open_clocks(withdrawn)) == (State.WITHDRAWN, [])
    assert Text.objects.get(pk=answer.text_id).closed_at is not None
    assert letters_of(withdrawn)[-1] == Letter.WITHDRAWN


def test_part_still_asked_for_a_withdrawn_enquiry_is_taken_back_and_its_clock_stops(cast):
    enquiry = make_draft(cast).enquiry
    part = ask_part(
        record=enquiry,
        question="Số lớp học năm 2025?",
        language="vi",
        due_at=AT + timedelta(days=3),
        standing=stand(cast, "case_officer", AT),
        at=AT,
        to_desk=cast.other_desk,
    )

    withdraw(enquiry=enquiry, at=AT + 4 * HOUR)

    part.refresh_from_db()
    clock = Clock.objects.get(record_kind="texts.part", record_id=part.pk)
    assert (part.state, clock.stopped_why) == ("taken_back", "taken_back")


def test_text_of_a_withdrawn_enquiry_is_not_cleared_any_more(cast):
    answer = make_draft(cast)
    at = AT + 4 * HOUR
    version = send_for_clearance(text=answer.text, standing=stand(cast, "case_officer", at), at=at)
    withdraw(enquiry=answer.enquiry, at=at)

    with pytest.raises(ReasonsAgainst):
        for role in ("reviewer", "spokesperson"):
            sign(version=version, text_hash=version.hash, standing=stand(cast, role, at), role=role, at=at)

    assert letters_of(answer.enquiry)[-1] == Letter.WITHDRAWN


def test_withdrawal_noted_by_intake_needs_words_and_reaches_the_asker(cast):
    enquiry = make_registered(cast)

    with pytest.raises(ReasonsAgainst):
        withdraw_for_asker(enquiry=enquiry, why=" ", by=cast.intake, at=AT)
    withdraw_for_asker(enquiry=enquiry, why="Gọi điện lúc 9 giờ", by=cast.intake, at=AT + 2 * HOUR)

    assert letters_of(enquiry)[-1] == Letter.WITHDRAWN


def test_merged_enquiry_gets_the_same_answer_at_the_same_time(cast):
    twin = make_registered(cast)
    answer = make_draft(cast)
    merge(enquiry=twin, into=answer.enquiry, by=cast.intake, at=AT + 4 * HOUR)
    running = open_clocks(twin)

    clear(cast, answer, AT + 5 * HOUR)

    after = now(twin)
    assert running == ["target:first_answer", "warning:answer", "warning:answer"]
    assert (after.state, after.merged_into, after.closed_at, after.first_answer_at) == (
        State.MERGED,
        answer.enquiry,
        AT + 5 * HOUR,
        AT + 5 * HOUR,
    )
    assert letters_of(twin)[-2:] == [Letter.MERGED, Letter.ANSWER]
    assert open_clocks(twin) == []


def test_enquiry_joined_to_one_that_is_withdrawn_is_worked_on_by_itself(cast):
    twin = make_registered(cast)
    main = make_assigned(cast)
    merge(enquiry=twin, into=main, by=cast.intake, at=AT + 4 * HOUR)

    withdraw(enquiry=main, at=AT + 5 * HOUR)

    after = now(twin)
    assert (after.state, after.merged_into, after.officer) == (State.ASSIGNED, None, cast.case_officer)


@pytest.mark.parametrize("other", ["itself", "another desk", "another language", "closed"])
def test_merging_with_what_cannot_answer_it_is_refused(cast, other):
    enquiry = make_registered(cast)
    into = {
        "itself": lambda: enquiry,
        "another desk": lambda: make_enquiry(cast, desk=cast.other_desk),
        "another language": lambda: make_enquiry(cast, language="en"),
        "closed": lambda: make_answered(cast).enquiry,
    }[other]()

    with pytest.raises(ReasonsAgainst):
        merge(enquiry=enquiry, into=into, by=cast.intake, at=AT + 4 * HOUR)


def test_duplicates_are_suggested_by_words_within_the_desk(cast):
    enquiry = make_enquiry(cast)
    near = make_enquiry(cast, question="Ty le ho ngheo cua thanh pho nam 2025 la bao nhieu?")
    make_enquiry(cast, question="Bao giờ cầu mở lại cho xe máy?")
    make_enquiry(cast, desk=cast.other_desk)

    assert [one.enquiry for one in alike(enquiry)] == [near]


def test_reopened_enquiry_is_open_with_the_desk_s_target(cast):
    answer = make_answered(cast)

    again = reopen(enquiry=answer.enquiry, why="Có số liệu mới", by=cast.head, at=AT + 5 * DAY)

    assert (again.state, again.closed_at, open_clocks(again)) == (State.ASSIGNED, None, ["target:answer"])
    assert letters_of(again)[-1] == Letter.REOPENED


def test_reordering_needs_a_reason_and_is_kept(cast):
    first, second = make_registered(cast), make_registered(cast, at=AT + 3 * DAY)

    with pytest.raises(ReasonsAgainst):
        reorder(enquiry=second, before=first, reason="", by=cast.head, at=AT + 4 * DAY)
    moved = reorder(enquiry=second, before=first, reason="Lũ đang lên", by=cast.head, at=AT + 4 * DAY)

    assert list(Enquiry.objects.in_order()) == [second, first]
    assert moved.next_due_at > first.next_due_at
    assert [(row.enquiry, row.reason) for row in Reorder.objects.all()] == [(second, "Lũ đang lên")]


def test_reordered_enquiry_put_back_stands_by_its_due_date_and_stays_counted(cast):
    first, second = make_registered(cast), make_registered(cast, at=AT + 3 * DAY)
    reorder(enquiry=second, before=first, reason="Lũ đang lên", by=cast.head, at=AT + 4 * DAY)

    put_back(enquiry=second, by=cast.head, at=AT + 4 * DAY)

    assert list(Enquiry.objects.in_order()) == [first, second]
    assert Reorder.objects.count() == 1


def test_late_enquiry_is_overdue_and_nothing_closes_it(cast):
    enquiry = make_registered(cast)
    late = AT + 400 * DAY

    assert list(Enquiry.objects.overdue(late)) == [enquiry]
    assert (now(enquiry).is_overdue(late), now(enquiry).state) == (True, State.REGISTERED)


def test_due_soon_and_asleep_are_derived_alike_by_row_and_by_query(cast):
    enquiry = make_registered(cast)
    for hours in range(0, 24 * 20, 7):
        at = AT + timedelta(hours=hours)
        said = (enquiry.is_overdue(at), enquiry.is_due_soon(at), enquiry.is_asleep(at))
        rows = Enquiry.objects
        assert said == (rows.overdue(at).exists(), rows.due_soon(at).exists(), rows.asleep(at).exists())


def test_every_act_leaves_a_line_and_the_chain_verifies(cast):
    make_answered(cast)

    verbs = list(
        JournalLine.objects.filter(record_kind="enquiries.enquiry")
        .order_by("number")
        .values_list("verb", flat=True)
    )
    assert verbs == [
        "took in",
        "registered",
        "assigned",
        "began answer",
        "in clearance",
        "sent answer",
    ]
    assert first_breaks() == []
