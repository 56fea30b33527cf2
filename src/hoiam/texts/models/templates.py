from __future__ import annotations

from django.db import models
from django.db.models import Q

from hoiam.desks.models import Desk, Person


class TextTemplate(models.Model):
    """A text of a desk to begin others from: structured plain text with open places that facts fill."""

    desk = models.ForeignKey(Desk, on_delete=models.PROTECT, related_name="text_templates")
    title = models.CharField(max_length=120)
    purpose = models.CharField(max_length=40, blank=True)
    """A word of the room that owns the record, as in `Text.purpose`; "" for every purpose."""
    language = models.CharField(max_length=12)
    body = models.TextField()
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    """None: it came with the template from which the desk was opened."""
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    retired_at = models.DateTimeField(null=True, blank=True)
    """Since when it is no longer offered; it stays readable."""
    retired_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("title", "id")
        constraints = [
            models.CheckConstraint(
                condition=Q(retired_at__isnull=True, retired_by__isnull=True)
                | Q(retired_at__isnull=False, retired_by__isnull=False),
                name="text_template_retired_paired",
            )
        ]
        indexes = [
            models.Index(
                fields=["desk", "language"],
                condition=Q(retired_at__isnull=True),
                name="text_template_offered",
            )
        ]

    def __str__(self) -> str:
        return self.title
