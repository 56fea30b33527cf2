from __future__ import annotations

from datetime import datetime

from django.db import models
from django.db.models import Q

from hoiam.desks.models import Desk, Person
from hoiam.desks.wording import WordingField
from hoiam.outlets.models.outlets import Outlet
from hoiam.outlets.terms import AppealOutcome, OutletKind, RefusalKind


class CriterionQuerySet(models.QuerySet["Criterion"]):
    def in_force(self, at: datetime) -> CriterionQuerySet:
        return self.filter(published_at__lte=at).filter(Q(ended_at__isnull=True) | Q(ended_at__gt=at))


class Criterion(models.Model):
    """One published criterion of registration, in one version; the same for everybody, in every desk."""

    code = models.SlugField(max_length=40)
    version = models.PositiveIntegerField()
    words = WordingField()
    """What must be so, as a sentence."""
    asks = WordingField()
    """What the applicant shows for it."""
    source = models.CharField(max_length=300, blank=True)
    published_at = models.DateTimeField()
    published_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    """None: it came with the country pack."""
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = CriterionQuerySet.as_manager()

    class Meta:
        ordering = ("code", "-version")
        verbose_name_plural = "criteria"
        constraints = [
            models.UniqueConstraint(fields=["code", "version"], name="criterion_version_once"),
            models.UniqueConstraint(
                fields=["code"], condition=Q(ended_at__isnull=True), name="criterion_current_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.version}"


class ApplicationQuerySet(models.QuerySet["Application"]):
    def waiting(self) -> ApplicationQuerySet:
        """Confirmed from the work address, not decided."""
        return self.filter(confirmed_at__isnull=False, decided_at__isnull=True)


class Application(models.Model):
    """Somebody asks to be registered. Decided, it keeps its code and its times only."""

    desk = models.ForeignKey(Desk, on_delete=models.PROTECT, related_name="+")
    code = models.CharField(max_length=12, unique=True)
    name = models.CharField(max_length=160, blank=True)
    kind = models.CharField(max_length=12, choices=OutletKind.choices)
    language = models.CharField(max_length=35)
    website = models.URLField(blank=True)
    works = models.URLField(blank=True, max_length=500)
    """Where work can be seen."""
    email = models.EmailField(blank=True)
    """Erased with the name when nothing more must be written there."""
    asked_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    outlet = models.OneToOneField(
        Outlet, null=True, blank=True, on_delete=models.PROTECT, related_name="application"
    )
    """Set where it was accepted, at once or on appeal."""
    erased_at = models.DateTimeField(null=True, blank=True)

    objects = ApplicationQuerySet.as_manager()

    class Meta:
        ordering = ("asked_at", "id")
        constraints = [
            models.CheckConstraint(
                condition=Q(decided_at__isnull=True, decided_by__isnull=True)
                | Q(decided_at__isnull=False, decided_by__isnull=False),
                name="application_decided_paired",
            )
        ]

    def __str__(self) -> str:
        return self.code


class Refusal(models.Model):
    """A registration refused or ended, with the criterion and the reason; public by its code, without a name."""

    desk = models.ForeignKey(Desk, on_delete=models.PROTECT, related_name="+")
    code = models.CharField(max_length=12, unique=True)
    kind = models.CharField(max_length=12, choices=RefusalKind.choices)
    application = models.OneToOneField(
        Application, null=True, blank=True, on_delete=models.PROTECT, related_name="refusal"
    )
    outlet = models.ForeignKey(
        Outlet, null=True, blank=True, on_delete=models.PROTECT, related_name="refusals"
    )
    criterion = models.ForeignKey(Criterion, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField()
    """Public; may not hold the name or an address of whom it is about."""
    language = models.CharField(max_length=12)
    """Of the reason."""
    at = models.DateTimeField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("-at", "-id")
        constraints = [
            models.CheckConstraint(
                condition=Q(application__isnull=False, outlet__isnull=True)
                | Q(application__isnull=True, outlet__isnull=False),
                name="refusal_of_one_thing",
            )
        ]

    def __str__(self) -> str:
        return self.code

    def may_be_appealed(self, at: datetime, within: object) -> bool:
        return self.at + within > at  # type: ignore[operator]


class Appeal(models.Model):
    """An appeal against a refusal, decided by somebody outside the desk that refused."""

    refusal = models.OneToOneField(Refusal, on_delete=models.PROTECT, related_name="appeal")
    words = models.TextField(blank=True)
    """For whoever decides; never public, erased some time after the decision."""
    at = models.DateTimeField()
    outcome = models.CharField(max_length=10, choices=AppealOutcome.choices, blank=True)
    reason = models.TextField(blank=True)
    """Public, like the reason of the refusal."""
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("at", "id")
        constraints = [
            models.CheckConstraint(
                condition=Q(decided_at__isnull=True, decided_by__isnull=True, outcome="")
                | (Q(decided_at__isnull=False, decided_by__isnull=False) & ~Q(outcome="")),
                name="appeal_decided_paired",
            )
        ]

    def __str__(self) -> str:
        return f"appeal against {self.refusal_id}"
