"""Typed and not sent yet: kept for its person, erased when sent, old, or never kept at all."""

from __future__ import annotations

from dataclasses import fields
from datetime import UTC, datetime, timedelta

import pytest

from hoiam.desks.against import ReasonsAgainst
from hoiam.desks.models import UnsentForm
from hoiam.desks.operations.unsent import (
    LONGEST,
    MOST_OF_A_PERSON,
    SEALED,
    forget_old_typing,
    forget_typed,
    keep_typed,
)
from hoiam.desks.queries.unsent import typed_at
from hoiam.desks.ticks import registered
from hoiam.enquiries.asker import Asker

pytestmark = pytest.mark.django_db
AT = datetime(2026, 9, 7, 2, 0, tzinfo=UTC)
PAGE = "/office/da-nang/facts/new/"


def keep(cast, values=None, *, at=AT, address=PAGE, who="case_officer"):
    given = {"statement": ["Cầu mở lại."]} if values is None else values
    return keep_typed(person=getattr(cast, who), address=address, fields=given, at=at)


def test_typing_is_kept_for_its_person_and_page_and_written_over(cast):
    keep(cast)
    keep(cast, {"statement": ["Cầu mở lại ngày 8."], "kind": ["a", "b"]}, at=AT + timedelta(seconds=5))

    row = typed_at(cast.case_officer, PAGE)
    assert (row.fields, UnsentForm.objects.count()) == (
        {"statement": ["Cầu mở lại ngày 8."], "kind": ["a", "b"]},
        1,
    )
    assert typed_at(cast.reviewer, PAGE) is None
    assert typed_at(cast.case_officer, "/office/da-nang/gaps/new/") is None


def test_every_field_of_who_asks_is_sealed_and_never_kept(cast):
    said = {name: ["Minh Khuê 0905 123 456"] for name in SEALED}

    keep(cast, said | {"question": ["Khi nào mở cầu?"]})

    assert {field.name for field in fields(Asker)} <= SEALED
    assert UnsentForm.objects.get().fields == {"question": ["Khi nào mở cầu?"]}


def test_form_that_holds_nothing_any_more_leaves_no_row(cast):
    keep(cast)

    assert keep(cast, {"statement": ["  "], "name": ["Khuê"]}) is None
    assert not UnsentForm.objects.exists()


@pytest.mark.parametrize(
    "given",
    [
        {"values": {"statement": ["TỐI MẬT\nNội dung."]}},
        {"values": {"statement": ["a" * (LONGEST + 1)]}},
        {"address": ""},
        {"address": "/" + "a" * 300},
    ],
)
def test_secret_too_long_or_without_a_page_is_not_kept(cast, given):
    with pytest.raises(ReasonsAgainst):
        keep(cast, **given)

    assert not UnsentForm.objects.exists()


def test_typing_is_forgotten_when_sent_and_after_a_week(cast):
    keep(cast)
    keep(cast, address="/office/da-nang/gaps/new/", at=AT - timedelta(days=7, seconds=1))

    assert forget_old_typing(AT) == 1
    assert forget_typed(person=cast.reviewer, address=PAGE) == 0
    assert forget_typed(person=cast.case_officer, address=PAGE) == 1
    assert "desks.forget_old_typing" in {tick.name for tick in registered()}


def test_person_keeps_the_latest_forty(cast):
    for number in range(MOST_OF_A_PERSON + 2):
        keep(cast, address=f"/office/da-nang/{number}/", at=AT + timedelta(seconds=number))

    assert UnsentForm.objects.count() == MOST_OF_A_PERSON
    assert typed_at(cast.case_officer, "/office/da-nang/1/") is None
    assert typed_at(cast.case_officer, "/office/da-nang/2/") is not None
