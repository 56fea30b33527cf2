from __future__ import annotations

from django.db import models
from django.db.models import Q

from hoiam.desks.models import Desk, Person
from hoiam.enquiries.models.enquiry import Enquiry
from hoiam.enquiries.terms import NoticeWhat


class Notice(models.Model):
    """One thing a person at the desk should know; it names the enquiry and never who asked."""

    desk = models.ForeignKey(Desk, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="notices")
    what = models.CharField(max_length=20, choices=NoticeWhat.choices)
    enquiry = models.ForeignKey(
        Enquiry, null=True, blank=True, on_delete=models.CASCADE, related_name="notices"
    )
    matter = models.ForeignKey(
        "enquiries.Matter", null=True, blank=True, on_delete=models.CASCADE, related_name="notices"
    )
    bulletin = models.ForeignKey(
        "enquiries.Bulletin", null=True, blank=True, on_delete=models.CASCADE, related_name="+"
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
                fields=["person", "-made_at"], condition=Q(seen_at__isnull=True), name="notice_unseen"
            )
        ]

    def __str__(self) -> str:
        return f"{self.what} for {self.person_id}"
