"""The sequence of changes that every index follows."""

from __future__ import annotations

from django.db import models
from django.db.models.functions import Now


class Change(models.Model):
    """One document became another: written in the transaction of the change itself, read by every node."""

    id = models.BigAutoField(primary_key=True)
    kind = models.CharField(max_length=32)
    ref = models.CharField(max_length=120)
    noted_at = models.DateTimeField(db_default=Now())

    def __str__(self) -> str:
        return f"{self.id}: {self.kind} {self.ref}"
