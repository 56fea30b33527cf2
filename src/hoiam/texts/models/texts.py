from __future__ import annotations

from typing import ClassVar

from django.db import models

from hoiam.desks.models import Desk, Person
from hoiam.texts.terms import WRITTEN_FOR, DraftState


class Text(models.Model):
    """What is being written for one record: an answer, an interim answer, a refusal, a release.

    The record is named by kind and id (`enquiries.enquiry`, 41). `body` is structured plain text with
    citation marks (`[F069]`), as it was last saved.
    """

    reference_targets: ClassVar[frozenset[str]] = WRITTEN_FOR

    desk = models.ForeignKey(Desk, on_delete=models.PROTECT, related_name="texts")
    record_kind = models.CharField(max_length=60)
    record_id = models.BigIntegerField()
    purpose = models.CharField(max_length=40)
    """A word of the room that owns the record: `answer`, `interim_answer`, `refusal`."""
    language = models.CharField(max_length=12)
    body = models.TextField(blank=True)
    revision = models.PositiveIntegerField(default=1)
    """Counts accepted saves; a save names the revision it was written on."""
    book = models.JSONField(default=dict)
    """The ids of the sentences and what each cited, see `sentence_book.SentenceBook`."""
    started_at = models.DateTimeField()
    saved_at = models.DateTimeField()
    saved_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    saved_window = models.CharField(max_length=40, blank=True)
    """The open page the last save came from; a page never conflicts with itself."""
    closed_at = models.DateTimeField(null=True, blank=True)
    """Since when nothing may be written any more: it went out, or its record ended."""

    class Meta:
        ordering = ("-saved_at", "-id")
        indexes = [models.Index(fields=["record_kind", "record_id"], name="text_of_record")]

    def __str__(self) -> str:
        return f"{self.purpose} for {self.record_kind} {self.record_id}"


class TextAuthor(models.Model):
    """Somebody whose words are or were in a text; such a person does not clear it finally."""

    text = models.ForeignKey(Text, on_delete=models.CASCADE, related_name="authorships")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    first_at = models.DateTimeField()

    class Meta:
        ordering = ("first_at", "id")
        constraints = [models.UniqueConstraint(fields=["text", "person"], name="text_author_once")]

    def __str__(self) -> str:
        return f"{self.person_id} wrote {self.text_id}"


class Draft(models.Model):
    """What a person wrote that is not the text now: it lost to a save in between, or was written over.

    Nothing is thrown away. Drafts that stand `beside` wait for a decision; the others are history.
    """

    text = models.ForeignKey(Text, on_delete=models.CASCADE, related_name="drafts")
    person = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    window = models.CharField(max_length=40, blank=True)
    """Which open page of the person it came from, so that two pages do not write over each other."""
    body = models.TextField(blank=True)
    base_revision = models.PositiveIntegerField()
    state = models.CharField(max_length=10, choices=DraftState.choices, default=DraftState.BESIDE)
    saved_at = models.DateTimeField()

    class Meta:
        ordering = ("-saved_at", "-id")
        constraints = [
            models.UniqueConstraint(
                fields=["text", "person", "window"],
                condition=models.Q(state=DraftState.BESIDE),
                name="draft_beside_once",
            )
        ]
        indexes = [models.Index(fields=["text", "state"], name="draft_of_text")]

    def __str__(self) -> str:
        return f"{self.state} draft of text {self.text_id}"
