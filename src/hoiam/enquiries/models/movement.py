from __future__ import annotations

from django.db import models
from django.db.models import Q

from hoiam.desks.models import Body, Desk, Person
from hoiam.enquiries.models.enquiry import Enquiry
from hoiam.enquiries.terms import DisputeAbout


class Transfer(models.Model):
    """An offer to pass an enquiry on. Until it is accepted the enquiry, and its limits, stay ours."""

    enquiry = models.ForeignKey(Enquiry, on_delete=models.PROTECT, related_name="transfers")
    to_desk = models.ForeignKey(
        Desk, null=True, blank=True, on_delete=models.PROTECT, related_name="transfers_offered"
    )
    to_body = models.ForeignKey(Body, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField()
    offered_at = models.DateTimeField()
    offered_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    is_accepted = models.BooleanField(null=True)
    """None while nobody has decided."""
    decision_reason = models.TextField(blank=True)
    became = models.OneToOneField(
        Enquiry, null=True, blank=True, on_delete=models.PROTECT, related_name="came_by"
    )
    """The enquiry at the desk that accepted."""

    class Meta:
        ordering = ("offered_at", "id")
        constraints = [
            models.UniqueConstraint(
                fields=["enquiry"], condition=Q(decided_at__isnull=True), name="transfer_open_once"
            ),
            models.CheckConstraint(
                condition=Q(to_desk__isnull=False, to_body__isnull=True)
                | Q(to_desk__isnull=True, to_body__isnull=False),
                name="transfer_to_desk_or_body",
            ),
            models.CheckConstraint(
                condition=Q(decided_at__isnull=True, is_accepted__isnull=True)
                | Q(decided_at__isnull=False, is_accepted__isnull=False),
                name="transfer_decided_paired",
            ),
        ]

    def __str__(self) -> str:
        return f"transfer of {self.enquiry_id}"


class Review(models.Model):
    """Somebody asks that an ended enquiry be looked at again by a person who did not decide it."""

    enquiry = models.ForeignKey(Enquiry, on_delete=models.PROTECT, related_name="reviews")
    is_from_asker = models.BooleanField()
    asked_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    words = models.TextField()
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    is_upheld = models.BooleanField(null=True)
    """True: the decision stands. False: the enquiry is opened again."""
    decision_reason = models.TextField(blank=True)

    class Meta:
        ordering = ("asked_at", "id")
        constraints = [
            models.UniqueConstraint(
                fields=["enquiry"], condition=Q(decided_at__isnull=True), name="review_open_once"
            ),
            models.CheckConstraint(
                condition=Q(decided_at__isnull=True, is_upheld__isnull=True)
                | Q(decided_at__isnull=False, is_upheld__isnull=False),
                name="review_decided_paired",
            ),
        ]

    def __str__(self) -> str:
        return f"review of {self.enquiry_id}"


class Dispute(models.Model):
    """The asker says that something the desk did with the enquiry is wrong. Every one is counted."""

    enquiry = models.ForeignKey(Enquiry, on_delete=models.PROTECT, related_name="disputes")
    about = models.CharField(max_length=10, choices=DisputeAbout.choices)
    words = models.TextField()
    said_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    is_accepted = models.BooleanField(null=True)
    settled_why = models.TextField(blank=True)

    class Meta:
        ordering = ("said_at", "id")
        constraints = [
            models.UniqueConstraint(
                fields=["enquiry", "about"], condition=Q(settled_at__isnull=True), name="dispute_open_once"
            ),
            models.CheckConstraint(
                condition=Q(settled_at__isnull=True, is_accepted__isnull=True)
                | Q(settled_at__isnull=False, is_accepted__isnull=False),
                name="dispute_settled_paired",
            ),
        ]

    def __str__(self) -> str:
        return f"dispute {self.about} of {self.enquiry_id}"
