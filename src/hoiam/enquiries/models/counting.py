from __future__ import annotations

from django.db import models

from hoiam.desks.models import Desk, Person
from hoiam.enquiries.models.enquiry import Enquiry


class ReferenceCounter(models.Model):
    """The last number given by a desk in a year. It is locked while a number is taken: no gap, no double."""

    desk = models.ForeignKey(Desk, on_delete=models.CASCADE, related_name="+")
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["desk", "year"], name="reference_counter_once")]

    def __str__(self) -> str:
        return f"{self.year}: {self.last}"


class DailyCount(models.Model):
    """How many enquiries a desk had taken in by the end of a day, with a hash that makes one that
    vanishes visible. Public."""

    desk = models.ForeignKey(Desk, on_delete=models.CASCADE, related_name="daily_counts")
    day = models.DateField()
    taken_in = models.PositiveIntegerField()
    """On that day."""
    total = models.PositiveIntegerField()
    """Since the desk began."""
    digest = models.CharField(max_length=64)
    previous_digest = models.CharField(max_length=64)
    counted_at = models.DateTimeField()

    class Meta:
        ordering = ("desk", "-day")
        constraints = [models.UniqueConstraint(fields=["desk", "day"], name="daily_count_once")]

    def __str__(self) -> str:
        return f"{self.day}: {self.taken_in}"


class Reorder(models.Model):
    """That somebody moved an enquiry out of the order by due date, and why. Counted in public."""

    enquiry = models.ForeignKey(Enquiry, on_delete=models.CASCADE, related_name="moves")
    desk = models.ForeignKey(Desk, on_delete=models.CASCADE, related_name="+")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    reason = models.TextField()

    class Meta:
        ordering = ("at", "id")

    def __str__(self) -> str:
        return f"move of {self.enquiry_id}"
