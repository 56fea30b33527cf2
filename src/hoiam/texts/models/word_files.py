from __future__ import annotations

from django.db import models

from hoiam.desks.models import Person
from hoiam.texts.models.texts import Text
from hoiam.texts.terms import WordFileState


class WordFile(models.Model):
    """A Word document brought to a text: what it says once all its changes are accepted, waiting for a decision.

    The file itself is not kept: neither pictures nor macros nor what somebody deleted in it long ago.
    """

    text = models.ForeignKey(Text, on_delete=models.CASCADE, related_name="word_files")
    name = models.CharField(max_length=120)
    sha256 = models.CharField(max_length=64)
    went_out_from_here = models.BooleanField()
    """Carries our own seal: it is this text as it stood at `base_revision`."""
    base_revision = models.PositiveIntegerField()
    """The revision it was written on; for a file from elsewhere the one it met."""
    body = models.TextField()
    hints = models.JSONField(default=list)
    """For each sentence of `body` the id that the file carried for it, "" for none."""
    told = models.JSONField(default=dict)
    """Who changed what, comments, and what was left out; see `queries.word_files.told_of`."""
    state = models.CharField(max_length=10, choices=WordFileState.choices, default=WordFileState.WAITING)
    note = models.TextField(blank=True)
    """Why it was returned."""
    brought_at = models.DateTimeField()
    brought_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("-brought_at", "-id")
        indexes = [models.Index(fields=["text", "state"], name="word_file_of_text")]

    def __str__(self) -> str:
        return f"{self.state} Word file {self.name}"
