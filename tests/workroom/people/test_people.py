"""Who does what at the desk: every member may see it, only its head or administrator changes it."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.test import override_settings

from hoiam.desks import handover
from hoiam.desks.models import ActingPeriod, Membership, Person
from tests.factories.desks import make_person

AT = datetime(2026, 8, 3, 2, 0, tzinfo=UTC)
pytestmark = pytest.mark.django_db
ADMINISTERING = {"head", "desk_admin"}
ROLES = "intake case_officer fact_steward reviewer spokesperson head desk_admin auditor".split()


@pytest.fixture(autouse=True)
def a_monday_without_second_factors():
    with time_machine.travel(AT, tick=False), override_settings(IS_DEMO=True):
        yield


@pytest.fixture
def as_head(client, cast):
    client.force_login(cast.head)
    return client


def open_roles(person: Person) -> set[str]:
    return set(person.memberships.filter(valid_to__isnull=True).values_list("role", flat=True))


@pytest.mark.parametrize("role", ROLES)
def test_list_is_open_to_every_member(client, cast, role):
    client.force_login(getattr(cast, role))

    page = client.get("/office/da-nang/people/")

    assert page.status_code == 200
    assert ("Mời người" in page.content.decode()) is (role in ADMINISTERING)


@pytest.mark.parametrize("path", ["", "invite/", "1/", "1/leave/"])
def test_pages_of_a_desk_do_not_exist_for_a_stranger(client, cast, path):
    client.force_login(cast.stranger)

    assert client.get(f"/office/da-nang/people/{path}").status_code == 404


@pytest.mark.parametrize("role", ROLES)
def test_changing_is_refused_to_everybody_but_head_and_administrator(client, cast, role):
    client.force_login(getattr(cast, role))
    number = cast.case_officer.pk
    membership = cast.case_officer.memberships.get().pk

    answers = [
        client.get("/office/da-nang/people/invite/"),
        client.get(f"/office/da-nang/people/{number}/leave/"),
        client.post(f"/office/da-nang/people/{number}/roles/", {"role": "nonsense"}),
        client.post(f"/office/da-nang/people/roles/{membership}/end/"),
    ]

    expected = [200, 200, 422, 302] if role in ADMINISTERING else [403] * 4
    assert [answer.status_code for answer in answers] == expected


def test_list_asks_the_same_number_of_queries_for_one_and_three_absences(
    as_head, cast, django_assert_num_queries
):
    def absent(person):
        ActingPeriod.objects.create(
            desk=cast.desk,
            absent=person,
            substitute=cast.stranger,
            roles=["reviewer"],
            starts_at=AT - timedelta(days=1),
            ends_at=AT + timedelta(days=1),
        )

    absent(cast.reviewer)
    with django_assert_num_queries(8):
        as_head.get("/office/da-nang/people/")
    absent(cast.head)
    absent(cast.intake)
    with django_assert_num_queries(8):
        page = as_head.get("/office/da-nang/people/").content.decode()

    assert page.count("stranger") == 6


def test_invitation_of_somebody_new_shows_the_link_once(as_head, cast):
    answer = as_head.post(
        "/office/da-nang/people/invite/", {"email": "Moi@Desk.example", "name": "Mới", "roles": ["intake"]}
    )

    person = Person.objects.get(email="moi@desk.example")
    links = set(re.findall(r"http://testserver/accounts/invitation/[\w-]+/", answer.content.decode()))
    assert (len(links), open_roles(person), answer.headers["Cache-Control"]) == (1, {"intake"}, "no-store")
    assert "invitation/" not in as_head.get(f"/office/da-nang/people/{person.pk}/").content.decode()


def test_invitation_of_somebody_with_a_login_gives_roles_and_no_link(as_head, cast):
    answer = as_head.post(
        "/office/da-nang/people/invite/", {"email": cast.stranger.email, "roles": ["reviewer"]}
    )

    given = Membership.objects.filter(person=cast.stranger, desk=cast.desk).values_list("role", flat=True)
    assert list(given) == ["reviewer"]
    assert "/accounts/invitation/" not in answer.content.decode()
    assert cast.stranger.invitations.count() == 0


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({"email": "không phải", "roles": ["intake"]}, "Nhập địa chỉ email"),
        ({"email": "moi@desk.example"}, "Trường này là bắt buộc"),
        ({"email": "moi@desk.example", "roles": ["king"]}, "king"),
        ({"email": "head@desk.example", "roles": ["reviewer"]}, "Không ai tự giao vai trò cho mình."),
    ],
)
def test_invitation_filled_in_wrongly_changes_nothing(as_head, cast, sent, sentence):
    answer = as_head.post("/office/da-nang/people/invite/", sent)

    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert not Person.objects.filter(email="moi@desk.example").exists()


def test_role_given_works_at_once(as_head, cast):
    as_head.post(f"/office/da-nang/people/{cast.intake.pk}/roles/", {"role": "fact_steward"})

    assert open_roles(cast.intake) == {"intake", "fact_steward"}


def test_role_given_to_oneself_is_refused_with_a_sentence(as_head, cast):
    answer = as_head.post(f"/office/da-nang/people/{cast.head.pk}/roles/", {"role": "reviewer"})

    assert (answer.status_code, open_roles(cast.head)) == (409, {"head"})
    assert "Không ai tự giao vai trò cho mình." in answer.content.decode()


def test_last_administrator_stays(as_head, cast):
    membership = cast.desk_admin.memberships.get()

    answer = as_head.post(f"/office/da-nang/people/roles/{membership.pk}/end/")

    assert (answer.status_code, open_roles(cast.desk_admin)) == (409, {"desk_admin"})


def test_absence_lets_a_colleague_of_another_desk_stand_in_for_whole_days(as_head, cast):
    as_head.post(
        f"/office/da-nang/people/{cast.reviewer.pk}/absence/",
        {
            "substitute": cast.stranger.email,
            "roles": ["reviewer"],
            "first_date": "05/08/2026",
            "last_date": "2026-08-06",
            "reason": "công tác",
        },
    )

    period = ActingPeriod.objects.get()
    assert (period.absent, period.substitute, period.roles) == (cast.reviewer, cast.stranger, ["reviewer"])
    assert (period.starts_at, period.ends_at) == (
        datetime(2026, 8, 4, 17, tzinfo=UTC),
        datetime(2026, 8, 6, 17, tzinfo=UTC),
    )


def test_absence_that_ends_before_it_starts_is_refused_and_keeps_what_was_typed(as_head, cast):
    answer = as_head.post(
        f"/office/da-nang/people/{cast.reviewer.pk}/absence/",
        {
            "substitute": cast.stranger.email,
            "roles": ["reviewer"],
            "first_date": "2026-08-09",
            "last_date": "2026-08-06",
        },
    )

    assert (answer.status_code, ActingPeriod.objects.count()) == (409, 0)
    assert 'value="2026-08-09"' in answer.content.decode()


def test_absence_on_a_day_that_does_not_exist_is_refused(as_head, cast):
    answer = as_head.post(
        f"/office/da-nang/people/{cast.reviewer.pk}/absence/",
        {
            "substitute": cast.stranger.email,
            "roles": ["reviewer"],
            "first_date": "31/02/2027",
            "last_date": "2027-03-01",
        },
    )

    assert (answer.status_code, ActingPeriod.objects.count()) == (422, 0)


def test_member_names_their_own_substitute(client, cast):
    client.force_login(cast.reviewer)

    answer = client.post(
        f"/office/da-nang/people/{cast.reviewer.pk}/absence/",
        {
            "substitute": cast.head.email,
            "roles": ["reviewer"],
            "first_date": "2026-08-03",
            "last_date": "2026-08-03",
        },
    )

    assert answer.status_code == 302
    assert ActingPeriod.objects.get().starts_at == AT


def test_substitute_sees_for_whom_they_stand_in_and_opens_the_desk(client, cast):
    ActingPeriod.objects.create(
        desk=cast.other_desk,
        absent=cast.stranger,
        substitute=cast.intake,
        roles=["reviewer"],
        starts_at=AT - timedelta(hours=1),
        ends_at=AT + timedelta(hours=1),
    )
    client.force_login(cast.intake)

    page = client.get("/office/quang-tri/people/").content.decode()

    assert "Bạn đang làm thay" in page


def test_leaving_without_open_work_ends_roles_and_closes_the_login(as_head, cast):
    as_head.post(f"/office/da-nang/people/{cast.intake.pk}/leave/", {"successor": ""})

    cast.intake.refresh_from_db()
    assert (open_roles(cast.intake), cast.intake.is_active, cast.intake.left_at) == (set(), False, AT)


@pytest.fixture
def two_pieces_in_hand(cast, monkeypatch):
    """A room whose share of the case officer's work is two pieces."""
    hands = {cast.case_officer.pk: 2}

    def move(*, from_person, to_person, **given) -> int:
        moved = hands.pop(from_person.pk, 0)
        hands[to_person.pk] = hands.get(to_person.pk, 0) + moved
        return moved

    share = handover.Share("pieces", "Pieces", lambda person, desk: hands.get(person.pk, 0), move)
    monkeypatch.setattr(handover, "_shares", {"pieces": share})
    return hands


