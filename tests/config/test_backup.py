"""A whole installation goes into a file and comes back; what was erased since stays erased."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.management import call_command

from hoiam.config import backup
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
