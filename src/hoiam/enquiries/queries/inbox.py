"""The desk's list of enquiries: by due date, in pages, filtered by anything but who asked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import models
from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _

from hoiam.desks.queries.standing import Standing
from hoiam.enquiries.models import Enquiry
from hoiam.enquiries.models.enquiry import EnquiryQuerySet
from hoiam.enquiries.queries.enquiries import SEES
from hoiam.enquiries.queries.paging import Page, page_of
from hoiam.enquiries.terms import ASLEEP, DUE_SOON, OPEN, State

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
    rows = Enquiry.objects.filter(desk=standing.desk).select_related("officer")
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
    """{view: how many} for the open views, in one query; {} for roles without sight of content."""
    if not standing.holds(*SEES):
        return {}
    tests = {
        View.OPEN: Q(),
        View.MINE: Q(officer=standing.person),
        View.NEW: Q(state=State.RECEIVED),
        View.UNASSIGNED: Q(officer__isnull=True),
        View.OVERDUE: Q(next_due_at__lt=at),
        View.DUE_SOON: Q(next_due_at__gte=at, next_due_at__lte=at + DUE_SOON),
        View.ASLEEP: Q(last_act_at__lte=at - ASLEEP),
        View.WITH_ASKER: Q(state=State.CLARIFYING),
    }
    open_ones = Enquiry.objects.filter(desk=standing.desk, closed_at__isnull=True, state__in=OPEN)
    counted: dict[str, int] = open_ones.order_by().aggregate(
        **{view.value: Count("pk", filter=test) if test else Count("pk") for view, test in tests.items()}
    )
    return counted
