from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.db import models
from django.db.models import Q

from hoiam.desks.models import Person, Place
from hoiam.desks.wording import WordingField
from hoiam.evidence.terms import Bearing, FactKind, PeriodPrecision, Rank, Translation, ValueShape


class FactVersion(models.Model):
    """What a fact says, once and for ever: a change makes another version.

    `number` is what the public sees ("version 2"); drafts towards it count in `revision`. The only column
    that is ever set later is `published_at`.
    """

    fact = models.ForeignKey("evidence.Fact", on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    revision = models.PositiveIntegerField(default=1)
    made_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True, blank=True)
    digest = models.CharField(max_length=64)
    """SHA-256 over everything the version says, sources included (see `content.digest_of`)."""

    statement = WordingField()
    language = models.CharField(max_length=12)
    """Tag of the language in which the statement was written first."""
    translations = models.JSONField(default=dict, blank=True)
    """{tag: reviewed | unreviewed} for every other language of the statement."""
    kind = models.CharField(max_length=20, choices=FactKind.choices, blank=True)
    bearing = models.CharField(max_length=12, choices=Bearing.choices, blank=True)

    value_low = models.DecimalField(max_digits=30, decimal_places=10, null=True, blank=True)
    value_high = models.DecimalField(max_digits=30, decimal_places=10, null=True, blank=True)
    value_alternatives = models.JSONField(default=list, blank=True)
    """Several values between which the sources do not decide, as decimal strings; [] otherwise."""
    value_printed = models.CharField(max_length=200, blank=True)
    unit = models.CharField(max_length=200, blank=True)

    period_start = models.DateField(null=True, blank=True)
    period_end = models.DateField(null=True, blank=True)
    period_precision = models.CharField(
        max_length=10, choices=PeriodPrecision.choices, default=PeriodPrecision.UNKNOWN
    )
    period_printed = models.CharField(max_length=200, blank=True)

    place = models.ForeignKey(Place, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    """The one place it is about, as it existed on the days of the period. None: see `place_printed`."""
    place_printed = models.CharField(max_length=300, blank=True)
    places = models.ManyToManyField(Place, blank=True, related_name="fact_versions")
    """Every place it is about, for finding it by place."""

    groups = models.JSONField(default=list, blank=True)
    """Codes of the country pack's groups, or the words as printed."""
    group_basis = models.CharField(max_length=300, blank=True)
    themes = models.JSONField(default=list, blank=True)
    """Codes of the country pack's themes, the main one first."""

    limits = WordingField()
    """What the figure does not show. Empty is shown as "limits not stated"."""
    issuer = models.CharField(max_length=300, blank=True)
    verification = models.CharField(max_length=300, blank=True)
    rank = models.PositiveSmallIntegerField(choices=Rank.choices, default=Rank.NORMAL)
    expires_on = models.DateField(null=True, blank=True)
    """The last day on which it may be cited as it stands."""

    class Meta:
        ordering = ("fact", "-number", "-revision")
        constraints = [
            models.UniqueConstraint(fields=["fact", "number", "revision"], name="fact_version_once"),
            models.UniqueConstraint(
                fields=["fact", "number"],
                condition=Q(published_at__isnull=False),
                name="fact_version_published_once",
            ),
            models.CheckConstraint(
                condition=Q(value_low__isnull=True, value_high__isnull=True)
                | Q(value_low__isnull=False, value_high__gte=models.F("value_low")),
                name="fact_version_value_paired",
            ),
            models.CheckConstraint(
                condition=Q(period_start__isnull=True)
                | Q(period_end__isnull=True)
                | Q(period_end__gte=models.F("period_start")),
                name="fact_version_period_forward",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.fact_id} v{self.number}.{self.revision}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Insert, or set `published_at`; anything else is refused, because versions do not change."""
        if not self._state.adding and set(kwargs.get("update_fields") or ["*"]) != {"published_at"}:
            raise TypeError("A version of a fact does not change; save another version.")
        super().save(*args, **kwargs)

    @property
    def theme(self) -> str:
        return self.themes[0] if self.themes else ""

    @property
    def value_shape(self) -> str:
        if self.value_alternatives:
            return ValueShape.ALTERNATIVES
        if self.value_low is None:
            return ValueShape.NONE
        return ValueShape.NUMBER if self.value_low == self.value_high else ValueShape.RANGE

    @property
    def values(self) -> list[Decimal]:
        """The numbers it gives: one, both ends of a range, or every alternative; [] without a value."""
        if self.value_alternatives:
            return [Decimal(value) for value in self.value_alternatives]
        if self.value_low is None or self.value_high is None:
            return []
        ends = [self.value_low] if self.value_low == self.value_high else [self.value_low, self.value_high]
        return [plain(end) for end in ends]

    def translation_mark(self, language: str) -> str:
        """`reviewed`, `unreviewed`, or "" for the original and for a language there is no text in."""
        if language == self.language or language not in self.statement:
            return ""
        return str(self.translations.get(language, Translation.UNREVIEWED))


class VersionTheme(models.Model):
    """One theme of one version: how lists find facts by theme."""

    version = models.ForeignKey(FactVersion, on_delete=models.CASCADE, related_name="theme_rows")
    theme = models.CharField(max_length=80)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["version", "theme"], name="version_theme_once")]
        indexes = [models.Index(fields=["theme", "version"], name="version_by_theme")]

    def __str__(self) -> str:
        return self.theme


def plain(value: Decimal) -> Decimal:
    """The same number without trailing zeros and without an exponent (1800, not 1.8E+3)."""
    short = value.normalize()
    return short.quantize(Decimal(1)) if short == short.to_integral_value() else short
