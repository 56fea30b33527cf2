"""Taking back a small act on an enquiry right after it: who works on it, its theme, its matter, a notice seen.

Nothing that left the desk is taken back. The enquiry must stand exactly as the act left it, and the same person
undoes it within ten minutes; every taking back has its own line in the journal.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from hoiam.desks.against import insist
from hoiam.desks.models import Desk, Person
from hoiam.enquiries import rules
from hoiam.enquiries.models import Enquiry, Matter, Notice
from hoiam.enquiries.operations.case import finish, move
from hoiam.enquiries.terms import NoticeWhat, State

WITHIN = timedelta(minutes=10)
RESTORED = (State.REGISTERED, State.CLARIFYING, State.ASSIGNED, State.DRAFTING, State.CLEARANCE)


@dataclass(frozen=True)
class Before:
    """How an enquiry stood before it was given to an officer."""

    enquiry_id: int
    officer_id: int | None
    state: str


def undo_assignments(
    *, desk: Desk, before: Sequence[Before], done_at: datetime, by: Person, at: datetime
) -> list[Enquiry]:
    """Let enquiries have the officer and state that they had; all of them or none. Raises `ReasonsAgainst`."""
    with transaction.atomic():
        cases = _locked(desk, [row.enquiry_id for row in before], done_at, by, at)
        for row in before:
            case = cases[row.enquiry_id]
            _withdraw_notice(case, done_at, at)
            case.officer = Person.objects.filter(pk=row.officer_id).first() if row.officer_id else None
            if case.state != row.state and row.state in RESTORED:
                move(case, State(row.state), at)
        for case in cases.values():
            finish(case, by=by, at=at, verb="took assignment back", detail={"officer": case.officer_id})
    return list(cases.values())


def undo_theme(
    *, desk: Desk, enquiry_id: int, theme: str, done_at: datetime, by: Person, at: datetime
) -> Enquiry:
    """Let an enquiry have the theme that it had, "" for none. Raises `ReasonsAgainst`."""
    with transaction.atomic():
        case = _locked(desk, [enquiry_id], done_at, by, at)[enquiry_id]
        insist(rules.against_theme(theme) if theme else [])
        case.theme = theme
        return finish(case, by=by, at=at, verb="took theme back", detail={"theme": theme})


def undo_joining(
    *, desk: Desk, enquiry_id: int, matter_id: int | None, done_at: datetime, by: Person, at: datetime
) -> Enquiry:
    """Let an enquiry belong to the matter that it belonged to, None for none. Raises `ReasonsAgainst`."""
    with transaction.atomic():
        case = _locked(desk, [enquiry_id], done_at, by, at)[enquiry_id]
        matter = Matter.objects.filter(pk=matter_id, desk=desk).first() if matter_id else None
        insist([_("That matter is no longer there.")] if matter_id and matter is None else [])
        case.matter = matter
        return finish(case, by=by, at=at, verb="took joining back", detail={"matter": matter_id})


def unsee_notices(*, desk: Desk, done_at: datetime, by: Person, at: datetime) -> int:
    """Show again one's own notices that were put away at exactly that instant; how many."""
    insist([_late(done_at, at)])
    return Notice.objects.filter(desk=desk, person=by, seen_at=done_at).update(seen_at=None)


def _locked(
    desk: Desk, numbers: Iterable[int], done_at: datetime, by: Person, at: datetime
) -> dict[int, Enquiry]:
    """The enquiries, locked in one order, where all of them stand as the act left them."""
    rules.may(by, desk, at, rules.WORKING)
    wanted = set(numbers)
    rows = Enquiry.objects.select_for_update(of=("self",)).filter(desk=desk, pk__in=wanted)
    cases = {case.pk: case for case in rows.select_related("desk", "matter", "officer").order_by("pk")}
    insist(
        [
            _late(done_at, at),
            _("There is nothing to undo.") if not wanted or wanted - cases.keys() else None,
            *(
                format_lazy(
                    _("{reference} was worked on since; change it on its page."), reference=case.reference
                )
                for case in cases.values()
                if case.last_act_at != done_at
            ),
        ]
    )
    return cases


def _late(done_at: datetime, at: datetime) -> object | None:
    return None if at - done_at <= WITHIN else _("This can be undone for ten minutes only.")


def _withdraw_notice(case: Enquiry, done_at: datetime, at: datetime) -> None:
    """Whoever was told of it need not look any more."""
    told = Notice.objects.filter(
        enquiry=case, what=NoticeWhat.ASSIGNED, made_at=done_at, seen_at__isnull=True
    )
    told.update(seen_at=at)
