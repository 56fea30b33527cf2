from __future__ import annotations

from django.db import models
from django.db.models import Q

from hoiam.desks.models.desk import Desk
from hoiam.desks.models.people import Person
from hoiam.desks.models.places import Place
from hoiam.desks.terms import OfferState, OwnRuleKind
from hoiam.desks.wording import WordingField


class DeskTemplate(models.Model):
    """A model desk that is handed over: named once, given in versions."""

    code = models.SlugField(max_length=60, unique=True)
    name = WordingField()
    keeper = models.ForeignKey(
        Desk, null=True, blank=True, on_delete=models.PROTECT, related_name="kept_templates"
    )
    """The desk that writes its versions; None: it came with the pack, or as a signed file of another installation."""
    origin = models.CharField(max_length=300, blank=True)
    """Of one from a file: the installation that signed it."""
    retired_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("code",)

    def __str__(self) -> str:
        return str(self.name)


class TemplateVersion(models.Model):
    """A template as it was given; it is never changed."""

    template = models.ForeignKey(DeskTemplate, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    content = models.JSONField()
    """{section: {key: value}}, see `hoiam.desks.transfer`."""
    note = WordingField(blank=True)
    """What is new, for the desks it is offered to."""
    source = models.CharField(max_length=300, blank=True)
    """The document or experience behind it."""
    digest = models.CharField(max_length=64)
    """SHA-256 of the canonical JSON of `content`."""
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("template", "-number")
        constraints = [
            models.UniqueConstraint(fields=["template", "number"], name="desk_template_version_once")
        ]

    def __str__(self) -> str:
        return f"version {self.number} of {self.template_id}"


class Adoption(models.Model):
    """A desk was opened from a template, and which version it stands on."""

    desk = models.OneToOneField(Desk, on_delete=models.CASCADE, related_name="adoption")
    template = models.ForeignKey(DeskTemplate, on_delete=models.PROTECT, related_name="adoptions")
    number = models.PositiveIntegerField()
    """The last version of which everything was decided."""
    content = models.JSONField(default=dict)
    """What was accepted so far, for sections that are read on pages only."""
    adopted_at = models.DateTimeField()
    adopted_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("desk",)

    def __str__(self) -> str:
        return f"{self.desk_id} from {self.template_id} v{self.number}"


class Offer(models.Model):
    """One change of a template, offered to a desk that stands on it. Never applied silently."""

    adoption = models.ForeignKey(Adoption, on_delete=models.CASCADE, related_name="offers")
    version = models.ForeignKey(TemplateVersion, on_delete=models.PROTECT, related_name="+")
    section = models.CharField(max_length=40)
    key = models.CharField(max_length=200)
    before = models.JSONField(null=True)
    """What the version before had; None: it is new."""
    after = models.JSONField(null=True)
    """None: the template does without it; nothing is taken away from the desk by accepting."""
    state = models.CharField(max_length=10, choices=OfferState.choices, default=OfferState.OPEN)
    why = models.CharField(max_length=400, blank=True)
    """Of one that was declined."""
    offered_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("adoption", "section", "key", "id")
        constraints = [
            models.UniqueConstraint(fields=["adoption", "version", "section", "key"], name="offer_once"),
            models.CheckConstraint(
                condition=~Q(state=OfferState.DECLINED) | ~Q(why=""), name="offer_declined_with_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.section}/{self.key} for {self.adoption_id}"


class StatedAdoption(models.Model):
    """A signed statement of another installation: it opened a desk from our template. Marked as stated, not seen."""

    template = models.ForeignKey(DeskTemplate, on_delete=models.PROTECT, related_name="stated")
    number = models.PositiveIntegerField()
    place = models.ForeignKey(Place, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    desk_name = models.CharField(max_length=300)
    installation = models.CharField(max_length=300)
    stated_at = models.DateTimeField()
    document = models.JSONField()
    received_at = models.DateTimeField()
    received_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("-stated_at", "id")
        constraints = [
            models.UniqueConstraint(fields=["template", "installation", "desk_name"], name="stated_once")
        ]

    def __str__(self) -> str:
        return f"{self.desk_name} ({self.installation})"


class OwnRule(models.Model):
    """A rule that a desk sets for itself. It may ask for more evidence or faster work; nothing else.

    Setting and ending one is a public event.
    """

    desk = models.ForeignKey(Desk, on_delete=models.CASCADE, related_name="own_rules")
    kind = models.CharField(max_length=12, choices=OwnRuleKind.choices)
    words = WordingField()
    working_days = models.PositiveSmallIntegerField(null=True, blank=True)
    """Of a faster one: working days to the first substantive answer."""
    theme = models.CharField(max_length=60, blank=True)
    """Of more evidence: the theme it holds for; "" for all."""
    sources_needed = models.PositiveSmallIntegerField(null=True, blank=True)
    """Of more evidence: sources that each fact cited must have."""
    set_at = models.DateTimeField()
    set_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    ended_why = WordingField(blank=True)

    class Meta:
        ordering = ("desk", "-set_at", "id")

    def __str__(self) -> str:
        return str(self.words)
