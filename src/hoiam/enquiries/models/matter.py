from __future__ import annotations

from django.db import models

from hoiam.desks.models import Desk, Person
from hoiam.texts.models import Text, TextVersion


class Matter(models.Model):
    """A happening (sự việc) on which the desk owes the public word, whether or not anyone asks."""

    desk = models.ForeignKey(Desk, on_delete=models.PROTECT, related_name="matters")
    title = models.CharField(max_length=200)
    theme = models.CharField(max_length=60, blank=True)
    is_public_emergency = models.BooleanField(default=False)
    """Answers on it enter the public log without delay."""
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-opened_at", "-id")

    def __str__(self) -> str:
        return self.title


class MatterEvent(models.Model):
    """What happened, in the words of the law rows, and when: it starts the clocks of those rows."""

    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="events")
    event = models.CharField(max_length=120)
    happened_at = models.DateTimeField()
    noted_at = models.DateTimeField()
    noted_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("happened_at", "id")
        constraints = [models.UniqueConstraint(fields=["matter", "event"], name="matter_event_once")]

    def __str__(self) -> str:
        return f"{self.event} of {self.matter_id}"


class MatterInformation(models.Model):
    """One text by which the desk informs on a matter: planned, then cleared."""

    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="informations")
    text = models.OneToOneField(Text, on_delete=models.PROTECT, related_name="+")
    version = models.OneToOneField(
        TextVersion, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    started_at = models.DateTimeField()
    informed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("started_at", "id")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(version__isnull=True, informed_at__isnull=True)
                | models.Q(version__isnull=False, informed_at__isnull=False),
                name="matter_information_paired",
            )
        ]

    def __str__(self) -> str:
        return f"information on {self.matter_id}"
