from __future__ import annotations

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q

from hoiam.desks.models.desk import Desk
from hoiam.desks.models.people import Person


class MergerQuerySet(models.QuerySet["Merger"]):
    def planned(self) -> MergerQuerySet:
        return self.filter(done_at__isnull=True, cancelled_at__isnull=True)

    def standing(self) -> MergerQuerySet:
        """Carried out and not taken back."""
        return self.filter(done_at__isnull=False, reversed_at__isnull=True)


class Merger(models.Model):
    """One desk is followed by another at a moment: planned, carried out, taken back within a day."""

    former = models.ForeignKey(Desk, on_delete=models.PROTECT, related_name="mergers_away")
    present = models.ForeignKey(Desk, on_delete=models.PROTECT, related_name="mergers_here")
    due_at = models.DateTimeField()
    legal_basis = models.CharField(max_length=300, blank=True)
    """The decision behind it."""
    ends_body = models.BooleanField(default=False)
    """The body of the former desk ends the day before and is followed by the body of the present one."""
    planned_at = models.DateTimeField()
    planned_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    """None: the operator."""
    cancelled_at = models.DateTimeField(null=True, blank=True)
    failed_at = models.DateTimeField(null=True, blank=True)
    """When it was due and something stood against it; it waits for a person."""
    done_at = models.DateTimeField(null=True, blank=True)
    reversed_at = models.DateTimeField(null=True, blank=True)
    counts = models.JSONField(default=dict)
    """{share: rows that passed on}"""
    moved = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    """{share: its ledger, see `hoiam.desks.ledger`}; emptied once it can no longer be taken back."""
    stayed = models.JSONField(default=dict)
    """Of one taken back: {share: rows that came in since and stayed with the present desk}."""

    objects = MergerQuerySet.as_manager()

    class Meta:
        ordering = ("-due_at", "-id")
        constraints = [
            models.UniqueConstraint(
                fields=["former"],
                condition=Q(done_at__isnull=True, cancelled_at__isnull=True),
                name="merger_planned_once",
            ),
            models.CheckConstraint(
                condition=Q(reversed_at__isnull=True) | Q(done_at__isnull=False),
                name="merger_reversed_was_done",
            ),
            models.CheckConstraint(condition=~Q(former=models.F("present")), name="merger_of_two_desks"),
        ]

    def __str__(self) -> str:
        return f"{self.former_id} into {self.present_id}"

    @property
    def is_planned(self) -> bool:
        return self.done_at is None and self.cancelled_at is None
