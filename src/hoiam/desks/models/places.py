from __future__ import annotations

from datetime import date

from django.db import models

from hoiam.desks.wording import WordingField


class PlaceQuerySet(models.QuerySet["Place"]):
    def in_force(self, on: date) -> PlaceQuerySet:
        """Places that exist on that day."""
        return self.filter(
            models.Q(valid_from__isnull=True) | models.Q(valid_from__lte=on),
            models.Q(valid_to__isnull=True) | models.Q(valid_to__gte=on),
        )


class Place(models.Model):
    """A territory with the days on which it exists; a merger ends it and begins another."""

    code = models.SlugField(max_length=80, unique=True)
    kind = models.CharField(max_length=40)
    name = WordingField()
    name_folded = models.CharField(max_length=200, db_index=True)
    aliases = models.JSONField(default=list, blank=True)
    region = models.CharField(max_length=120, blank=True)
    part_of = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="parts")
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True, help_text="Last day on which it exists.")
    legal_basis = models.CharField(max_length=300, blank=True)
    source = models.TextField(blank=True)
    successors = models.ManyToManyField(
        "self", through="PlaceSuccession", symmetrical=False, related_name="predecessors"
    )

    objects = PlaceQuerySet.as_manager()

    class Meta:
        ordering = ("name_folded", "code")

    def __str__(self) -> str:
        return str(self.name)

    def exists_on(self, day: date) -> bool:
        return (self.valid_from is None or self.valid_from <= day) and (
            self.valid_to is None or self.valid_to >= day
        )


class PlaceSuccession(models.Model):
    """Which place followed which (a merger has several rows)."""

    former = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="succession_forward")
    present = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="succession_back")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["former", "present"], name="place_succession_once")]

    def __str__(self) -> str:
        return f"{self.former_id} → {self.present_id}"
