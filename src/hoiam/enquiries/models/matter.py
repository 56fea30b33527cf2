from __future__ import annotations

from datetime import datetime

from django.db import models

from hoiam.desks.models import Desk, Person
from hoiam.texts.models import Text, TextVersion


class MatterQuerySet(models.QuerySet["Matter"]):
    def public(self, at: datetime) -> MatterQuerySet:
        """Matters on which a bulletin is public at that instant; see `BulletinQuerySet.public`."""
        return self.filter(pk__in=Bulletin.objects.public(at).values("matter"))


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

    objects = MatterQuerySet.as_manager()

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


class BulletinQuerySet(models.QuerySet["Bulletin"]):
    def public(self, at: datetime) -> BulletinQuerySet:
        """What the public reads at that instant: the one visibility predicate of bulletins and of matters.

        A bulletin is public at once when it is cleared, and stays so when another supersedes it.
        """
        issued = self.filter(number__isnull=False, version__isnull=False, issued_at__lte=at)
        return issued.exclude(matter__in=Matter.objects.filter(desk__is_practice=True))

    def newest_first(self) -> BulletinQuerySet:
        return self.order_by("-number")


class Bulletin(models.Model):
    """One numbered text by which the desk informs on a matter: what is known, what is not, when the next comes.

    `number`, `version` and `issued_at` are empty until its text is cleared. Each bulletin supersedes the one
    before. One without a number was given to the press before bulletins were public.
    """

    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="bulletins")
    text = models.OneToOneField(Text, on_delete=models.PROTECT, related_name="+")
    version = models.OneToOneField(
        TextVersion, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    number = models.PositiveIntegerField(null=True, blank=True)
    next_update_at = models.DateTimeField(null=True, blank=True)
    """When the next one is promised; None where this is the last for now. Once issued: as it was signed."""
    started_at = models.DateTimeField()
    started_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    issued_at = models.DateTimeField(null=True, blank=True)
    dropped_at = models.DateTimeField(null=True, blank=True)
    """Since when it will not be issued."""

    objects = BulletinQuerySet.as_manager()

    class Meta:
        ordering = ("started_at", "id")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(version__isnull=True, issued_at__isnull=True, number__isnull=True)
                | models.Q(version__isnull=False, issued_at__isnull=False),
                name="bulletin_issued_with_its_version",
            ),
            models.UniqueConstraint(fields=["matter", "number"], name="bulletin_number_once"),
        ]
        indexes = [
            models.Index(
                fields=["-issued_at"], condition=models.Q(number__isnull=False), name="bulletin_public"
            )
        ]

    def __str__(self) -> str:
        return f"bulletin {self.number or '…'} on {self.matter_id}"

    def is_update_missed(self, at: datetime) -> bool:
        """Whether the promised time has passed; of the newest bulletin of an open matter only."""
        return self.next_update_at is not None and self.next_update_at < at
