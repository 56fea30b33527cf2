"""Reading a mailbox on a real Dovecot: TLS, restarts, renumbering, bad days."""

from __future__ import annotations

import logging
from datetime import timedelta

import pytest

from hoiam.enquiries.models import IncomingMail
from hoiam.post.fetching import fetch
from hoiam.post.models import Arrival, Mailbox
from tests.factories.enquiries import AT, DAY, HOUR, load_law
from tests.mail.dovecot import PASSWORD, QUOTED, dovecot
from tests.mail.letters import DESK, plain

pytestmark = [pytest.mark.slow, pytest.mark.django_db]
MINUTE = timedelta(minutes=1)


@pytest.fixture
def server(cast):
    load_law()
    cast.desk.email = DESK
    cast.desk.save()
    with dovecot() as running:
        yield running


def put(server, count: int, at=AT, start: int = 0) -> None:
    for number in range(start, start + count):
        server.put(plain(f"Câu hỏi số {number} về đường?", message_id=f"<{number}@bao.example>"), at)


@pytest.mark.parametrize("scheme", ["imaps", "imap"])
def test_messages_are_read_once_over_tls_and_marked(server, scheme):
    put(server, 3, AT - HOUR)

    kept = [fetch(AT, server.url(scheme)), fetch(AT + MINUTE, server.url(scheme))]
    put(server, 1, AT, start=3)
    kept.append(fetch(AT + 2 * MINUTE, server.url(scheme)))

    assert kept == [3, 0, 1]
    assert IncomingMail.objects.filter(state="triage").count() == 4
    assert IncomingMail.objects.earliest("pk").received_at == AT - HOUR
    assert server.seen() == 4 == server.lies_there()


def test_certificate_that_nobody_vouches_for_is_refused(server):
    put(server, 1)

    fetch(AT, server.url().partition("?")[0])

    box = Mailbox.objects.get()
    assert (box.fault, box.failures, Arrival.objects.count()) == ("certificate", 1, 0)


def test_wrong_password_and_missing_folder_are_told_apart_and_never_logged(server, caplog):
    with caplog.at_level(logging.DEBUG):
        fetch(AT, server.url(password="falsch-geheim"))
        first = Mailbox.objects.get().fault
        fetch(AT + 2 * MINUTE, server.url().replace("/INBOX", "/Missing"))

    assert first == "login"
    assert Mailbox.objects.latest("pk").fault == "folder"
    assert "falsch-geheim" not in caplog.text and PASSWORD not in caplog.text and QUOTED not in caplog.text


def test_server_down_for_a_day_is_left_in_peace_and_caught_up_with(server):
    put(server, 2)
    server.stop()
    at = AT
    while at < AT + DAY:
        fetch(at, server.url())
        fetch(at + MINUTE / 2, server.url())
        at = Mailbox.objects.get().not_before
    box = Mailbox.objects.get()
    assert (box.fault, box.failing_since) == ("unreachable", AT)
    assert 48 <= box.failures <= 54, "1, 2, 4, 8, 16, then every 30 minutes"

    server.start()
    put(server, 1, AT + HOUR, start=2)
    kept = fetch(AT + DAY + HOUR, server.url())

    box.refresh_from_db()
    assert (kept, box.fault, box.failing_since) == (3, "", None)
    assert sorted(IncomingMail.objects.values_list("received_at", flat=True)) == [AT, AT, AT + HOUR]


def test_messages_under_new_numbers_are_known(server):
    put(server, 3)
    fetch(AT, server.url())
    before = Mailbox.objects.get().uidvalidity

    server.number_anew()
    put(server, 1, start=3)
    kept = fetch(AT + 2 * MINUTE, server.url())

    assert Mailbox.objects.get().uidvalidity != before
    assert (kept, Arrival.objects.count(), IncomingMail.objects.count()) == (1, 4, 4)


def test_messages_leave_the_server_after_a_week_and_no_others(server):
    put(server, 2)
    fetch(AT, server.url())

    fetch(AT + 6 * DAY, server.url())
    early = server.lies_there()
    put(server, 1, AT + 7 * DAY, start=2)
    fetch(AT + 7 * DAY + HOUR, server.url())

    assert (early, server.lies_there()) == (2, 1)
    assert Arrival.objects.filter(removed_at__isnull=True).count() == 1


def test_messages_stay_where_the_address_says_so(server):
    put(server, 1)
    fetch(AT, server.url(more="&keep=all"))

    fetch(AT + 400 * DAY, server.url(more="&keep=all"))

    assert server.lies_there() == 1


def test_large_message_is_fetched_by_its_headers(server):
    server.put(plain("x" * (26 * 1024 * 1024)), AT)

    fetch(AT, server.url())

    row = IncomingMail.objects.get()
    assert (row.why, row.words) == ("too_large", "Hỏi về kinh phí sửa cầu")
    assert Arrival.objects.get().is_whole is False


def test_two_hundred_messages_are_caught_up_with_in_rounds(server):
    put(server, 120)

    kept = [fetch(AT + n * MINUTE, server.url()) for n in range(4)]

    assert kept == [50, 50, 20, 0]
    assert IncomingMail.objects.count() == 120
