"""The words of texts and clearance, each written once."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hoiam.desks.terms import Role

WRITTEN_FOR = frozenset(
    {
        "enquiries.enquiry",
        "enquiries.matter",
        "releases.release",
        "conferences.conference",
        "conferences.talk",
        "conferences.guidance",
    }
)
"""Kinds of records that texts are written for, and that parts are asked for. Never a person."""
CARRYING_FILES = frozenset(
    {
        "texts.text",
        "texts.part",
        "texts.partanswer",
        "texts.paperapproval",
        "conferences.materialversion",
        "conferences.conclusion",
    }
)
"""Kinds of records that files stand beside."""


class DraftState(models.TextChoices):
    """Why a draft is kept beside the text."""

    BESIDE = "beside", _("Stands beside the text: somebody else saved first")
    EARLIER = "earlier", _("Earlier state, kept when another person wrote on")
    TAKEN = "taken", _("Was taken into the text")
    SET_ASIDE = "set_aside", _("Was set aside")


class WordFileState(models.TextChoices):
    """What became of a Word file that was brought to a text."""

    WAITING = "waiting", _("Waits for a decision")
    TAKEN = "taken", _("Was taken into the text")
    BESIDE = "beside", _("Stands beside the text, which was edited meanwhile")
    RETURNED = "returned", _("Was returned")


class ClearanceState(models.TextChoices):
    """Where the clearance of one version stands. Silence changes none of these."""

    OPEN = "open", _("In clearance")
    CLEARED = "cleared", _("Cleared")
    RETURNED = "returned", _("Returned")
    TAKEN_BACK = "taken_back", _("Taken back")
    VOIDED = "voided", _("Void: the text was edited")


STANDING_STATES = frozenset({ClearanceState.OPEN, ClearanceState.CLEARED})
"""States in which signatures count; a text has at most one version in them."""


class SigningRole(models.TextChoices):
    """As what somebody signs. The spokesperson's signature is the final one."""

    REVIEWER = "reviewer", _("Reviewer")
    SPOKESPERSON = "spokesperson", _("Spokesperson")


SIGNS_AS = {
    SigningRole.REVIEWER: frozenset({Role.REVIEWER}),
    SigningRole.SPOKESPERSON: frozenset({Role.SPOKESPERSON, Role.HEAD}),
}
"""Roles at the desk that may sign as each."""


class ClearingMethod(models.TextChoices):
    """How many people stood behind a cleared text; said in public beside it."""

    TWO = "two_signatures", _("Signed by two people, the last of whom did not write it")
    ONE_ON_DUTY = "one_on_duty", _("Signed by one person on duty who did not write it")
    ON_PAPER = "on_paper", _("Signed on paper; a second person compared the sheet with this text")


class Decision(models.TextChoices):
    APPROVE = "approve", _("Approve")
    RETURN = "return", _("Return")


class PaperState(models.TextChoices):
    """What became of a signed sheet that was brought back. No passing of time moves it."""

    WAITING = "waiting", _("Waits for a second person")
    CONFIRMED = "confirmed", _("Confirmed")
    REJECTED = "rejected", _("Rejected")


class PartState(models.TextChoices):
    ASKED = "asked", _("Asked")
    ANSWERED = "answered", _("Answered")
    DECLINED = "declined", _("Declined")
    TAKEN_BACK = "taken_back", _("Taken back")


class LetterAbout(models.TextChoices):
    """What an official letter does; the form of the country has words for each."""

    ANSWER = "answer", _("Answer")
    INTERIM = "interim", _("Interim answer")
    REFUSAL = "refusal", _("Refusal")
    CORRECTION = "correction", _("Correction of the answer")
    EXTENSION = "extension", _("Notice of a longer limit")
    TRANSFER_NOTICE = "transfer_notice", _("Notice of transfer")
    TRANSFER = "transfer", _("Transfer to another body")
    REQUEST = "request", _("Request for information to another body")


CARRIES_TEXT = frozenset(
    {LetterAbout.ANSWER, LetterAbout.INTERIM, LetterAbout.REFUSAL, LetterAbout.CORRECTION}
)
"""Letters whose words were cleared: they carry that version and no other word but the form's own."""


class LetterState(models.TextChoices):
    PREPARED = "prepared", pgettext_lazy("official letter", "prepared for signature")
    ISSUED = "issued", pgettext_lazy("official letter", "issued")
    VOIDED = "voided", pgettext_lazy("official letter", "void")
    DROPPED = "dropped", pgettext_lazy("official letter", "given up")
