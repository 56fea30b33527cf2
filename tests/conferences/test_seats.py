"""Every registered outlet is invited alike, answers by its link, and a day after the end nothing tells who came."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hoiam.conferences.dates import When
from hoiam.conferences.models import Conference, Seat, SeatName
from hoiam.conferences.operations.announcing import announce, cancel
from hoiam.conferences.operations.changing import refine_or_move
from hoiam.conferences.operations.seats import (
    ERASURE,
    answer_seat,
    delete_old_seats,
    invite_new,
)
from hoiam.conferences.queries.seat_letters import (
    CANCELLED,
    CHANGED,
    INVITATION,
    render_cancelled,
    render_change,
    render_invitation,
)
from hoiam.conferences.queries.seats import at_gate, counts_of, names_of, seat_by_token, token_of
from hoiam.desks.against import ReasonsAgainst
from hoiam.desks.models import Erasure, JournalDetail, JournalLine
from hoiam.outlets import links
from hoiam.outlets.models import Outlet
from hoiam.outlets.operations.registration import new_link
from hoiam.post.models import Parcel
from hoiam.post.payloads import Withdrawn
from tests.factories.briefings import AT, DAY, ENDS_AT, HOUR, MINUTE, STARTS_AT, make_announced, make_planned
from tests.factories.outlets import make_outlet

pytestmark = pytest.mark.django_db
GATE_AT = STARTS_AT - HOUR
WHY = {"vi": "Phòng họp đang sửa chữa.", "en": "The room is being repaired."}


@pytest.fixture
def outlets(cast) -> list[Outlet]:
    return [
        make_outlet(cast.desk, "Báo Sông Hàn", at=AT),
        make_outlet(cast.desk, "The Agency", at=AT, language="en"),
        make_outlet(cast.desk, "Báo Núi", at=AT, channel=False),
    ]


def seat_of(conference: Conference, outlet: Outlet) -> Seat:
    return Seat.objects.select_related("outlet").get(conference=conference, outlet=outlet)


def parcels(kind: str) -> list[Parcel]:
    return list(Parcel.objects.filter(payload_kind=kind).order_by("pk"))


def test_announcement_invites_every_registered_outlet_once_and_those_who_register_later(cast, outlets):
    make_outlet(cast.desk, "Ended", at=AT, ended_at=AT, ended_why="left")
    conference = make_announced(cast, needs_names=True)

    assert {seat.outlet for seat in Seat.objects.filter(conference=conference)} == set(outlets)
    assert [parcel.language for parcel in parcels(INVITATION)] == ["vi", "en", "vi"]
    mail = render_invitation(seat_of(conference, outlets[1]).pk, "en")
    assert mail.subject == "Invitation: Briefing of the fourth quarter"
    assert f"/en/briefings/seat/{token_of(seat_of(conference, outlets[1]))}/" in mail.text
    assert "8:30" in mail.text or "08:30" in mail.text
    assert "only the gate" in mail.text

    late = make_outlet(cast.desk, "Mới", at=AT + DAY, registered_at=AT + DAY)
    assert (invite_new(AT + DAY), invite_new(AT + DAY)) == (1, 0)
    assert seat_of(conference, late).state == "invited"
    after = make_outlet(cast.desk, "Sau", at=ENDS_AT, registered_at=ENDS_AT)
    assert invite_new(ENDS_AT) == 0
    assert not Seat.objects.filter(outlet=after).exists()


def test_only_briefings_of_working_desks_invite(cast, outlets):
    make_announced(cast, kind="training")
    cast.desk.is_practice = True
    cast.desk.save()
    make_announced(cast)
    assert not Seat.objects.exists()
    assert parcels(INVITATION) == []


def test_outlet_says_that_it_comes_and_changes_its_mind_until_the_end(cast, outlets):
    conference = make_announced(cast, needs_names=True)
    token = token_of(seat_of(conference, outlets[0]))

    answer_seat(token=token, is_coming=True, heads=2, names=["Lê Văn Mẫu", "Trần Thị Mẫu"], at=AT + DAY)
    seat = seat_of(conference, outlets[0])
    assert (seat.state, seat.heads, names_of(seat)) == ("coming", 2, ["Lê Văn Mẫu", "Trần Thị Mẫu"])
    assert "Lê Văn Mẫu".encode() not in bytes(seat.names.first().sealed_name)
    counts = counts_of(conference)
    assert (counts.invited, counts.coming, counts.silent, counts.heads, counts.names) == (3, 1, 2, 2, 2)

    answer_seat(token=token, is_coming=False, at=AT + 2 * DAY)
    assert not SeatName.objects.exists()
    assert (counts_of(conference).declined, counts_of(conference).heads) == (1, 0)

    for wrong in (
        {"heads": 0},
        {"heads": 13},
        {"heads": 1, "names": ["A", "B"]},
        {"heads": 1, "names": ["x" * 121]},
    ):
        with pytest.raises(ReasonsAgainst):
            answer_seat(token=token, is_coming=True, at=AT + DAY, **wrong)
    with pytest.raises(ReasonsAgainst, match="không còn hiệu lực"):
        answer_seat(token=token, is_coming=True, heads=1, at=ENDS_AT)


def test_link_opens_only_for_its_registered_outlet(cast, outlets):
    conference = make_announced(cast)
    seat = seat_of(conference, outlets[0])
    token = token_of(seat)
    assert seat_by_token(token, AT) == seat
    assert seat_by_token(token[:-1] + ("A" if token[-1] != "A" else "B"), AT) is None
    assert seat_by_token(token, outlets[0].expires_at) is None

    new_link(token=_own_token(outlets[0]), at=AT + HOUR)
    assert seat_by_token(token, AT + HOUR) is None
    assert seat_by_token(token_of(seat_of(conference, outlets[0])), AT + HOUR) == seat


def test_gate_reads_names_on_the_day_only_and_with_one_or_three_outlets_by_the_same_queries(cast, outlets):
    conference = make_announced(cast, needs_names=True)
    asked = []
    for number, outlet in enumerate(outlets, start=1):
        token = token_of(seat_of(conference, outlet))
        answer_seat(token=token, is_coming=True, heads=1, names=[f"Người Mẫu {number}"], at=AT)
        with CaptureQueriesContext(
            connection,
        ) as seen:
            rows = at_gate(conference, GATE_AT)
        asked.append(len(seen))
    assert [row.outlet for row in rows] == ["Báo Núi", "Báo Sông Hàn", "The Agency"]
    assert rows[0].names == ("Người Mẫu 3",)
    assert asked == [2, 2, 2]
    assert at_gate(conference, GATE_AT - DAY) == []
    assert at_gate(conference, GATE_AT + DAY) == []


def test_move_and_cancellation_are_written_to_everybody_invited_and_the_earlier_letter_stays_at_home(
    cast, outlets
):
    conference = make_announced(cast)
    move = {"mode": "in_person", "place": None, "venue": {"vi": "24 Trần Phú"}, "seats": None}
    for hours in (2, 3):
        when = When.hours(STARTS_AT + hours * HOUR, ENDS_AT + hours * HOUR)
        change = refine_or_move(
            conference=conference,
            when=when,
            by=cast.case_officer,
            at=AT + hours * DAY,
            why=WHY,
            is_moved=True,
            **move,
        )
        conference.refresh_from_db()
    assert len(parcels(CHANGED)) == 6
    assert "repaired" in render_change(change.pk, "en").text
    with pytest.raises(Withdrawn):
        render_change(parcels(CHANGED)[0].payload_id, "vi")

    cancel(conference=conference, why=WHY, by=cast.head, at=AT + 4 * DAY)
    assert len(parcels(CANCELLED)) == 3
    assert render_cancelled(conference.pk, "vi").subject.endswith("quý IV")
    with pytest.raises(Withdrawn):
        render_invitation(parcels(INVITATION)[0].payload_id, "vi")


def test_day_after_the_end_three_counts_are_left_and_no_row_links_an_outlet_and_a_conference(cast, outlets):
    conference = make_announced(cast, needs_names=True)
    token = token_of(seat_of(conference, outlets[0]))
    answer_seat(token=token, is_coming=True, heads=3, names=["Lê Văn Mẫu"], at=AT)
    assert delete_old_seats(ENDS_AT + DAY - MINUTE) == 0
    assert Seat.objects.count() == 3

    assert (delete_old_seats(ENDS_AT + DAY), delete_old_seats(ENDS_AT + DAY)) == (1, 0)

    conference.refresh_from_db()
    assert (conference.outlets_invited, conference.outlets_coming, conference.press_heads) == (3, 1, 3)
    assert counts_of(conference).heads == 3
    assert not Seat.objects.exists()
    assert not SeatName.objects.exists()
    assert {(row.sealed_address, row.recipient_key) for row in Parcel.objects.all()} == {("", "")}
    assert Erasure.objects.filter(kind=ERASURE, record_id=conference.pk).exists()
    _nothing_of(outlets[0], conference)


def test_moved_or_never_dated_conference_keeps_its_seats_until_its_own_end(cast, outlets):
    month = make_planned(cast, when=When.month(2026, 10))

    announce(conference=month, by=cast.head, at=AT)
    assert delete_old_seats(datetime(2026, 11, 1, 16, 59, tzinfo=UTC)) == 0
    assert delete_old_seats(datetime(2026, 11, 1, 17, 0, tzinfo=UTC)) == 1


def _own_token(outlet: Outlet) -> str:

    return links.token_of(links.OUTLET, outlet.pk, outlet.link_number)


def _nothing_of(outlet: Outlet, conference: Conference) -> None:
    """No model holds a key to both, and no journal line of the conference says anything but counts."""
    for model in apps.get_models():
        keys = {field.name: field.related_model for field in model._meta.get_fields() if field.many_to_one}
        of_outlet = [name for name, to in keys.items() if to is Outlet]
        of_conference = [name for name, to in keys.items() if to is Conference]
        for mine in of_outlet:
            for its in of_conference:
                assert not model._default_manager.filter(**{mine: outlet, its: conference}).exists()
    lines = JournalLine.objects.filter(record_kind="conferences.conference", record_id=conference.pk)
    said = JournalDetail.objects.filter(line__in=lines).values_list("content", flat=True)
    for content in said:
        assert not any(word in str(content) for word in (outlet.code, outlet.name, outlet.email, "Mẫu"))
    assert {"invited outlets", "answered invitation", "deleted seats"} <= set(
        lines.values_list("verb", flat=True)
    )
