"""What of the enquiries passes on when somebody leaves a desk, or a desk is followed by another."""

from __future__ import annotations

from datetime import datetime
from types import ModuleType

from django.utils.translation import gettext_lazy as _

from hoiam.desks.handover import OpenLine
from hoiam.desks.models import Desk, Person
from hoiam.desks.operations.journal import write_line
from hoiam.enquiries.models import (
    Answer,
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
from hoiam.search.operations import note_change

MOVED = (Enquiry, Answer, IncomingMail, Matter, Notice, QuestionPrint, Reorder)
STAY = ("enquiries.DailyCount", "enquiries.DoubleSubmit", "enquiries.ReferenceCounter")
"""Numbers and public counts were given under the former desk's name and stay there."""


def register(handover: ModuleType) -> None:
    """Name this room's shares; called once when Django is ready."""
    handover.register(
        "enquiries", label=_("Open enquiries"), count=count_open, move=hand_over, lines=lines_of
    )
    models = (*(model._meta.label for model in (*MOVED, SavedView, Transfer)), *STAY)
    handover.register_merging("enquiries", models=models, move=move_desk)


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


def move_desk(*, former: Desk, present: Desk, by: Person | str, at: datetime) -> int:
    """Give everything of a desk to the desk that follows it; references stay as they were given."""
    references = list(Answer.objects.filter(desk=former).values_list("enquiry__reference", flat=True))
    moved = sum(model.objects.filter(desk=former).update(desk=present) for model in MOVED)
    moved += _move_views(former, present)
    moved += Transfer.objects.filter(to_desk=former, decided_at__isnull=True).update(to_desk=present)
    note_change(kind="answer", refs=set(references))
    return moved


def _move_views(former: Desk, present: Desk) -> int:
    """A name that its person has at both desks is told apart by the code of the former."""
    there = set(SavedView.objects.filter(desk=present).values_list("person", "name"))
    rows = list(SavedView.objects.filter(desk=former))
    for row in rows:
        row.desk = present
        if (row.person_id, row.name) in there:
            row.name = f"{row.name[:40]} {former.code[:36]}"
    return SavedView.objects.bulk_update(rows, ["desk", "name"])
