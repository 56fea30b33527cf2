from __future__ import annotations

from django.db import models
from django.db.models import Q

from hoiam.desks.models.people import Person
from hoiam.desks.terms import RuleState
from hoiam.desks.wording import WordingField


class LawRule(models.Model):
    """One version of one row of law: who must do what within which time.

    `row` holds the columns of the country pack's `legal_rules.csv`, read by `hoiam.deadlines`.
    """

    rule_id = models.CharField(max_length=60)
    version = models.PositiveIntegerField(default=1)
    row = models.JSONField()
    kinds = models.JSONField(default=list)
    start_event = models.CharField(max_length=120)
    act = models.CharField(max_length=40, default="answer")
    """Which act meets a clock of this rule: `acknowledge`, `answer`, `inform`, `update` …"""
    instrument = WordingField()
    article = models.CharField(max_length=60, blank=True)
    """Empty where nobody has seen it; no article is ever typed without a source."""
    duty = WordingField()
    note = WordingField()
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=20, choices=RuleState.choices)
    confirmed_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    confirmed_at = models.DateTimeField(null=True, blank=True)
    source = models.TextField(blank=True)
    made_at = models.DateTimeField(null=True, blank=True)
    made_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    """Who made this version; nobody for one that came with the country pack."""
    reason = models.CharField(max_length=300, blank=True)
    is_current = models.BooleanField(default=True)

    class Meta:
        ordering = ("rule_id", "-version")
        constraints = [
            models.UniqueConstraint(fields=["rule_id", "version"], name="law_rule_version_once"),
            models.UniqueConstraint(
                fields=["rule_id"], condition=Q(is_current=True), name="law_rule_one_current"
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True, confirmed_at__isnull=True)
                | Q(confirmed_by__isnull=False, confirmed_at__isnull=False),
                name="law_rule_confirmed_paired",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.rule_id} v{self.version}"


class CalendarVersion(models.Model):
    """A calendar as it was known from an instant on; a new holiday makes a new version."""

    calendar_id = models.CharField(max_length=20)
    version = models.PositiveIntegerField()
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=300, blank=True)
    is_current = models.BooleanField(default=True)

    class Meta:
        ordering = ("calendar_id", "-version")
        constraints = [
            models.UniqueConstraint(fields=["calendar_id", "version"], name="calendar_version_once"),
            models.UniqueConstraint(
                fields=["calendar_id"], condition=Q(is_current=True), name="calendar_one_current"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.calendar_id} v{self.version}"


class CalendarDay(models.Model):
    """A day off, or a worked day of rest, in one version of a calendar."""

    calendar = models.ForeignKey(CalendarVersion, on_delete=models.CASCADE, related_name="days")
    day = models.DateField()
    kind = models.CharField(max_length=10, choices=[("off", "off"), ("worked", "worked")])
    name = WordingField()
    source = models.CharField(max_length=300, blank=True)
    announced_date = models.DateField(null=True, blank=True)
    """When it was announced, where that is known."""
    state = models.CharField(max_length=40, blank=True)

    class Meta:
        ordering = ("day",)
        constraints = [models.UniqueConstraint(fields=["calendar", "day"], name="calendar_day_once")]

    def __str__(self) -> str:
        return f"{self.day} {self.kind}"


class RefusalGround(models.Model):
    """The only grounds on which anything may be refused: a code, an article, a remedy."""

    code = models.SlugField(max_length=60, unique=True)
    kinds = models.JSONField(default=list)
    instrument = WordingField()
    article = WordingField()
    label = WordingField()
    remedy = WordingField()
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=60, blank=True)
    source = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ("code",)

    def __str__(self) -> str:
        return str(self.label)
