"""A newsroom registers, is refused, appeals and unsubscribes on the public pages."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from hoiam.outlets import links
from hoiam.outlets.models import Appeal, Application, Channel, Criterion, Outlet
from hoiam.outlets.operations.registering import refuse
from hoiam.outlets.queries.letters import LETTER
from hoiam.post.models import Parcel
from hoiam.post.payloads import render
from tests.factories.outlets import make_outlet
from tests.factories.releases import AT
from tests.workroom.visiting import words

FORM = {
    "desk": "da-nang",
    "name": "Báo Sông Hàn",
    "kind": "freelance",
    "works": "https://bao.example/tin",
    "email": "toa-soan@bao.example",
    "language": "vi",
    "keeps_embargo": "on",
    "passes_corrections_on": "on",
}


def link_in_last_letter() -> str:
    parcel = Parcel.objects.filter(payload_kind=LETTER).latest("pk")
    text = render(LETTER, parcel.payload_id, parcel.language).text
    return re.search(r"https?://\S+?(/(?:vi|en)/outlets/\S+)", text)[1]


@pytest.mark.parametrize(
    ("tag", "said"), [("en", "Has a work e-mail address"), ("vi", "địa chỉ thư điện tử công việc")]
)
def test_criteria_are_public_in_both_languages_with_what_is_never_asked_for(client, desk, tag, said):
    page = client.get(f"/{tag}/outlets/")

    assert said in words(page)
    assert {row.code for row in Criterion.objects.all()} <= set(
        re.findall(r'id="([a-z_]+)"', page.content.decode())
    )


def test_a_newsroom_applies_and_confirms_by_the_link_of_the_letter_with_one_press(client, desk):
    sent = client.post("/en/outlets/register/", FORM)
    address = link_in_last_letter()
    looked_at = client.get(address)
    still = Application.objects.get().confirmed_at
    client.post(address)

    assert (sent.status_code, looked_at.status_code, still) == (302, 200, None)
    assert Application.objects.get().confirmed_at == AT
    assert "Báo Sông Hàn" in words(client.get(address))
    assert looked_at["Cache-Control"] == "no-store"


def test_a_form_that_lacks_something_says_what_and_keeps_the_rest(client, desk):
    answer = client.post("/en/outlets/register/", {**FORM, "works": "bao.example", "keeps_embargo": ""})

    assert answer.status_code == 422
    assert "Báo Sông Hàn" in answer.content.decode()
    assert Application.objects.count() == 0


def test_the_form_asks_for_nothing_about_a_person(client, desk):
    page = client.get("/en/outlets/register/").content.decode()

    assert set(re.findall(r'<(?:input|select|textarea)[^>]* name="(\w+)"', page)) - {
        "csrfmiddlewaretoken",
        "q",
    } == {*FORM}


def test_whoever_asks_for_a_link_sees_the_same_page_whether_registered_or_not(client, desk):
    make_outlet(desk, at=AT, email="toa-soan@bao.example")

    answers = [
        client.post("/en/outlets/link/", {"email": email}, follow=True)
        for email in ("ai-do@bao.example", "toa-soan@bao.example")
    ]

    assert answers[0].content == answers[1].content
    assert "/outlets/own/" in link_in_last_letter()


def test_a_refusal_is_public_by_code_and_appealed_by_its_link(client, cast):
    client.post("/en/outlets/register/", FORM)
    client.post(link_in_last_letter())
    refusal = refuse(
        application=Application.objects.get(),
        criterion=Criterion.objects.get(code="publishes"),
        reason="Địa chỉ nêu ra không mở được.",
        language="vi",
        by=cast.intake,
        at=AT,
    )
    appeal = link_in_last_letter()

    said = client.post(appeal, {"words": "Hôm đó trang bảo trì."}, follow=True)
    listed = words(client.get("/en/outlets/refusals/"))

    assert Appeal.objects.get().words == "Hôm đó trang bảo trì."
    assert "Đã nhận đề nghị xem xét lại" in words(said)
    assert refusal.code in listed and "Địa chỉ nêu ra không mở được." in listed
    assert "Sông Hàn" not in listed and "bảo trì" not in listed


@pytest.mark.parametrize("address", ["confirm", "address", "appeal", "u", "own"])
def test_a_token_that_was_not_made_here_opens_nothing(client, desk, address):
    answer = client.get(f"/en/outlets/{address}/o1-1-AAAAAAAAAAAAAAAAAAAAAA/")

    assert (answer.status_code, answer["Cache-Control"]) == (404, "no-store")


def test_unsubscribing_takes_one_press_of_a_mail_program_without_any_cookie(desk):
    channel = make_outlet(desk, at=AT).channels.get()
    address = f"/vi/outlets/u/{links.token_of(links.UNSUBSCRIBE, channel.pk)}/"
    strict = Client(enforce_csrf_checks=True)

    looked_at = strict.get(address)
    open_still = Channel.objects.open().count()
    pressed = strict.post(
        address, "List-Unsubscribe=One-Click", content_type="application/x-www-form-urlencoded"
    )

    assert (looked_at.status_code, open_still, pressed.status_code) == (200, 1, 200)
    assert Channel.objects.get().ended_why == "unsubscribed"


def test_who_sends_too_often_is_asked_to_wait(client, desk):
    answers = [client.post("/en/outlets/link/", {"email": f"a{n}@b.example"}).status_code for n in range(11)]

    assert answers == [302] * 10 + [429]


def own(outlet) -> str:
    return f"/en/outlets/own/{links.token_of(links.OUTLET, outlet.pk, outlet.link_number)}/"


def test_the_page_of_an_outlet_shows_its_own_ways_and_nobody_else_s(client, desk):
    outlet, other = make_outlet(desk, "Của mình", at=AT), make_outlet(desk, "Của người", at=AT)

    page = client.get(own(outlet))

    said = page.content.decode()
    assert outlet.email in said and other.email not in said
    assert (page["Cache-Control"], page["X-Robots-Tag"], page["Referrer-Policy"]) == (
        "no-store",
        "noindex, nofollow",
        "same-origin",
    )


def test_an_outlet_enters_a_webhook_sees_its_secret_once_and_changes_what_it_receives(client, desk):
    outlet = make_outlet(desk, at=AT)
    added = client.post(
        own(outlet),
        {"act": "add", "kind": "webhook", "address": "https://bao.example/in", "language": "vi"},
    )
    hook = outlet.channels.get(kind="webhook")
    later = client.get(own(outlet))

    client.post(own(outlet), {"act": "prefer", "channel": hook.pk, "language": "en", "themes": ["health"]})

    assert "whsec_" in added.content.decode() and "whsec_" not in later.content.decode()
    hook.refresh_from_db()
    assert (hook.language, [row.theme for row in hook.themes.all()]) == ("en", ["health"])


@pytest.mark.parametrize(
    "sent",
    [
        {"act": "add", "kind": "webhook", "address": "http://bao.example/in", "language": "vi"},
        {"act": "add", "kind": "email", "address": "", "language": "vi"},
        {"act": "end", "channel": "999999"},
        {"act": "prefer", "channel": "x"},
        {"act": "drop everything"},
    ],
)
def test_what_cannot_be_done_is_said_on_the_page_and_nothing_changes(client, desk, sent):
    outlet = make_outlet(desk, at=AT)

    answer = client.post(own(outlet), sent)

    assert answer.status_code in (409, 422)
    assert Channel.objects.open().count() == 1


def test_a_link_is_made_new_and_the_registration_ended_from_the_page(client, desk):
    outlet = make_outlet(desk, at=AT)
    old = own(outlet)
    client.post(old, {"act": "new_link"})
    outlet.refresh_from_db()

    assert client.get(old).status_code == 404
    client.post(own(outlet), {"act": "renew"})
    client.post(own(outlet), {"act": "leave"})

    left = Outlet.objects.get()
    assert (left.ended_why, left.expires_at) == ("asked", AT + timedelta(days=730))


def test_a_registration_that_ran_out_opens_no_page(client, desk):
    outlet = make_outlet(desk, at=AT)

    with time_machine.travel(outlet.expires_at, tick=False):
        assert client.get(own(outlet)).status_code == 404
