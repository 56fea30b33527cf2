"""A place asks; the centre owes a reply by a day; evidence that lacks is looked for; an answer serves every desk."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from hoiam.conferences.models import Guidance, LocalRequest, Notice
from hoiam.conferences.operations.guidance import confirm_guidance, start_guidance, withdraw_guidance
from hoiam.conferences.operations.replies import Lacking, reply
from hoiam.conferences.operations.requests import ask, give_request, take_up, withdraw_request
from hoiam.conferences.queries import localities
from hoiam.conferences.terms import NoticeWhat, RequestKind, RequestState
from hoiam.desks.against import MayNot, ReasonsAgainst
from hoiam.desks.models import Clock, JournalLine
from hoiam.desks.operations.clocks import mark_times
from hoiam.desks.queries.standing import standing_of
from hoiam.evidence.models import Gap
from hoiam.evidence.operations.endings import withdraw_fact
from hoiam.evidence.operations.gaps import close_gap
from hoiam.post.models import Parcel
from hoiam.search.operations import catch_up
from hoiam.search.queries import find
from tests.factories.desks import make_cast, make_desk, make_person
from tests.factories.enquiries import load_law
from tests.factories.evidence import make_fact
from tests.factories.localities import AT, GENERAL, QUESTION, give_out, make_guidance, make_request

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def cast():
    load_law()
    return make_cast()


@pytest.fixture
def third():
    """Somebody with every role that works on texts at a desk that has nothing to do with it."""
    desk = make_desk("hue", reference_prefix="HUE")
    return make_person("someone in hue", (desk, "case_officer"), (desk, "spokesperson")), desk


def look(person, desk, at=AT):
    return standing_of(person, desk, at)


def told(person, what) -> int:
    return Notice.objects.filter(person=person, what=what).count()


def test_request_has_a_number_of_the_desk_that_replies_a_due_day_and_is_private_to_two_desks(cast, third):
    request = make_request(cast)

    clock = Clock.objects.get(record_kind="conferences.localrequest", record_id=request.pk)
    assert request.reference == "Q-DN-2026-0001"
    assert (request.body, request.place) == (cast.other_desk.body, None)
    assert (clock.desk, clock.due_at.date()) == (cast.desk, date(2026, 9, 10))
    assert told(cast.intake, NoticeWhat.REQUEST_ARRIVED) == 1
    assert [row.reference for row in localities.to_answer(look(cast.intake, cast.desk))] == [
        request.reference
    ]
    for person, desk in ((cast.case_officer, cast.desk), (cast.stranger, cast.other_desk)):
        assert localities.get_request(request.reference, look(person, desk)) == request
    for person, desk in (third, (cast.desk_admin, cast.desk)):
        with pytest.raises(LocalRequest.DoesNotExist):
            localities.get_request(request.reference, look(person, desk))


def test_request_of_a_letter_is_entered_by_the_desk_that_replies_and_by_nobody_else(cast, third):
    request = make_request(cast, by=cast.intake, body=cast.other_desk.body)

    assert request.desk == cast.other_desk
    with pytest.raises(MayNot):
        make_request(cast, by=third[0])


def test_request_that_says_nothing_or_lacks_what_its_kind_needs_is_refused(cast):
    for given in (
        {"words": " "},
        {"words": "Độ mật: TUYỆT MẬT\nKế hoạch."},
        {"needed_by": AT - DAY},
        {"kind": RequestKind.RESOURCES, "details": {"equipment": " "}},
        {"kind": RequestKind.EXPERIENCE, "details": {"evidence": "Có báo cáo"}},
    ):
        with pytest.raises(ReasonsAgainst):
            make_request(cast, **given)
    assert LocalRequest.objects.count() == 0


def test_practice_desk_asks_no_real_one(cast):
    cast.other_desk.is_practice = True
    cast.other_desk.save()

    with pytest.raises(ReasonsAgainst, match="luyện tập"):
        make_request(cast)


def test_answer_that_cites_a_public_fact_closes_the_request_in_time_and_tells_who_asked(cast):
    make_fact(cast.desk, reference="F001")
    request = make_request(cast)

    reply(
        request=request,
        state=RequestState.ANSWERED,
        words="Bàn thông tin trả lời [F001].",
        by=cast.case_officer,
        at=AT + DAY,
    )

    request.refresh_from_db()
    assert (request.state, request.closed_at, request.gap) == (RequestState.ANSWERED, AT + DAY, None)
    assert Clock.objects.get(record_id=request.pk, record_kind=localities.RECORD).met_at == AT + DAY
    assert told(cast.stranger, NoticeWhat.REPLIED) == 1
    assert Parcel.objects.filter(payload_kind="conferences.notice", desk=cast.other_desk).count() == 1
    assert localities.open_gaps_for_agenda(cast.desk) == []


def test_answer_without_evidence_opens_a_gap_whose_closing_tells_everybody_who_asked(cast, third):
    first = make_request(cast)
    second = ask(
        desk=third[1],
        to_desk=cast.desk,
        kind="difficulty",
        words="Ai trả lời?",
        language="vi",
        by=third[0],
        at=AT,
    )
    reply(
        request=first,
        state=RequestState.ANSWERED,
        words="Chưa có số liệu.",
        by=cast.case_officer,
        at=AT,
        lacking=Lacking(owner=cast.fact_steward, due_date=date(2026, 9, 30)),
    )
    gap = Gap.objects.get()
    reply(
        request=second,
        state=RequestState.UNDER_STUDY,
        words="Đang tìm số liệu.",
        study_until=date(2026, 9, 30),
        by=cast.case_officer,
        at=AT,
        lacking=Lacking(gap=gap),
    )

    assert (gap.desk, gap.owner, gap.due_date) == (cast.desk, cast.fact_steward, date(2026, 9, 30))
    assert localities.open_gaps_for_agenda(cast.desk) == [first, second]
    fact = make_fact(cast.desk, reference="F002")
    close_gap(gap=gap, facts=[fact], by=cast.fact_steward, at=AT + DAY)

    assert (told(cast.stranger, NoticeWhat.GAP_CLOSED), told(third[0], NoticeWhat.GAP_CLOSED)) == (1, 1)
    assert told(cast.case_officer, NoticeWhat.GAP_CLOSED) == 1
    assert localities.open_gaps_for_agenda(cast.desk) == []


def test_reply_cites_no_fact_that_the_asking_desk_cannot_read(cast):
    with pytest.raises(ReasonsAgainst, match="F404"):
        reply(
            request=make_request(cast),
            state=RequestState.ANSWERED,
            words="Xem [F404].",
            by=cast.case_officer,
            at=AT,
        )


def test_proposal_is_accepted_by_who_decides_rejected_with_a_reason_or_studied_until_a_day(cast):
    proposal = make_request(cast, kind=RequestKind.PROPOSAL)
    given = {"request": proposal, "by": cast.spokesperson, "at": AT}
    with pytest.raises(MayNot):
        reply(request=proposal, state="accepted", words="Đồng ý.", by=cast.case_officer, at=AT)
    for state, words, until in (
        ("rejected", "", None),
        ("under_study", "Đang xem xét.", None),
        ("under_study", "Đang xem xét.", AT.date()),
        ("answered", "Đã rõ.", None),
    ):
        with pytest.raises(ReasonsAgainst):
            reply(state=state, words=words, study_until=until, **given)

    reply(state="under_study", words="Đang xem xét.", study_until=date(2026, 9, 21), **given)

    clock = Clock.objects.open().get(record_kind=localities.RECORD, record_id=proposal.pk)
    assert (clock.act, clock.due_at.astimezone().date()) == ("study", date(2026, 9, 21))
    mark_times(at=AT + 10 * DAY)
    assert told(cast.spokesperson, NoticeWhat.REQUEST_TIME) == 1
    later = reply(
        request=proposal, state="rejected", words="Không đủ kinh phí.", by=cast.head, at=AT + 11 * DAY
    )
    proposal.refresh_from_db()
    assert (proposal.state, proposal.study_until, proposal.replies.count()) == ("rejected", None, 2)
    assert proposal.replies.first() == later
    assert not Clock.objects.open().filter(record_kind=localities.RECORD).exists()


def test_late_reply_is_told_to_its_owner_and_then_to_the_head(cast):
    request = make_request(cast)
    give_request(request=request, owner=cast.case_officer, by=cast.intake, at=AT)

    for day in range(1, 8):
        mark_times(at=AT + day * DAY)

    assert told(cast.case_officer, NoticeWhat.REQUEST_TIME) >= 2
    assert told(cast.head, NoticeWhat.REQUEST_TIME) >= 1
    with pytest.raises(ReasonsAgainst):
        give_request(request=request, owner=cast.stranger, by=cast.intake, at=AT)


def test_withdrawn_request_runs_no_clock_and_takes_no_reply(cast):
    request = withdraw_request(request=make_request(cast), by=cast.stranger, at=AT + DAY)

    assert not Clock.objects.open().filter(record_kind=localities.RECORD).exists()
    with pytest.raises(ReasonsAgainst):
        reply(request=request, state="answered", words="Trả lời.", by=cast.case_officer, at=AT + DAY)


def test_accepted_experience_is_read_and_taken_up_by_other_desks_once(cast, third):
    person, desk = third
    told_by = {"evidence": "Số câu hỏi trễ giảm một nửa.", "limits": "Chỉ mới ở hai xã."}
    experience = make_request(cast, kind=RequestKind.EXPERIENCE, details=told_by)
    with pytest.raises(ReasonsAgainst):
        take_up(experience=experience, desk=desk, note="", by=person, at=AT)

    reply(request=experience, state="accepted", words="Nên nhân rộng.", by=cast.spokesperson, at=AT)
    take_up(experience=experience, desk=desk, note="Từ tháng 10.", by=person, at=AT + DAY)

    (found,) = localities.experiences(look(person, desk))
    assert [row.desk for row in found.taken_up.all()] == [desk]
    assert localities.get_request(experience.reference, look(person, desk)) == experience
    for by, where in ((person, desk), (cast.stranger, cast.other_desk)):
        with pytest.raises(ReasonsAgainst):
            take_up(experience=experience, desk=where, note="", by=by, at=AT + DAY)


def test_reported_staff_stands_with_its_reply_for_the_two_desks_only(cast, third):
    details = {"staff": 2, "equipment": "", "budget": "120 triệu đồng"}
    report = make_request(cast, kind=RequestKind.RESOURCES, details=details)
    reply(request=report, state="answered", words="Đã ghi nhận.", by=cast.case_officer, at=AT)

    ((desk, (line,)),) = localities.resource_table(look(cast.head, cast.desk))

    assert (desk, line.year, line.reply) == (cast.other_desk, 2026, "Đã ghi nhận.")
    assert line.request.details == {"staff": 2, "budget": "120 triệu đồng"}
    assert localities.resource_table(look(*third)) == []


def test_guidance_is_read_and_found_by_every_desk_and_does_not_say_who_asked(cast, third, settings, tmp_path):
    settings.HOIAM_INDEX_DIR = str(tmp_path)
    cast.other_desk.body.name = {"vi": "Ủy ban nhân dân tỉnh Mẫu"}
    cast.other_desk.body.save()
    request = make_request(cast)
    with pytest.raises(ReasonsAgainst, match="tỉnh Mẫu"):
        start_guidance(
            desk=cast.desk,
            title="Ủy ban nhân dân tỉnh Mẫu hỏi ai trả lời",
            request=request,
            language="vi",
            by=cast.case_officer,
            at=AT,
        )
    guidance = make_guidance(cast, request=request)
    with pytest.raises(Guidance.DoesNotExist):
        localities.get_guidance(guidance.reference, look(*third), AT)

    give_out(cast, guidance, at=AT + DAY)

    catch_up()
    request.refresh_from_db()
    seen = localities.get_guidance(guidance.reference, look(*third), AT + DAY)
    words = "phóng viên nước ngoài hỏi cấp xã"
    assert (seen.title, seen.reference) == (GENERAL, "G-DN-2026-0001")
    assert [row.pk for row in localities.guidance_for(look(*third), AT + DAY)] == [guidance.pk]
    assert find(words, kinds=["guidance"], audience=("desks",)).hits[0].ref == guidance.reference
    assert not find(words, kinds=["guidance", "local_request"], audience=("public",)).hits
    assert (request.state, request.replies.get().words) == ("answered", f"G-DN-2026-0001: {GENERAL}")
    assert not JournalLine.objects.filter(verb="gave guidance out").exclude(detail__content={}).exists()


def test_guidance_under_which_a_fact_changes_says_so_until_somebody_confirms_or_withdraws_it(cast, third):
    fact = make_fact(cast.desk, reference="F001")
    body = "Tỷ lệ bao phủ bảo hiểm y tế đạt 93,35% dân số vào cuối năm 2023 [F001]. Chưa có số liệu cấp xã."
    guidance = give_out(cast, make_guidance(cast, body=body, title="Bảo hiểm y tế phủ bao nhiêu?"), at=AT)

    withdraw_fact(fact=fact, reason="Nhầm đơn vị tính.", by=cast.fact_steward, at=AT + DAY)

    guidance.refresh_from_db()
    assert guidance.outdated_since == AT + DAY
    assert told(cast.fact_steward, NoticeWhat.GUIDANCE_OUTDATED) == 1
    confirm_guidance(guidance=guidance, by=cast.spokesperson, at=AT + 2 * DAY)
    with pytest.raises(ReasonsAgainst):
        withdraw_guidance(guidance=guidance, why=" ", by=cast.spokesperson, at=AT + 2 * DAY)
    withdraw_guidance(guidance=guidance, why="Số liệu đã cũ.", by=cast.spokesperson, at=AT + 2 * DAY)
    assert not localities.guidance_for(look(*third), AT + 3 * DAY).exists()
    assert localities.get_guidance(guidance.reference, look(*third), AT + 3 * DAY).withdrawn_why


def test_words_of_places_stand_in_no_journal_line(cast):
    request = make_request(cast)
    reply(request=request, state="answered", words="Chưa có số liệu.", by=cast.case_officer, at=AT)

    lines = JournalLine.objects.filter(record_kind=localities.RECORD).select_related("detail")
    kept = " ".join(str(line.detail.content) for line in lines)
    assert len(lines) == 4 and QUESTION not in kept and "Chưa có" not in kept
