from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.db import transaction

from hoiam.desks.models import JournalDetail, JournalHead, JournalLine
from hoiam.desks.operations.journal import erase_details, write_line
from hoiam.desks.queries.journal import Break, first_breaks, still_stands

AT = datetime(2026, 8, 3, 2, 0, tzinfo=UTC)
pytestmark = pytest.mark.django_db


def write_three(desk):
    with transaction.atomic():
        for verb in ("took in", "assigned", "answered"):
            write_line(desk=desk, by="worker", at=AT, verb=verb, record=desk, detail={"name": "Bà Lan"})


def test_journal_untouched_verifies(desk):
    write_three(desk)

    assert first_breaks() == []


def test_end_of_a_chain_kept_elsewhere_still_stands_until_the_chain_is_rewritten(desk):
    write_three(desk)
    kept = JournalLine.objects.values_list("chain", "number", "digest").last()
    stood = still_stands(*kept)

    JournalDetail.objects.filter(line__number=3).delete()
    JournalLine.objects.filter(number=3).delete()
    JournalHead.objects.update(number=2, digest=JournalLine.objects.get(number=2).digest)

    assert (first_breaks(), stood, still_stands(*kept)) == ([], True, False)


def test_journal_after_erasing_details_still_verifies_and_says_nothing(desk):
    write_three(desk)

    with transaction.atomic():
        erased = erase_details(record_kind="desks.desk", record_id=desk.pk, at=AT)

    assert (erased, JournalDetail.objects.count(), first_breaks()) == (3, 0, [])


def test_journal_with_an_altered_line_names_the_first_broken_one(desk):
    write_three(desk)
    JournalLine.objects.filter(number=2).update(actor="person:99")

    assert first_breaks() == [Break(desk.code, 2, "the line was altered")]


def test_journal_with_an_altered_detail_names_its_line(desk):
    write_three(desk)
    JournalDetail.objects.filter(line__number=3).update(content={"name": "Ông Ba"})

    assert first_breaks() == [Break(desk.code, 3, "what the line said was altered")]


def test_journal_with_lines_cut_off_at_the_end_says_so(desk):
    write_three(desk)
    JournalDetail.objects.filter(line__number=3).delete()
    JournalDetail.objects.filter(line__number=3).delete()
    JournalLine.objects.filter(number=3).delete()

    assert first_breaks() == [Break(desk.code, 3, "lines at the end are missing")]


def test_journal_outside_a_transaction_refuses_to_write(transactional_db, desk):
    with pytest.raises(transaction.TransactionManagementError):
        write_line(desk=desk, by="worker", at=AT, verb="took in")
