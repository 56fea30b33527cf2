"""What of the enquiries passes on when somebody leaves a desk, or a desk is followed by another."""

from __future__ import annotations

from datetime import datetime
from types import ModuleType

from django.utils.translation import gettext_lazy as _

from hoiam.desks.handover import OpenLine
from hoiam.desks.ledger import Ledger
from hoiam.desks.models import Desk, Person
from hoiam.desks.operations.journal import write_line
from hoiam.desks.passing import Passing
from hoiam.enquiries.models import (
    Alarm,
    Answer,
    Bulletin,
    Enquiry,
    IncomingMail,
    Matter,
    Notice,
    QuestionPrint,
    Reorder,
    SavedView,
    Transfer,
)
from hoiam.enquiries.models.enquiry import EnquiryQuerySet
from hoiam.enquiries.operations.case import tell
from hoiam.enquiries.terms import NoticeWhat

OF_ENQUIRY = ("enquiry",)
PASSING = (
    Passing(Enquiry, _("Enquiries")),
    Passing(Answer, _("Answers"), follows=OF_ENQUIRY, found_as=("answer", "enquiry__reference")),
    Passing(IncomingMail, _("Incoming letters"), follows=OF_ENQUIRY),
    Passing(Matter, _("Matters"), found_as=("matter", "pk")),
    Passing(Notice, follows=("enquiry", "matter")),
    Passing(QuestionPrint, follows=OF_ENQUIRY),
    Passing(Reorder, follows=OF_ENQUIRY),
    Passing(SavedView),
    Passing(
        Transfer,
        _("Questions on their way here"),
        key="to_desk",
        narrow=lambda rows, at: rows.filter(decided_at__isnull=True),
    ),
)
STAY = ("enquiries.DailyCount", "enquiries.DoubleSubmit", "enquiries.ReferenceCounter")
"""Numbers and public counts were given under the former desk's name and stay there."""


def register(handover: ModuleType) -> None:
    """Name this room's shares; called once when Django is ready."""
    handover.register(
        "enquiries", label=_("Open enquiries"), count=count_open, move=hand_over, lines=lines_of
    )
    handover.register_merging(
        "enquiries",
        label=_("Enquiries"),
        passing=PASSING,
        stay=STAY,
        also=tell_views_apart,
        also_back=part_matters,
        within=((Alarm, "answer"), (Bulletin, "matter")),
    )


def open_work_of(person: Person, desk: Desk) -> EnquiryQuerySet:
    """The open enquiries that somebody has in hand at a desk, by due date."""
    return Enquiry.objects.filter(desk=desk, officer=person).open().in_order()


def count_open(person: Person, desk: Desk) -> int:
    return open_work_of(person, desk).count()


def lines_of(person: Person, desk: Desk) -> list[OpenLine]:
    """The open enquiries of somebody, for the list that is printed at a hand-over."""
    rows = open_work_of(person, desk).only("pk", "reference", "question", "next_due_at")
    return [
        OpenLine("enquiries.enquiry", row.pk, row.reference, row.question[:200], row.next_due_at)
        for row in rows
    ]


def hand_over(*, desk: Desk, from_person: Person, to_person: Person, by: Person, at: datetime) -> int:
    """Give somebody's open enquiries to a colleague, in the caller's transaction; returns how many."""
    moved = list(open_work_of(from_person, desk).select_for_update(of=("self",)))
    for enquiry in moved:
        enquiry.officer, enquiry.last_act_at = to_person, at
        enquiry.save(update_fields=["officer", "last_act_at"])
        tell([to_person], what=NoticeWhat.ASSIGNED, enquiry=enquiry, at=at, due_at=enquiry.next_due_at)
    for enquiry in moved:
        detail = {"from": from_person.pk, "officer": to_person.pk}
        write_line(desk=desk, by=by, at=at, verb="handed over", record=enquiry, detail=detail)
    return len(moved)


def tell_views_apart(*, former: Desk, present: Desk, by: Person | str, at: datetime, ledger: Ledger) -> None:
    """A view that its person has under one name at both desks gets the code of the former behind its name."""
    there = set(SavedView.objects.filter(desk=present).values_list("person", "name"))
    for row in SavedView.objects.filter(desk=former):
        if (row.person_id, row.name) in there:
            ledger.change(row, name=f"{row.name[:40]} {former.code[:36]}")


def part_matters(*, former: Desk, present: Desk, by: Person | str, at: datetime) -> None:
    """A question of one desk does not stand under a matter of the other once they are two again."""
    for own, other in ((former, present), (present, former)):
        Enquiry.objects.filter(desk=own, matter__desk=other).update(matter=None)
