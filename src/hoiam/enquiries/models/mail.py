from __future__ import annotations

from django.db import models
from django.db.models import Q

from hoiam.desks.models import Desk, Person
from hoiam.enquiries.models.enquiry import Enquiry
from hoiam.enquiries.models.letter import Correspondence
from hoiam.enquiries.terms import MailRemark, MailState, MailWhy
from hoiam.post.models import Arrival


class IncomingMail(models.Model):
    """One message to one desk, and what became of it. Who sent it stands in the sealed message alone."""

    desk = models.ForeignKey(Desk, on_delete=models.PROTECT, related_name="incoming_mail")
    arrival = models.ForeignKey(Arrival, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=12, choices=MailState.choices)
    why = models.CharField(max_length=16, choices=MailWhy.choices, blank=True)
    remarks = models.JSONField(default=list, blank=True)
    """Codes of `MailRemark`."""
    enquiry = models.ForeignKey(
        Enquiry, null=True, blank=True, on_delete=models.PROTECT, related_name="incoming_mail"
    )
    """What it became or was put to; while it waits, what it seems to answer."""
    letter = models.ForeignKey(
        Correspondence, null=True, blank=True, on_delete=models.SET_NULL, related_name="mail"
    )
    words = models.TextField(blank=True)
    """Subject and text while it is sorted, sender's name and contacts covered."""
    language = models.CharField(max_length=12, blank=True)
    """The language it seems to be written in."""
    files = models.PositiveSmallIntegerField(default=0)
    size = models.BigIntegerField()
    sealed = models.BinaryField(default=bytes, blank=True)
    """The message without refused files: under a key of its own, from joining on under the key of the enquiry."""
    received_at = models.DateTimeField()
    """When our mail server took it; limits count from here."""
    kept_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=300, blank=True)
    """Why somebody set it aside."""
    erased_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("received_at", "id")
        verbose_name_plural = "incoming mail"
        indexes = [
            models.Index(
                fields=["desk", "received_at"],
                condition=Q(state=MailState.TRIAGE),
                name="incoming_mail_waits",
            ),
            models.Index(fields=["enquiry"], name="incoming_mail_of_enquiry"),
        ]

    def __str__(self) -> str:
        return f"message {self.pk}: {self.state}"

    @property
    def said(self) -> list[str]:
        """What could not be read or was not kept, in sentences."""
        return [str(MailRemark(code).label) for code in self.remarks if code in MailRemark.values]


class MailKey(models.Model):
    """The key of a message that belongs to no enquiry yet, wrapped. Backups keep it apart."""

    mail = models.OneToOneField(IncomingMail, primary_key=True, on_delete=models.CASCADE, related_name="key")
    wrapped = models.BinaryField()

    def __str__(self) -> str:
        return f"key of message {self.pk}"
