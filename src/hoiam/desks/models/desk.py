from __future__ import annotations

from django.db import models

from hoiam.desks.models.bodies import Body
from hoiam.desks.models.places import Place
from hoiam.desks.wording import WordingField


class DeskQuerySet(models.QuerySet["Desk"]):
    def public(self) -> DeskQuerySet:
        """Desks that anybody may know of: every one but those for practice."""
        return self.filter(is_practice=False)

    def practising(self) -> DeskQuerySet:
        """Desks for practice; `desk__in` of it, excluded, leaves out what is theirs without a join."""
        return self.filter(is_practice=True).order_by()

    def met_by(self, desk: Desk) -> DeskQuerySet:
        """Open desks that may be asked or given something by this one: practice meets practice only."""
        return self.filter(is_open=True, is_practice=desk.is_practice).exclude(pk=desk.pk)


class Desk(models.Model):
    """The information desk of one body. Its unpublished records are seen by no other desk."""

    code = models.SlugField(max_length=60, unique=True)
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="desks")
    place = models.ForeignKey(Place, null=True, blank=True, on_delete=models.PROTECT, related_name="desks")
    name = WordingField()
    reference_prefix = models.CharField(max_length=8, unique=True)
    """Begins every reference of the desk: `DN-2026-00041`."""
    phone = models.CharField(max_length=60, blank=True)
    email = models.EmailField(blank=True)
    office_hours = WordingField()
    is_open = models.BooleanField(default=True)
    opened_on = models.DateField()
    publication_delay_days = models.PositiveSmallIntegerField(default=2)
    """Working days between sending an answer to its asker and its entry in the public log."""
    seal_retention_days = models.PositiveSmallIntegerField(default=90)
    """Days after closing until who asked is erased."""
    target_working_days = models.PositiveSmallIntegerField(default=3)
    """The desk's own target for a first substantive answer."""
    is_practice = models.BooleanField(default=False)
    """For learning: nothing leaves it, nothing of it is public, and it is set back every night."""
    one_signature_in_crisis = models.BooleanField(default=False)
    """During a public emergency one signature of somebody on duty, who did not write it, clears a bulletin."""

    objects = DeskQuerySet.as_manager()

    class Meta:
        ordering = ("code",)

    def __str__(self) -> str:
        return str(self.name)


class Holding(models.Model):
    """Who holds a post in public, from when to when: the spokesperson, a deputy, the head.

    The name is public by law (press law, access-to-information law); no account is needed for it.
    """

    desk = models.ForeignKey(Desk, on_delete=models.CASCADE, related_name="holdings")
    post = models.CharField(max_length=40)
    """A code of the country pack's `posts.csv`."""
    holder = models.CharField(max_length=120)
    title = WordingField()
    phone = models.CharField(max_length=60, blank=True)
    email = models.EmailField(blank=True)
    ask_for = WordingField()
    """Whom to ask for what."""
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    source = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ("post", "-valid_from")

    def __str__(self) -> str:
        return f"{self.post}: {self.holder}"
