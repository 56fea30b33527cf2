from __future__ import annotations

from datetime import datetime

from django.db import models
from django.db.models import F, Q

from hoiam.desks.models import Desk, Person
from hoiam.outlets.terms import ChannelEnd, ChannelKind, OutletEnd, OutletKind


class OutletQuerySet(models.QuerySet["Outlet"]):
    def registered(self, at: datetime) -> OutletQuerySet:
        """Outlets of the register at that instant: the one predicate for delivery and for access under embargo."""
        return self.filter(registered_at__lte=at, expires_at__gt=at, ended_at__isnull=True)


class Outlet(models.Model):
    """One entry of the register, common to all desks of the installation and kept by one of them.

    It holds a work contact and what is needed to deliver; no notes, no scores, no stance, nothing about a person.
    """

    desk = models.ForeignKey(Desk, on_delete=models.PROTECT, related_name="outlets")
    code = models.CharField(max_length=12, unique=True)
    """Public; drawn at random, so that it tells neither order nor number."""
    name = models.CharField(max_length=160)
    """Of the outlet; for a freelance the name under which the work appears."""
    kind = models.CharField(max_length=12, choices=OutletKind.choices)
    language = models.CharField(max_length=35)
    """BCP 47 tag in which it is written to."""
    website = models.URLField(blank=True)
    email = models.EmailField()
    """The work contact, one; emptied some time after the end."""
    registered_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    reminded_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_why = models.CharField(max_length=12, choices=OutletEnd.choices, blank=True)
    link_number = models.PositiveIntegerField(default=1)
    """Part of what is signed in the link to the outlet's page; one more makes every earlier link void."""

    objects = OutletQuerySet.as_manager()

    class Meta:
        ordering = ("name", "id")
        constraints = [
            models.UniqueConstraint(
                fields=["email"], condition=Q(ended_at__isnull=True), name="outlet_contact_once"
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, ended_why="")
                | (Q(ended_at__isnull=False) & ~Q(ended_why="")),
                name="outlet_end_has_its_reason",
            ),
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("registered_at")), name="outlet_expires_after_registration"
            ),
        ]

    def __str__(self) -> str:
        return self.code

    def is_registered(self, at: datetime) -> bool:
        return self.ended_at is None and self.registered_at <= at < self.expires_at


class ChannelQuerySet(models.QuerySet["Channel"]):
    def open(self) -> ChannelQuerySet:
        """Confirmed and not ended: what something may be sent by."""
        return self.filter(confirmed_at__isnull=False, ended_at__isnull=True)

    def receiving(self, at: datetime) -> ChannelQuerySet:
        """Open channels of the outlets that are registered at that instant."""
        return self.open().filter(
            outlet__registered_at__lte=at, outlet__expires_at__gt=at, outlet__ended_at__isnull=True
        )

    def wanting(self, theme: str) -> ChannelQuerySet:
        """Those that named no theme, or this one."""
        named = ChannelTheme.objects.filter(channel=models.OuterRef("pk"))
        return self.filter(~models.Exists(named) | models.Exists(named.filter(theme=theme)))


class Channel(models.Model):
    """One way by which an outlet receives: an address for e-mail, or for webhooks."""

    outlet = models.ForeignKey(Outlet, on_delete=models.PROTECT, related_name="channels")
    kind = models.CharField(max_length=10, choices=ChannelKind.choices)
    address = models.CharField(max_length=500, blank=True)
    """E-mail address or https address; emptied some time after the end."""
    sealed_secret = models.TextField(blank=True)
    """Of a webhook: the secret that signs what is sent, sealed under the installation's key."""
    language = models.CharField(max_length=35)
    """BCP 47 tag that is preferred; where a text lacks it, the original is sent."""
    key = models.CharField(max_length=32, unique=True)
    """Known to the outlet alone: with it the outlet finds its own line in the list that is published after T."""
    made_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True, blank=True)
    """When the link sent to this address was opened; a webhook is confirmed when it is entered."""
    bounces = models.PositiveSmallIntegerField(default=0)
    """Messages that came back in a row."""
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_why = models.CharField(max_length=12, choices=ChannelEnd.choices, blank=True)

    objects = ChannelQuerySet.as_manager()

    class Meta:
        ordering = ("outlet", "id")
        constraints = [
            models.UniqueConstraint(
                fields=["outlet", "kind", "address"], condition=Q(ended_at__isnull=True), name="channel_once"
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, ended_why="")
                | (Q(ended_at__isnull=False) & ~Q(ended_why="")),
                name="channel_end_has_its_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"


class ChannelTheme(models.Model):
    """A theme that is wanted by a channel; without any row it receives all themes."""

    channel = models.ForeignKey(Channel, on_delete=models.CASCADE, related_name="themes")
    theme = models.CharField(max_length=60)

    class Meta:
        ordering = ("theme",)
        constraints = [models.UniqueConstraint(fields=["channel", "theme"], name="channel_theme_once")]

    def __str__(self) -> str:
        return self.theme


class OutletLetter(models.Model):
    """A letter to an outlet about its registration, on its way; it holds no address."""

    kind = models.CharField(max_length=16)
    outlet = models.ForeignKey(Outlet, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    channel = models.ForeignKey(Channel, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    application = models.ForeignKey(
        "outlets.Application", null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    refusal = models.ForeignKey(
        "outlets.Refusal", null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    at = models.DateTimeField()

    class Meta:
        ordering = ("at", "id")

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"


class ReachTask(models.Model):
    """Reach this outlet: a message did not arrive, somebody at the desk must give it in another way."""

    desk = models.ForeignKey(Desk, on_delete=models.PROTECT, related_name="+")
    outlet = models.ForeignKey(Outlet, on_delete=models.PROTECT, related_name="+")
    consignment = models.OneToOneField(
        "outlets.Consignment", on_delete=models.PROTECT, related_name="reach_task"
    )
    trouble = models.CharField(max_length=10)
    said = models.CharField(max_length=200, blank=True)
    """What the other side's server said last, without addresses."""
    raised_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    settled_how = models.CharField(max_length=400, blank=True)

    class Meta:
        ordering = ("raised_at", "id")
        constraints = [
            models.CheckConstraint(
                condition=Q(settled_at__isnull=True, settled_by__isnull=True)
                | Q(settled_at__isnull=False, settled_by__isnull=False),
                name="reach_task_settled_paired",
            )
        ]
        indexes = [
            models.Index(
                fields=["desk", "raised_at"], condition=Q(settled_at__isnull=True), name="reach_task_open"
            )
        ]

    def __str__(self) -> str:
        return f"reach {self.outlet_id}"
