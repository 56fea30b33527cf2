from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from hoiam.desks.models import Body, Desk, Person
from hoiam.texts.models.texts import Text
from hoiam.texts.terms import WRITTEN_FOR, PartState


class Part(models.Model):
    """A question that another desk, or a body without a desk, answers for the desk that asks.

    Whoever is asked sees this row's question, its attachments and its own answer; never the record it
    belongs to, and never who asked.
    """

    reference_targets: ClassVar[frozenset[str]] = WRITTEN_FOR

    desk = models.ForeignKey(Desk, on_delete=models.PROTECT, related_name="parts_asked")
    record_kind = models.CharField(max_length=60)
    record_id = models.BigIntegerField()
    text = models.ForeignKey(Text, null=True, blank=True, on_delete=models.PROTECT, related_name="parts")
    """The text the answer is meant for."""
    to_desk = models.ForeignKey(
        Desk, null=True, blank=True, on_delete=models.PROTECT, related_name="parts_to_answer"
    )
    to_body = models.ForeignKey(Body, null=True, blank=True, on_delete=models.PROTECT, related_name="parts")
    address = models.EmailField(blank=True)
    """Where the request to a body without a desk was sent: an office address, not a person's."""
    question = models.TextField()
    language = models.CharField(max_length=12)
    state = models.CharField(max_length=10, choices=PartState.choices, default=PartState.ASKED)
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    due_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_why = models.TextField(blank=True)
    token_digest = models.CharField(max_length=64, blank=True, db_index=True)
    token_expires_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("due_at", "id")
        constraints = [
            models.CheckConstraint(
                condition=Q(to_desk__isnull=False, to_body__isnull=True)
                | Q(to_desk__isnull=True, to_body__isnull=False),
                name="part_to_desk_or_body",
            )
        ]
        indexes = [
            models.Index(fields=["record_kind", "record_id"], name="part_of_record"),
            models.Index(fields=["to_desk", "state", "due_at"], name="part_of_answering_desk"),
        ]

    def __str__(self) -> str:
        return f"part {self.pk} of {self.record_kind} {self.record_id}"


class PartAnswer(models.Model):
    """One answer to a part; a later one stands before it, none is written over."""

    part = models.ForeignKey(Part, on_delete=models.PROTECT, related_name="answers")
    body = models.TextField()
    office = models.CharField(max_length=160, blank=True)
    """Which office of the body answers; no person's name is asked for."""
    answered_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    """None: it came by the link."""
    at = models.DateTimeField()

    class Meta:
        ordering = ("-at", "-id")

    def __str__(self) -> str:
        return f"answer to part {self.part_id}"
