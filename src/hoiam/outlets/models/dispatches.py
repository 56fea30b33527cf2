from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from hoiam.desks.models import Desk
from hoiam.outlets.models.outlets import Channel, Outlet
from hoiam.outlets.terms import OPENING, Purpose

TARGETS: frozenset[str] = frozenset({"releases.edition"})


class Dispatch(models.Model):
    """One record on its way to all who want it, at one instant.

    Before T the list is fixed and its hash published, and so is the hash of the seed that decides the order. At T
    it leaves in the order of the seed; then the seed is published and anybody can work the order out again.
    """

    reference_targets: ClassVar[frozenset[str]] = TARGETS

    desk = models.ForeignKey(Desk, on_delete=models.PROTECT, related_name="+")
    record_kind = models.CharField(max_length=60)
    record_id = models.BigIntegerField()
    purpose = models.CharField(max_length=10, choices=Purpose.choices, default=Purpose.RELEASE)
    theme = models.CharField(max_length=60, blank=True)
    languages = models.JSONField(default=list)
    """BCP 47 tags in which the record exists, the original first."""
    sealed_seed = models.TextField(blank=True)
    """The seed while it is secret; blank from the sending on."""
    seed = models.CharField(max_length=64, blank=True)
    """32 bytes in hexadecimal, public from the sending on."""
    seed_hash = models.CharField(max_length=64)
    """SHA-256 of the 32 bytes, public from the sealing on."""
    list_hash = models.CharField(max_length=64)
    """SHA-256 of the lines of the sealed list, sorted, each ended by a line feed; public from the sealing on."""
    sealed_at = models.DateTimeField()
    sealed_count = models.PositiveIntegerField()
    sent_at = models.DateTimeField(null=True, blank=True)
    added = models.PositiveIntegerField(default=0)
    """Channels that joined between the sealing and the sending."""
    left_out = models.PositiveIntegerField(default=0)
    """Channels of the sealed list that had ended when it was sent."""
    unreachable = models.PositiveIntegerField(default=0)
    """Of a correction: outlets that received what it corrects and may no longer be written to."""

    class Meta:
        ordering = ("-sealed_at", "-id")
        verbose_name_plural = "dispatches"
        constraints = [
            models.UniqueConstraint(fields=["record_kind", "record_id", "purpose"], name="dispatch_once"),
            models.UniqueConstraint(
                fields=["record_kind", "record_id"],
                condition=Q(purpose__in=sorted(OPENING)),
                name="dispatch_opens_once",
            ),
            models.CheckConstraint(
                condition=Q(sent_at__isnull=True, seed="") | (Q(sent_at__isnull=False) & ~Q(seed="")),
                name="dispatch_seed_public_when_sent",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.purpose} of {self.record_kind} {self.record_id}"


class Consignment(models.Model):
    """What one channel receives of a dispatch; its parcel in the post says how far it has come."""

    dispatch = models.ForeignKey(Dispatch, on_delete=models.PROTECT, related_name="consignments")
    channel = models.ForeignKey(Channel, on_delete=models.PROTECT, related_name="consignments")
    language = models.CharField(max_length=35)
    order_key = models.CharField(max_length=64)
    """HMAC-SHA256 of the channel's key under the seed: what the order is sorted by."""
    position = models.PositiveIntegerField(null=True, blank=True)
    """1 leaves first; set when it is sent, None for a channel that was left out."""
    is_added = models.BooleanField(default=False)
    """Joined after the list was sealed."""

    class Meta:
        ordering = ("dispatch", "position", "id")
        constraints = [
            models.UniqueConstraint(fields=["dispatch", "channel"], name="consignment_once"),
            models.UniqueConstraint(fields=["dispatch", "order_key"], name="consignment_order_once"),
        ]
        indexes = [models.Index(fields=["dispatch", "position"], name="consignment_position")]

    def __str__(self) -> str:
        return f"{self.dispatch_id}/{self.position or '–'}"


class Loan(models.Model):
    """A text lent before its time to every registered outlet at once. Who may open it is never stored: all may."""

    reference_targets: ClassVar[frozenset[str]] = TARGETS

    desk = models.ForeignKey(Desk, on_delete=models.PROTECT, related_name="+")
    record_kind = models.CharField(max_length=60)
    record_id = models.BigIntegerField()
    lent_at = models.DateTimeField()
    opened_by = models.PositiveIntegerField(null=True, blank=True)
    """How many outlets opened it; written when the rows of access are erased."""

    class Meta:
        ordering = ("-lent_at", "-id")
        constraints = [
            models.UniqueConstraint(fields=["record_kind", "record_id"], name="loan_once"),
        ]

    def __str__(self) -> str:
        return f"loan of {self.record_kind} {self.record_id}"


class Access(models.Model):
    """An outlet opened a lent text: no person, no device, no network address; erased after 30 days."""

    loan = models.ForeignKey(Loan, on_delete=models.CASCADE, related_name="accesses")
    outlet = models.ForeignKey(Outlet, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("at", "id")
        verbose_name_plural = "accesses"
        indexes = [models.Index(fields=["at"], name="access_old")]

    def __str__(self) -> str:
        return f"{self.outlet_id} opened {self.loan_id}"


class GuessCount(models.Model):
    """How often in a day somebody asked for an address of releases that is not there; whoever it was is not kept."""

    day = models.DateField(unique=True)
    """In the time zone of the installation."""
    count = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("-day",)

    def __str__(self) -> str:
        return f"{self.day}: {self.count}"
