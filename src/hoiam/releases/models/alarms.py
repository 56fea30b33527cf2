from __future__ import annotations

from django.db import models

from hoiam.desks.models import Desk, Person
from hoiam.releases.models.editions import Edition
from hoiam.releases.models.releases import Release


class Alarm(models.Model):
    """A fact that a published edition cites changed; somebody must correct the release or say why it still holds."""

    desk = models.ForeignKey(Desk, on_delete=models.PROTECT, related_name="+")
    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="alarms")
    fact_reference = models.CharField(max_length=60)
    what = models.CharField(max_length=40)
    sentences = models.PositiveIntegerField(default=1)
    """How many published sentences, in all languages, rest on the fact."""
    owner = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    raised_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    settled_how = models.TextField(blank=True)

    class Meta:
        ordering = ("raised_at", "id")
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "fact_reference"],
                condition=models.Q(settled_at__isnull=True),
                name="release_alarm_open_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.fact_reference} {self.what} in edition {self.edition_id}"


class MissingNote(models.Model):
    """An answer to the one open question after a package: "What was missing?" Nobody is named."""

    release = models.ForeignKey(Release, on_delete=models.CASCADE, related_name="missing_notes")
    words = models.TextField()
    language = models.CharField(max_length=12)
    sent_on = models.DateField()
    """The day alone: an instant would tell more than is needed."""

    class Meta:
        ordering = ("-sent_on", "-id")

    def __str__(self) -> str:
        return f"missing in {self.release_id}"
