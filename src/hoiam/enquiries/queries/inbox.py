"""The desk's list of enquiries: by due date, in pages, filtered by anything but who asked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import connection, models
from django.utils.translation import gettext_lazy as _

from hoiam.desks.queries.standing import Standing
from hoiam.enquiries.models import Enquiry
from hoiam.enquiries.models.enquiry import EnquiryQuerySet
from hoiam.enquiries.queries.enquiries import SEES
from hoiam.enquiries.queries.paging import Page, page_of
from hoiam.enquiries.terms import ASLEEP, DUE_SOON, State

PAGE = 50


class View(models.TextChoices):
    """The ways to look at the list."""

    OPEN = "open", _("Open")
    MINE = "mine", _("Mine")
    NEW = "new", _("New")
    UNASSIGNED = "unassigned", _("Without an officer")
    OVERDUE = "overdue", _("Overdue")
    DUE_SOON = "due_soon", _("Due soon")
    ASLEEP = "asleep", _("Nothing done for a week")
    WITH_ASKER = "with_asker", _("Waiting for the asker")
    CLOSED = "closed", _("Closed")


_COUNTED = ("open", "mine", "new", "unassigned", "overdue", "due_soon", "asleep", "with_asker")
_COUNTS = """
    SELECT COUNT(*),
           COUNT(*) FILTER (WHERE officer_id = %(me)s),
           COUNT(*) FILTER (WHERE state = 'received'),
           COUNT(*) FILTER (WHERE officer_id IS NULL),
           COUNT(*) FILTER (WHERE next_due_at < %(now)s),
           COUNT(*) FILTER (WHERE next_due_at >= %(now)s AND next_due_at <= %(soon)s),
           COUNT(*) FILTER (WHERE last_act_at <= %(before)s),
           COUNT(*) FILTER (WHERE state = 'clarifying')
    FROM (
        SELECT officer_id, state, next_due_at, last_act_at FROM enquiries_enquiry
        WHERE desk_id = %(desk)s AND closed_at IS NULL AND state <> 'merged'
        ORDER BY next_due_at LIMIT %(most)s
    ) AS counted
"""
"""Written out, because the page asks it on every visit and putting it together took longer than counting."""
MOST_COUNTED = 2_000
"""With more open enquiries at a desk than this, each count is of the first so many by limit: it is at least that."""


_SHOWN = (
    "reference",
    "kind",
    "state",
    "language",
    "question",
    "received_at",
    "closed_at",
    "last_act_at",
    "next_due_at",
    "sort_at",
    "placed_at",
    "officer__name",
)
"""What a line of the list shows or is derived from; a row is read fifty times on each visit."""


@dataclass(frozen=True)
class Filter:
    """What is to be seen; empty words do not narrow. There is no field for an asker or an outlet."""

    view: str = View.OPEN
    kind: str = ""
    theme: str = ""
    state: str = ""
    officer_id: int | None = None
    matter_id: int | None = None


def inbox(
    standing: Standing, at: datetime, filter: Filter | None = None, cursor: str = "", limit: int = PAGE
) -> Page[Enquiry]:
    """One page of the desk's enquiries with their officers, in one query whatever its length.

    Open ones by due date, closed ones newest first. Empty for roles without sight of content.
    """
    chosen = filter or Filter()
    if not standing.holds(*SEES):
        return Page([], "")
    rows = Enquiry.objects.filter(desk=standing.desk).select_related("officer").only(*_SHOWN)
    rows = _narrowed(_viewed(rows, chosen.view, standing, at), chosen)
    if chosen.view == View.CLOSED:
        return page_of(rows, by="closed_at", cursor=cursor, limit=limit, is_descending=True)
    return page_of(rows, by="sort_at", cursor=cursor, limit=limit)


def _viewed(rows: EnquiryQuerySet, view: str, standing: Standing, at: datetime) -> EnquiryQuerySet:
    match view:
        case View.MINE:
            return rows.open().filter(officer=standing.person)
        case View.NEW:
            return rows.open().filter(state=State.RECEIVED)
        case View.UNASSIGNED:
            return rows.open().filter(officer__isnull=True)
        case View.OVERDUE:
            return rows.overdue(at)
        case View.DUE_SOON:
            return rows.due_soon(at)
        case View.ASLEEP:
            return rows.asleep(at)
        case View.WITH_ASKER:
            return rows.open().filter(state=State.CLARIFYING)
        case View.CLOSED:
            return rows.filter(closed_at__isnull=False)
    return rows.open()


def _narrowed(rows: EnquiryQuerySet, chosen: Filter) -> EnquiryQuerySet:
    named = {
        "kind": chosen.kind,
        "theme": chosen.theme,
        "state": chosen.state,
        "officer": chosen.officer_id,
        "matter": chosen.matter_id,
    }
    return rows.filter(**{name: value for name, value in named.items() if value})


def view_counts(standing: Standing, at: datetime) -> dict[str, int]:
    """{view: how many} for the open views, in one query; {} for roles without sight of content.

    Where "open" comes to `MOST_COUNTED`, every count is the least that there can be.
    """
    if not standing.holds(*SEES):
        return {}
    moments = {"now": at, "soon": at + DUE_SOON, "before": at - ASLEEP}
    given = {name: connection.ops.adapt_datetimefield_value(moment) for name, moment in moments.items()}
    with connection.cursor() as cursor:
        cursor.execute(
            _COUNTS, {**given, "me": standing.person.pk, "desk": standing.desk.pk, "most": MOST_COUNTED}
        )
        counted = dict(zip(_COUNTED, cursor.fetchone(), strict=True))
    return counted
