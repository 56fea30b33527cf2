"""Seats of a training: never more than there are; who waits longest in the same place comes first."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import close_old_connections, connection

from hoiam.conferences.dates import When
from hoiam.conferences.models import Allocation, Conference, Delegate, DelegationLetter
from hoiam.conferences.operations.allocating import allocate, places_gone
from hoiam.conferences.operations.changing import refine_or_move
from hoiam.conferences.operations.delegation_keeping import erase_contacts
from hoiam.conferences.operations.registering import (
    cancel_by_link,
    cancel_delegate,
    register_by_link,
    register_delegates,
)
from hoiam.conferences.terms import DelegateState
from hoiam.desks.against import MayNot, ReasonsAgainst
from hoiam.desks.models import PlaceSuccession
from hoiam.desks.queries.journal import first_breaks
from hoiam.post.models import Parcel
from tests.factories.desks import make_cast
from tests.factories.trainings import (
    AT,
    KIND,
    OTHER_KIND,
    link,
    make_invitation,
    make_place,
    make_training,
    people,
    person,
    seats,
)

LATER = AT + timedelta(hours=1)


@pytest.fixture
def places(db):
    return make_place("gia-lai", "Gia Lai"), make_place("hue", "Huế")


def register(cast, training, *entries, at=AT, **given):
    return register_delegates(
        conference=training, entries=list(entries), by=cast.case_officer, at=at, **given
    )


def states(training: Conference) -> dict[str, str]:
    return {row.name: row.state for row in Delegate.objects.filter(conference=training)}


def test_whoever_finds_no_seat_waits_and_no_place_takes_the_seats_of_another(cast, places):
    gia_lai, hue = places
    training = make_training(cast, seats=4)
    seats(cast, training, gia_lai=1, gia_lai__cong_an_tinh=1, hue=2)

    done = register(
        cast,
        training,
        person("An", gia_lai),
        person("Bình", gia_lai),
        person("Chi", gia_lai, agency="Công an tỉnh"),
        person("Dũng", hue),
        person("Em", gia_lai, agency="Sở Tư pháp"),
    )

    assert [outcome.what for outcome in done.outcomes] == [
        "registered",
        "waiting",
        "registered",
        "registered",
        "waiting",
    ]
    assert Delegate.objects.get(name="Chi").agency_kind == OTHER_KIND


def test_letter_that_names_no_kind_opens_every_seat_of_its_place_and_no_more(cast, places):
    gia_lai, _hue = places
    training = make_training(cast, seats=100)
    seats(cast, training, gia_lai=2, gia_lai__cong_an_tinh=1)
    invitation = make_invitation(cast, training, gia_lai, kind="")

    register_by_link(token=link(invitation), entries=people(4), at=AT)

    assert sorted(states(training).values()) == ["registered"] * 3 + ["waiting"]
    invitation.refresh_from_db()
    assert invitation.state == "accepted"


def test_freed_seat_goes_to_the_same_kind_then_the_same_place_then_to_whoever_waits_longest(cast, places):
    gia_lai, hue = places
    training = make_training(cast, seats=3)
    seats(cast, training, gia_lai=1, gia_lai__cong_an_tinh=1, hue=1)
    register(cast, training, person("Gia 1", gia_lai), person("Huế 1", hue))
    register(cast, training, person("Huế chờ", hue), at=AT)
    register(cast, training, person("Công an 1", gia_lai, agency="Công an tỉnh"), at=AT)
    register(cast, training, person("Công an chờ", gia_lai, agency="Công an tỉnh"), at=LATER)
    register(cast, training, person("Gia chờ", gia_lai, email="gia@tinh.example"), at=LATER)

    def gone(name: str) -> dict[str, str]:
        cancel_delegate(delegate=Delegate.objects.get(name=name), by=cast.case_officer, at=LATER)
        return states(training)

    assert gone("Gia 1")["Gia chờ"] == DelegateState.REGISTERED
    assert gone("Gia chờ")["Công an chờ"] == DelegateState.REGISTERED
    assert gone("Công an 1")["Huế chờ"] == DelegateState.REGISTERED
    assert list(states(training).values()).count("registered") == 3
    assert DelegationLetter.objects.filter(kind="seat").count() == 1, "one of them left an address"


def test_same_name_at_same_agency_is_taken_once_however_it_is_written(cast, places):
    gia_lai, hue = places
    training = make_training(cast)
    register(cast, training, person("Nguyễn  Văn Hòa", gia_lai))

    done = register(
        cast,
        training,
        person("NGUYEN VAN HOÀ", gia_lai, agency="BAN TUYÊN GIÁO  Tỉnh ủy"),
        person("Nguyễn Văn Hòa", hue),
        person("Nguyễn Văn Hòa (phòng TTCB)", gia_lai, line=3),
        person("Nguyễn Văn Hoà", hue, line=4),
        keep_good=True,
    )

    assert [outcome.what for outcome in done.outcomes] == ["double", "registered", "registered", "double"]
    assert "3" not in str(done.outcomes[0].refused[0].reason)
    assert Delegate.objects.filter(conference=training).count() == 3


def test_wrong_entry_keeps_all_out_unless_the_good_ones_are_chosen(cast, places):
    gia_lai, _hue = places
    training = make_training(cast)
    wrong = person("Phóng viên Báo", gia_lai, agency="Báo Gia Lai")
    incomplete = person("Không Chức Vụ", gia_lai, post=" ", email="khong-phai-thu")

    refused = register(cast, training, person("An", gia_lai), wrong, incomplete)
    assert not refused.is_kept and not Delegate.objects.exists()
    columns = [[one.column for one in outcome.refused] for outcome in refused.outcomes]
    assert columns == [[], ["agency"], ["post", "email"]]

    assert register(cast, training, person("An", gia_lai), wrong, keep_good=True).is_kept
    assert states(training) == {"An": "registered"}
    with pytest.raises(MayNot):
        register_delegates(conference=training, entries=people(1, gia_lai), by=cast.auditor, at=AT)


def test_body_registers_only_for_its_own_place_within_its_time_and_takes_off_only_its_own(cast, places):
    gia_lai, hue = places
    training = make_training(cast, registration_closes_at=LATER)
    mine, other = make_invitation(cast, training, gia_lai), make_invitation(cast, training, hue)

    done = register_by_link(token=link(mine), entries=[person("An", hue)], at=AT, keep_good=True)
    assert [one.column for one in done.outcomes[0].refused] == ["place"]
    register_by_link(token=link(mine), entries=[person("An")], at=AT)
    with pytest.raises(ReasonsAgainst):
        cancel_by_link(token=link(other), delegate_id=Delegate.objects.get().pk, at=AT)
    with pytest.raises(ReasonsAgainst) as late:
        register_by_link(token=link(mine), entries=[person("Bình")], at=LATER)
    assert len(late.value.reasons) == 1
    assert cancel_by_link(token=link(mine), delegate_id=Delegate.objects.get().pk, at=AT).email == ""


def test_allocation_stays_within_the_seats_and_above_what_is_taken_and_more_seats_end_the_waiting(
    cast, places
):
    gia_lai, _hue = places
    training = make_training(cast, seats=3)
    seats(cast, training, gia_lai=2)
    register(cast, training, *people(3, gia_lai))

    for wanted in (
        {("gia-lai", KIND): 4},
        {("gia-lai", KIND): 1},
        {("nowhere", KIND): 1},
        {("gia-lai", "bao_chi"): 2},
    ):
        with pytest.raises(ReasonsAgainst):
            allocate(conference=training, seats=wanted, by=cast.case_officer, at=AT)
    seats(cast, training, gia_lai=3)

    assert sorted(states(training).values()) == ["registered"] * 3


def test_training_moved_across_the_merger_takes_seats_and_delegates_along(cast):
    former = [
        make_place(code, name, valid_from=None, valid_to=date(2025, 6, 30))
        for code, name in (("da-nang-cu", "Đà Nẵng cũ"), ("quang-nam", "Quảng Nam"))
    ]
    present = make_place("da-nang", "Đà Nẵng")
    for one in former:
        PlaceSuccession.objects.create(former=one, present=present)
    training = make_training(
        cast,
        precision="day",
        starts_on=date(2025, 6, 20),
        ends_on=date(2025, 6, 20),
        starts_at=None,
        ends_at=None,
        seats=10,
    )
    seats(cast, training, da_nang_cu=2, quang_nam=3)
    register(cast, training, *people(3, former[1]))
    invitation = make_invitation(cast, training, former[1], address="bantuyengiao@quangnam.example")
    before = Parcel.objects.count()

    refine_or_move(
        conference=training,
        when=When.days(date(2026, 12, 8)),
        mode="in_person",
        place=None,
        venue={},
        seats=10,
        why={"vi": "Trùng kỳ họp"},
        is_moved=True,
        by=cast.case_officer,
        at=AT,
    )

    assert list(Allocation.objects.values_list("place__code", "seats")) == [("da-nang", 5)]
    assert set(Delegate.objects.values_list("place__code", flat=True)) == {"da-nang"}
    invitation.refresh_from_db()
    assert invitation.place == present and invitation.link_ends_at == datetime(2026, 12, 8, 17, tzinfo=UTC)
    assert places_gone(Conference.objects.get()) == []
    assert Parcel.objects.count() == before + 1


def test_hall_gets_no_smaller_than_its_roster_and_a_bigger_one_ends_the_waiting(cast, places):
    training = make_training(cast, seats=2)
    register(cast, training, *people(3, places[0]))
    given = {
        "conference": training,
        "when": When.of(training),
        "mode": training.mode,
        "place": None,
        "venue": {},
        "why": {"vi": "Đổi hội trường"},
        "by": cast.case_officer,
        "at": AT,
    }
    with pytest.raises(ReasonsAgainst):
        refine_or_move(seats=1, **given)

    refine_or_move(seats=3, **given)

    assert sorted(states(training).values()) == ["registered"] * 3


def test_ninety_days_after_the_end_addresses_go_and_names_of_who_was_not_there(cast, places):
    gia_lai, _hue = places
    training = make_training(cast, seats=1)
    invitation = make_invitation(cast, training, gia_lai, address="ban@gialai.example")
    contact = {"email": "an@gialai.example", "phone": "0905 000 000"}
    register(cast, training, person("An", gia_lai, **contact), person("Bình", gia_lai, **contact))
    last_day = datetime(2027, 1, 4, 5, tzinfo=UTC)

    assert erase_contacts(last_day) == 0
    assert erase_contacts(last_day + timedelta(days=1)) == 3
    assert erase_contacts(last_day + timedelta(days=1)) == 0

    came, waited = Delegate.objects.order_by("pk")
    assert (came.name, came.email, came.phone) == ("An", "", "")
    assert (waited.name, waited.email, waited.post) == ("", "", "")
    invitation.refresh_from_db()
    assert invitation.address == ""
    assert set(Parcel.objects.values_list("sealed_address", flat=True)) == {""}


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("asking", "limit", "bodies"),
    [(40, 16, 4), pytest.param(1_000, 400, 20, marks=pytest.mark.slow)],
)
def test_many_at_once_never_get_more_seats_than_there_are(asking, limit, bodies):
    cast = make_cast()
    training = make_training(cast, seats=limit)
    wanted = [make_place(f"tinh-{number}", f"Tỉnh {number}") for number in range(bodies)]
    tokens = [link(make_invitation(cast, training, place)) for place in wanted]
    seats(cast, training, **{f"tinh_{number}": limit // bodies for number in range(bodies)})

    def ask(number: int) -> str:
        try:
            entry = person(f"Người thứ {number}")
            done = register_by_link(token=tokens[number % bodies], entries=[entry], at=AT)
            return done.outcomes[0].what
        finally:
            connection.close()

    close_old_connections()
    with ThreadPoolExecutor(16) as pool:
        told = list(pool.map(ask, range(asking)))

    assert (told.count("registered"), told.count("waiting")) == (limit, asking - limit)
    kept = Delegate.objects.filter(conference=training)
    assert kept.filter(state="registered").count() == limit
    assert len({*kept.values_list("code", flat=True)}) == asking
    assert first_breaks() == []
