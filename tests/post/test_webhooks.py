from __future__ import annotations

import base64
import hashlib
import hmac
import os
import subprocess
import sys
import time
from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest

from hoiam.post import payloads, webhooks
from hoiam.post.addresses import webhook_address
from hoiam.post.models import Parcel
from hoiam.post.operations import Outgoing, enqueue_many
from hoiam.post.payloads import WebhookBody
from hoiam.post.signals import parcel_failed, recipient_gone
from hoiam.post.tasks import deliver
from hoiam.post.webhooks import Call, sign
from tests.post.receivers import receiver

AT = datetime(2026, 8, 3, 2, 0, tzinfo=UTC)
SECRET = "whsec_" + base64.b64encode(b"k" * 24).decode()
BODY = '{"type": "release.published", "data": {"title": "Thông cáo"}}'.encode()
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def hooks(settings):
    settings.WEBHOOK_TEST_HOSTS = frozenset({"127.0.0.1"})
    payloads.register(
        "tests.hook", lambda _id, _language: WebhookBody("application/json", BODY, "release.published")
    )


@pytest.fixture
def short(monkeypatch):
    """The same limits, but shorter."""
    monkeypatch.setattr(webhooks, "TIMEOUT", 0.4)
    monkeypatch.setattr(webhooks, "DEADLINE", 1.0)


def send(url: str, *more: str) -> None:
    rows = [
        Outgoing("tests.hook", number, webhook_address(one, SECRET), "webhook", position=number)
        for number, one in enumerate((url, *more))
    ]
    enqueue_many(rows, at=AT)


def parcel() -> Parcel:
    return Parcel.objects.get()


def test_signature_is_the_one_of_the_standard():
    """The worked example of the libraries of Standard Webhooks (tests of their reference implementations)."""
    call = Call(
        url="",
        secret="whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
        id="msg_p5jXN8AQM9LWM0D4loKWxJek",
        timestamp=1614265330,
        content_type="application/json",
        body=b'{"test": 2432232314}',
    )

    assert sign(call) == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


def test_receiver_can_verify_what_it_was_sent():
    with receiver() as (url, server):
        send(f"{url}/nhan?a=1")
        worked = deliver(at=AT)

    path, headers, body, _at = server.got[0]
    said = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
    mac = base64.b64encode(hmac.new(b"k" * 24, said, hashlib.sha256).digest()).decode()
    assert (worked, path, body) == (1, "/nhan?a=1", BODY)
    assert headers["webhook-signature"] == f"v1,{mac}"
    assert headers["webhook-timestamp"] == str(int(AT.timestamp()))
    assert (parcel().state, parcel().sealed_address) == ("handed_over", "")


def test_repetition_bears_the_same_id_and_a_time_of_its_own():
    with receiver() as (url, server):
        send(f"{url}/500")
        deliver(at=AT)
        deliver(at=AT + timedelta(minutes=1))

    (first, second) = (headers for _path, headers, _body, _at in server.got)
    assert first["webhook-id"] == second["webhook-id"]
    assert int(second["webhook-timestamp"]) - int(first["webhook-timestamp"]) == 60


