"""Several officers issue letters at once: each has its own number, and none is missing."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import close_old_connections, connection

from hoiam.desks.models import NumberBook
from hoiam.desks.queries.journal import first_breaks
from hoiam.texts.models import OfficialLetter
from tests.factories.desks import make_cast
from tests.factories.enquiries import AT, DAY, make_answered
from tests.factories.letters import make_letter, ready

pytestmark = pytest.mark.django_db(transaction=True)


def test_officers_who_issue_letters_at_once_get_no_gap_and_no_double():
    cast = make_cast()
    ready(cast, AT)
    answer = make_answered(cast)

    def alone(place: int) -> int:
        try:
            name = ("intake", "head")[place % 2]
            return make_letter(cast, answer, at=AT + DAY, name=name).number.number
        finally:
            connection.close()

    close_old_connections()
    with ThreadPoolExecutor(4) as pool:
        given = list(pool.map(alone, range(8)))

    assert sorted(given) == list(range(1, 9))
    assert NumberBook.objects.get().last == 8
    assert OfficialLetter.objects.filter(state="issued", number__isnull=False).count() == 8
    assert first_breaks() == []


def test_form_of_a_letter_sent_several_times_at_once_makes_one_letter():
    cast = make_cast()
    ready(cast, AT)
    answer = make_answered(cast)

    def alone(_place: int) -> int:
        try:
            return make_letter(cast, answer, at=AT + DAY, once="one-form-only").pk
        finally:
            connection.close()

    close_old_connections()
    with ThreadPoolExecutor(4) as pool:
        given = set(pool.map(alone, range(4)))

    assert len(given) == 1
    assert NumberBook.objects.get().last == 1
