"""What of the register passes on when a desk is followed by another."""

from __future__ import annotations

from datetime import datetime

from hoiam.desks.models import Desk, Person
from hoiam.outlets.models import Application, Dispatch, Loan, Outlet, ReachTask, Refusal

MOVED = (Outlet, Application, Dispatch, Loan, ReachTask, Refusal)
MODELS = tuple(model._meta.label for model in MOVED)


def move_desk(*, former: Desk, present: Desk, by: Person | str, at: datetime) -> int:
    """Give everything to the desk that follows; codes stay as they were given."""
    return sum(model._default_manager.filter(desk=former).update(desk=present) for model in MOVED)
