"""The clocks of enquiries."""

from __future__ import annotations

from hoiam.desks.models import Clock
from hoiam.enquiries.models import Enquiry

ENQUIRY = "enquiries.enquiry"


def running_from(enquiry: Enquiry, event: str) -> list[Clock]:
    """Open clocks whose rule begins with that event, by due date."""
    running = Clock.objects.of(ENQUIRY, enquiry.pk).open()
    return list(running.filter(rule__start_event=event).select_related("rule"))
