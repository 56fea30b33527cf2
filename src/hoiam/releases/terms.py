"""The words of releases, each written once."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class ReleaseKind(models.TextChoices):
    """What is published; all have the same life."""

    RELEASE = "release", pgettext_lazy("kind of release", "press release")
    PACKAGE = "package", pgettext_lazy("kind of release", "information package")
    STATEMENT = "statement", pgettext_lazy("kind of release", "statement")


class Change(models.TextChoices):
    """Why an edition after the first was made; said in public beside it and in the log of corrections."""

    FIRST = "first", pgettext_lazy("edition", "first edition")
    FACTUAL_ERROR = "factual_error", pgettext_lazy("edition", "an error of fact was corrected")
    UPDATE = "update", pgettext_lazy("edition", "brought up to date")
    CLARIFICATION = "clarification", pgettext_lazy("edition", "made clearer")
    LEGAL = "legal", pgettext_lazy("edition", "changed for a legal reason")


CORRECTIONS = frozenset({Change.FACTUAL_ERROR, Change.UPDATE, Change.CLARIFICATION, Change.LEGAL})


class Consent(models.TextChoices):
    """Why people who can be recognised in a picture or recording may be shown."""

    NOBODY = "nobody", _("Nobody can be recognised")
    GIVEN = "given", _("The people shown agreed in writing")
    GUARDIAN = "guardian", _("A parent or guardian agreed in writing")
    IN_OFFICE = "in_office", _("Only people carrying out a public office are shown")


class Stage(models.TextChoices):
    """Where an edition stands; read from its moments, never stored."""

    DRAFT = "draft", pgettext_lazy("edition of a release", "being written")
    CLEARANCE = "clearance", pgettext_lazy("edition of a release", "in clearance")
    APPROVED = "approved", pgettext_lazy("edition of a release", "approved, without a time")
    SCHEDULED = "scheduled", pgettext_lazy("edition of a release", "scheduled")
    EMBARGOED = "embargoed", pgettext_lazy("edition of a release", "under embargo")
    PUBLISHED = "published", pgettext_lazy("edition of a release", "published")
    DROPPED = "dropped", pgettext_lazy("edition of a release", "given up")


class NoticeWhat(models.TextChoices):
    """What a person at the desk is told about a release."""

    RETURNED = "returned", pgettext_lazy("notice about a release", "came back from clearance")
    APPROVED = "approved", pgettext_lazy("notice about a release", "approved")
    PUBLISHED = "published", pgettext_lazy("notice about a release", "published")
    CITED_FACT_CHANGED = (
        "cited_fact_changed",
        pgettext_lazy("notice about a release", "a cited fact has changed"),
    )
    CORRECTION_TIME = "correction_time", pgettext_lazy("notice about a release", "time to correct passes")
    SECOND_WANTED = (
        "second_wanted",
        pgettext_lazy("notice about a release", "a second person is wanted for an emergency publication"),
    )
    TO_CONFIRM = (
        "to_confirm",
        pgettext_lazy("notice about a release", "published in an emergency, to be confirmed"),
    )
    BLANKING_ASKED = (
        "blanking_asked",
        pgettext_lazy("notice about a release", "somebody asks to take a passage out of sight"),
    )
