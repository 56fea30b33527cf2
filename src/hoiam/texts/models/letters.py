from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from hoiam.desks.models import BookNumber, Desk, Holding, Person
from hoiam.texts.models.parts import Part
from hoiam.texts.models.versions import TextVersion
from hoiam.texts.terms import WRITTEN_FOR, LetterAbout, LetterState


class OfficialLetter(models.Model):
    """One official letter (công văn): prepared for signature, then issued under a number of the body's book.

    Neither `values` nor `sheet` holds who asked: a letter to the asker names the reference of the case, and
    intake fills the asker in when it prints the letter.
    """

    reference_targets: ClassVar[frozenset[str]] = WRITTEN_FOR

    desk = models.ForeignKey(Desk, on_delete=models.PROTECT, related_name="official_letters")
    record_kind = models.CharField(max_length=60)
    record_id = models.BigIntegerField()
    about = models.CharField(max_length=20, choices=LetterAbout.choices)
    version = models.ForeignKey(
        TextVersion, null=True, blank=True, on_delete=models.PROTECT, related_name="official_letters"
    )
    """The cleared text that the letter carries, word for word."""
    part = models.ForeignKey(
        Part, null=True, blank=True, on_delete=models.PROTECT, related_name="official_letters"
    )
    """The request to another body that the letter makes."""
    state = models.CharField(max_length=10, choices=LetterState.choices, default=LetterState.PREPARED)
    values: models.JSONField[dict[str, Any], dict[str, Any]] = models.JSONField()
    """What the letter says, see `letter.values.LetterValues`."""
    sheet: models.JSONField[dict[str, Any], dict[str, Any]] = models.JSONField(default=dict, blank=True)
    """The paper line by line as it was issued, see `letter.sheet.LetterSheet`; {} until then."""
    number = models.OneToOneField(
        BookNumber, null=True, blank=True, on_delete=models.PROTECT, related_name="letter"
    )
    signer = models.ForeignKey(Holding, on_delete=models.PROTECT, related_name="+")
    once = models.CharField(max_length=40, blank=True)
    """The one-time key of the form it came from, so that a second click makes no second letter."""
    prepared_at = models.DateTimeField()
    prepared_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    issued_at = models.DateTimeField(null=True, blank=True)
    issued_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)
    """When it was voided, or given up before it had a number."""
    ended_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    end_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ("-prepared_at", "-id")
        constraints = [
            models.UniqueConstraint(fields=["desk", "once"], condition=~Q(once=""), name="letter_form_once"),
            models.CheckConstraint(
                condition=Q(number__isnull=True, issued_at__isnull=True)
                | Q(number__isnull=False, issued_at__isnull=False),
                name="letter_numbered_when_issued",
            ),
            models.CheckConstraint(
                condition=(
                    Q(state__in=[LetterState.PREPARED, LetterState.ISSUED], ended_at__isnull=True)
                    | Q(state__in=[LetterState.VOIDED, LetterState.DROPPED], ended_at__isnull=False)
                ),
                name="letter_ended_paired",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[LetterState.PREPARED, LetterState.DROPPED], number__isnull=True)
                | Q(state__in=[LetterState.ISSUED, LetterState.VOIDED], number__isnull=False),
                name="letter_state_with_number",
            ),
        ]
        indexes = [models.Index(fields=["record_kind", "record_id"], name="letter_of_record")]

    def __str__(self) -> str:
        return f"{self.about} letter {self.number or ''}".strip()

    @property
    def subject(self) -> str:
        subject: str = self.values["subject"]
        return subject

    @property
    def is_to_asker(self) -> bool:
        return bool(self.values["is_to_asker"])

    def moment(self) -> datetime:
        """When it was issued, else prepared."""
        return self.issued_at or self.prepared_at
