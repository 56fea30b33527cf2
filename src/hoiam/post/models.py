from __future__ import annotations

from django.db import models
from django.db.models import Q

from hoiam.desks.models import Desk
from hoiam.post.terms import ArrivalState, ParcelState, PollFault


class Parcel(models.Model):
    """One payload on its way to one recipient. The row is the truth; workers act on it.

    A payload is named by kind and number; the room that gave it renders it. Post never opens it.
    """

    channel = models.CharField(max_length=10, default="email")
    payload_kind = models.CharField(max_length=60)
    payload_id = models.BigIntegerField()
    language = models.CharField(max_length=12, blank=True)
    desk = models.ForeignKey(Desk, null=True, blank=True, on_delete=models.PROTECT, related_name="parcels")
    sealed_address = models.TextField(blank=True)
    """Blank as soon as the parcel has left, failed, or was forgotten."""
    recipient_key = models.CharField(max_length=64)
    message_id = models.CharField(max_length=120, unique=True)
    """Stable over retries, so that a doubled hand-over is one message to the reader."""
    state = models.CharField(max_length=12, choices=ParcelState.choices, default=ParcelState.WAITING)
    made_at = models.DateTimeField()
    not_before = models.DateTimeField()
    position = models.PositiveIntegerField(default=0)
    """The order among parcels of one `not_before`; the lowest leaves first."""
    attempts = models.PositiveSmallIntegerField(default=0)
    leased_until = models.DateTimeField(null=True, blank=True)
    lease = models.CharField(max_length=40, blank=True)
    handed_over_at = models.DateTimeField(null=True, blank=True)
    fault = models.CharField(max_length=200, blank=True)
    """What the mail server said last, without addresses."""

    class Meta:
        ordering = ("id",)
        constraints = [
            models.UniqueConstraint(
                fields=["channel", "payload_kind", "payload_id", "recipient_key"],
                condition=~Q(recipient_key=""),
                name="parcel_once",
            )
        ]
        indexes = [
            models.Index(
                fields=["channel", "not_before", "position", "id"],
                condition=Q(state=ParcelState.WAITING),
                name="parcel_waiting",
            ),
            models.Index(
                fields=["leased_until"], condition=Q(state=ParcelState.SENDING), name="parcel_leased"
            ),
            models.Index(fields=["payload_kind", "payload_id"], name="parcel_of_payload"),
        ]

    def __str__(self) -> str:
        return f"{self.payload_kind} {self.payload_id}: {self.state}"


class Mailbox(models.Model):
    """How far a mailbox has been read, and how it stands with it. Neither its address nor its password."""

    name = models.CharField(max_length=64, unique=True)
    """A keyed digest of server, user and folder."""
    uidvalidity = models.CharField(max_length=40, blank=True)
    last_uid = models.BigIntegerField(default=0)
    """The highest number that was read under this `uidvalidity` (RFC 3501, 2.3.1.1)."""
    read_at = models.DateTimeField(null=True, blank=True)
    failing_since = models.DateTimeField(null=True, blank=True)
    failures = models.PositiveIntegerField(default=0)
    fault = models.CharField(max_length=20, blank=True, choices=PollFault.choices)
    not_before = models.DateTimeField(null=True, blank=True)
    leased_until = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name_plural = "mailboxes"

    def __str__(self) -> str:
        return f"mailbox {self.pk}"


class Arrival(models.Model):
    """One fetched message on its way to the room that reads it. Post does not open it."""

    mailbox = models.ForeignKey(Mailbox, on_delete=models.PROTECT, related_name="arrivals")
    place = models.CharField(max_length=200)
    """Where it lies in the mailbox: `uidvalidity:uid`, or the name in the Maildir."""
    digest = models.CharField(max_length=64, unique=True)
    received_at = models.DateTimeField()
    """When our mail server took it."""
    fetched_at = models.DateTimeField()
    size = models.BigIntegerField()
    is_whole = models.BooleanField(default=True)
    """False: larger than `LARGEST_MESSAGE`; only its headers were fetched."""
    sealed = models.BinaryField(default=bytes, blank=True)
    """The bytes, under a key of their own; emptied at hand-over."""
    state = models.CharField(max_length=12, choices=ArrivalState.choices, default=ArrivalState.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    not_before = models.DateTimeField()
    removed_at = models.DateTimeField(null=True, blank=True)
    """When it was taken off the mail server."""

    class Meta:
        ordering = ("id",)
        indexes = [
            models.Index(
                fields=["not_before"], condition=Q(state=ArrivalState.WAITING), name="arrival_waiting"
            ),
            models.Index(
                fields=["mailbox", "fetched_at"],
                condition=Q(removed_at__isnull=True),
                name="arrival_on_server",
            ),
        ]

    def __str__(self) -> str:
        return f"arrival {self.pk}: {self.state}"


class ArrivalKey(models.Model):
    """The key of one waiting message, wrapped. Backups keep it apart; gone with the hand-over."""

    arrival = models.OneToOneField(Arrival, primary_key=True, on_delete=models.CASCADE, related_name="key")
    wrapped = models.BinaryField()

    def __str__(self) -> str:
        return f"key of arrival {self.pk}"
