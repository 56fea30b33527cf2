from __future__ import annotations

from datetime import datetime

from django.db import models
from django.db.models import Q

from hoiam.conferences.models.conferences import Conference
from hoiam.conferences.terms import SessionKind
from hoiam.desks.models import Body, Desk, Person
from hoiam.desks.wording import WordingField
from hoiam.texts.models import Text, TextVersion


class Session(models.Model):
    """One part of the agenda; its code is stable, its version rises with each change."""

    conference = models.ForeignKey(Conference, on_delete=models.CASCADE, related_name="sessions")
    code = models.CharField(max_length=12)
    kind = models.CharField(max_length=12, choices=SessionKind.choices, default=SessionKind.TALKS)
    title = WordingField()
    office = WordingField(blank=True)
    """Who leads it, by office."""
    room = models.CharField(max_length=120, blank=True)
    starts_at = models.DateTimeField(null=True, blank=True)
    ends_at = models.DateTimeField(null=True, blank=True)
    position = models.PositiveSmallIntegerField()
    version = models.PositiveIntegerField(default=1)
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("conference", "position", "id")
        constraints = [models.UniqueConstraint(fields=["conference", "code"], name="session_code_once")]

    def __str__(self) -> str:
        return self.code


class SessionChange(models.Model):
    """What a session was before a change, and why it changed; public with the agenda."""

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="changes")
    version = models.PositiveIntegerField()
    """The version that the change made."""
    before = models.JSONField()
    why = WordingField()
    at = models.DateTimeField()
    by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("session", "-version")
        constraints = [models.UniqueConstraint(fields=["session", "version"], name="session_change_once")]

    def __str__(self) -> str:
        return f"version {self.version} of {self.session_id}"


class TalkQuerySet(models.QuerySet["Talk"]):
    def public(self, at: datetime) -> TalkQuerySet:
        """Cleared talks of the library; a talk is public when it was given out with its cleared words."""
        return self.filter(published_at__isnull=False, published_at__lte=at, desk__is_practice=False)


class Talk(models.Model):
    """A talk by an office, with the facts its words rest on. A later version follows an earlier one."""

    desk = models.ForeignKey(Desk, on_delete=models.PROTECT, related_name="talks")
    session = models.ForeignKey(
        Session, null=True, blank=True, on_delete=models.SET_NULL, related_name="talks"
    )
    title = WordingField()
    office = WordingField()
    body = models.ForeignKey(Body, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    language = models.CharField(max_length=12)
    theme = models.CharField(max_length=60, blank=True)
    number = models.PositiveIntegerField(default=1)
    """The version, 1 first."""
    follows = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="followed_by"
    )
    text = models.OneToOneField(Text, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    version = models.OneToOneField(
        TextVersion, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    """Its cleared words."""
    valid_until = models.DateField(null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    outdated_since = models.DateTimeField(null=True, blank=True)
    """A fact that it cites changed after its words were cleared."""
    outdated_facts = models.JSONField(default=list, blank=True)
    """References of those facts."""
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    objects = TalkQuerySet.as_manager()

    class Meta:
        ordering = ("-made_at", "-id")

    def __str__(self) -> str:
        return str(self.title)


class Material(models.Model):
    """A document handed out: slides, a guide, a form. Its files are versions."""

    conference = models.ForeignKey(Conference, on_delete=models.CASCADE, related_name="materials")
    session = models.ForeignKey(
        Session, null=True, blank=True, on_delete=models.SET_NULL, related_name="materials"
    )
    talk = models.ForeignKey(Talk, null=True, blank=True, on_delete=models.SET_NULL, related_name="materials")
    title = WordingField()
    is_public = models.BooleanField(default=True)
    """False: for delegates only."""

    class Meta:
        ordering = ("conference", "id")

    def __str__(self) -> str:
        return str(self.title)


class MaterialVersion(models.Model):
    """One state of a material; its file is the `Attachment` of this record."""

    material = models.ForeignKey(Material, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    note = WordingField(blank=True)
    """What is different from the version before."""
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("material", "-number")
        constraints = [models.UniqueConstraint(fields=["material", "number"], name="material_version_once")]

    def __str__(self) -> str:
        return f"version {self.number} of {self.material_id}"


class Conclusion(models.Model):
    """What the chair concluded or asked for: a commitment of the body addressed, with a day and a proof."""

    conference = models.ForeignKey(Conference, on_delete=models.PROTECT, related_name="conclusions")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=12)
    """A `ConclusionKind`."""
    words = WordingField()
    body = models.ForeignKey(Body, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    addressee = models.CharField(max_length=300)
    """As it was said; `body` where it is one of ours."""
    desk = models.ForeignKey(
        Desk, null=True, blank=True, on_delete=models.PROTECT, related_name="conclusions"
    )
    """The desk of the body addressed, where it has one: it replies there."""
    due_on = models.DateField(null=True, blank=True)
    reply = WordingField(blank=True)
    proof = models.CharField(max_length=500, blank=True)
    """Number and date of a document, an address, a reference of the record."""
    replied_at = models.DateTimeField(null=True, blank=True)
    replied_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    done_at = models.DateTimeField(null=True, blank=True)
    """When the desk that led the conference accepted the proof."""
    returned_why = WordingField(blank=True)
    """Why the last reply was sent back; emptied by the next one."""

    class Meta:
        ordering = ("conference", "number")
        constraints = [
            models.UniqueConstraint(fields=["conference", "number"], name="conclusion_once"),
            models.CheckConstraint(
                condition=Q(done_at__isnull=True) | Q(replied_at__isnull=False),
                name="conclusion_done_after_reply",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} of {self.conference_id}"
