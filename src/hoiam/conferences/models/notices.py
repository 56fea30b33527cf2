from __future__ import annotations

from django.db import models
from django.db.models import Q

from hoiam.conferences.models.agenda import Talk
from hoiam.conferences.models.conferences import Conference
from hoiam.conferences.models.localities import Guidance, LocalRequest
from hoiam.conferences.terms import NoticeWhat
from hoiam.desks.models import Desk, Person


class Notice(models.Model):
    """One thing a person at a desk should know about a conference, or about what a place asked."""

    desk = models.ForeignKey(Desk, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    what = models.CharField(max_length=20, choices=NoticeWhat.choices)
    conference = models.ForeignKey(
        Conference, null=True, blank=True, on_delete=models.CASCADE, related_name="notices"
    )
    request = models.ForeignKey(
        LocalRequest, null=True, blank=True, on_delete=models.CASCADE, related_name="notices"
    )
    talk = models.ForeignKey(Talk, null=True, blank=True, on_delete=models.CASCADE, related_name="notices")
    guidance = models.ForeignKey(
        Guidance, null=True, blank=True, on_delete=models.CASCADE, related_name="notices"
    )
    share = models.PositiveSmallIntegerField(null=True, blank=True)
    """Per cent of the time that have passed, where it is about time."""
    due_at = models.DateTimeField(null=True, blank=True)
    made_at = models.DateTimeField()
    seen_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-made_at", "-id")
        indexes = [
            models.Index(
                fields=["person", "-made_at"],
                condition=Q(seen_at__isnull=True),
                name="conference_notice_unseen",
            )
        ]

    def __str__(self) -> str:
        return f"{self.what} for {self.person_id}"
