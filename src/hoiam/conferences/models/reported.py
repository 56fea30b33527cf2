from __future__ import annotations

from django.db import models

from hoiam.conferences.models.conferences import Conference
from hoiam.conferences.models.programmes import Programme, Round
from hoiam.conferences.terms import Measure
from hoiam.desks.models import Person


class ReportedFigure(models.Model):
    """A figure that a document gives about a conference or a round. It stands beside what the roster gives and
    beside what other documents give; none of them replaces another."""

    conference = models.ForeignKey(
        Conference, null=True, blank=True, on_delete=models.CASCADE, related_name="reported"
    )
    round = models.ForeignKey(Round, null=True, blank=True, on_delete=models.CASCADE, related_name="reported")
    programme = models.ForeignKey(
        Programme, null=True, blank=True, on_delete=models.CASCADE, related_name="reported"
    )
    measure = models.CharField(max_length=12, choices=Measure.choices)
    number = models.PositiveIntegerField()
    is_at_least = models.BooleanField(default=False)
    """The document says "more than"."""
    is_about = models.BooleanField(default=False)
    """The document says "nearly"."""
    printed = models.CharField(max_length=300)
    """The words as printed."""
    source = models.TextField()
    """Document, page, address."""
    as_of = models.DateField(null=True, blank=True)
    noted_at = models.DateTimeField()
    noted_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("conference", "round", "measure", "id")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(conference__isnull=False)
                | models.Q(round__isnull=False)
                | models.Q(programme__isnull=False),
                name="reported_about_something",
            )
        ]

    def __str__(self) -> str:
        return f"{self.measure}: {self.printed}"
