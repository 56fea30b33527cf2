from __future__ import annotations

from django.db import models
from django.db.models import Q

from hoiam.desks.models import Desk
from hoiam.post.terms import OPEN_STATES, ParcelState


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
            models.Index(fields=["not_before"], condition=Q(state__in=OPEN_STATES), name="parcel_open"),
            models.Index(fields=["payload_kind", "payload_id"], name="parcel_of_payload"),
        ]

    def __str__(self) -> str:
        return f"{self.payload_kind} {self.payload_id}: {self.state}"
