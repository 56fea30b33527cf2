"""Several people at once: references without gap or double, forms sent twice at the same moment."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import close_old_connections, connection

from hoiam.desks.queries.journal import first_breaks
from hoiam.enquiries.models import Enquiry
from tests.factories.desks import make_cast
from tests.factories.enquiries import load_law, make_receipt

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(work, count: int) -> list[object]:
    """Do the same in `count` threads, each with a connection of its own."""

    def alone(number: int) -> object:
        try:
            return work(number)
        finally:
            connection.close()

    close_old_connections()
    with ThreadPoolExecutor(count) as pool:
        return list(pool.map(alone, range(count)))


def test_two_officers_taking_references_at_once_get_no_gap_and_no_double():
    cast = make_cast()
    load_law()

    given = at_once(lambda number: make_receipt(cast, by=cast.intake).enquiry.reference, 6)

    assert sorted(given) == [f"DN-2026-0000{number}" for number in range(1, 7)]
    assert first_breaks() == []


def test_form_sent_several_times_at_once_is_taken_in_once():
    cast = make_cast()
    load_law()

    receipts = at_once(lambda number: make_receipt(cast, idempotency_key="one-form-only"), 4)

    assert Enquiry.objects.count() == 1
    assert len({receipt.status_token for receipt in receipts}) == 1
    assert sorted(receipt.is_repeat for receipt in receipts) == [False, True, True, True]
