from __future__ import annotations

from datetime import UTC, datetime

from django.db import models
from django.db.models import Q

from hoiam.desks.models import Desk, Person
from hoiam.enquiries.terms import ASLEEP, CLOSED, DUE_SOON, OPEN, Channel, Kind, State

NEVER = datetime(9999, 12, 31, tzinfo=UTC)
"""Where an enquiry without any running limit stands in the order: last."""


class EnquiryQuerySet(models.QuerySet["Enquiry"]):
    def open(self) -> EnquiryQuerySet:
        return self.filter(closed_at__isnull=True, state__in=OPEN)

    def overdue(self, at: datetime) -> EnquiryQuerySet:
        """Open, and a limit has passed."""
        return self.open().filter(next_due_at__lt=at)

    def due_soon(self, at: datetime) -> EnquiryQuerySet:
        """Open, nothing missed, and a limit ends within `DUE_SOON`."""
        return self.open().filter(next_due_at__gte=at, next_due_at__lte=at + DUE_SOON)

    def asleep(self, at: datetime) -> EnquiryQuerySet:
        """Open, and nothing was done for `ASLEEP`."""
        return self.open().filter(last_act_at__lte=at - ASLEEP)

    def in_order(self) -> EnquiryQuerySet:
        """By legal due date; there is no other order."""
        return self.order_by("sort_at", "id")


class Enquiry(models.Model):
    """One question put to a desk, as officials see it. Nothing here tells who asked."""

    desk = models.ForeignKey(Desk, on_delete=models.PROTECT, related_name="enquiries")
    reference = models.CharField(max_length=24, unique=True)
    year = models.PositiveSmallIntegerField()
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=30, choices=Kind.choices)
    channel = models.CharField(max_length=12, choices=Channel.choices, default=Channel.FORM)
    state = models.CharField(max_length=20, choices=State.choices, default=State.RECEIVED)
    language = models.CharField(max_length=12)
    theme = models.CharField(max_length=60, blank=True)
    question = models.TextField()
    """Names and contacts of the asker covered; the words as written are in the seal."""
    question_sha256 = models.CharField(max_length=64)
    """Of the question exactly as it was put, with a salt that only the asker's receipt and the seal hold."""
    status_digest = models.CharField(max_length=64, unique=True)
    matter = models.ForeignKey(
        "enquiries.Matter", null=True, blank=True, on_delete=models.PROTECT, related_name="enquiries"
    )
    officer = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    merged_into = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="joined"
    )
    publish_at_once = models.BooleanField(default=False)
    """The asker wishes the answer in the public log without the delay."""
    received_at = models.DateTimeField()
    taken_in_at = models.DateTimeField()
    registered_at = models.DateTimeField(null=True, blank=True)
    first_answer_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    acknowledged_after = models.DurationField(null=True, blank=True)
    first_answer_after = models.DurationField(null=True, blank=True)
    closed_after = models.DurationField(null=True, blank=True)
    """How long after receipt each of the three happened: kept for the public figures, see `keep_durations`."""
    last_act_at = models.DateTimeField()
    next_due_at = models.DateTimeField(null=True, blank=True)
    """The earliest limit by law that still runs, else the desk's own target. Never the asker's wish."""
    sort_at = models.DateTimeField(default=NEVER)
    """`placed_at`, else `next_due_at`, else `NEVER`."""
    placed_at = models.DateTimeField(null=True, blank=True)
    """Where somebody put it by hand, with a reason that is kept and counted."""

    objects = EnquiryQuerySet.as_manager()

    class Meta:
        ordering = ("sort_at", "id")
        verbose_name_plural = "enquiries"
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=sorted(CLOSED)) | Q(closed_at__isnull=True),
                name="enquiry_open_is_not_closed",
            ),
            models.CheckConstraint(
                condition=Q(state__in=sorted([*OPEN, State.MERGED])) | Q(closed_at__isnull=False),
                name="enquiry_ended_is_closed",
            ),
            models.CheckConstraint(
                condition=Q(state=State.MERGED, merged_into__isnull=False)
                | (~Q(state=State.MERGED) & Q(merged_into__isnull=True)),
                name="enquiry_merged_paired",
            ),
        ]
        indexes = [
            models.Index(
                fields=["desk", "sort_at", "id"], condition=Q(closed_at__isnull=True), name="enquiry_inbox"
            ),
            models.Index(
                fields=["desk", "next_due_at", "state", "officer", "last_act_at", "closed_at"],
                condition=Q(closed_at__isnull=True),
                name="enquiry_counts",
            ),
            models.Index(fields=["desk", "-closed_at", "-id"], name="enquiry_closed"),
            models.Index(fields=["desk", "received_at"], name="enquiry_received"),
            models.Index(fields=["taken_in_at"], name="enquiry_taken_in"),
            models.Index(
                fields=["officer", "sort_at"], condition=Q(closed_at__isnull=True), name="enquiry_of_officer"
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    def keep_durations(self) -> None:
        """Set the three durations from the moments they are between."""
        begun = self.received_at
        self.acknowledged_after = self.registered_at - begun if self.registered_at else None
        self.first_answer_after = self.first_answer_at - begun if self.first_answer_at else None
        self.closed_after = self.closed_at - begun if self.closed_at else None

    @property
    def is_open(self) -> bool:
        return self.state in OPEN

    def is_overdue(self, at: datetime) -> bool:
        return self.is_open and self.next_due_at is not None and self.next_due_at < at

    def is_due_soon(self, at: datetime) -> bool:
        due = self.next_due_at
        return self.is_open and due is not None and at <= due <= at + DUE_SOON

    def is_asleep(self, at: datetime) -> bool:
        return self.is_open and self.last_act_at <= at - ASLEEP


class EnquiryReceipt(models.Model):
    """The signed document that the asker got, without the salt of the question; it names nobody."""

    enquiry = models.OneToOneField(
        Enquiry, primary_key=True, on_delete=models.CASCADE, related_name="receipt"
    )
    document = models.JSONField()

    def __str__(self) -> str:
        return f"receipt of {self.enquiry_id}"


class DoubleSubmit(models.Model):
    """That a form was already sent: the digest of its one-time key, and the enquiry it became."""

    desk = models.ForeignKey(Desk, on_delete=models.CASCADE, related_name="+")
    digest = models.CharField(max_length=64)
    enquiry = models.ForeignKey(Enquiry, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["desk", "digest"], name="double_submit_once")]

    def __str__(self) -> str:
        return f"form of {self.enquiry_id}"


class QuestionPrint(models.Model):
    """One number of the short print of a question; equal numbers make two questions candidates."""

    enquiry = models.ForeignKey(Enquiry, on_delete=models.CASCADE, related_name="prints")
    desk = models.ForeignKey(Desk, on_delete=models.CASCADE, related_name="+")
    band = models.BigIntegerField()

    class Meta:
        indexes = [models.Index(fields=["desk", "band"], name="question_print_band")]

    def __str__(self) -> str:
        return f"print of {self.enquiry_id}"
