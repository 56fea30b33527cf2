from __future__ import annotations

from django.db import models

from hoiam.releases.models.editions import EditionText
from hoiam.releases.terms import Consent
from hoiam.texts.models import Attachment


class Media(models.Model):
    """What must be said about a picture, sound or film beside a text before it may go out; part of what is signed.

    Other attached files (tables, originals) need none.
    """

    edition_text = models.ForeignKey(EditionText, on_delete=models.CASCADE, related_name="media")
    attachment = models.OneToOneField(Attachment, on_delete=models.PROTECT, related_name="+")
    alternative = models.CharField(max_length=600, blank=True)
    """What is to be seen, for whoever cannot see it."""
    caption = models.CharField(max_length=600, blank=True)
    credit = models.CharField(max_length=200, blank=True)
    license = models.CharField(max_length=80, blank=True)
    """SPDX identifier, such as `CC-BY-4.0`, or the words of a licence."""
    consent = models.CharField(max_length=12, choices=Consent.choices, blank=True)
    transcript = models.TextField(blank=True)
    """What is said in a recording; required for sound and film."""

    class Meta:
        verbose_name_plural = "media"
        ordering = ("id",)

    def __str__(self) -> str:
        return self.alternative or str(self.attachment_id)
