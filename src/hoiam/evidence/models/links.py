from __future__ import annotations

from typing import ClassVar

from django.db import models

from hoiam.desks.models import Desk
from hoiam.evidence.terms import LINKED_KINDS


class Link(models.Model):
    """Two records of rooms that are strangers to each other belong together; faces resolve both ends."""

    reference_targets: ClassVar[frozenset[str]] = LINKED_KINDS

    desk = models.ForeignKey(Desk, on_delete=models.PROTECT, related_name="links")
    from_kind = models.CharField(max_length=40)
    from_id = models.BigIntegerField()
    to_kind = models.CharField(max_length=40)
    to_id = models.BigIntegerField()
    relation = models.CharField(max_length=40)
    """A word for how the first belongs to the second: `about`, `follows`, `answers`."""
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["from_kind", "from_id", "to_kind", "to_id", "relation"], name="link_once"
            ),
            models.CheckConstraint(
                condition=models.Q(from_kind__in=sorted(LINKED_KINDS), to_kind__in=sorted(LINKED_KINDS)),
                name="link_known_kinds",
            ),
        ]
        indexes = [models.Index(fields=["to_kind", "to_id"], name="link_backwards")]

    def __str__(self) -> str:
        return f"{self.from_kind} {self.from_id} {self.relation} {self.to_kind} {self.to_id}"
