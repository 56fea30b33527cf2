"""The desk's list: order, views, pages, one query; and the guarded look-up."""

from __future__ import annotations

from datetime import timedelta

import pytest

from hoiam.enquiries.models import Enquiry
from hoiam.enquiries.operations.clarifying import ask_clarification
from hoiam.enquiries.operations.ending import merge
from hoiam.enquiries.queries.enquiries import get_enquiry
from hoiam.enquiries.queries.inbox import Filter, View, inbox, view_counts
from tests.factories.enquiries import (
    AT,
    DAY,
    HOUR,
    make_answered,
    make_assigned,
    make_enquiry,
    make_registered,
    stand,
)

pytestmark = pytest.mark.django_db


def references(cast, at=AT + 3 * HOUR, who="intake", **chosen) -> list[str]:
    return [row.reference for row in inbox(stand(cast, who), at, Filter(**chosen)).rows]


def copies(cast, count: int) -> None:
    """Make `count` further open rows like the first, due one minute after the other."""
    first = Enquiry.objects.first() or make_registered(cast)
    rows = []
    for number in range(2, count + 2):
        row = Enquiry.objects.get(pk=first.pk)
        row.pk, row.number = None, number
        row.reference, row.status_digest = f"DN-2026-{number:05d}", f"{number:064d}"
        row.next_due_at = row.sort_at = first.sort_at + timedelta(minutes=number)
        row.officer = cast.case_officer
        rows.append(row)
    Enquiry.objects.bulk_create(rows)


@pytest.mark.parametrize("count", [1, 3, 100])
def test_inbox_costs_one_query_whatever_its_length(cast, django_assert_num_queries, count):
    make_registered(cast)
    copies(cast, count - 1)
    standing = stand(cast, "case_officer")

    with django_assert_num_queries(1):
        page = inbox(standing, AT, limit=100)
        shown = [(row.reference, str(row.officer), row.is_overdue(AT)) for row in page.rows]

    assert len(shown) == count


def test_inbox_pages_through_everything_once_in_due_order(cast):
    make_registered(cast)
    copies(cast, 24)
    found, cursor = [], ""

    while True:
        page = inbox(stand(cast, "intake"), AT, cursor=cursor, limit=7)
        found += [row.reference for row in page.rows]
        cursor = page.next_cursor
        if not cursor:
            break

    assert found == [f"DN-2026-{number:05d}" for number in range(1, 26)]


def test_inbox_pages_through_rows_of_one_moment_once(cast):
    make_registered(cast)
    copies(cast, 9)
    Enquiry.objects.update(sort_at=AT)
    found, cursor = [], ""

    for _page in range(4):
        page = inbox(stand(cast, "intake"), AT, cursor=cursor, limit=3)
        found += [row.reference for row in page.rows]
        cursor = page.next_cursor

    assert (len(found), len(set(found)), cursor) == (10, 10, "")


def test_inbox_views_show_what_they_say(cast):
    new = make_enquiry(cast).reference
    assigned = make_assigned(cast)
    asked = make_registered(cast)
    ask_clarification(enquiry=asked, words="Năm nào?", by=cast.intake, at=AT + 2 * HOUR)
    done = make_answered(cast).enquiry.reference
    twin = make_registered(cast)
    merge(enquiry=twin, into=assigned, by=cast.intake, at=AT + 3 * HOUR)

    seen = {view.value: references(cast, view=view) for view in View}

    assert seen == {
        "open": [new, assigned.reference, asked.reference],
        "mine": [],
        "new": [new],
        "unassigned": [new, asked.reference],
        "overdue": [],
        "due_soon": [],
        "asleep": [],
        "with_asker": [asked.reference],
        "closed": [done],
    }
    assert references(cast, view="mine", who="case_officer") == [assigned.reference]


def test_inbox_time_views_follow_the_instant(cast):
    reference = make_registered(cast).reference
    due = Enquiry.objects.get().next_due_at

    assert references(cast, at=due - timedelta(hours=47), view="due_soon") == [reference]
    assert references(cast, at=due + timedelta(seconds=1), view="overdue") == [reference]
    assert references(cast, at=AT + HOUR + 7 * DAY, view="asleep") == [reference]


def test_view_counts_agree_with_the_views_in_one_query(cast, django_assert_num_queries):
    make_enquiry(cast)
    make_assigned(cast)
    make_answered(cast)
    standing = stand(cast, "case_officer")
    at = AT + 6 * DAY

    with django_assert_num_queries(1):
        counted = view_counts(standing, at)

    listed = {view: len(inbox(standing, at, Filter(view=view)).rows) for view in counted}
    assert counted == listed
    assert counted["open"] == 2


def test_inbox_narrows_by_kind_theme_and_state(cast):
    one = make_enquiry(cast, kind="access_request").reference
    make_enquiry(cast)

    assert references(cast, kind="access_request") == [one]
    assert references(cast, kind="access_request", state="registered") == []
    assert references(cast, theme="health") == []


@pytest.mark.parametrize("who", ["stranger", "desk_admin"])
def test_inbox_of_others_is_empty(cast, who):
    make_enquiry(cast)

    assert references(cast, who=who) == []


def test_filter_has_no_word_for_who_asked():
    assert set(Filter.__dataclass_fields__) == {
        "view",
        "kind",
        "theme",
        "state",
        "matter_id",
        "officer_id",
    }


@pytest.mark.parametrize("who", ["intake", "case_officer", "reviewer", "head", "auditor"])
def test_enquiry_is_found_by_those_who_see_it(cast, who):
    enquiry = make_enquiry(cast)

    assert get_enquiry(enquiry.reference, standing=stand(cast, who)) == enquiry


@pytest.mark.parametrize("who", ["stranger", "desk_admin"])
def test_enquiry_is_not_there_for_others(cast, who):
    enquiry = make_enquiry(cast)

    with pytest.raises(Enquiry.DoesNotExist):
        get_enquiry(enquiry.reference, standing=stand(cast, who))
