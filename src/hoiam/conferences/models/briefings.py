from __future__ import annotations

from django.db import models
from django.db.models import Q

from hoiam.conferences.models.agenda import Session
from hoiam.conferences.models.conferences import Conference
from hoiam.conferences.terms import AskedBy, SeatState
from hoiam.desks.models import Person
from hoiam.desks.wording import WordingField
from hoiam.enquiries.models import Enquiry
from hoiam.outlets.models import Outlet


class Seat(models.Model):
    """An outlet's invitation to one conference. Every registered outlet gets one; all are deleted 24 hours after
    the end, and only counts stay: no attendance history of the press."""

    conference = models.ForeignKey(Conference, on_delete=models.CASCADE, related_name="outlet_seats")
    outlet = models.ForeignKey(Outlet, on_delete=models.CASCADE, related_name="+")
    state = models.CharField(max_length=10, choices=SeatState.choices, default=SeatState.INVITED)
    heads = models.PositiveSmallIntegerField(default=0)
    invited_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("conference", "id")
        constraints = [models.UniqueConstraint(fields=["conference", "outlet"], name="seat_once")]

    def __str__(self) -> str:
        return f"{self.outlet_id} at {self.conference_id}"


class SeatName(models.Model):
    """A name for the gate, where the site asks for names; entered by the outlet, shown to the gate only, deleted
    with the seat, never exported."""

    seat = models.ForeignKey(Seat, on_delete=models.CASCADE, related_name="names")
    sealed_name = models.BinaryField()
    """Sealed under the installation's key."""

    class Meta:
        ordering = ("seat", "id")

    def __str__(self) -> str:
        return f"name {self.pk}"


class FloorQuestion(models.Model):
    """A question asked at a conference: answered there, or promised for a day and kept as an enquiry.

    Who asked is not kept here; only an address for the answer, where one was left, until the question is decided.
    """

    conference = models.ForeignKey(Conference, on_delete=models.PROTECT, related_name="questions")
    session = models.ForeignKey(Session, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    number = models.PositiveIntegerField()
    asked_by = models.CharField(max_length=10, choices=AskedBy.choices)
    language = models.CharField(max_length=12)
    question = models.TextField()
    asked_at = models.DateTimeField()
    noted_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    """None: it came by a public form."""
    sealed_address = models.TextField(blank=True)
    """E-mail address left in the form, sealed under the installation's key: it moves under the seal of the enquiry,
    or is deleted when the question is decided otherwise."""
    answer = WordingField(blank=True)
    """As it was given there."""
    answer_office = WordingField(blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    enquiry = models.OneToOneField(
        Enquiry, null=True, blank=True, on_delete=models.PROTECT, related_name="floor_question"
    )
    promised_for = models.DateField(null=True, blank=True)
    """The day that was promised in public for the answer of the enquiry."""
    kept_at = models.DateTimeField(null=True, blank=True)
    """When the promised answer went out."""
    set_aside_at = models.DateTimeField(null=True, blank=True)
    set_aside_why = WordingField(blank=True)
    """Not a question, or the same as another; said in the record."""

    class Meta:
        ordering = ("conference", "number")
        constraints = [
            models.UniqueConstraint(fields=["conference", "number"], name="floor_question_once"),
            models.CheckConstraint(
                condition=Q(enquiry__isnull=True) | Q(promised_for__isnull=False),
                name="floor_promise_has_a_day",
            ),
        ]

    def __str__(self) -> str:
        return f"question {self.number} of {self.conference_id}"
