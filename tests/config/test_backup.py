"""A whole installation goes into a file and comes back; what was erased since stays erased."""

from __future__ import annotations

import tarfile
import threading
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import connection, transaction

from hoiam.config import backup
from hoiam.desks.models import Desk
from hoiam.desks.queries.journal import first_breaks
from hoiam.enquiries.models import AskerSeal, Enquiry, SealKey
from hoiam.enquiries.operations.erasing import erase_old_seals
from tests.factories.desks import make_cast
from tests.factories.enquiries import AT, make_answered

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


def empty():
    call_command("flush", verbosity=0, interactive=False)


def test_backup_restored_brings_everything_back(tmp_path):
    answer = make_answered(make_cast())
    reference, question = answer.enquiry.reference, answer.enquiry.question
    backup.write(tmp_path / "b.tgz", at=AT)

    empty()
    backup.read(tmp_path / "b.tgz", tmp_path / "b.tgz.keys", at=AT)

    kept = Enquiry.objects.get()
    assert (kept.reference, kept.question, first_breaks()) == (reference, question, [])


def test_seal_erased_after_a_backup_is_erased_again_when_it_is_restored(tmp_path):
    answer = make_answered(make_cast())
    backup.write(tmp_path / "old.tgz", at=AT)
    later = AT + timedelta(days=200)
    erase_old_seals(later)
    backup.write(tmp_path / "new.tgz", at=later)

    empty()
    backup.read(tmp_path / "old.tgz", tmp_path / "new.tgz.keys", at=later)

    assert (SealKey.objects.count(), AskerSeal.objects.count(), first_breaks()) == (0, 0, [])
    assert Enquiry.objects.get().pk == answer.enquiry_id


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL has no one lock for all writers")
def test_desk_goes_on_writing_while_a_backup_is_written(tmp_path, monkeypatch):
    make_answered(make_cast())
    written = threading.Event()

    def write() -> None:
        with transaction.atomic():
            Desk.objects.update(phone="0236 000 000")
        written.set()
        connection.close()

    def files():
        threading.Thread(target=write).start()
        assert written.wait(5), "a writer waits for the backup"
        return iter(())

    monkeypatch.setattr(backup, "_stored_files", files)
    backup.write(tmp_path / "b.tgz", at=AT)

    assert Desk.objects.filter(phone="0236 000 000").exists()
    with tarfile.open(tmp_path / "b.tgz") as archive:
        assert b"0236 000 000" not in archive.extractfile("records/desks.desk.jsonl").read()
