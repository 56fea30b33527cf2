from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import models

from hoiam.desks.models import Desk, Person, Place
from hoiam.desks.wording import WordingField
from hoiam.releases.terms import ReleaseKind


class ReleaseQuerySet(models.QuerySet["Release"]):
    def public(self, at: datetime) -> ReleaseQuerySet:
        """Releases of which an edition is public at that instant; see `EditionQuerySet.public`."""
        editions: Any = self.model._meta.get_field("editions").related_model
        return self.filter(pk__in=editions.objects.public(at).values("release"))


class Release(models.Model):
    """One thing that is told to everybody at once. It has no state: its editions have."""

    desk = models.ForeignKey(Desk, on_delete=models.PROTECT, related_name="releases")
    reference = models.CharField(max_length=24, unique=True)
    kind = models.CharField(max_length=12, choices=ReleaseKind.choices, default=ReleaseKind.RELEASE)
    language = models.CharField(max_length=12)
    """BCP 47 tag of the original; every other language is a translation of its sentences."""
    theme = models.CharField(max_length=60, blank=True)
    place = models.ForeignKey(Place, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    withdrawn_why = WordingField(blank=True)
    """Said in public; the text stays readable with its notice."""
    superseded_by = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="supersedes"
    )
    superseded_at = models.DateTimeField(null=True, blank=True)

    objects = ReleaseQuerySet.as_manager()

    class Meta:
        ordering = ("-opened_at", "-id")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(withdrawn_at__isnull=True, withdrawn_by__isnull=True)
                | models.Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False),
                name="release_withdrawn_paired",
            ),
            models.CheckConstraint(
                condition=models.Q(superseded_at__isnull=True, superseded_by__isnull=True)
                | models.Q(superseded_at__isnull=False, superseded_by__isnull=False),
                name="release_superseded_paired",
            ),
        ]

    def __str__(self) -> str:
        return self.reference


class ReferenceCounter(models.Model):
    """The last number given to a release of a desk in a year; locked while the next is given."""

    desk = models.ForeignKey(Desk, on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["desk", "year"], name="release_counter_once")]

    def __str__(self) -> str:
        return f"{self.desk_id} {self.year}: {self.last}"
