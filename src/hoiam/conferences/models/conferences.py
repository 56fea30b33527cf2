from __future__ import annotations

from datetime import datetime

from django.db import models
from django.db.models import Q

from hoiam.conferences.models.programmes import Period, Round, Series
from hoiam.conferences.terms import ConferenceKind, Mode, PartyRole, Precision, SiteLevel, Stage
from hoiam.desks.models import Body, Desk, Person, Place
from hoiam.desks.wording import WordingField
from hoiam.releases.models import Release
from hoiam.texts.models import Text, TextVersion


class ConferenceQuerySet(models.QuerySet["Conference"]):
    def public(self, at: datetime) -> ConferenceQuerySet:
        """What anybody may reach at that instant: the one visibility predicate of conferences.

        Announced ones, also when they were cancelled afterwards. Those of practice desks never.
        """
        return self.filter(announced_at__isnull=False, announced_at__lte=at, desk__is_practice=False)

    def with_record(self, at: datetime) -> ConferenceQuerySet:
        """Those of which the record is published."""
        return self.public(at).filter(record_published_at__isnull=False, record_published_at__lte=at)

    def held(self) -> ConferenceQuerySet:
        return self.filter(held_at__isnull=False, cancelled_at__isnull=True)


class Conference(models.Model):
    """One briefing or training (hội nghị). Its stage is read from its moments."""

    desk = models.ForeignKey(Desk, on_delete=models.PROTECT, related_name="conferences")
    reference = models.CharField(max_length=24, unique=True)
    """`H-DN-2026-0001`."""
    kind = models.CharField(max_length=10, choices=ConferenceKind.choices)
    title = WordingField()
    summary = WordingField(blank=True)
    series = models.ForeignKey(
        Series, null=True, blank=True, on_delete=models.PROTECT, related_name="conferences"
    )
    period = models.ForeignKey(
        Period, null=True, blank=True, on_delete=models.PROTECT, related_name="conferences"
    )
    """Of a series: the period that it is held for."""
    round = models.ForeignKey(
        Round, null=True, blank=True, on_delete=models.PROTECT, related_name="conferences"
    )
    precision = models.CharField(max_length=5, choices=Precision.choices, default=Precision.MONTH)
    starts_on = models.DateField()
    """First day; of a year or month its first day."""
    ends_on = models.DateField()
    """Last day; of a year or month its last day."""
    starts_at = models.DateTimeField(null=True, blank=True)
    """Only with the precision of an hour."""
    ends_at = models.DateTimeField(null=True, blank=True)
    date_note = WordingField(blank=True)
    """What the document says of the date where it is not exact."""
    mode = models.CharField(max_length=10, choices=Mode.choices, default=Mode.IN_PERSON)
    place = models.ForeignKey(Place, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    """As it stood on the day: a province that has merged since stays the province it was."""
    venue = WordingField(blank=True)
    seats = models.PositiveIntegerField(null=True, blank=True)
    """Of delegates; None: without a limit."""
    needs_names = models.BooleanField(default=False)
    """The site asks for names at the gate; outlets enter them themselves."""
    language = models.CharField(max_length=12)
    """BCP 47 tag in which it is held."""
    theme = models.CharField(max_length=60, blank=True)
    source = models.TextField(blank=True)
    """Of one that is known from documents: which."""
    is_from_documents = models.BooleanField(default=False)
    """It was held before the desk kept its record; nothing is computed from it, only reported."""
    package = models.ForeignKey(
        Release, null=True, blank=True, on_delete=models.PROTECT, related_name="conferences"
    )
    """The information package, published to all at one instant."""
    record_text = models.OneToOneField(
        Text, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    record_version = models.OneToOneField(
        TextVersion, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    """The cleared words of the record; public from `record_published_at` on."""
    uid = models.CharField(max_length=80, unique=True)
    """UID of iCalendar (RFC 5545), never changed."""
    sequence = models.PositiveIntegerField(default=0)
    """SEQUENCE of iCalendar: rises with each change of time or place, and with cancellation."""
    planned_at = models.DateTimeField()
    planned_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    announced_at = models.DateTimeField(null=True, blank=True)
    registration_closes_at = models.DateTimeField(null=True, blank=True)
    held_at = models.DateTimeField(null=True, blank=True)
    """When it was marked as held."""
    record_published_at = models.DateTimeField(null=True, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)
    cancelled_why = WordingField(blank=True)
    outlets_invited = models.PositiveIntegerField(default=0)
    outlets_coming = models.PositiveIntegerField(default=0)
    press_heads = models.PositiveIntegerField(default=0)
    """Seats that outlets took, as counted when the seats were deleted: all that is kept of the press."""
    seats_deleted_at = models.DateTimeField(null=True, blank=True)

    objects = ConferenceQuerySet.as_manager()

    class Meta:
        ordering = ("-starts_on", "-id")
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gte=models.F("starts_on")), name="conference_days"),
            models.CheckConstraint(
                condition=(~Q(precision=Precision.HOUR) & Q(starts_at__isnull=True, ends_at__isnull=True))
                | Q(precision=Precision.HOUR, starts_at__isnull=False, ends_at__gt=models.F("starts_at")),
                name="conference_hours",
            ),
            models.CheckConstraint(
                condition=Q(record_published_at__isnull=True)
                | Q(held_at__isnull=False, record_version__isnull=False),
                name="conference_record_after_holding",
            ),
        ]
        indexes = [
            models.Index(
                fields=["-starts_on"], condition=Q(announced_at__isnull=False), name="conference_public"
            )
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def stage(self) -> Stage:
        if self.cancelled_at:
            return Stage.CANCELLED
        if self.record_published_at:
            return Stage.RECORD_PUBLISHED
        if self.held_at:
            return Stage.HELD
        if self.registration_closes_at and self.announced_at:
            return Stage.REGISTRATION
        return Stage.ANNOUNCED if self.announced_at else Stage.PLANNED


class Party(models.Model):
    """A body that leads, hosts, co-organises or guides, by the name printed that day."""

    conference = models.ForeignKey(Conference, on_delete=models.CASCADE, related_name="parties")
    role = models.CharField(max_length=12, choices=PartyRole.choices)
    name = models.CharField(max_length=300)
    body = models.ForeignKey(Body, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("conference", "id")
        verbose_name_plural = "parties"

    def __str__(self) -> str:
        return f"{self.name} {self.role}"


class Site(models.Model):
    """Where people sat: the main hall and every connected place, with heads as a source counted them."""

    conference = models.ForeignKey(Conference, on_delete=models.CASCADE, related_name="sites")
    level = models.CharField(max_length=10, choices=SiteLevel.choices)
    name = models.CharField(max_length=200)
    place = models.ForeignKey(Place, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    part_of = models.ForeignKey("self", null=True, blank=True, on_delete=models.CASCADE, related_name="parts")
    """The site that it was connected through."""
    heads = models.PositiveIntegerField(null=True, blank=True)
    heads_source = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ("conference", "id")
        constraints = [
            models.CheckConstraint(
                condition=Q(heads__isnull=True) | ~Q(heads_source=""), name="site_heads_have_a_source"
            )
        ]

    def __str__(self) -> str:
        return self.name


class ConferenceChange(models.Model):
    """Time, place or seats were changed after the announcement, and why; said in public."""

    conference = models.ForeignKey(Conference, on_delete=models.CASCADE, related_name="changes")
    sequence = models.PositiveIntegerField()
    what = models.JSONField()
    """{field: [before, after]} as plain values."""
    why = WordingField()
    at = models.DateTimeField()
    by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("conference", "-sequence")
        constraints = [models.UniqueConstraint(fields=["conference", "sequence"], name="change_once")]

    def __str__(self) -> str:
        return f"change {self.sequence} of {self.conference_id}"


class ReferenceCounter(models.Model):
    """The last number given to a conference or a request of a desk in a year; locked while the next is given."""

    desk = models.ForeignKey(Desk, on_delete=models.PROTECT, related_name="+")
    letter = models.CharField(max_length=1)
    """`H`: conferences; `Q`: requests of places."""
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["desk", "letter", "year"], name="conference_counter_once")
        ]

    def __str__(self) -> str:
        return f"{self.letter} {self.desk_id} {self.year}: {self.last}"
