"""Who works on an enquiry: one officer for the whole, other desks and bodies for parts."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from hoiam.desks.against import insist
from hoiam.desks.models import Desk, Person
from hoiam.desks.queries.standing import standing_of
from hoiam.desks.terms import Role
from hoiam.enquiries import rules
from hoiam.enquiries.models import Enquiry
from hoiam.enquiries.operations.case import finish, lock, move, tell
from hoiam.enquiries.operations.several import Given, each_of
from hoiam.enquiries.terms import NoticeWhat, State

CAN_BE_ASSIGNED = (Role.CASE_OFFICER, Role.INTAKE, Role.FACT_STEWARD, Role.REVIEWER)


def assign(*, enquiry: Enquiry, officer: Person, by: Person, at: datetime) -> Enquiry:
    """Give an enquiry to an officer of the desk; what is being drafted or cleared goes on.

    A case officer may take an enquiry on; giving it to somebody else is for intake, reviewer and head.
    Raises `MayNot`, `ReasonsAgainst`.
    """
    with transaction.atomic():
        case = lock(enquiry)
        rules.may(by, case.desk, at, rules.WORKING if officer.pk == by.pk else rules.ASSIGNING)
        stays = case.state in (State.DRAFTING, State.CLEARANCE, State.CLARIFYING)
        reasons = rules.against_closed(case) or ([] if stays else rules.against_move(case, State.ASSIGNED))
        if not standing_of(officer, case.desk, at).holds(*CAN_BE_ASSIGNED):
            reasons.append(_("This person does not work on enquiries at this desk."))
        insist(reasons)
        case.officer = officer
        if not stays:
            move(case, State.ASSIGNED, at)
        if officer.pk != by.pk:
            tell([officer], what=NoticeWhat.ASSIGNED, enquiry=case, at=at, due_at=case.next_due_at)
        return finish(case, by=by, at=at, verb="assigned", detail={"officer": officer.pk})


def assign_many(
    *,
    desk: Desk,
    references: Iterable[str],
    officer: Person,
    by: Person,
    at: datetime,
    only_possible: bool = False,
) -> Given:
    """Give several enquiries of a desk to one officer, in one transaction.

    All of them or none; with `only_possible` those that can be given, and the answer says why the others not.
    Raises `MayNot`, or `ReasonsAgainst` with each reason under its reference.
    """

    def give(case: Enquiry) -> Enquiry:
        return assign(enquiry=case, officer=officer, by=by, at=at)

    return each_of(desk=desk, references=references, act=give, only_possible=only_possible)
