"""The page of an invited body behind its link: answer, name, send a list, take off; forged and ended links."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from hoiam.conferences.dates import ends
from hoiam.conferences.models import Conference, Delegate
from hoiam.conferences.operations.inviting import renew_link
from hoiam.conferences.queries.delegation_letters import render_letter
from hoiam.post.models import Parcel
from tests.factories.trainings import (
    AT,
    link,
    make_invitation,
    make_place,
    make_training,
    seats,
    workbook,
)
from tests.workroom.visiting import words


@pytest.fixture(autouse=True)
def on_that_day(db):
    cache.clear()
    with time_machine.travel(AT, tick=False):
        yield


@pytest.fixture
def invitation(cast):
    training = make_training(cast, seats=2)
    place = make_place("hue", "Huế")
    seats(cast, training, hue=2)
    return make_invitation(cast, training, place, address="ban@hue.example")


def page(invitation, language: str = "en") -> str:
    return f"/{language}/delegation/{link(invitation)}/"


def test_body_answers_names_delegates_and_takes_one_off_for_whoever_waits(invitation):
    client, own = Client(), page(invitation)
    opened = client.get(own)
    assert opened["Referrer-Policy"] == "same-origin" and opened["Cache-Control"] == "no-store"
    assert "Seats for you 2" in words(opened)

    client.post(own, {"act": "decline", "why": "Trùng lịch họp"})
    assert "Trùng lịch họp" in words(client.get(own))
    client.post(own, {"act": "accept"})
    typed = {"act": "add", "post": "Chuyên viên", "agency": "Ban Tuyên giáo"}
    for name in ("An", "Bình", "Chi"):
        assert client.post(own, {**typed, "name": name, "language": "vi"}).status_code == 302
    assert client.post(own, {**typed, "name": "an"}).status_code == 422
    assert client.post(own, {**typed, "name": ""}).status_code == 422
    assert client.post(own, {"act": "decline"}).status_code == 409

    first = Delegate.objects.get(name="An")
    said = words(client.get(own))
    assert f"{first.code[:4]}-{first.code[4:]}" in said and "on the waiting list" in said
    client.post(own, {"act": "cancel", "delegate": first.pk})
    assert set(Delegate.objects.filter(state="registered").values_list("name", flat=True)) == {"Bình", "Chi"}
    assert client.post(own, {"act": "cancel", "delegate": "9" * 30}).status_code == 409
    assert client.post(own, {"act": "burn"}).status_code == 409


def test_list_is_looked_at_then_kept_and_faults_stand_by_line_and_heading(invitation):
    client, own = Client(), page(invitation)
    rows = [
        [1, "Nguyễn Văn An", "Trưởng ban", "Ban Tuyên giáo", "", "", ""],
        [2, "Trần Bình", "Phóng viên", "Đài Phát thanh và Truyền hình", "", "", ""],
    ]

    def send(act: str, content: bytes, **given: str):
        file = SimpleUploadedFile("list.xlsx", content)
        return client.post(own, {"file": file, "act": act, **given})

    looked = send("look", workbook(rows))
    assert looked.status_code == 422 and "3 Trần Bình refused Cơ quan : People of the press" in words(looked)
    assert send("send", workbook(rows)).status_code == 422 and not Delegate.objects.exists()
    assert send("send", workbook(rows), keeps_good="on").status_code == 302
    assert Delegate.objects.get().name == "Nguyễn Văn An"
    assert "cannot be read" in words(send("look", b"PK\x03\x04 broken"))
    assert client.post(own, {"act": "look"}).status_code == 422
    template = client.get(f"{own}template.xlsx")
    assert template["Content-Disposition"].endswith('.xlsx"') and template.content.startswith(b"PK")


def test_forged_replaced_and_ended_links_open_nothing_and_say_whom_to_call(cast, invitation):
    own = page(invitation)
    type(cast.desk).objects.filter(pk=cast.desk.pk).update(phone="0236 3 123 456")
    client = Client()
    forged = client.get(own[:-5] + "AAAA/")
    assert forged.status_code == 404 and "0236" not in words(forged)

    renew_link(invitation=invitation, by=cast.case_officer, at=AT)
    old = client.get(own)
    assert old.status_code == 404 and "0236 3 123 456" in words(old)
    assert client.post(own, {"act": "accept"}).status_code == 404
    invitation.refresh_from_db()
    new = page(invitation, "vi")
    assert client.get(new).status_code == 200
    Conference.objects.update(cancelled_at=AT, cancelled_why={"en": "Storm", "vi": "Bão"})
    assert "Bão" in words(client.get(new))
    typed = {"act": "add", "name": "An", "post": "Chuyên viên", "agency": "Ban Tuyên giáo"}
    assert client.post(new, typed).status_code == 409
    with time_machine.travel(ends(invitation.conference) + timedelta(seconds=1), tick=False):
        assert client.get(new).status_code == 404
        assert client.get(f"{new}template.xlsx").status_code == 404


def test_mail_brings_the_link_and_names_nobody(cast, invitation):
    parcel = Parcel.objects.get(payload_kind="conferences.delegation")
    mail = render_letter(parcel.payload_id, "vi")

    assert f"/vi/delegation/{link(invitation)}/" in mail.text
    assert "12/GM-TTNQ" in mail.text and "06/10/2026" in mail.text
    assert cast.case_officer.name not in mail.text


def test_public_page_of_a_training_says_how_to_come_until_it_was_held(invitation):
    address = f"/en/conferences/{invitation.conference.reference}/"
    assert "By invitation" in words(Client().get(address))
    Conference.objects.update(held_at=AT)
    assert "By invitation" not in words(Client().get(address))
