"""A one-time link: choose name and password, once, within seven days."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core.cache import cache

from hoiam.desks.operations.people import invite_person
from tests.factories.desks import make_desk

pytestmark = pytest.mark.django_db
AT = datetime(2026, 8, 3, 2, 0, tzinfo=UTC)
CHOSEN = {"name": "Trần Thị Mẫu", "password1": "bốn từ dễ nhớ", "password2": "bốn từ dễ nhớ"}


@pytest.fixture
def invited(desk):
    cache.clear()
    made = invite_person(
        email="Moi@desk.example", desk_code=desk.code, roles=["intake"], by="operator", at=AT
    )
    return made.person, made.link.removeprefix("http://testserver")


@time_machine.travel(AT + timedelta(hours=1))
def test_invitation_accepted_opens_the_login(client, invited):
    person, link = invited

    answer = client.post(link, CHOSEN)
    entered = client.post("/accounts/login/", {"login": "moi@desk.example", "password": CHOSEN["password1"]})

    person.refresh_from_db()
    assert (answer.status_code, answer.headers["Location"]) == (302, "/accounts/login/")
    assert (person.name, entered.headers["Location"]) == ("Trần Thị Mẫu", "/office/")


@time_machine.travel(AT + timedelta(hours=1))
def test_invitation_used_twice_is_told_in_a_sentence_and_changes_nothing(client, invited):
    person, link = invited
    client.post(link, CHOSEN)

    again = client.post(link, {**CHOSEN, "name": "Người khác"})

    person.refresh_from_db()
    assert (again.status_code, person.name) == (410, "Trần Thị Mẫu")
    assert "Lời mời này không còn mở được" in again.content.decode()


def test_invitation_older_than_seven_days_is_over(client, invited):
    _person, link = invited

    with time_machine.travel(AT + timedelta(days=7, seconds=1)):
        answer = client.get(link)

    assert answer.status_code == 410


@time_machine.travel(AT + timedelta(hours=1))
@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({**CHOSEN, "password2": "khác hẳn thế này"}, "Hai mật khẩu không giống nhau."),
        ({**CHOSEN, "password1": "ngắn", "password2": "ngắn"}, "Mật khẩu quá ngắn"),
        ({**CHOSEN, "name": ""}, "Trường này là bắt buộc"),
    ],
)
def test_invitation_filled_in_wrongly_keeps_what_was_typed_and_stays_open(client, invited, sent, sentence):
    person, link = invited

    answer = client.post(link, sent)

    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert person.invitations.get().used_at is None


@time_machine.travel(AT)
def test_guessing_invitations_is_slowed_down(client, db):
    cache.clear()
    make_desk("da-nang")

    answers = [client.get(f"/accounts/invitation/guess-{number}/").status_code for number in range(22)]

    assert answers == [410] * 20 + [429] * 2
