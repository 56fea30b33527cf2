"""Operations on people, where they refuse and what stays whole."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from hoiam.desks.against import MayNot, ReasonsAgainst
from hoiam.desks.models import ActingPeriod, JournalLine, Membership
from hoiam.desks.operations.absences import end_substitution, name_substitute
from hoiam.desks.operations.people import (
    accept_invitation,
    end_role,
    give_installation_role,
    give_role,
    invite_person,
    leave_desk,
)
from hoiam.desks.queries.journal import first_breaks
from hoiam.desks.queries.standing import standing_of
from tests.factories.desks import make_person

AT = datetime(2026, 8, 3, 2, 0, tzinfo=UTC)
pytestmark = pytest.mark.django_db


@pytest.fixture
def head(cast):
    return standing_of(cast.head, cast.desk, AT)


def verbs() -> list[str]:
    return list(JournalLine.objects.order_by("number").values_list("verb", flat=True))


def token_of(invited) -> str:
    return invited.link.rstrip("/").rpartition("/")[2]


def test_second_invitation_ends_the_link_of_the_first(cast):
    given = {"email": "moi@desk.example", "desk_code": "da-nang", "roles": ["intake"], "by": "operator"}
    first = invite_person(**given, at=AT)
    second = invite_person(**given, at=AT + timedelta(hours=1))

    with pytest.raises(ReasonsAgainst):
        accept_invitation(
            token=token_of(first), name="", password="bốn từ dễ nhớ", at=AT + timedelta(hours=2)
        )
    person = accept_invitation(
        token=token_of(second), name="", password="bốn từ dễ nhớ", at=AT + timedelta(hours=2)
    )

    assert (person, person.name) == (first.person, "moi")


def test_invitation_by_another_desk_gives_no_link_to_a_login_that_is_still_to_be_opened(cast):
    first = invite_person(email="moi@desk.example", desk_code="da-nang", roles=["head"], by="operator", at=AT)

    second = invite_person(
        email="moi@desk.example",
        desk_code="quang-tri",
        roles=["intake"],
        by=cast.stranger,
        standing=standing_of(cast.stranger, cast.other_desk, AT),
        at=AT,
    )

    assert (second.person, bool(first.link), second.link) == (first.person, True, "")


def test_invitation_of_somebody_who_left_opens_the_login_again(cast, head):
    leave_desk(person=cast.intake, successor=None, standing=head, at=AT)

    invited = invite_person(
        email=cast.intake.email, desk_code="da-nang", roles=["intake"], by=cast.head, standing=head, at=AT
    )
    person = accept_invitation(token=token_of(invited), name="", password="bốn từ dễ nhớ", at=AT)

    assert (person, person.is_active, person.left_at) == (cast.intake, True, None)


def test_invitation_by_another_desk_of_somebody_who_left_brings_no_role_of_the_installation_back(cast, head):
    give_installation_role(person=cast.intake, role="legal_officer", by="operator", at=AT)
    leave_desk(person=cast.intake, successor=None, standing=head, at=AT)

    invited = invite_person(
        email=cast.intake.email,
        desk_code="quang-tri",
        roles=["intake"],
        by=cast.stranger,
        standing=standing_of(cast.stranger, cast.other_desk, AT),
        at=AT,
    )
    person = accept_invitation(token=token_of(invited), name="", password="bốn từ dễ nhớ", at=AT)

    standing = standing_of(person, cast.other_desk, AT)
    assert (standing.roles, standing.installation_roles) == ({"intake"}, frozenset())


def test_invitation_to_another_desk_is_not_allowed(cast, head):
    with pytest.raises(MayNot):
        invite_person(
            email="moi@desk.example",
            desk_code="quang-tri",
            roles=["intake"],
            by=cast.head,
            standing=head,
            at=AT,
        )

    assert verbs() == []


def test_role_is_not_given_to_somebody_outside_the_desk(cast, head):
    with pytest.raises(ReasonsAgainst):
        give_role(person=cast.stranger, role="reviewer", standing=head, at=AT)

    assert not Membership.objects.filter(person=cast.stranger, desk=cast.desk).exists()


def test_role_given_twice_is_one_role_and_one_line(cast, head):
    first = give_role(person=cast.intake, role="reviewer", standing=head, at=AT)
    second = give_role(person=cast.intake, role="reviewer", standing=head, at=AT)

    assert (first, verbs()) == (second, ["gave role"])


def test_role_of_an_administrator_ends_when_another_has_come_in(cast, head):
    make_person("second", (cast.desk, "desk_admin"))

    end_role(membership=cast.desk_admin.memberships.get(), standing=head, at=AT)

    assert cast.desk_admin.memberships.get().valid_to == AT


def test_administrator_who_was_only_invited_does_not_count_as_another(cast, head):
    invite_person(email="moi@desk.example", desk_code="da-nang", roles=["desk_admin"], by="operator", at=AT)

    with pytest.raises(ReasonsAgainst):
        end_role(membership=cast.desk_admin.memberships.get(), standing=head, at=AT)

    assert cast.desk_admin.memberships.get().valid_to is None


def absent(cast, head, **changed):
    given = {
        "absent": cast.reviewer,
        "substitute": cast.stranger,
        "roles": ["reviewer"],
        "starts_at": AT,
        "ends_at": AT + timedelta(days=3),
        "reason": "",
        "standing": head,
        "at": AT,
    }
    return name_substitute(**{**given, **changed})


@pytest.mark.parametrize(
    "changed",
    [
        {"ends_at": AT},
        {"starts_at": AT - timedelta(days=9), "ends_at": AT - timedelta(days=8)},
        {"ends_at": AT + timedelta(days=181)},
        {"roles": ["head"]},
        {"roles": []},
    ],
)
def test_absence_that_makes_no_sense_is_refused(cast, head, changed):
    with pytest.raises(ReasonsAgainst):
        absent(cast, head, **changed)

    assert ActingPeriod.objects.count() == 0


def test_absence_lends_roles_for_its_time_only(cast, head):
    absent(cast, head)

    held = [
        sorted(standing_of(cast.stranger, cast.desk, AT + timedelta(days=days)).roles)
        for days in (-1, 0, 2, 3)
    ]

    assert held == [[], ["reviewer"], ["reviewer"], []]


def test_absence_of_a_colleague_is_named_by_who_runs_the_desk(cast):
    with pytest.raises(MayNot):
        absent(cast, standing_of(cast.intake, cast.desk, AT))


def test_absence_ended_early_lends_nothing_more(cast, head):
    period = absent(cast, head)

    end_substitution(period=period, standing=head, at=AT + timedelta(days=1))

    assert standing_of(cast.stranger, cast.desk, AT + timedelta(days=2)).roles == frozenset()


def test_leaving_ends_absences_on_both_sides_and_the_chain_verifies(cast, head):
    absent(cast, head)
    absent(
        cast,
        head,
        absent=cast.head,
        substitute=cast.reviewer,
        roles=["head"],
        starts_at=AT + timedelta(days=1),
    )

    leave_desk(person=cast.reviewer, successor=None, standing=head, at=AT + timedelta(hours=1))

    assert [period.ends_at for period in ActingPeriod.objects.all()] == [AT + timedelta(hours=1)]
    assert verbs() == ["named substitute", "named substitute", "left the desk"]
    assert first_breaks() == []


def test_last_administrator_does_not_leave(cast, head):
    with pytest.raises(ReasonsAgainst):
        leave_desk(person=cast.desk_admin, successor=None, standing=head, at=AT)

    cast.desk_admin.refresh_from_db()
    assert cast.desk_admin.is_active
