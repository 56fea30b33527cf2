"""Messages in a backup: their keys lie apart, and what was erased since stays erased."""

from __future__ import annotations

import tarfile
from datetime import timedelta

import pytest
from django.core.management import call_command

from hoiam.config import backup
from hoiam.desks.queries.journal import first_breaks
from hoiam.enquiries.models import IncomingMail, MailKey
from hoiam.enquiries.operations import mail_keeping, triage
from hoiam.enquiries.queries.mail import raw_of
from hoiam.post.fetching import fetch
from hoiam.post.models import Arrival, ArrivalKey
from hoiam.post.signals import mail_arrived
from tests.factories.desks import make_cast, make_desk
from tests.factories.enquiries import AT, load_law
from tests.mail.letters import DESK, deliver, plain

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


@pytest.fixture
def read_one(tmp_path, settings):
    """A cast whose desk has read one message."""
    cast = make_cast(make_desk(email=DESK))
    load_law()
    deliver(tmp_path / "box", plain())
    settings.MAILBOX_URL = f"maildir://{tmp_path}/box"

    def read():
        fetch(AT)
        return cast

    return read


def restore(tmp_path, name: str, keys: str) -> None:
    call_command("flush", verbosity=0, interactive=False)
    backup.read(tmp_path / name, tmp_path / f"{keys}.keys", at=AT + timedelta(days=60))


def test_message_to_be_sorted_comes_back_with_its_key_and_its_key_lies_apart(read_one, tmp_path):
    read_one()
    backup.write(tmp_path / "b.tgz", at=AT)
    with tarfile.open(tmp_path / "b.tgz") as archive:
        names = archive.getnames()

    restore(tmp_path, "b.tgz", "b.tgz")

    assert "records/enquiries.incomingmail.jsonl" in names
    assert "records/enquiries.mailkey.jsonl" not in names and "records/post.arrivalkey.jsonl" not in names
    assert raw_of(IncomingMail.objects.get()) == plain()
    assert first_breaks() == []


def test_message_erased_after_a_backup_is_erased_again_when_it_is_restored(read_one, tmp_path):
    cast = read_one()
    backup.write(tmp_path / "old.tgz", at=AT)
    triage.set_aside(mail=IncomingMail.objects.get(), reason="quảng cáo", by=cast.intake, at=AT)
    later = AT + timedelta(days=40)
    mail_keeping.erase_old_mail(later)
    backup.write(tmp_path / "new.tgz", at=later)

    restore(tmp_path, "old.tgz", "new.tgz")

    row = IncomingMail.objects.get()
    assert (row.words, bytes(row.sealed), MailKey.objects.count()) == ("", b"", 0)


def test_message_on_its_way_comes_back_and_is_handed_on(read_one, tmp_path):
    def fail(sender, **_):
        raise RuntimeError("not now")

    mail_arrived.connect(fail)
    try:
        read_one()
    finally:
        mail_arrived.disconnect(fail)
    backup.write(tmp_path / "b.tgz", at=AT)

    restore(tmp_path, "b.tgz", "b.tgz")
    assert (IncomingMail.objects.count(), ArrivalKey.objects.count()) == (0, 1)
    fetch(AT + timedelta(days=60), url="")

    assert (IncomingMail.objects.count(), Arrival.objects.get().state) == (1, "handed_over")
