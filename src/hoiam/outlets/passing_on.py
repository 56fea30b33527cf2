"""What of the register passes on when a desk is followed by another; codes stay as they were given."""

from __future__ import annotations

from types import ModuleType

from django.utils.translation import gettext_lazy as _

from hoiam.desks.passing import Passing
from hoiam.outlets.models import Application, Dispatch, Loan, Outlet, ReachTask, Refusal

PASSING = (
    Passing(Outlet, _("Registered outlets")),
    Passing(Application, _("Applications of outlets"), follows=("outlet",)),
    Passing(Dispatch, record="record"),
    Passing(Loan, record="record"),
    Passing(ReachTask, follows=("outlet",)),
    Passing(Refusal, follows=("outlet", "application")),
)


def register(handover: ModuleType) -> None:
    """Name this room's share; called once when Django is ready."""
    handover.register_merging("outlets", label=_("Outlets"), passing=PASSING)
