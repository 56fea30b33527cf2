"""Every list asks the database no oftener for a hundred rows than for one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from bench.rows import copies, more_answered, more_facts, more_open
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from hoiam.desks.models import JournalLine, Membership
from hoiam.evidence.models import Fact
from hoiam.evidence.operations.gaps import open_gap
from hoiam.releases.models import Alarm, Release
from tests.factories.crisis import make_matter
from tests.factories.desks import Cast
from tests.factories.enquiries import AT, DAY, load_law, make_answered, make_assigned
from tests.factories.evidence import make_draft, make_fact
from tests.factories.releases import make_draft as make_release
from tests.workroom.visiting import enter, office_at

pytestmark = pytest.mark.walk

More = Callable[[int], object]
"""Puts this many further rows into the list."""
LATER = AT + 60 * DAY


def _open(cast: Cast) -> More:
    one, made = make_assigned(cast), iter(range(100_000, 999_999, 1_000))
    return lambda count: more_open(one, count, next(made))


def _answered(cast: Cast) -> More:
    one, made = make_answered(cast), iter(range(100_000, 999_999, 1_000))
    return lambda count: more_answered(one, count, next(made))


def _facts(cast: Cast) -> More:
    one = make_fact(cast.desk)
    taken = iter(range(10))

    def more(count: int) -> None:
        copy = make_fact(cast.desk, reference=f"C{next(taken)}") if count else one
        more_facts(copy, count - 1)

    return more


def _drafts(cast: Cast) -> More:
    one = make_draft(cast.desk)
    version = one.latest

    def more(count: int) -> None:
        start = Fact.objects.count()
        first = copies(one, count, reference=lambda n: f"D{start + n}", latest_id=None)
        first_version = copies(version, count, fact_id=lambda n: first + n)
        for number in range(count):
            Fact.objects.filter(pk=first + number).update(latest_id=first_version + number)

    return more


def _gaps(cast: Cast) -> More:
    one = open_gap(desk=cast.desk, question="Chưa biết", by=cast.case_officer, at=AT)
    return lambda count: copies(one, count)


def _matters(cast: Cast) -> More:
    one = make_matter(cast)
    return lambda count: copies(one, count)


def _releases(cast: Cast) -> More:
    made = make_release(cast)

    def more(count: int) -> None:
        start = Release.objects.count()
        releases = copies(made.release, count, reference=lambda n: f"R-X-{start + n}")
        editions = copies(made.edition, count, release_id=lambda n: releases + n)
        texts = copies(made.vi.text, count)
        copies(made.vi, count, edition_id=lambda n: editions + n, text_id=lambda n: texts + n)

    return more


def _release_alarms(cast: Cast) -> More:
    made = make_release(cast)
    one = Alarm.objects.create(
        desk=cast.desk, edition=made.edition, fact_reference="F0", what="superseded", raised_at=AT
    )

    def more(count: int) -> None:
        start = Alarm.objects.count()
        copies(one, count, fact_reference=lambda n: f"F{start + n}")

    return more


def _people(cast: Cast) -> More:
    one = Membership.objects.filter(person=cast.reviewer).get()

    def more(count: int) -> None:
        start = Membership.objects.count()
        first = copies(one.person, count, email=lambda n: f"{start + n}@desk.example")
        copies(one, count, person_id=lambda n: first + n)

    return more


def _journal(cast: Cast) -> More:
    make_assigned(cast)
    last = JournalLine.objects.filter(desk=cast.desk).latest("number")

    def more(count: int) -> None:
        start = JournalLine.objects.latest("number").number
        copies(last, count, number=lambda n: start + n + 1, at=lambda n: last.at + timedelta(seconds=n))

    return more


OFFICE = {
    "inbox": ("enquiries/", "case_officer", _open),
    "closed": ("enquiries/?view=closed", "case_officer", _answered),
    "today": ("", "case_officer", _open),
    "facts": ("facts/", "case_officer", _facts),
    "facts to complete": ("facts/complete/", "case_officer", _drafts),
    "gaps": ("gaps/", "case_officer", _gaps),
    "matters": ("matters/", "case_officer", _matters),
    "releases": ("releases/", "case_officer", _releases),
    "changed facts under releases": ("releases/alarms/", "case_officer", _release_alarms),
    "people": ("people/", "head", _people),
    "journal": ("journal/", "head", _journal),
}
PUBLIC = {
    "front page": ("/vi/", _answered),
    "log": ("/vi/answers/", _answered),
    "log, narrowed": ("/vi/answers/?desk=da-nang", _answered),
    "facts": ("/vi/facts/", _facts),
    "desk": ("/vi/desks/da-nang/", _answered),
    "feed": ("/vi/feeds/answers.atom", _answered),
    "JSON feed": ("/vi/feeds/answers.json", _answered),
    "API answers": ("/api/v1/answers", _answered),
    "API facts": ("/api/v1/facts", _facts),
    "punctuality": ("/vi/punctuality/da-nang/", _answered),
}


@pytest.fixture
def law(db):
    load_law()


@pytest.mark.parametrize("name", OFFICE)
def test_list_of_the_office_asks_no_oftener_for_three_and_a_hundred_rows_than_for_one(cast, law, name):
    address, role, made = OFFICE[name]
    with office_at(LATER):
        reader = enter(getattr(cast, role))
        asked, sizes = _asked(reader, f"/office/da-nang/{address}", made(cast))

    assert max(asked) == asked[0], asked
    assert sizes[0] < sizes[2]


@pytest.mark.parametrize("name", PUBLIC)
def test_public_list_asks_no_oftener_for_three_and_a_hundred_rows_than_for_one(cast, law, name):
    address, made = PUBLIC[name]
    with office_at(LATER):
        asked, sizes = _asked(Client(), address, made(cast))

    assert max(asked) == asked[0], asked
    assert sizes[0] <= sizes[2]


def _asked(reader: Client, address: str, more: More) -> tuple[list[int], list[int]]:
    """(queries for 1, 3 and 100 rows, bytes of the three pages)."""
    asked, sizes = [], []
    _visit(reader, address)
    for further in (0, 2, 97):
        if further:
            more(further)
        count, size = _visit(reader, address)
        asked.append(count)
        sizes.append(size)
    return asked, sizes


def _visit(reader: Client, address: str) -> tuple[int, int]:
    """Nothing written before is read again: the kept page of a minute ago would ask nothing."""
    cache.clear()
    with CaptureQueriesContext(connection) as captured:
        page = reader.get(address)
    assert page.status_code == 200, address
    return len(captured), len(page.content)
