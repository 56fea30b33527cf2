"""Several people at one crisis: numbers of bulletins without gap or double, one signature counted once."""

from __future__ import annotations

import pytest

from hoiam.desks.against import ReasonsAgainst
from hoiam.desks.models import Clock
from hoiam.desks.queries.journal import first_breaks
from hoiam.enquiries.models import Bulletin
from tests.enquiries.test_together import at_once
from tests.factories.crisis import (
    clear,
    let_one_sign,
    make_bulletin,
    make_issued,
    make_matter,
    put_night_on,
    send,
)
from tests.factories.desks import make_cast
from tests.factories.enquiries import AT, HOUR

pytestmark = pytest.mark.django_db(transaction=True)
WORKERS = 5


def tried(work):
    """Whether it was done; a reason against is an answer too."""

    def alone(number: int) -> bool:
        try:
            work(number)
        except ReasonsAgainst:
            return False
        return True

    return alone


def test_officers_who_issue_the_next_bulletin_at_once_get_one_number_and_a_sentence():
    cast = make_cast()
    put_night_on(cast)
    matter = make_matter(cast)
    make_issued(cast, matter)
    let_one_sign(cast)
    sent = [
        send(cast, make_bulletin(cast, matter, at=AT + HOUR, known=f"Tin {word}."), at=AT + HOUR)
        for word in ("một", "hai", "ba", "bốn", "năm")
    ]
    names = ("reviewer", "spokesperson", "reviewer", "spokesperson", "reviewer")

    done = at_once(tried(lambda number: clear(cast, sent[number], names[number], at=AT + HOUR)), WORKERS)

    numbers = sorted(Bulletin.objects.filter(number__isnull=False).values_list("number", flat=True))
    assert (sorted(done), numbers) == ([False] * (WORKERS - 1) + [True], [1, 2])
    assert Clock.objects.filter(act="update", met_at=None, stopped_at=None).count() == 1
    assert first_breaks() == []


def test_two_on_duty_who_clear_one_bulletin_at_once_issue_it_once():
    cast = make_cast()
    put_night_on(cast)
    let_one_sign(cast)
    version = send(cast, make_bulletin(cast, make_matter(cast)), at=AT)
    names = ("reviewer", "spokesperson")

    done = at_once(tried(lambda number: clear(cast, version, names[number], at=AT)), 2)

    assert sorted(done) == [False, True]
    assert list(Bulletin.objects.values_list("number", flat=True)) == [1]
    assert version.signatures.count() == 1


def test_bulletins_of_several_matters_issued_at_once_each_begin_with_one():
    cast = make_cast()
    put_night_on(cast)
    let_one_sign(cast)
    matters = [make_matter(cast, title=f"Việc {number}") for number in range(WORKERS)]
    sent = [send(cast, make_bulletin(cast, matter), at=AT) for matter in matters]

    at_once(lambda number: clear(cast, sent[number], "spokesperson", at=AT), WORKERS)

    assert list(Bulletin.objects.values_list("number", flat=True)) == [1] * WORKERS
    assert first_breaks() == []