def test_leaving_with_open_work_and_nobody_named_is_refused(as_head, cast, two_pieces_in_hand):
    answer = as_head.post(f"/office/da-nang/people/{cast.case_officer.pk}/leave/", {"successor": ""})

    assert (answer.status_code, open_roles(cast.case_officer)) == (409, {"case_officer"})
    assert "Pieces: 2" in answer.content.decode()


def test_leaving_with_a_colleague_named_hands_all_work_over(as_head, cast, two_pieces_in_hand):
    as_head.post(f"/office/da-nang/people/{cast.case_officer.pk}/leave/", {"successor": str(cast.intake.pk)})

    assert (two_pieces_in_hand, open_roles(cast.case_officer)) == ({cast.intake.pk: 2}, set())


def test_leaving_to_somebody_of_another_desk_is_refused(as_head, cast, two_pieces_in_hand):
    answer = as_head.post(
        f"/office/da-nang/people/{cast.case_officer.pk}/leave/", {"successor": str(cast.stranger.pk)}
    )

    assert answer.status_code == 200
    assert open_roles(cast.case_officer) == {"case_officer"}


def test_name_with_markup_is_shown_as_text(as_head, cast):
    make_person("<script>alert(1)</script>", (cast.desk, "intake"), email="m@desk.example")

    page = as_head.get("/office/da-nang/people/").content.decode()

    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)" in page
