from __future__ import annotations

from typing import Any

from django.db import models

from hoiam.desks.models import Desk, Person
from hoiam.texts.models.texts import Text
from hoiam.texts.terms import STANDING_STATES, ClearanceState, ClearingMethod, Decision, SigningRole


class Unchangeable(Exception):
    """A row that is kept for good was about to be changed."""


class KeptQuerySet(models.QuerySet):
    """Rows that are written once: neither changed nor deleted in bulk."""

    def update(self, **kwargs: Any) -> int:
        raise Unchangeable("These rows are kept as they were written.")

    def delete(self) -> tuple[int, dict[str, int]]:
        raise Unchangeable("These rows are kept as they were written.")


class KeptModel(models.Model):
    objects = KeptQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise Unchangeable("This row is kept as it was written.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        raise Unchangeable("This row is kept as it was written.")


class TextVersion(KeptModel):
    """A text exactly as it was sent for clearance. It is never changed.

    `hash` is the SHA-256 of its canonical JSON, see `fingerprint`; a signature names the hash it saw.
    """

    text = models.ForeignKey(Text, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    language = models.CharField(max_length=12)
    body = models.TextField()
    sentences = models.JSONField()
    """[[sentence id, text without marks], …] in reading order."""
    citations = models.JSONField()
    """[[sentence id, fact reference, fact version], …] as they stood when it was sent."""
    facts = models.JSONField(default=dict)
    """{reference: what readers are told about that version of the fact: statement, source, period, limits}."""
    reasons = models.JSONField(default=dict)
    """{sentence id: why its number needs no cited fact}."""
    attachments = models.JSONField(default=list)
    """[[file name, SHA-256], …]"""
    bound = models.JSONField(default=dict)
    """{name: value} that the record's owner wants signed together with the words, such as when the next update
    comes. Empty for most texts; part of the hash where it is not."""
    hash = models.CharField(max_length=64)
    sent_at = models.DateTimeField()
    sent_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("text", "-number")
        constraints = [models.UniqueConstraint(fields=["text", "number"], name="text_version_once")]

    def __str__(self) -> str:
        return f"version {self.number} of text {self.text_id}"


class Clearance(models.Model):
    """The way of one version through clearance. No passing of time moves it."""

    version = models.OneToOneField(TextVersion, on_delete=models.PROTECT, related_name="clearance")
    text = models.ForeignKey(Text, on_delete=models.PROTECT, related_name="clearances")
    desk = models.ForeignKey(Desk, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=ClearanceState.choices, default=ClearanceState.OPEN)
    method = models.CharField(
        max_length=20, choices=ClearingMethod.choices, default=ClearingMethod.TWO, blank=True
    )
    """How it was cleared; of no meaning before it is."""
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("-id",)
        constraints = [
            models.UniqueConstraint(
                fields=["text"],
                condition=models.Q(state__in=sorted(STANDING_STATES)),
                name="clearance_standing_once",
            )
        ]
        indexes = [
            models.Index(
                fields=["desk"], condition=models.Q(state=ClearanceState.OPEN), name="clearance_waiting"
            )
        ]

    def __str__(self) -> str:
        return f"{self.state} clearance of version {self.version_id}"


class Signature(KeptModel):
    """What one person decided on exactly one version. It counts while the clearance stands."""

    version = models.ForeignKey(TextVersion, on_delete=models.PROTECT, related_name="signatures")
    role = models.CharField(max_length=12, choices=SigningRole.choices)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    is_lent = models.BooleanField(default=False)
    """Signed as the substitute of somebody absent."""
    is_on_duty = models.BooleanField(default=False)
    """Signed in a post of the duty roster."""
    text_hash = models.CharField(max_length=64)
    decision = models.CharField(max_length=8, choices=Decision.choices)
    comment = models.TextField(blank=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ("at", "id")
        constraints = [models.UniqueConstraint(fields=["version", "role"], name="signature_role_once")]

    def __str__(self) -> str:
        return f"{self.decision} of version {self.version_id} as {self.role}"
