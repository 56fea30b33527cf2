"""The words of the evidence: kinds, bearings, states and stances, each written once."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class FactKind(models.TextChoices):
    """What sort of thing a fact records."""

    OBSERVATION = "observation", _("Observation")
    LEGAL_PROVISION = "legal_provision", _("Legal provision")
    INSTITUTION = "institution", _("Institution")
    PROGRAMME_MEASURE = "programme_measure", _("Programme measure")
    EVENT = "event", _("Event")
    COMMITMENT = "commitment", _("Commitment")
    ABSENCE = "absence", _("No figure is published")


class Bearing(models.TextChoices):
    """What a fact says about how a right is enjoyed; shortcomings stand beside achievements."""

    ACHIEVEMENT = "achievement", _("Achievement")
    SHORTCOMING = "shortcoming", _("Shortcoming")
    CONTEXT = "context", _("Context")
    TARGET = "target", _("Target")


class FactState(models.TextChoices):
    DRAFT = "draft", _("Draft")
    PUBLISHED = "published", _("Published")
    SUPERSEDED = "superseded", _("Superseded")
    EXPIRED = "expired", _("Expired")
    WITHDRAWN = "withdrawn", _("Withdrawn")


PUBLIC_STATES = frozenset({FactState.PUBLISHED, FactState.SUPERSEDED, FactState.EXPIRED, FactState.WITHDRAWN})
"""What the public may read. What ended stays readable, under its notice: nothing public disappears."""


class Stance(models.TextChoices):
    """How a source stands to the fact it is named for."""

    SUPPORTS = "supports", _("supports it")
    DIFFERS = "differs", _("gives another value")


class Translation(models.TextChoices):
    """How far the statement in a language other than the original was checked."""

    REVIEWED = "reviewed", _("translation reviewed")
    UNREVIEWED = "unreviewed", _("translation not reviewed")


class Rank(models.IntegerChoices):
    """Which of several facts on one matter is shown first."""

    PREFERRED = 0, _("preferred")
    NORMAL = 1, _("normal")


class ValueShape(models.TextChoices):
    NONE = "none", _("no value")
    NUMBER = "number", _("number")
    RANGE = "range", _("range")
    ALTERNATIVES = "alternatives", _("several values")


class PeriodPrecision(models.TextChoices):
    """How exactly the period is known; a period may be open on one side."""

    DAY = "day", _("day")
    MONTH = "month", _("month")
    QUARTER = "quarter", _("quarter")
    YEAR = "year", _("year")
    UNKNOWN = "unknown", _("not known")


class GapState(models.TextChoices):
    OPEN = "open", _("Still open")
    CLOSED = "closed", _("Closed")


class Doubt(models.TextChoices):
    """Why a citation asks to be looked at again."""

    SENTENCE_CHANGED = "sentence_changed", _("The sentence changed much since the fact was cited.")
    FACT_REVISED = "fact_revised", _("The fact has a newer version.")
    FACT_ENDED = "fact_ended", _("The fact was superseded, expired or withdrawn.")


CITING_KINDS = frozenset({"texts.text", "texts.draft", "texts.textversion"})
"""What may cite a fact: texts and their versions, nothing else."""
LINKED_KINDS = frozenset({"evidence.fact", "evidence.source", "evidence.gap", "enquiries.enquiry"})
"""What a link may join. A claim, an asker, an outlet or a person is never among them."""
ASKING_KINDS = frozenset(
    {"enquiries.enquiry", "texts.text", "conferences.floorquestion", "conferences.localrequest"}
)
"""Where the question of a gap may have been asked."""
