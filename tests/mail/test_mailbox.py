"""The mailbox and the post: an address is understood, a message is kept once, a fault waits and harms nothing."""

from __future__ import annotations

from datetime import timedelta

import pytest

from hoiam.config.mailbox import addresses
from hoiam.enquiries.models import IncomingMail
from hoiam.post import arriving
from hoiam.post.fetching import fetch
from hoiam.post.mailboxes import read_place
from hoiam.post.models import Arrival, ArrivalKey, Mailbox
from hoiam.post.queries import stuck_arrivals
from hoiam.post.signals import mail_arrived
from tests.factories.enquiries import AT, DAY
from tests.mail.letters import plain

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


@pytest.mark.parametrize(
    "url",
    [
        "http://x/INBOX",
        "imaps://host/INBOX",
        "imaps://user:geheim@/INBOX",
        "imaps://user:geheim@host:port/INBOX",
        "imaps://user:geheim@host/a%22b",
        "imaps://user:geheim@host/x?keep=soon",
        "maildir://",
        "imaps://[geheim",
    ],
)
def test_address_that_is_none_is_refused_in_a_sentence_without_the_password(url):
    with pytest.raises(ValueError) as refused:
        read_place(url)

    assert "HOIAM_INTAKE_URL" in str(refused.value) and "geheim" not in str(refused.value)


def test_address_is_taken_apart_and_shows_no_password():
    place = read_place("imaps://ban%40x.vn:m%2Ft@mail.x.vn/INBOX?keep=3&plus=0&desk=da-nang")

    assert (place.user, place.password, place.folder) == ("ban@x.vn", "m/t", "INBOX")
    assert (place.keep, place.has_plus, place.desk) == (timedelta(days=3), False, "da-nang")
    assert "m/t" not in f"{place} {place!r}"


def test_web_address_under_the_old_name_is_still_that_of_the_form():
    base = "https://desk.example"

    assert addresses({"HOIAM_INTAKE_URL": "https://ask.example/"}, base) == ("", "https://ask.example")
    assert addresses({"HOIAM_INTAKE_URL": "imaps://x"}, base) == ("imaps://x", base)
    assert addresses({"HOIAM_ASK_URL": "https://ask.example"}, base) == ("", "https://ask.example")


def test_message_is_kept_sealed_and_emptied_at_hand_over(box):
    seen = []

    def look(sender, arrival, raw, at, **_):
        seen.append((raw, bytes(arrival.sealed), ArrivalKey.objects.filter(arrival=arrival).exists()))

    mail_arrived.connect(look)
    try:
        box.put(plain())
        box.read()
    finally:
        mail_arrived.disconnect(look)

    ((raw, sealed, has_key),) = seen
    assert raw == plain() and sealed and b"lananh" not in sealed and has_key
    arrival = Arrival.objects.get()
    assert (bytes(arrival.sealed), arrival.state) == (b"", "handed_over")
    assert not ArrivalKey.objects.exists()


def test_maildir_read_again_gives_nothing_new(box):
    box.put(plain())

    assert [box.read(), box.read(AT + MINUTE)] == [1, 0]
    assert len(list((box.folder / "cur").iterdir())) == 1
    assert IncomingMail.objects.count() == 1


def test_same_message_delivered_again_under_another_name_is_one(box):
    box.put(plain())
    box.read()
    box.put(b"Received: by mx2.example\r\n" + plain())

    assert box.read(AT + MINUTE) == 0
    assert Arrival.objects.count() == 1


def test_same_message_id_over_other_words_is_another_message(box):
    box.put(plain("một"))
    box.put(plain("hai"))

    assert box.read() == 2


def test_message_that_was_kept_but_not_marked_is_not_kept_twice(box):
    box.put(plain())
    box.read()
    (read,) = (box.folder / "cur").iterdir()
    read.rename(box.folder / "new" / read.name.partition(":")[0])

    assert box.read(AT + MINUTE) == 0
    assert IncomingMail.objects.count() == 1


def test_message_nobody_can_read_waits_and_holds_up_no_other(box):
    def fail(sender, raw, **_):
        if b"poison" in raw:
            raise RuntimeError("broken")

    mail_arrived.connect(fail)
    try:
        box.put(plain("poison"))
        box.put(plain("gut", message_id="<b@x.example>"))
        for number in range(60):
            box.read(AT + number * MINUTE)
        assert (IncomingMail.objects.count(), stuck_arrivals()) == (1, 1)
    finally:
        mail_arrived.disconnect(fail)

    box.read(AT + DAY)

    assert (IncomingMail.objects.count(), stuck_arrivals()) == (2, 0)


def test_files_leave_the_maildir_after_a_week(box):
    box.put(plain())
    box.read()

    box.read(AT + 6 * DAY)
    early = len(list((box.folder / "cur").iterdir()))
    box.read(AT + 8 * DAY)

    assert (early, len(list((box.folder / "cur").iterdir()))) == (1, 0)


def test_mailbox_is_read_by_one_worker_at_a_time_and_freed_when_it_died():
    first = arriving.lease_mailbox(name="box", at=AT)

    assert first is not None
    assert arriving.lease_mailbox(name="box", at=AT + MINUTE) is None
    assert arriving.lease_mailbox(name="box", at=AT + 11 * MINUTE) is not None


def test_missing_folder_is_a_fault_that_waits_longer_each_time(settings, cast, tmp_path):
    settings.MAILBOX_URL = f"maildir://{tmp_path}/none"

    for number in range(10):
        fetch(AT + number * MINUTE)

    box = Mailbox.objects.get()
    assert (box.fault, box.failures) == ("folder", 4)
