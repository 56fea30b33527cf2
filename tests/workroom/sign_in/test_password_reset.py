"""A forgotten password: the letter goes by post, the link is made when it leaves and opens once."""

from __future__ import annotations

import re

import pytest
from django.core.cache import cache

from hoiam.post.models import Parcel
from hoiam.post.payloads import Withdrawn, render
from hoiam.workroom.sign_in.letters import RESET
from tests.factories.desks import PASSPHRASE

pytestmark = pytest.mark.django_db
FRESH = {"password1": "bốn từ rất mới", "password2": "bốn từ rất mới"}


@pytest.fixture(autouse=True)
def fresh_counts(db):
    cache.clear()


def ask(client, email: str):
    return client.post("/accounts/password/reset/", {"email": email})


def link_in_letter(parcel: Parcel) -> str:
    letter = render(parcel.payload_kind, parcel.payload_id, parcel.language)
    return re.search(r"http://testserver(/accounts/password/reset/key/\S+)", letter.text)[1]


def test_letter_asked_for_by_a_known_address_waits_in_the_post(client, cast):
    answer = ask(client, cast.intake.email)

    parcel = Parcel.objects.get()
    assert answer.headers["Location"] == "/accounts/password/reset/done/"
    assert (parcel.payload_kind, parcel.payload_id, parcel.state) == (RESET, cast.intake.pk, "waiting")


def test_letter_asked_for_by_an_unknown_address_gets_the_same_page_and_nothing_leaves(client, cast):
    answer = ask(client, "khong.co@desk.example")

    assert answer.headers["Location"] == "/accounts/password/reset/done/"
    assert Parcel.objects.count() == 0


def test_letter_asked_for_twice_leaves_once(client, cast):
    ask(client, cast.intake.email)
    ask(client, cast.intake.email)

    states = sorted(Parcel.objects.values_list("state", flat=True))
    assert states == ["cancelled", "waiting"]


def test_letter_in_english_for_a_person_who_reads_english(client, cast):
    cast.intake.language = "en"
    cast.intake.save()
    ask(client, cast.intake.email)

    letter = render(RESET, cast.intake.pk, Parcel.objects.get().language)

    assert letter.subject == "Choose a new password for the information desk"


def test_letter_of_somebody_who_left_is_withdrawn(client, cast):
    ask(client, cast.intake.email)
    cast.intake.is_active = False
    cast.intake.save()

    with pytest.raises(Withdrawn):
        render(RESET, cast.intake.pk, "vi")


def test_link_of_the_letter_sets_the_password_and_opens_once(client, cast):
    ask(client, cast.intake.email)
    link = link_in_letter(Parcel.objects.get())

    form = client.get(link, follow=True)
    done = client.post(form.request["PATH_INFO"], FRESH)
    again = client.get(link, follow=True)

    cast.intake.refresh_from_db()
    assert done.headers["Location"] == "/accounts/password/reset/key/done/"
    assert (cast.intake.check_password(FRESH["password1"]), cast.intake.check_password(PASSPHRASE)) == (
        True,
        False,
    )
    assert "Đường dẫn này không còn mở được" in again.content.decode()


def test_password_changed_signs_out_everywhere(client, cast):
    client.post("/accounts/login/", {"login": cast.intake.email, "password": PASSPHRASE})

    client.post("/accounts/password/change/", {"oldpassword": PASSPHRASE, **FRESH})

    cast.intake.refresh_from_db()
    assert cast.intake.check_password(FRESH["password1"])
    assert "_auth_user_id" not in client.session
