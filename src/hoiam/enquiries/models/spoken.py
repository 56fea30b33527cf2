from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from hoiam.desks.models import Person
from hoiam.enquiries.models.answer import Answer


class SpokenAnswer(models.Model):
    """That an answer was given by word of mouth before it was written down: by whom for the desk, and when.

    The words themselves are the answer's text, with the facts, checks and clearance of every other.
    """

    answer = models.OneToOneField(Answer, on_delete=models.CASCADE, related_name="spoken")
    speaker = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    spoken_at = models.DateTimeField()
    noted_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    noted_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(spoken_at__lte=F("noted_at")), name="spoken_before_noted")
        ]

    def __str__(self) -> str:
        return f"spoken answer {self.answer_id}"
