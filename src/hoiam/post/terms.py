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

CHANNELS = ("email", "webhook")

LEASE = timedelta(minutes=5)
"""How long one worker may hold a parcel before another takes it up again."""

RETRIES = tuple(timedelta(minutes=minutes) for minutes in (1, 2, 4, 8, 16, 32, 64))
"""Waits after a passing fault; after the last one the parcel has failed and a person is told."""


class ArrivalState(models.TextChoices):
    """The life of one fetched message in the post."""

    WAITING = "waiting", _("waiting to be read")
    HANDED_OVER = "handed_over", _("handed over")


class PollFault(models.TextChoices):
    """Why the mailbox could not be read, as a sentence."""

    ADDRESS = "address", _("The address of the mailbox is not complete.")
    UNREACHABLE = "unreachable", _("The mail server cannot be reached.")
    CERTIFICATE = "certificate", _("The certificate of the mail server is not valid.")
    NO_TLS = "no_tls", _("The mail server offers no encrypted connection.")
    LOGIN = "login", _("The mail server refuses the name or the password.")
    FOLDER = "folder", _("The folder of the mailbox is not there or cannot be opened.")
    BROKE_OFF = "broke_off", _("The connection to the mail server broke off.")


POLL_LEASE = timedelta(minutes=10)
"""How long one worker may read the mailbox before another takes it up."""

POLL_WAITS = tuple(timedelta(minutes=minutes) for minutes in (1, 2, 4, 8, 16, 30))
"""Waits after the mailbox could not be read; the last one is kept until it can."""

LARGEST_MESSAGE = 25 * 1024 * 1024
"""Bytes of a message that is fetched whole; of a larger one the headers are."""

HEADERS_LARGEST = 256 * 1024
"""Bytes that are fetched of the headers of such a message."""
