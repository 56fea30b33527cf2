from __future__ import annotations

from datetime import datetime

from django.db import models

from hoiam.desks.models.desk import Desk
from hoiam.desks.models.people import Person
from hoiam.desks.terms import DutyPost


class DutyShiftQuerySet(models.QuerySet["DutyShift"]):
    def within(self, starts_at: datetime, ends_at: datetime) -> DutyShiftQuerySet:
        """Every shift that has a moment in this time."""
        return self.filter(starts_at__lt=ends_at, ends_at__gt=starts_at)


class DutyShift(models.Model):
    """Somebody is on duty in one post of the desk, from an instant to an instant.

    A hand-over ends the shift at that instant and begins another one, which `follows` it.
    """

    desk = models.ForeignKey(Desk, on_delete=models.CASCADE, related_name="duty_shifts")
    post = models.CharField(max_length=12, choices=DutyPost.choices)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="duty_shifts")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    phone = models.CharField(max_length=60, blank=True)
    """Under which number the person is reached out of hours; colleagues see it, the public does not."""
    follows = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="followed_by"
    )
    handed_over_with = models.TextField(blank=True)
    """What whoever goes off duty tells whoever comes."""
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    objects = DutyShiftQuerySet.as_manager()

    class Meta:
        ordering = ("starts_at", "id")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_at__gt=models.F("starts_at")), name="duty_ends_after_start"
            )
        ]
        indexes = [models.Index(fields=["desk", "ends_at"], name="duty_of_desk")]

    def __str__(self) -> str:
        return f"{self.post} on duty: {self.person_id}"

    def runs_at(self, at: datetime) -> bool:
        return self.starts_at <= at < self.ends_at
