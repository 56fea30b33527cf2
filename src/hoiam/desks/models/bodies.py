from __future__ import annotations

from django.db import models

from hoiam.desks.models.places import Place
from hoiam.desks.terms import DatePrecision
from hoiam.desks.wording import WordingField


class Body(models.Model):
    """A public body with the time it exists; ministries merge as provinces do."""

    code = models.SlugField(max_length=80, unique=True)
    name = WordingField()
    name_folded = models.CharField(max_length=300, db_index=True)
    short_name = models.CharField(max_length=60, blank=True)
    aliases = models.JSONField(default=list, blank=True)
    level = models.CharField(max_length=40, blank=True)
    kind = models.CharField(max_length=60, blank=True)
    role = WordingField()
    place = models.ForeignKey(Place, null=True, blank=True, on_delete=models.PROTECT, related_name="bodies")
    email = models.EmailField(blank=True, help_text="Published address for letters to the body.")
    valid_from = models.DateField(null=True, blank=True)
    valid_from_precision = models.CharField(
        max_length=10, choices=DatePrecision.choices, default=DatePrecision.UNKNOWN
    )
    valid_to = models.DateField(null=True, blank=True)
    valid_to_precision = models.CharField(
        max_length=10, choices=DatePrecision.choices, default=DatePrecision.UNKNOWN
    )
    legal_basis = models.CharField(max_length=300, blank=True)
    source = models.TextField(blank=True)
    note = models.TextField(blank=True)
    successors = models.ManyToManyField(
        "self", through="BodySuccession", symmetrical=False, related_name="predecessors"
    )

    class Meta:
        ordering = ("name_folded", "code")
        verbose_name_plural = "bodies"

    def __str__(self) -> str:
        return str(self.name)


class BodySuccession(models.Model):
    """Which body took over from which, and what of its work."""

    former = models.ForeignKey(Body, on_delete=models.CASCADE, related_name="succession_forward")
    present = models.ForeignKey(Body, on_delete=models.CASCADE, related_name="succession_back")
    of_what = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["former", "present"], name="body_succession_once")]

    def __str__(self) -> str:
        return f"{self.former_id} → {self.present_id}"
