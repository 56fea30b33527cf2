from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction

from hoiam.desks.against import ReasonsAgainst
from hoiam.post import leasing, operations, payloads
from hoiam.post.models import Parcel
from hoiam.post.payloads import Enclosure, Mail
from hoiam.post.queries import oldest_wait, parcels_of
from hoiam.post.tasks import deliver
from tests.post.server import mail_server

AT = datetime(2026, 8, 3, 2, 0, tzinfo=UTC)
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def letters():
    def render(payload_id: int, language: str) -> Mail:
        if payload_id == 13:
            raise payloads.Withdrawn
        return Mail(
            subject=f"Trả lời {payload_id}\r\nBcc: evil@example.org",
            text=f"Kính gửi, tỷ lệ là 93,35 % ({language}).\n",
            attachments=(Enclosure("biên nhận.json", "application/json", b"{}"),),
            sender_name="Bàn thông tin Đà Nẵng",
        )

    payloads.register("tests.letter", render)


def send(address: str, number: int = 1, **more) -> Parcel:
    return operations.enqueue(
        payload_kind="tests.letter", payload_id=number, address=address, at=AT, language="vi", **more
    )


def test_parcel_due_is_handed_over_once_and_its_address_is_blanked():
    send("lan@bao.example")

    with mail_server() as (url, keeper):
        worked = [deliver(at=AT, url=url), deliver(at=AT + timedelta(hours=1), url=url)]

    parcel = parcels_of("tests.letter", 1).get()
    message = keeper.messages[0]
    assert worked == [1, 0]
    assert (parcel.state, parcel.sealed_address, parcel.handed_over_at) == ("handed_over", "", AT)
    assert message["To"] == "lan@bao.example"
    assert message["Message-ID"] == parcel.message_id
    assert message["Subject"] == "Trả lời 1 Bcc: evil@example.org"
    assert message["Bcc"] is None
    assert message.get_body().get_content().strip() == "Kính gửi, tỷ lệ là 93,35 % (vi)."
    assert b"\n" not in keeper.raw[0].replace(b"\r\n", b"")


def test_address_waiting_is_not_readable_in_the_row():
    parcel = send("lan@bao.example")

    row = str(Parcel.objects.filter(pk=parcel.pk).values().get())

    assert "lan@" not in row and "bao.example" not in row


def test_same_payload_for_the_same_address_is_one_parcel():
    first, second = send("lan@bao.example"), send("Lan@bao.example")

    assert (first.pk, Parcel.objects.count()) == (second.pk, 1)


def test_two_payloads_for_one_address_share_no_key():
    first, second = send("lan@bao.example", 1), send("lan@bao.example", 2)

    assert first.recipient_key != second.recipient_key


def test_address_with_a_line_break_is_refused_and_nothing_is_kept():
    with pytest.raises(ReasonsAgainst):
        send("lan@bao.example\r\nBcc: x@y.example")

    assert Parcel.objects.count() == 0


def test_parcel_before_its_time_waits():
    send("lan@bao.example", not_before=AT + timedelta(hours=2))

    with mail_server() as (url, keeper):
        early, later = deliver(at=AT, url=url), deliver(at=AT + timedelta(hours=2), url=url)

    assert (early, later, len(keeper.messages)) == (0, 1, 1)


def test_refusal_for_good_fails_at_once_and_keeps_no_address_in_the_fault():
    send("nobody@bao.example")

    with mail_server() as (url, _keeper):
        deliver(at=AT, url=url)

    parcel = Parcel.objects.get()
    assert (parcel.state, parcel.sealed_address, parcel.fault) == (
        "failed",
        "",
        "The mail server answered 550.",
    )


def test_passing_refusal_waits_longer_each_time_and_fails_after_64_minutes():
    send("later@bao.example")
    waits, at = [], AT

    with mail_server() as (url, _keeper):
        while Parcel.objects.get().state != "failed":
            deliver(at=at, url=url)
            parcel = Parcel.objects.get()
            waits.append(int((parcel.not_before - at).total_seconds() // 60))
            at = parcel.not_before

    assert waits == [1, 2, 4, 8, 16, 32, 64, 0]


def test_recipient_the_server_puts_off_holds_up_no_other():
    send("later@bao.example", 1)
    send("lan@bao.example", 2)

    with mail_server() as (url, _keeper):
        deliver(at=AT, url=url)

    states = list(Parcel.objects.order_by("pk").values_list("state", "attempts", "fault"))
    assert states == [("waiting", 1, "The mail server answered 451."), ("handed_over", 1, "")]


def test_no_mail_server_keeps_every_parcel():
    send("lan@bao.example")

    deliver(at=AT, url="smtp://127.0.0.1:9?from=desk@desk.example")

    parcel = Parcel.objects.get()
    assert (parcel.state, parcel.fault) == ("waiting", "The mail server could not be reached.")
    assert oldest_wait(AT + timedelta(minutes=11)) == timedelta(minutes=10)


def test_payload_withdrawn_by_its_room_is_cancelled():
    send("lan@bao.example", 13)

    with mail_server() as (url, keeper):
        deliver(at=AT, url=url)

    assert (Parcel.objects.get().state, keeper.messages) == ("cancelled", [])


def test_lease_of_a_dead_worker_is_taken_up_again():
    send("lan@bao.example")
    leasing.claim(lease="dead", at=AT, limit=10, channel="email")

    with mail_server() as (url, keeper):
        soon = deliver(at=AT + timedelta(minutes=4), url=url)
        later = deliver(at=AT + timedelta(minutes=6), url=url)

    assert (soon, later, len(keeper.messages)) == (0, 1, 1)


def test_forgetting_a_payload_blanks_addresses_and_cancels_what_waits():
    send("lan@bao.example")

    with transaction.atomic():
        forgotten = operations.forget(payload_kind="tests.letter", payload_ids=[1], at=AT)

    parcel = Parcel.objects.get()
    assert (forgotten, parcel.state, parcel.sealed_address, parcel.recipient_key) == (1, "cancelled", "", "")


def test_maildir_takes_messages_where_there_is_no_server(tmp_path):
    send("lan@bao.example")

    deliver(at=AT, url=f"maildir://{tmp_path}/tray?from=desk@desk.example")

    assert len(list((tmp_path / "tray" / "new").iterdir())) == 1
