"""The words of the desks: roles, states and kinds, each written once."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Role(models.TextChoices):
    """What a person does at one desk (a person may hold several roles)."""

    INTAKE = "intake", _("Intake")
    CASE_OFFICER = "case_officer", _("Case officer")
    FACT_STEWARD = "fact_steward", _("Fact steward")
    REVIEWER = "reviewer", _("Reviewer")
    SPOKESPERSON = "spokesperson", _("Spokesperson")
    HEAD = "head", _("Head of the body")
    DESK_ADMIN = "desk_admin", _("Desk administrator")
    AUDITOR = "auditor", _("Auditor")


class InstallationRole(models.TextChoices):
    """What a person does for the whole installation."""

    STEWARD_OF_PLACES = "steward_of_places", _("Steward of places and calendars")
    LEGAL_OFFICER = "legal_officer", _("Legal officer")
    PROGRAMME_OFFICER = "programme_officer", _("Programme officer")


CLEARING = frozenset({Role.REVIEWER, Role.SPOKESPERSON, Role.HEAD})
"""Roles that clear a text; outside the demo they need a second factor, as do administrators."""
EDITORIAL = frozenset({Role.INTAKE, Role.CASE_OFFICER, Role.FACT_STEWARD, *CLEARING})
"""Roles that see what is being written. The administrator and the auditor do not."""


class DutyPost(models.TextChoices):
    """What somebody on the duty roster is reached for, day and night."""

    REVIEWER = "reviewer", _("Reviewer on duty")
    SPOKESPERSON = "spokesperson", _("Spokesperson on duty")


FIT_FOR_DUTY: dict[str, frozenset[str]] = {
    DutyPost.REVIEWER: CLEARING,
    DutyPost.SPOKESPERSON: frozenset({Role.SPOKESPERSON, Role.HEAD}),
}
"""Roles, own or for somebody absent, one of which a post on the roster asks for: the roster gives nobody a role
beyond what the desk gave."""


class DatePrecision(models.TextChoices):
    DAY = "day", _("day")
    MONTH = "month", _("month")
    YEAR = "year", _("year")
    UNKNOWN = "unknown", _("not known")


class Duty(models.TextChoices):
    """Why a clock runs."""

    LEGAL = "legal", _("Legal limit")
    WARNING = "warning", _("Warning: limit not confirmed")
    TARGET = "target", _("The desk's own target")
    ASKED = "asked", _("Asked for by the asker")
    PROMISED = "promised", _("Promised in public by the desk")


class RuleState(models.TextChoices):
    """How far a row of law has been checked."""

    CONFIRMED = "confirmed", _("confirmed by a legal officer")
    READ = "read", _("read, not confirmed by a legal officer")
    FROM_MEMORY = "from_memory", _("from memory, to be checked")
    UNKNOWN_LIMIT = "unknown_limit", _("the limit was not seen")


RUNNING_STATES = frozenset({RuleState.CONFIRMED, RuleState.READ})
"""Rules in these states run as legal clocks; the others warn only."""


class NumberState(models.TextChoices):
    """What became of one number of a body's book of letters."""

    GIVEN = "given", pgettext_lazy("number of a letter", "given to a letter")
    RESERVED = "reserved", pgettext_lazy("number of a letter", "set aside")
    ON_PAPER = "on_paper", pgettext_lazy("number of a letter", "used on paper")
    VOIDED = "voided", pgettext_lazy("number of a letter", "void")


class OfferState(models.TextChoices):
    """What a desk did with a change of its template. No passing of time accepts one."""

    OPEN = "open", pgettext_lazy("offered change", "waits for the desk")
    ACCEPTED = "accepted", pgettext_lazy("offered change", "accepted")
    DECLINED = "declined", pgettext_lazy("offered change", "declined, with the reason")


class OwnRuleKind(models.TextChoices):
    """What a desk may ask of itself beyond the law and the template. There is no third."""

    EVIDENCE = "evidence", pgettext_lazy("rule of a desk", "more evidence")
    FASTER = "faster", pgettext_lazy("rule of a desk", "faster answers")
