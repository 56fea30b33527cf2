from __future__ import annotations

from django.db import models

from hoiam.desks.models import Body, Desk, Person, Place
from hoiam.desks.wording import WordingField


class Programme(models.Model):
    """A programme of trainings on a legal basis, for a period, with shares to be reached."""

    desk = models.ForeignKey(Desk, on_delete=models.PROTECT, related_name="programmes")
    code = models.SlugField(max_length=60, unique=True)
    title = WordingField()
    legal_basis = models.CharField(max_length=300)
    """Symbol and article of the document that orders it: `1079/QĐ-TTg`."""
    source = models.TextField(blank=True)
    """Where the document can be read."""
    starts_on = models.DateField()
    ends_on = models.DateField()
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-starts_on", "code")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_on__gte=models.F("starts_on")), name="programme_ends_after_start"
            )
        ]

    def __str__(self) -> str:
        return str(self.title)


class TargetGroup(models.Model):
    """People by post whom a programme is to reach, and which share of them."""

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="groups")
    code = models.SlugField(max_length=40)
    name = WordingField()
    share = models.PositiveSmallIntegerField()
    """Per cent of the denominator that the programme sets: 100, 70."""
    is_press = models.BooleanField(default=False)
    """Staff of press agencies: counted per conference, never by name, agency or place."""
    source = models.TextField(blank=True)

    class Meta:
        ordering = ("programme", "id")
        constraints = [models.UniqueConstraint(fields=["programme", "code"], name="target_group_once")]

    def __str__(self) -> str:
        return str(self.name)


class GroupSize(models.Model):
    """How many people a target group has in a place at a day: the denominator of coverage, with its source."""

    group = models.ForeignKey(TargetGroup, on_delete=models.CASCADE, related_name="sizes")
    place = models.ForeignKey(Place, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    """None: the whole programme."""
    number = models.PositiveIntegerField()
    as_of = models.DateField()
    source = models.TextField()
    noted_at = models.DateTimeField()
    noted_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("group", "place", "-as_of", "-id")

    def __str__(self) -> str:
        return f"{self.number} of {self.group_id} at {self.place_id or 'all'}"


class Round(models.Model):
    """One round of a programme: the conferences that together reach everybody once."""

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="rounds")
    year = models.PositiveSmallIntegerField()
    title = WordingField()
    plan = models.TextField(blank=True)
    """Number and date of the plan that orders it, as printed."""

    class Meta:
        ordering = ("programme", "-year", "id")

    def __str__(self) -> str:
        return str(self.title)


class Series(models.Model):
    """Press briefings with a rhythm that the law or the desk sets."""

    desk = models.ForeignKey(Desk, on_delete=models.PROTECT, related_name="series")
    title = WordingField()
    rhythm = models.CharField(max_length=10)
    """A `Rhythm`."""
    body = models.ForeignKey(Body, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    """Whose duty it is, where it is not the body of the desk."""
    starts_on = models.DateField()
    """First day of its first period."""
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_why = WordingField(blank=True)

    class Meta:
        ordering = ("desk", "id")
        verbose_name_plural = "series"

    def __str__(self) -> str:
        return str(self.title)


class Period(models.Model):
    """One month or quarter of a series. Its clock is met by the conference that was held in it: the proof."""

    series = models.ForeignKey(Series, on_delete=models.CASCADE, related_name="periods")
    starts_on = models.DateField()
    ends_on = models.DateField()
    """The last day."""
    missed_why = WordingField(blank=True)
    """Said in public where a period passed without a conference."""

    class Meta:
        ordering = ("series", "-starts_on")
        constraints = [models.UniqueConstraint(fields=["series", "starts_on"], name="period_once")]

    def __str__(self) -> str:
        return f"{self.starts_on} of {self.series_id}"
