"""Escalation, the matter's clocks, moved clocks."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from hoiam.desks.against import ReasonsAgainst
from hoiam.desks.models import Clock
from hoiam.desks.operations.clocks import mark_times
from hoiam.desks.signals import clocks_changed
from hoiam.enquiries.models import Enquiry, Notice
from hoiam.enquiries.operations.bulletins import start_bulletin
from hoiam.enquiries.operations.from_asker import withdraw
from hoiam.enquiries.operations.matters import (
    close_matter,
    declare_emergency,
    note_event,
    open_matter,
)
from hoiam.enquiries.queries.matters import events_for, matters_of
from hoiam.enquiries.queries.notice_mails import render_notice
from hoiam.post.models import Parcel
from hoiam.texts.operations.clearance import send_for_clearance, sign
from tests.factories.enquiries import (
    ANSWER,
    AT,
    DAY,
    HOUR,
    Traces,
    load_law,
    make_assigned,
    make_registered,
    stand,
)

pytestmark = pytest.mark.django_db


def told(share: int) -> set[str]:
    return set(Notice.objects.filter(what="time", share=share).values_list("person__name", flat=True))


def test_time_passing_tells_officer_then_reviewer_then_head(cast):
    make_assigned(cast)
    Clock.objects.exclude(duty="target").update(next_mark_at=None)

    for days in range(0, 8):
        for _again in range(3):
            mark_times(at=AT + days * DAY)

    assert (told(50), told(75), told(90)) == (
        {"case_officer"},
        {"case_officer", "reviewer"},
        {"case_officer", "reviewer", "head"},
    )
    assert Notice.objects.filter(what="time").count() == 1 + 2 + 3 + 3


def test_time_passing_without_an_officer_tells_intake(cast):
    make_registered(cast)
    Clock.objects.exclude(duty="target").update(next_mark_at=None)

    mark_times(at=AT + 3 * DAY)

    assert told(50) == {"intake"}


def test_mail_of_a_notice_names_the_reference_and_nothing_of_the_question(cast):
    enquiry = make_assigned(cast)
    mark_times(at=AT + 4 * DAY)

    parcel = Parcel.objects.filter(payload_kind="enquiries.notice").first()
    mail = render_notice(parcel.payload_id, "vi")

    assert enquiry.reference in mail.subject
    assert "hộ nghèo" not in mail.subject + mail.text
    assert Traces().found_in(mail.subject + mail.text) == []


def test_time_passing_changes_no_state_and_tells_nobody_of_a_closed_enquiry(cast):
    enquiry = make_assigned(cast)
    withdraw(enquiry=enquiry, at=AT + 3 * HOUR)

    mark_times(at=AT + 400 * DAY)

    assert Notice.objects.filter(what="time").count() == 0


def test_clock_moved_from_outside_moves_the_stored_due_date(cast, django_capture_on_commit_callbacks):
    enquiry = make_assigned(cast)
    later = AT + 20 * DAY
    Clock.objects.of("enquiries.enquiry", enquiry.pk).update(due_at=later)

    with django_capture_on_commit_callbacks(execute=True):
        clocks_changed.send(Clock, record_kind="enquiries.enquiry", record_id=enquiry.pk)

    moved = Enquiry.objects.get(pk=enquiry.pk)
    assert (moved.next_due_at, moved.sort_at) == (later, later)


def make_matter(cast, **fields):
    load_law()
    given = {
        "desk": cast.desk,
        "title": "Lũ trên sông Thu Bồn",
        "event": "event_handled",
        "happened_at": AT,
        "by": cast.head,
        "at": AT + HOUR,
    }
    return open_matter(**{**given, **fields})


def clocks(matter) -> list[tuple[str, str, datetime]]:
    rows = Clock.objects.of("enquiries.matter", matter.pk).order_by("pk")
    return [(clock.rule.rule_id, clock.duty, clock.due_at) for clock in rows]


def test_matter_starts_24_hours_without_any_enquiry(cast):
    matter = make_matter(cast)

    assert clocks(matter) == [("VN-D244-24H-EVENT", "legal", AT + DAY)]


def test_matter_before_the_new_decree_runs_as_a_warning_under_the_old_one(cast):
    june = datetime(2026, 6, 15, 2, 0, tzinfo=UTC)

    matter = make_matter(cast, event="event_happened", happened_at=june, at=june + HOUR)

    assert [(rule, duty) for rule, duty, _due in clocks(matter)] == [("VN-D09-24H", "warning")]
    assert "event_happened" not in {event.code for event in events_for(AT)}


def test_matter_with_a_second_event_runs_a_second_clock_once(cast):
    matter = make_matter(cast)
    later = AT + 3 * HOUR

    note_event(matter=matter, event="opinion_determined", happened_at=later, by=cast.head, at=later)
    with pytest.raises(ReasonsAgainst):
        note_event(matter=matter, event="opinion_determined", happened_at=later, by=cast.head, at=later)

    assert [rule for rule, *_ in clocks(matter)] == ["VN-D244-24H-EVENT", "VN-D244-24H-OPINION"]


def test_matter_informed_by_a_cleared_text_meets_its_clocks(cast):
    matter = make_matter(cast)
    at = AT + 5 * HOUR
    bulletin = start_bulletin(matter=matter, language="vi", by=cast.case_officer, at=at, body=ANSWER)

    version = send_for_clearance(text=bulletin.text, standing=stand(cast, "case_officer", at), at=at)
    for role in ("reviewer", "spokesperson"):
        sign(version=version, text_hash=version.hash, standing=stand(cast, role, at), role=role, at=at)

    bulletin.refresh_from_db()
    assert (bulletin.version, bulletin.issued_at, bulletin.number) == (version, at, 1)
    assert Clock.objects.of("enquiries.matter", matter.pk).get().met_at == at


def test_matter_with_a_wrong_event_or_a_future_one_is_refused(cast):
    load_law()

    for fault in ({"event": "rain"}, {"happened_at": AT + DAY}, {"title": " "}, {"title": "MẬT"}):
        with pytest.raises(ReasonsAgainst):
            make_matter(cast, **fault)


def test_matter_on_which_nobody_was_informed_is_not_closed(cast):
    matter = make_matter(cast)

    with pytest.raises(ReasonsAgainst):
        close_matter(matter=matter, by=cast.head, at=AT + timedelta(days=2))

    assert declare_emergency(matter=matter, is_emergency=True, by=cast.head, at=AT).is_public_emergency


def test_matters_are_seen_by_their_desk_only(cast):
    matter = make_matter(cast)

    assert list(matters_of(stand(cast, "case_officer"))) == [matter]
    assert list(matters_of(stand(cast, "stranger"))) == []
    assert list(matters_of(stand(cast, "desk_admin"))) == []
