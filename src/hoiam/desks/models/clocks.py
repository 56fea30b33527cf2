from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from hoiam.desks.models.desk import Desk
from hoiam.desks.models.law import LawRule
from hoiam.desks.models.people import Person
from hoiam.desks.terms import Duty


class ClockQuerySet(models.QuerySet["Clock"]):
    def of(self, record_kind: str, record_id: int) -> ClockQuerySet:
        return self.filter(record_kind=record_kind, record_id=record_id)

    def open(self) -> ClockQuerySet:
        return self.filter(met_at__isnull=True, stopped_at__isnull=True)


class Clock(models.Model):
    """One duty that runs for one record until it is met.

    The record is named by kind and id (`enquiries.enquiry`, 41). `due_at` and `trace` are what the
    arithmetic said last.
    """

    reference_targets: ClassVar[frozenset[str]] = frozenset(
        {
            "enquiries.enquiry",
            "enquiries.matter",
            "enquiries.alarm",
            "releases.alarm",
            "texts.part",
            "conferences.period",
            "conferences.floorquestion",
            "conferences.conclusion",
            "conferences.localrequest",
        }
    )
    """The kinds of record that may have a clock."""

    desk = models.ForeignKey(Desk, on_delete=models.CASCADE, related_name="clocks")
    record_kind = models.CharField(max_length=60)
    record_id = models.BigIntegerField()
    duty = models.CharField(max_length=10, choices=Duty.choices)
    act = models.CharField(max_length=40)
    """Which act meets it: `acknowledge`, `first_answer`, `answer`, `inform`, …"""
    rule = models.ForeignKey(LawRule, null=True, blank=True, on_delete=models.PROTECT, related_name="clocks")
    limit = models.JSONField(default=dict, blank=True)
    """For a clock without a row of law: `{"amount", "unit"}` of the desk's target."""
    started_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True, blank=True)
    """None while the clock is paused without a known end."""
    trace = models.JSONField(default=list, blank=True)
    counted_with = models.CharField(max_length=80, blank=True)
    """Which versions of rule and calendar the count used: `VN-PDP-ACK:1 VN:3`."""
    next_mark = models.PositiveSmallIntegerField(null=True, blank=True)
    next_mark_at = models.DateTimeField(null=True, blank=True)
    """When the next share of the time (50, 75, 90, 100 %) will have passed."""
    met_at = models.DateTimeField(null=True, blank=True)
    stopped_at = models.DateTimeField(null=True, blank=True)
    stopped_why = models.CharField(max_length=200, blank=True)

    objects = ClockQuerySet.as_manager()

    class Meta:
        ordering = ("due_at", "id")
        indexes = [
            models.Index(fields=["record_kind", "record_id"], name="clock_of_record"),
            models.Index(
                fields=["due_at"],
                condition=Q(met_at__isnull=True, stopped_at__isnull=True),
                name="clock_open_due",
            ),
            models.Index(
                fields=["next_mark_at"],
                condition=Q(met_at__isnull=True, stopped_at__isnull=True),
                name="clock_open_mark",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.act} of {self.record_kind} {self.record_id}"


class ClockPause(models.Model):
    """Time that does not count, only where the rule allows a pause for that reason."""

    clock = models.ForeignKey(Clock, on_delete=models.CASCADE, related_name="pauses")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=200)
    disputed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("starts_at",)

    def __str__(self) -> str:
        return f"pause of {self.clock_id}"


class ClockExtension(models.Model):
    """A lengthening that the rule allows, with the written notice it asks for."""

    clock = models.ForeignKey(Clock, on_delete=models.CASCADE, related_name="extensions")
    granted_at = models.DateTimeField()
    granted_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=300)

    needs_met = models.BooleanField(default=False)
    """That what the rule asks for (a written notice before the due date) is there."""

    class Meta:
        ordering = ("granted_at",)

    def __str__(self) -> str:
        return f"extension of {self.clock_id}"


class ClockMark(models.Model):
    """That a share of the time has passed and was told to somebody, once (50, 75, 90, 100 %)."""

    clock = models.ForeignKey(Clock, on_delete=models.CASCADE, related_name="marks")
    share = models.PositiveSmallIntegerField()
    marked_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["clock", "share"], name="clock_mark_once")]

    def __str__(self) -> str:
        return f"{self.share} % of {self.clock_id}"
