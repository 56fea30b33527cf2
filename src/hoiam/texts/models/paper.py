from __future__ import annotations

from django.db import models
from django.db.models import Q

from hoiam.desks.models import Holding, Person
from hoiam.texts.models.versions import TextVersion
from hoiam.texts.terms import ClearanceState, PaperState


class PaperApproval(models.Model):
    """A sheet that somebody signed on paper, or a file signed elsewhere, for exactly one version.

    It approves nothing until a second person has confirmed it, and counts while the clearance stands.
    Its file is an `Attachment` of this record: pictures without their remarks, PDF byte for byte.
    """

    version = models.ForeignKey(TextVersion, on_delete=models.PROTECT, related_name="papers")
    text_hash = models.CharField(max_length=64)
    state = models.CharField(max_length=10, choices=PaperState.choices, default=PaperState.WAITING)
    holding = models.ForeignKey(Holding, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    """The post in which it was signed; or"""
    signer = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    """the official of the desk who signed it."""
    signer_name = models.CharField(max_length=120)
    signer_title = models.CharField(max_length=300, blank=True)
    signed_date = models.DateField()
    number = models.CharField(max_length=60, blank=True)
    """As it stands on the paper."""
    signatures_in_file = models.PositiveSmallIntegerField(default=0)
    """Digital signatures that the PDF carries; their certificates were not checked."""
    signature_covers_all = models.BooleanField(default=False)
    seal = models.JSONField()
    """Our detached signature over the SHA-256 of the file and the hash of the version, see `desks.signing`."""
    uploaded_at = models.DateTimeField()
    uploaded_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    decided_why = models.TextField(blank=True)
    """Why it was rejected."""

    class Meta:
        ordering = ("-uploaded_at", "-id")
        constraints = [
            models.UniqueConstraint(
                fields=["version"], condition=~Q(state=PaperState.REJECTED), name="paper_standing_once"
            ),
            models.CheckConstraint(
                condition=Q(state=PaperState.WAITING, decided_at__isnull=True, decided_by__isnull=True)
                | (~Q(state=PaperState.WAITING) & Q(decided_at__isnull=False, decided_by__isnull=False)),
                name="paper_decided_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(state=PaperState.CONFIRMED) | ~Q(decided_by=models.F("uploaded_by")),
                name="paper_confirmed_by_second_person",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.state} paper for version {self.version_id}"

    @property
    def counts(self) -> bool:
        """Whether the version is approved by it now."""
        return self.state == PaperState.CONFIRMED and self.version.clearance.state == ClearanceState.CLEARED

    @property
    def can_be_decided(self) -> bool:
        """It waits, and its version is still in clearance; an edit has ended that for good."""
        return self.state == PaperState.WAITING and self.version.clearance.state == ClearanceState.OPEN
