from __future__ import annotations

from datetime import datetime

from django.db import models
from django.db.models import Q

from hoiam.conferences.models.agenda import Session
from hoiam.conferences.models.conferences import Conference
from hoiam.conferences.models.programmes import TargetGroup
from hoiam.conferences.terms import DelegateState, DelegationLetterKind, InvitationState, ScanWay
from hoiam.desks.models import Body, Person, Place
from hoiam.desks.wording import WordingField


class Allocation(models.Model):
    """How many seats a place has for one kind of agency."""

    conference = models.ForeignKey(Conference, on_delete=models.CASCADE, related_name="allocations")
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    agency_kind = models.CharField(max_length=40)
    """A code of the country pack's `agency_kinds.csv`."""
    group = models.ForeignKey(
        TargetGroup, null=True, blank=True, on_delete=models.PROTECT, related_name="allocations"
    )
    seats = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ("conference", "place", "agency_kind")
        constraints = [
            models.UniqueConstraint(fields=["conference", "place", "agency_kind"], name="allocation_once")
        ]

    def __str__(self) -> str:
        return f"{self.seats} for {self.place_id} {self.agency_kind}"


class Invitation(models.Model):
    """A letter to a body: it names its delegates by a signed link, without an account."""

    conference = models.ForeignKey(Conference, on_delete=models.CASCADE, related_name="invitations")
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    body = models.ForeignKey(Body, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    addressee = models.CharField(max_length=300)
    """As printed on the letter."""
    agency_kind = models.CharField(max_length=40, blank=True)
    """"": it may use every seat of its place."""
    address = models.EmailField(blank=True)
    """An office address, not a person's; emptied with the contacts of the delegates."""
    letter_number = models.CharField(max_length=60, blank=True)
    letter_date = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=10, choices=InvitationState.choices, default=InvitationState.PREPARED)
    link_number = models.PositiveIntegerField(default=1)
    """Part of what is signed in the link; one more makes every earlier link void."""
    link_ends_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    """The organiser who entered the answer; None: it came by the link."""
    declined_why = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ("conference", "place", "id")

    def __str__(self) -> str:
        return f"{self.addressee} to {self.conference_id}"


class Delegate(models.Model):
    """An official whom a body sends, by post. Never somebody of the press."""

    conference = models.ForeignKey(Conference, on_delete=models.PROTECT, related_name="delegates")
    invitation = models.ForeignKey(
        Invitation, null=True, blank=True, on_delete=models.SET_NULL, related_name="delegates"
    )
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    """The province as it stood on the day of the conference."""
    agency_kind = models.CharField(max_length=40)
    agency = models.CharField(max_length=300)
    group = models.ForeignKey(
        TargetGroup, null=True, blank=True, on_delete=models.PROTECT, related_name="delegates"
    )
    name = models.CharField(max_length=120)
    name_folded = models.CharField(max_length=120)
    post = models.CharField(max_length=160)
    """As the body wrote it."""
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=40, blank=True)
    contact_erased_at = models.DateTimeField(null=True, blank=True)
    language = models.CharField(max_length=12, blank=True)
    code = models.CharField(max_length=10, unique=True)
    """Typed at the door, and in the QR of the badge."""
    state = models.CharField(max_length=10, choices=DelegateState.choices)
    registered_at = models.DateTimeField()
    cancelled_at = models.DateTimeField(null=True, blank=True)
    site = models.ForeignKey(
        "conferences.Site", null=True, blank=True, on_delete=models.SET_NULL, related_name="delegates"
    )

    class Meta:
        ordering = ("conference", "place__name_folded", "agency_kind", "name_folded", "id")
        constraints = [
            models.UniqueConstraint(
                fields=["conference", "place", "name_folded", "agency"],
                condition=~Q(state=DelegateState.CANCELLED),
                name="delegate_once",
            )
        ]
        indexes = [models.Index(fields=["conference", "state", "place"], name="delegate_of_conference")]

    def __str__(self) -> str:
        return self.code


class DelegationLetter(models.Model):
    """One message to an invited body, or to somebody it sends; the address stands on the row it is about."""

    kind = models.CharField(max_length=10, choices=DelegationLetterKind.choices)
    invitation = models.ForeignKey(
        Invitation, null=True, blank=True, on_delete=models.CASCADE, related_name="letters"
    )
    delegate = models.ForeignKey(
        Delegate, null=True, blank=True, on_delete=models.CASCADE, related_name="letters"
    )
    at = models.DateTimeField()

    class Meta:
        ordering = ("-at", "-id")
        constraints = [
            models.CheckConstraint(
                condition=Q(invitation__isnull=False) | Q(delegate__isnull=False),
                name="delegation_letter_to_somebody",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"


class CheckIn(models.Model):
    """Somebody was there: one scan, kept once however often the queue of a telephone is sent again."""

    delegate = models.ForeignKey(Delegate, on_delete=models.CASCADE, related_name="checkins")
    session = models.ForeignKey(Session, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    """None: at the door."""
    scan_id = models.CharField(max_length=40, unique=True)
    """Given by the device that scanned."""
    way = models.CharField(max_length=8, choices=ScanWay.choices)
    scanned_at = models.DateTimeField()
    """By the device's clock, put into the days of the conference."""
    received_at = models.DateTimeField()
    by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("scanned_at", "id")
        indexes = [models.Index(fields=["delegate", "session"], name="checkin_of_delegate")]

    def __str__(self) -> str:
        return f"{self.delegate_id} at {self.scanned_at:%Y-%m-%d}"


class PressCount(models.Model):
    """How many people of the press a training reached: a number and where it comes from, nothing else."""

    conference = models.OneToOneField(Conference, on_delete=models.CASCADE, related_name="press_count")
    group = models.ForeignKey(TargetGroup, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    heads = models.PositiveIntegerField()
    source = models.CharField(max_length=300)
    noted_at = models.DateTimeField()

    class Meta:
        ordering = ("conference",)

    def __str__(self) -> str:
        return f"{self.heads} at {self.conference_id}"


class CertificateQuerySet(models.QuerySet["Certificate"]):
    def public(self, at: datetime) -> CertificateQuerySet:
        """What anybody may look up by its code at that instant, revoked ones too; of practice desks none."""
        return self.filter(issued_at__lte=at, conference__desk__is_practice=False)


class Certificate(models.Model):
    """That an official took part; signed, and verified by anyone by its code."""

    conference = models.ForeignKey(Conference, on_delete=models.PROTECT, related_name="certificates")
    delegate = models.ForeignKey(
        Delegate, null=True, blank=True, on_delete=models.SET_NULL, related_name="certificates"
    )
    number = models.PositiveIntegerField()
    code = models.CharField(max_length=24, unique=True)
    """Of the public page and the QR; drawn at random."""
    holder = models.CharField(max_length=120)
    agency = models.CharField(max_length=300)
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    group = models.ForeignKey(TargetGroup, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    document = models.JSONField()
    """The signed canonical document."""
    issued_at = models.DateTimeField()
    issued_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoked_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    revoked_why = WordingField(blank=True)
    """Said on the public page."""

    objects = CertificateQuerySet.as_manager()

    class Meta:
        ordering = ("conference", "number")
        constraints = [
            models.UniqueConstraint(fields=["conference", "number"], name="certificate_number_once"),
            models.UniqueConstraint(
                fields=["delegate"],
                condition=Q(revoked_at__isnull=True, delegate__isnull=False),
                name="certificate_once",
            ),
        ]

    def __str__(self) -> str:
        return self.code
