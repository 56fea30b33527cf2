"""The home: what is due, what waits for me, what went wrong; for each role its own."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hoiam.conferences.models import Notice as ConferenceNotice
from hoiam.enquiries.models import Alarm, Notice
from hoiam.enquiries.terms import NoticeWhat
from hoiam.texts.operations.clearance import send_for_clearance, sign
from tests.factories.desks import make_person
from tests.factories.enquiries import (
    AT,
    HOUR,
    QUESTION,
    load_law,
    make_answered,
    make_assigned,
    make_draft,
    make_enquiry,
    stand,
)
from tests.factories.localities import make_request
from tests.workroom.visiting import enter, words

pytestmark = pytest.mark.django_db
ADDRESS = "/office/da-nang/"


def today(person):
    return enter(person).get(ADDRESS).context["today"]


def test_door_leads_straight_to_the_only_desk(cast):
    response = enter(cast.intake).get("/office/")

    assert response.headers["Location"] == ADDRESS


def test_door_offers_the_desks_of_somebody_with_two(cast):
    both = make_person("both", (cast.desk, "reviewer"), (cast.other_desk, "reviewer"))

    response = enter(both).get("/office/")

    assert [desk.code for desk in response.context["desks"]] == ["da-nang", "quang-tri"]


def test_intake_sees_new_questions_first(cast):
    new, assigned = make_enquiry(cast), make_assigned(cast)

    page = today(cast.intake)

    assert [row.line.reference for row in page.new] == [new.reference]
    assert [row.line.reference for row in page.due] == [assigned.reference]


def test_case_officer_sees_their_own_enquiries(cast):
    make_enquiry(cast)
    mine = make_assigned(cast)

    page = today(cast.case_officer)

    assert ([row.line.reference for row in page.due], page.new) == ([mine.reference], [])


def test_due_line_names_the_law_and_that_its_limit_is_not_confirmed(cast):
    make_assigned(cast)

    row = today(cast.case_officer).due[0]

    assert (row.law, row.is_unconfirmed) == ("Decree 244/2026/NĐ-CP", True)


def test_text_in_clearance_waits_for_the_reviewer_then_for_the_spokesperson(cast):
    answer = make_draft(cast)
    at = AT + 4 * HOUR
    version = send_for_clearance(text=answer.text, standing=stand(cast, "case_officer", at), at=at)
    address = f"/office/da-nang/texts/{answer.text_id}/clearance/"

    before = [today(cast.reviewer).waiting, today(cast.spokesperson).waiting]
    sign(
        version=version, text_hash=version.hash, standing=stand(cast, "reviewer", at), role="reviewer", at=at
    )
    after = [today(cast.reviewer).waiting, today(cast.spokesperson).waiting]

    assert [[text.address for text in texts] for texts in before] == [[address], []]
    assert [[text.address for text in texts] for texts in after] == [[], [address]]


def test_returned_text_comes_back_to_its_writer_with_the_comment(cast):
    answer = make_draft(cast)
    at = AT + 4 * HOUR
    version = send_for_clearance(text=answer.text, standing=stand(cast, "case_officer", at), at=at)
    sign(
        version=version,
        text_hash=version.hash,
        standing=stand(cast, "reviewer", at),
        role="reviewer",
        decision="return",
        comment="Ghi rõ năm.",
        at=at,
    )

    page = today(cast.case_officer)

    assert [(text.address, text.said) for text in page.returned] == [
        (f"/office/da-nang/texts/{answer.text_id}/", "Ghi rõ năm.")
    ]


def test_changed_fact_of_a_sent_answer_is_what_went_wrong(cast):
    answer = make_answered(cast)
    alarm = Alarm.objects.create(answer=answer, fact_reference="F069", what="withdrawn", raised_at=AT)

    response = enter(cast.case_officer).get(ADDRESS)

    assert f'href="enquiries/{answer.enquiry.reference}/alarm/{alarm.pk}/"' in response.content.decode()


def test_marks_of_one_limit_are_one_notice_and_put_away_together(cast):
    enquiry = make_assigned(cast)
    for share in (50, 75):
        Notice.objects.create(
            desk=cast.desk,
            person=cast.head,
            what=NoticeWhat.TIME,
            enquiry=enquiry,
            share=share,
            due_at=enquiry.next_due_at,
            made_at=AT + share * HOUR / 100,
        )
    browser = enter(cast.head)

    shown = browser.get(ADDRESS).context["today"].notices
    browser.post(f"{ADDRESS}notices/", {"notice": shown[0].number})

    assert [line.title for line in shown] == ["75% of the time until 14 September 2026 has passed"]
    assert Notice.objects.filter(person=cast.head, seen_at__isnull=True).count() == 0


def test_notice_of_somebody_else_is_not_put_away(cast):
    enquiry = make_assigned(cast)
    notice = Notice.objects.create(
        desk=cast.desk, person=cast.head, what=NoticeWhat.DISPUTED, enquiry=enquiry, made_at=AT
    )

    response = enter(cast.reviewer).post(f"{ADDRESS}notices/", {"notice": notice.pk})

    notice.refresh_from_db()
    assert (response.status_code, notice.seen_at) == (404, None)


@pytest.mark.parametrize("role", ["desk_admin", "auditor"])
def test_roles_without_sight_of_content_see_figures_only(cast, role):
    make_enquiry(cast)

    said = words(enter(getattr(cast, role)).get(ADDRESS))

    assert "Taken in during 30 days 1 Open enquiries 1 Overdue enquiries 0" in said
    assert QUESTION not in said


def test_empty_desk_is_told_how_to_begin(cast):
    response = enter(cast.case_officer).get(ADDRESS)

    assert "This desk has no question yet. Four steps, and it is ready:" in words(response)


def test_home_takes_the_same_queries_for_one_row_and_for_three(cast):
    browser = enter(cast.intake)
    make_assigned(cast)
    make_enquiry(cast)
    browser.get(ADDRESS)
    with CaptureQueriesContext(connection) as one:
        browser.get(ADDRESS)
    for _ in range(2):
        make_assigned(cast)
        make_enquiry(cast)

    with CaptureQueriesContext(connection) as three:
        browser.get(ADDRESS)

    assert len(three) == len(one)


def test_stranger_does_not_find_the_desk(cast):
    assert enter(cast.stranger).get(ADDRESS).status_code == 404


def test_marks_of_time_of_a_request_say_how_much_has_passed_and_are_put_away_together(cast):
    load_law()
    request = make_request(cast)
    for share in (50, 100):
        ConferenceNotice.objects.create(
            desk=cast.desk,
            person=cast.head,
            what="request_time",
            request=request,
            share=share,
            due_at=AT,
            made_at=AT + share * HOUR / 100,
        )
    browser = enter(cast.head)

    shown = browser.get(ADDRESS).context["today"].conferences
    browser.post(f"{ADDRESS}notices/", {"conference": shown[0].number})

    said = [line.words.removeprefix(f"{request}: ") for line in shown if line.row.share]
    assert said == ["a reply is due. A limit has passed (7 September 2026)"]
    assert not ConferenceNotice.objects.filter(share__isnull=False, seen_at__isnull=True).exists()
