from __future__ import annotations

from django.db import models

from hoiam.desks.models import Person
from hoiam.enquiries.models.enquiry import Enquiry
from hoiam.enquiries.terms import Letter


class Correspondence(models.Model):
    """One message to or from the asker. It holds no address: the post has it, sealed, while it needs it."""

    enquiry = models.ForeignKey(Enquiry, on_delete=models.PROTECT, related_name="correspondence")
    letter = models.CharField(max_length=20, choices=Letter.choices)
    is_from_asker = models.BooleanField(default=False)
    words = models.TextField(blank=True)
    """What was written by hand: the question back, the reason, the asker's message with contacts covered."""
    sealed_words = models.BinaryField(default=bytes, blank=True)
    """The asker's message as written, under the key of the seal; emptied when the seal is erased."""
    answer = models.ForeignKey(
        "enquiries.Answer", null=True, blank=True, on_delete=models.PROTECT, related_name="letters"
    )
    facts = models.JSONField(default=dict, blank=True)
    """Plain particulars that the letter names: another reference, a body, a date."""
    by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    """None: the asker wrote it, or it left without an officer's hand."""
    at = models.DateTimeField()
    is_sent_by_hand = models.BooleanField(default=False)
    """The asker gave no e-mail address: intake hands it over and notes when."""
    handed_over_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("at", "id")
        verbose_name_plural = "correspondence"

    def __str__(self) -> str:
        return f"{self.letter} of {self.enquiry_id}"
