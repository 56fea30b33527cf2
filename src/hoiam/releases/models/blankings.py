from __future__ import annotations

from django.db import models

from hoiam.desks.models import Person
from hoiam.releases.models.editions import EditionText


class Blanking(models.Model):
    """Sentences of a published text taken out of sight to protect a person: asked by one, confirmed by another.

    The notice, the place in the text and the hash of what was published stay in public, and each is counted.
    """

    edition_text = models.ForeignKey(EditionText, on_delete=models.PROTECT, related_name="blankings")
    part_of = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="parts")
    """The blanking that was asked for, where this one carries it to another language or edition."""
    sentences = models.JSONField()
    """Ids of the sentences."""
    attachments = models.JSONField(default=list)
    """SHA-256 of attached files that are taken out of sight with them."""
    why = models.TextField()
    """For the desk; never public."""
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    confirmed_at = models.DateTimeField(null=True, blank=True)
    confirmed_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    declined_at = models.DateTimeField(null=True, blank=True)
    former_hash = models.CharField(max_length=64, blank=True)
    """`document_hash` before the blanking; stays public."""

    class Meta:
        ordering = ("asked_at", "id")

    def __str__(self) -> str:
        return f"blanking in {self.edition_text_id}"
