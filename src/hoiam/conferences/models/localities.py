from __future__ import annotations

from datetime import datetime

from django.db import models
from django.db.models import Q

from hoiam.conferences.models.conferences import Conference
from hoiam.conferences.models.programmes import Round, TargetGroup
from hoiam.conferences.terms import WAITING_STATES, RequestKind, RequestState
from hoiam.desks.models import Body, Desk, Person, Place
from hoiam.evidence.models import Gap
from hoiam.texts.models import Text, TextVersion


class LocalRequest(models.Model):
    """What a body or a place asks, proposes, tells or lacks; never in the name of a person.

    Private to the desk that asks and the desk that owes the reply.
    """

    desk = models.ForeignKey(Desk, on_delete=models.PROTECT, related_name="local_requests")
    """The desk that asks, or on whose paper request the centre entered it."""
    to_desk = models.ForeignKey(Desk, on_delete=models.PROTECT, related_name="requests_to_answer")
    reference = models.CharField(max_length=24, unique=True)
    """`Q-TU-2026-0001`, under the prefix of the desk that owes the reply."""
    kind = models.CharField(max_length=12, choices=RequestKind.choices)
    state = models.CharField(max_length=12, choices=RequestState.choices, default=RequestState.OPEN)
    body = models.ForeignKey(Body, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    place = models.ForeignKey(Place, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    conference = models.ForeignKey(
        Conference, null=True, blank=True, on_delete=models.SET_NULL, related_name="local_requests"
    )
    """Where it was asked."""
    theme = models.CharField(max_length=60, blank=True)
    language = models.CharField(max_length=12)
    words = models.TextField()
    details = models.JSONField(default=dict, blank=True)
    """Of resources: {"staff": n, "equipment": words, "budget": words with the unit}; of experience:
    {"evidence", "limits"}."""
    group = models.ForeignKey(TargetGroup, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    """Of a training request: who needs it."""
    planned_in = models.ForeignKey(
        Round, null=True, blank=True, on_delete=models.SET_NULL, related_name="training_requests"
    )
    """Of a training request: its place in the next plan."""
    gap = models.ForeignKey(Gap, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    """Evidence that the reply lacks."""
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    owner = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    study_until = models.DateField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-asked_at", "-id")
        constraints = [
            models.CheckConstraint(
                condition=Q(body__isnull=False) | Q(place__isnull=False), name="request_for_body_or_place"
            ),
            models.CheckConstraint(
                condition=~Q(state=RequestState.UNDER_STUDY) | Q(study_until__isnull=False),
                name="request_study_has_an_end",
            ),
            models.CheckConstraint(
                condition=Q(state__in=sorted(WAITING_STATES), closed_at__isnull=True)
                | (~Q(state__in=sorted(WAITING_STATES)) & Q(closed_at__isnull=False)),
                name="request_closed_paired",
            ),
        ]
        indexes = [models.Index(fields=["to_desk", "state", "asked_at"], name="request_waiting")]

    def __str__(self) -> str:
        return self.reference


class LocalReply(models.Model):
    """What the centre replied, and what became of the request by it. A later one follows; none is written over."""

    request = models.ForeignKey(LocalRequest, on_delete=models.CASCADE, related_name="replies")
    state = models.CharField(max_length=12, choices=RequestState.choices)
    words = models.TextField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("request", "-at", "-id")
        verbose_name_plural = "local replies"

    def __str__(self) -> str:
        return f"{self.state} for {self.request_id}"


class GuidanceQuerySet(models.QuerySet["Guidance"]):
    def standing(self, at: datetime) -> GuidanceQuerySet:
        """What every desk may read at that instant: the one visibility predicate of guidance."""
        return self.filter(published_at__lte=at, withdrawn_at__isnull=True, desk__is_practice=False)


class Guidance(models.Model):
    """An answer of the centre that every desk may find and use. Whose question it was is not said."""

    desk = models.ForeignKey(Desk, on_delete=models.PROTECT, related_name="guidance")
    request = models.ForeignKey(
        LocalRequest, null=True, blank=True, on_delete=models.SET_NULL, related_name="guidance"
    )
    reference = models.CharField(max_length=24, unique=True)
    title = models.CharField(max_length=300)
    """The question in general words."""
    theme = models.CharField(max_length=60, blank=True)
    language = models.CharField(max_length=12)
    text = models.OneToOneField(Text, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    """None only inside the act that begins it."""
    version = models.OneToOneField(
        TextVersion, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    started_at = models.DateTimeField()
    started_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    published_at = models.DateTimeField(null=True, blank=True)
    outdated_since = models.DateTimeField(null=True, blank=True)
    """A fact that it cites changed."""
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_why = models.CharField(max_length=400, blank=True)

    objects = GuidanceQuerySet.as_manager()

    class Meta:
        ordering = ("-published_at", "-id")
        verbose_name_plural = "guidance"

    def __str__(self) -> str:
        return self.reference


class TakenUp(models.Model):
    """A desk took the experience of a place up."""

    experience = models.ForeignKey(LocalRequest, on_delete=models.CASCADE, related_name="taken_up")
    desk = models.ForeignKey(Desk, on_delete=models.CASCADE, related_name="+")
    note = models.CharField(max_length=400, blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("experience", "at")
        verbose_name_plural = "taken up"
        constraints = [models.UniqueConstraint(fields=["experience", "desk"], name="taken_up_once")]

    def __str__(self) -> str:
        return f"{self.desk_id} took {self.experience_id}"
