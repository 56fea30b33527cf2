from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from hoiam.desks.models import Desk, Person, Place
from hoiam.evidence.models.facts import Fact
from hoiam.evidence.terms import ASKING_KINDS, GapState


class Gap(models.Model):
    """Something was asked and the record does not hold it: somebody is to find it by a day."""

    reference_targets: ClassVar[frozenset[str]] = ASKING_KINDS

    desk = models.ForeignKey(Desk, on_delete=models.PROTECT, related_name="gaps")
    question = models.TextField()
    theme = models.CharField(max_length=80, blank=True)
    place = models.ForeignKey(Place, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    asked_in_kind = models.CharField(max_length=40, blank=True)
    asked_in_id = models.BigIntegerField(null=True, blank=True)
    owner = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="gaps")
    due_date = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=10, choices=GapState.choices, default=GapState.OPEN)
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    closed_at = models.DateTimeField(null=True, blank=True)
    closing_note = models.TextField(blank=True)
    facts = models.ManyToManyField(Fact, blank=True, related_name="closes_gaps")
    """The facts that fill it."""

    class Meta:
        ordering = ("due_date", "pk")
        constraints = [
            models.CheckConstraint(
                condition=Q(state=GapState.OPEN, closed_at__isnull=True)
                | Q(state=GapState.CLOSED, closed_at__isnull=False),
                name="gap_closed_paired",
            ),
            models.CheckConstraint(
                condition=Q(asked_in_kind="", asked_in_id__isnull=True)
                | Q(asked_in_kind__in=sorted(ASKING_KINDS), asked_in_id__isnull=False),
                name="gap_asked_in_paired",
            ),
        ]
        indexes = [models.Index(fields=["desk", "state", "due_date"], name="gap_by_due")]

    def __str__(self) -> str:
        return self.reference

    @property
    def reference(self) -> str:
        return f"G{self.pk}"
