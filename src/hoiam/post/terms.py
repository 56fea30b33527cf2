from __future__ import annotations

from datetime import timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _


class ParcelState(models.TextChoices):
    """The life of one parcel; the last four are ends."""

    WAITING = "waiting", _("waiting to be sent")
    SENDING = "sending", _("being sent")
    HANDED_OVER = "handed_over", _("handed over")
    FAILED = "failed", _("could not be sent")
    BOUNCED = "bounced", _("came back")
    CANCELLED = "cancelled", _("cancelled")


OPEN_STATES = (ParcelState.WAITING, ParcelState.SENDING)

LEASE = timedelta(minutes=5)
"""How long one worker may hold a parcel before another takes it up again."""

RETRIES = tuple(timedelta(minutes=minutes) for minutes in (1, 2, 4, 8, 16, 32, 64))
"""Waits after a passing fault; after the last one the parcel has failed and a person is told."""
