from __future__ import annotations

from datetime import datetime

from django.db import models
from django.db.models import Q

from hoiam.desks.models import Desk, Person
from hoiam.desks.wording import WordingField
from hoiam.releases.models.releases import Release
from hoiam.releases.terms import CORRECTIONS, Change
from hoiam.texts.models import Text, TextVersion


class EditionQuerySet(models.QuerySet["Edition"]):
    def public(self, at: datetime) -> EditionQuerySet:
        """What anybody may reach at that instant: the one visibility predicate of releases.

        Page, file, feed, sitemap, search, API, export, mirror and verify use it and no other. The row decides:
        `published_at` is written once, never before T, and whoever reads it later by a clock that was set back
        still reads a published edition. That is why `at` is asked for and not compared.
        """
        return self.filter(published_at__isnull=False).exclude(release__desk__in=Desk.objects.practising())

    def under_embargo(self, at: datetime) -> EditionQuerySet:
        """Approved, lent to every registered outlet, not yet public."""
        return self.filter(
            is_embargoed=True,
            approved_at__isnull=False,
            approved_at__lte=at,
            published_at__isnull=True,
            dropped_at__isnull=True,
        )

    def due(self, at: datetime) -> EditionQuerySet:
        """Approved editions whose time has come and which the worker has not published yet."""
        return self.filter(
            approved_at__isnull=False,
            publish_at__lte=at,
            published_at__isnull=True,
            dropped_at__isnull=True,
        )

    def corrections(self) -> EditionQuerySet:
        return self.filter(change__in=sorted(CORRECTIONS))

    def newest_first(self) -> EditionQuerySet:
        return self.order_by("-published_at", "-id")


class Edition(models.Model):
    """One numbered state of a release in all its languages. Published, it is never changed; a later one follows it.

    The row is the truth about its time: `publish_at` is the instant T; `published_at` is when the worker made it
    public, never before T.
    """

    release = models.ForeignKey(Release, on_delete=models.PROTECT, related_name="editions")
    number = models.PositiveIntegerField()
    change = models.CharField(max_length=16, choices=Change.choices, default=Change.FIRST)
    note = WordingField(blank=True)
    """What changed and why, in public; part of what is signed."""
    balance_note = WordingField(blank=True)
    """Why facts of the theme that got worse or are not measured are not cited; public, part of what is signed."""
    is_embargoed = models.BooleanField(default=False)
    publish_at = models.DateTimeField(null=True, blank=True)
    """T. None: published by hand after approval. Approval binds it as the earliest time; it may move later only."""
    started_at = models.DateTimeField()
    started_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    approved_at = models.DateTimeField(null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    dropped_at = models.DateTimeField(null=True, blank=True)
    emergency_first_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    emergency_second_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    emergency_why = models.CharField(max_length=400, blank=True)
    emergency_seen = models.CharField(max_length=64, blank=True)
    """SHA-256 of what the first of the two read; an edit since asks that person again."""
    confirmed_at = models.DateTimeField(null=True, blank=True)
    """When an edition published in an emergency was confirmed; until then it is flagged in public."""
    confirmed_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = EditionQuerySet.as_manager()

    class Meta:
        ordering = ("release", "-number")
        constraints = [
            models.UniqueConstraint(
                fields=["release", "number"], condition=Q(dropped_at__isnull=True), name="edition_number_once"
            ),
            models.UniqueConstraint(
                fields=["release"],
                condition=Q(published_at__isnull=True, dropped_at__isnull=True),
                name="edition_open_once",
            ),
            models.CheckConstraint(
                condition=Q(published_at__isnull=True) | Q(approved_at__isnull=False),
                name="edition_published_after_approval",
            ),
            models.CheckConstraint(
                condition=Q(published_at__isnull=True)
                | Q(publish_at__isnull=True)
                | Q(published_at__gte=models.F("publish_at")),
                name="edition_never_before_its_time",
            ),
            models.CheckConstraint(
                condition=Q(published_at__isnull=True) | Q(dropped_at__isnull=True),
                name="edition_published_or_dropped",
            ),
            models.CheckConstraint(
                condition=Q(is_embargoed=False) | Q(publish_at__isnull=False) | Q(approved_at__isnull=True),
                name="edition_embargo_has_its_time",
            ),
        ]
        indexes = [
            models.Index(
                fields=["-published_at", "-id"],
                condition=Q(published_at__isnull=False),
                name="edition_public",
            ),
            models.Index(
                fields=["publish_at"],
                condition=Q(published_at__isnull=True, dropped_at__isnull=True),
                name="edition_due",
            ),
        ]

    def __str__(self) -> str:
        return f"edition {self.number} of {self.release_id}"

    @property
    def is_unconfirmed_emergency(self) -> bool:
        return self.emergency_second_by_id is not None and self.confirmed_at is None


class EditionText(models.Model):
    """An edition in one language: its text, the version that was cleared, and the documents signed for it."""

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="texts")
    language = models.CharField(max_length=35)
    """BCP 47 tag."""
    text = models.OneToOneField(Text, on_delete=models.PROTECT, related_name="+")
    version = models.OneToOneField(
        TextVersion, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    """Set when it is approved."""
    summary = models.TextField(blank=True)
    """A summary in plain language, as structured plain text; part of what is signed."""
    translated = models.JSONField(default=dict)
    """Of a translation: {sentence id of the original: [its translation, the original sentence translated then]}.
    Empty for the original."""
    reviewed_at = models.DateTimeField(null=True, blank=True)
    """When somebody who knows both languages compared a translation with the original.

    That nobody did is said in public.
    """
    reviewed_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    document = models.JSONField(default=dict)
    """The signed content document, written at approval; {} before."""
    document_hash = models.CharField(max_length=64, blank=True, db_index=True)
    """SHA-256 of the canonical JSON of `document` without key and signature."""
    publication = models.JSONField(default=dict)
    """The signed record of publication, written at T; {} before."""

    class Meta:
        ordering = ("edition", "id")
        constraints = [models.UniqueConstraint(fields=["edition", "language"], name="edition_language_once")]

    def __str__(self) -> str:
        return f"{self.language} of edition {self.edition_id}"
