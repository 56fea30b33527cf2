from __future__ import annotations

from datetime import datetime

from django.db import models

from hoiam.conferences.models.conferences import Conference
from hoiam.conferences.terms import ItemKind, Phase
from hoiam.desks.models import Desk, Person, Place
from hoiam.desks.wording import WordingField


class Item(models.Model):
    """One question of a test or an evaluation; its code is stable, a changed one gets a new version."""

    desk = models.ForeignKey(Desk, on_delete=models.PROTECT, related_name="learning_items")
    code = models.CharField(max_length=24)
    version = models.PositiveIntegerField(default=1)
    kind = models.CharField(max_length=8, choices=ItemKind.choices)
    words = WordingField()
    choices = models.JSONField(default=list, blank=True)
    """Of one right answer: [{language: words}, …]."""
    right = models.PositiveSmallIntegerField(null=True, blank=True)
    """Place of the right answer in `choices`, 0 first; None for a scale."""
    why = WordingField(blank=True)
    """Why that is right: shown after the second test and in lessons."""
    made_at = models.DateTimeField()
    retired_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("code", "-version")
        constraints = [models.UniqueConstraint(fields=["desk", "code", "version"], name="item_version_once")]

    def __str__(self) -> str:
        return f"{self.code} v{self.version}"


class ItemUse(models.Model):
    """An item on a sheet of one training."""

    conference = models.ForeignKey(Conference, on_delete=models.CASCADE, related_name="item_uses")
    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="uses")
    phase = models.CharField(max_length=10, choices=Phase.choices)
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ("conference", "phase", "position")
        constraints = [models.UniqueConstraint(fields=["conference", "phase", "item"], name="item_use_once")]

    def __str__(self) -> str:
        return f"{self.item_id} {self.phase} {self.conference_id}"


class LearningKey(models.Model):
    """The key under which sheets before and after are paired. Deleted at close, and the pairs with it."""

    conference = models.OneToOneField(Conference, on_delete=models.CASCADE, related_name="learning_key")
    sealed_key = models.BinaryField()
    """32 bytes sealed under the installation's key; kept apart in backups."""
    opened_at = models.DateTimeField()

    class Meta:
        ordering = ("conference",)

    def __str__(self) -> str:
        return f"key of {self.conference_id}"


class Sheet(models.Model):
    """One filled sheet, without identity: no delegate, no moment, no address. Gone at close."""

    conference = models.ForeignKey(Conference, on_delete=models.CASCADE, related_name="sheets")
    phase = models.CharField(max_length=10, choices=Phase.choices)
    pair = models.CharField(max_length=64)
    """HMAC-SHA256 of the delegate's code under the key, hexadecimal; also keeps a sheet from being sent twice."""
    answers = models.JSONField()
    """{item use: number}."""

    class Meta:
        ordering = ("pair",)
        constraints = [models.UniqueConstraint(fields=["conference", "phase", "pair"], name="sheet_once")]

    def __str__(self) -> str:
        return f"{self.phase} sheet of {self.conference_id}"


class LearningResult(models.Model):
    """What is kept after the close: counts per item, told only from five sheets on."""

    conference = models.ForeignKey(Conference, on_delete=models.CASCADE, related_name="learning_results")
    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="+")
    phase = models.CharField(max_length=10, choices=Phase.choices)
    sheets = models.PositiveIntegerField()
    counts = models.JSONField()
    """How often each answer was given: [n, n, …]."""
    gained = models.PositiveIntegerField(null=True, blank=True)
    """Of pairs: wrong before and right after."""
    lost = models.PositiveIntegerField(null=True, blank=True)
    """Right before and wrong after."""
    pairs = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        ordering = ("conference", "phase", "item")
        constraints = [models.UniqueConstraint(fields=["conference", "item", "phase"], name="result_once")]

    def __str__(self) -> str:
        return f"{self.item_id} {self.phase} {self.conference_id}"


class FollowUp(models.Model):
    """What a place had done 90 and 180 days after a training, read from its desk and never asked of people."""

    conference = models.ForeignKey(Conference, on_delete=models.CASCADE, related_name="follow_ups")
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    days = models.PositiveSmallIntegerField()
    desk_opened_on = models.DateField(null=True, blank=True)
    first_briefing_on = models.DateField(null=True, blank=True)
    answered = models.PositiveIntegerField(default=0)
    answered_in_time = models.PositiveIntegerField(default=0)
    read_at = models.DateTimeField()

    class Meta:
        ordering = ("conference", "days", "place")
        constraints = [models.UniqueConstraint(fields=["conference", "place", "days"], name="follow_up_once")]

    def __str__(self) -> str:
        return f"{self.place_id} {self.days} days after {self.conference_id}"


class LessonQuerySet(models.QuerySet["Lesson"]):
    def public(self, at: datetime) -> LessonQuerySet:
        """What anybody may read at that instant: the one visibility predicate of lessons."""
        return self.filter(published_at__isnull=False, published_at__lte=at, desk__is_practice=False)


class Lesson(models.Model):
    """Ten minutes for those who could not travel: read alone, with items to try; nothing is kept of who did."""

    desk = models.ForeignKey(Desk, on_delete=models.PROTECT, related_name="lessons")
    code = models.SlugField(max_length=60, unique=True)
    title = WordingField()
    body = WordingField()
    """Structured plain text."""
    items = models.ManyToManyField(Item, blank=True, related_name="lessons")
    minutes = models.PositiveSmallIntegerField(default=10)
    published_at = models.DateTimeField(null=True, blank=True)
    made_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    objects = LessonQuerySet.as_manager()

    class Meta:
        ordering = ("code",)

    def __str__(self) -> str:
        return str(self.title)
