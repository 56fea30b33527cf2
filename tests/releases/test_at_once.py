"""The same release published by two at once, by two workers, or signed while it is edited: real connections."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection, connections

from hoiam.desks.against import ReasonsAgainst
from hoiam.desks.models import JournalLine
from hoiam.outlets.models import Dispatch
from hoiam.releases.models import Edition
from hoiam.releases.operations.publishing import publish, publish_due
from hoiam.releases.operations.scheduling import postpone
from hoiam.releases.operations.writing import start_release, write_text
from hoiam.texts.operations.clearance import sign
from tests.factories.desks import make_cast, make_desk
from tests.factories.releases import (
    AT,
    HOUR,
    MINUTE,
    T,
    make_draft,
    make_embargoed,
    make_scheduled,
    send,
    stand,
)

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def cast(transactional_db):
    return make_cast(make_desk())


def at_once(*acts: Callable[[], object]) -> list[object]:
    """Run these in threads of their own, each with its connection; what they gave back, or raised."""
    told: list[object] = [None] * len(acts)
    ready = threading.Barrier(len(acts))

    def run(place: int) -> None:
        try:
            ready.wait()
            told[place] = acts[place]()
        except Exception as error:
            told[place] = error
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(place,)) for place in range(len(acts))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return told


def published_lines() -> int:
    return JournalLine.objects.filter(verb="published release").count()


def test_two_who_publish_the_same_release_at_once_publish_it_once(cast):
    made = make_scheduled(cast)

    told = at_once(
        *[lambda at=T + timedelta(seconds=n): publish(edition=made.edition, at=at) for n in range(2)]
    )

    assert [type(one) for one in told] == [Edition, Edition], told
    assert len({one.published_at for one in told}) == 1
    assert (published_lines(), Dispatch.objects.filter(sent_at__isnull=False).count()) == (1, 1)


def test_two_workers_publish_each_due_edition_once(cast):
    for _ in range(3):
        make_scheduled(cast, in_two=False)

    told = at_once(*[lambda: publish_due(T)] * 2)

    assert (sum(told), published_lines()) == (3, 3), told


def test_moved_to_later_or_published_but_never_both(cast):
    made = make_scheduled(cast)

    def later():
        given = {"publish_at": T + HOUR, "why": "Chờ họp.", "by": cast.spokesperson, "at": T - MINUTE}
        return postpone(edition=made.edition, **given)

    told = at_once(later, lambda: publish(edition=made.edition, at=T))

    edition = Edition.objects.get(pk=made.edition.pk)
    failed = [one for one in told if isinstance(one, Exception)]
    assert all(isinstance(one, ReasonsAgainst) for one in failed), told
    assert len(failed) == 1
    assert (edition.published_at, edition.publish_at) in ((T, T), (None, T + HOUR))


def test_text_edited_while_it_is_signed_is_never_approved_as_something_else(cast):
    made = make_draft(cast)
    version = send(cast, made.vi)
    sign(version=version, text_hash=version.hash, standing=stand(cast, "reviewer"), role="reviewer", at=AT)
    row = made.again().vi
    body = row.text.body.replace("cả ngày nghỉ", "mọi ngày")

    def last_signature():
        standing = stand(cast, "spokesperson")
        return sign(
            version=version, text_hash=version.hash, standing=standing, role="spokesperson", at=AT + MINUTE
        )

    def edit():
        revision = row.text.revision
        return write_text(
            edition_text=row, body=body, base_revision=revision, by=cast.case_officer, at=AT + MINUTE
        )

    told = at_once(last_signature, edit)

    assert not isinstance(told[1], Exception), told
    made = made.again()
    assert made.vi.text.body == body
    assert (made.edition.approved_at, made.vi.document) == (None, {})


def test_numbers_given_at_once_have_neither_gap_nor_double(cast):
    def begin():
        return start_release(
            desk=cast.desk, kind="release", language="vi", theme="", place=None, by=cast.case_officer, at=AT
        ).reference

    told = at_once(*[begin] * 6)

    assert sorted(told) == [f"R-{cast.desk.reference_prefix}-2026-{n:04d}" for n in range(1, 7)], told


def test_publishing_costs_the_same_number_of_statements_however_many_wait(
    cast, django_assert_max_num_queries
):
    made = [make_embargoed(cast, in_two=False), make_scheduled(cast, in_two=False, publish_at=T + HOUR)]
    with django_assert_max_num_queries(60):
        assert publish_due(T) == 1
    assert connection.in_atomic_block is False
    assert made[1].again().edition.published_at is None
