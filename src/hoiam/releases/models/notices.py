from __future__ import annotations

from django.db import models
from django.db.models import Q

from hoiam.desks.models import Desk, Person
from hoiam.releases.models.editions import Edition
from hoiam.releases.terms import NoticeWhat


class Notice(models.Model):
    """One thing a person at the desk should know about an edition of a release."""

    desk = models.ForeignKey(Desk, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    what = models.CharField(max_length=20, choices=NoticeWhat.choices)
    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="notices")
    others = models.PositiveIntegerField(default=0)
    """How many more editions the same notice is about, where one change touched many."""
    share = models.PositiveSmallIntegerField(null=True, blank=True)
    """Per cent of the time that have passed, where it is about time."""
    due_at = models.DateTimeField(null=True, blank=True)
    made_at = models.DateTimeField()
    seen_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-made_at", "-id")
        indexes = [
            models.Index(
                fields=["person", "-made_at"], condition=Q(seen_at__isnull=True), name="release_notice_unseen"
            )
        ]

    def __str__(self) -> str:
        return f"{self.what} for {self.person_id}"