def test_receiver_that_answers_500_for_an_hour_is_tried_again_and_reached_after_it():
    tries, at, until = [], AT, AT + timedelta(hours=1)
    with receiver() as (url, server):
        send(f"{url}/500")
        while at < until:
            deliver(at=at)
            tries.append(int((at - AT).total_seconds() // 60))
            at = parcel().not_before
        server.RequestHandlerClass = _well(server.RequestHandlerClass)
        deliver(at=at)

    assert tries == [0, 1, 3, 7, 15, 31]
    assert parcel().state == "handed_over"


def _well(handler):
    class Well(handler):
        def do_POST(self):
            self.path = "/"
            super().do_POST()

    return Well


def test_receiver_that_is_gone_is_told_to_its_room_and_not_as_a_failure():
    told = []

    def gone(parcel, **_):
        told.append(("gone", parcel.payload_id))

    def failed(parcel, **_):
        told.append(("failed", parcel.payload_id))

    recipient_gone.connect(gone)
    parcel_failed.connect(failed)
    try:
        with receiver() as (url, _server):
            send(f"{url}/410")
            deliver(at=AT)
    finally:
        recipient_gone.disconnect(gone)
        parcel_failed.disconnect(failed)

    assert told == [("gone", 0)]
    assert (parcel().state, parcel().fault) == ("failed", "The receiver answered 410.")


def test_redirect_to_this_machine_is_not_followed():
    with receiver() as (url, server), receiver() as (inside, inner):
        send(f"{url}/to?{inside}/secret")
        deliver(at=AT)

    assert (len(server.got), inner.got) == (1, [])
    assert (parcel().state, parcel().attempts) == ("waiting", 1)
    assert "redirects are not followed" in parcel().fault


def test_receiver_that_never_answers_is_given_up_and_tried_later(short):
    with receiver() as (url, _server):
        send(f"{url}/silent")
        began = time.monotonic()
        deliver(at=AT)

    assert time.monotonic() - began < 3
    assert (parcel().state, parcel().fault) == ("waiting", "The receiver did not answer in time.")


def test_answer_that_comes_letter_by_letter_ends_at_the_deadline(short):
    with receiver() as (url, _server):
        send(f"{url}/trickle")
        began = time.monotonic()
        deliver(at=AT)

    assert time.monotonic() - began < 4
    assert parcel().state == "waiting"


def test_endless_answer_is_read_for_a_few_kilobytes_only():
    with receiver() as (url, server):
        send(f"{url}/endless")
        deliver(at=AT)

    assert parcel().state == "handed_over"
    assert server.sent < 20_000_000, "what fits into the buffers between the two, and no more"


@pytest.mark.parametrize(
    "url",
    [
        "https://localhost/x",
        "https://127.0.0.1:8443/x",
        "https://[::1]/x",
        "https://169.254.169.254/latest/meta-data/",
        "https://2130706433/x",
    ],
)
def test_address_in_a_private_network_is_not_called(settings, url):
    settings.WEBHOOK_TEST_HOSTS = frozenset()
    send(url)

    deliver(at=AT)

    assert (parcel().state, parcel().fault) == (
        "waiting",
        "The web address leads into a network that is not public.",
    )


def test_name_that_resolves_to_this_machine_is_not_called_though_a_server_is_there(settings):
    settings.WEBHOOK_TEST_HOSTS = frozenset()
    with receiver() as (url, server):
        send(url.replace("http://127.0.0.1", "https://localhost"))
        deliver(at=AT)

    assert (server.got, parcel().state) == ([], "waiting")


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("http://bao.example/x", "The web address does not begin with https://."),
        ("https://bao.example:25/x", "The web address names a port that is not called."),
    ],
)
def test_address_without_tls_or_at_a_mail_server_is_refused_for_good(settings, url, reason):
    settings.WEBHOOK_TEST_HOSTS = frozenset()
    send(url)

    deliver(at=AT)

    assert (parcel().state, parcel().fault) == ("failed", reason)


@pytest.mark.parametrize(("mode", "hosts"), [("production", []), ("test", ["127.0.0.1"])])
def test_hosts_for_tests_are_ignored_in_production(tmp_path, mode, hosts):
    given = {"HOIAM_MODE": mode, "HOIAM_DATA_DIR": str(tmp_path), "HOIAM_SECRET_KEY": "k" * 50}
    script = "from hoiam.config import settings; print(sorted(settings.WEBHOOK_TEST_HOSTS))"

    said = subprocess.run(
        [sys.executable, "-c", script],
        env={**os.environ, **given, "HOIAM_WEBHOOK_TEST_HOSTS": "127.0.0.1"},
        capture_output=True,
        text=True,
        check=True,
    )

    assert said.stdout.strip() == str(hosts)


def test_secret_and_address_stand_in_no_log_and_no_fault(caplog):
    with caplog.at_level("DEBUG"), receiver() as (url, _server):
        send(f"{url}/500")
        deliver(at=AT)

    row = str(Parcel.objects.values().get())
    assert all(word not in caplog.text + row for word in ("whsec", SECRET[6:], "127.0.0.1"))


@pytest.mark.walk
def test_living_receivers_wait_for_no_dead_one(monkeypatch):
    given_up = 10.0
    monkeypatch.setattr(webhooks, "TIMEOUT", given_up)
    with receiver() as (url, server):
        send(*[f"{url}/{'silent' if number % 10 == 0 else 'well'}/{number}" for number in range(60)])
        deliver(at=AT)

    states = Counter(Parcel.objects.values_list("state", flat=True))
    last = max(at for path, _headers, _body, at in server.got if "well" in path)
    assert states == {"handed_over": 54, "waiting": 6}
    assert last - server.got[0][3] < given_up, "before the first dead one was given up"
