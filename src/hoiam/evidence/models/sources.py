from __future__ import annotations

import hashlib

from django.db import models

from hoiam.desks.models import Desk
from hoiam.evidence.models.versions import FactVersion
from hoiam.evidence.terms import PeriodPrecision, Stance


class Source(models.Model):
    """Where something was read: a document, a page, a publication."""

    desk = models.ForeignKey(Desk, on_delete=models.PROTECT, related_name="sources")
    title = models.CharField(max_length=500)
    publisher = models.CharField(max_length=300, blank=True)
    published_date = models.DateField(null=True, blank=True)
    published_precision = models.CharField(
        max_length=10, choices=PeriodPrecision.choices, default=PeriodPrecision.UNKNOWN
    )
    published_printed = models.CharField(max_length=100, blank=True)
    address = models.CharField(max_length=1000, blank=True)
    """Where it stands on the web (`http` or `https`), or "" where no address was recorded."""
    identity = models.CharField(max_length=64)

    class Meta:
        ordering = ("title",)
        constraints = [models.UniqueConstraint(fields=["desk", "identity"], name="source_once_per_desk")]

    def __str__(self) -> str:
        return self.title

    @staticmethod
    def identity_of(*, title: str, publisher: str, printed: str, address: str) -> str:
        """What makes two rows one source: the same title, publisher, date and address."""
        return hashlib.sha256("\n".join([title, publisher, printed, address]).encode()).hexdigest()


class Snapshot(models.Model):
    """A copy of a source, deposited: its bytes are named by their hash."""

    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="snapshots")
    sha256 = models.CharField(max_length=64)
    address = models.CharField(max_length=1000)
    """Where the copy was taken from."""
    taken_at = models.DateTimeField()
    media_type = models.CharField(max_length=100)

    class Meta:
        ordering = ("-taken_at",)
        constraints = [models.UniqueConstraint(fields=["source", "sha256"], name="snapshot_once")]

    def __str__(self) -> str:
        return f"{self.media_type} {self.sha256[:12]}"


class FactSource(models.Model):
    """What one source says on one version of a fact; sources may disagree."""

    version = models.ForeignKey(FactVersion, on_delete=models.CASCADE, related_name="fact_sources")
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="fact_sources")
    position = models.PositiveSmallIntegerField(default=0)
    stance = models.CharField(max_length=10, choices=Stance.choices, default=Stance.SUPPORTS)
    locator = models.CharField(max_length=300, blank=True)
    """Where in the source: page, article, table, paragraph."""
    value_printed = models.CharField(max_length=200, blank=True)
    """What this source itself prints, where that differs or matters."""
    snapshot = models.ForeignKey(
        Snapshot, null=True, blank=True, on_delete=models.PROTECT, related_name="fact_sources"
    )

    class Meta:
        ordering = ("version", "position")
        constraints = [
            models.UniqueConstraint(fields=["version", "position"], name="fact_source_position_once"),
        ]

    def __str__(self) -> str:
        return f"{self.source_id} for {self.version_id}"
