"""Releases as anybody reads them. Everything passes `Edition.objects.public(at)`."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Exists, OuterRef

from hoiam.releases.models import Edition, EditionText
from hoiam.releases.models.editions import EditionQuerySet

SHOWN = ("release__desk__body", "release__place", "release__superseded_by")


def public_edition(reference: str, at: datetime, number: int | None = None) -> Edition | None:
    """The newest public edition of a release, or the one of that number; None where there is none to be read."""
    rows = Edition.objects.public(at).filter(release__reference=reference).select_related(*SHOWN)
    rows = rows.filter(number=number) if number is not None else rows
    return rows.prefetch_related("texts").order_by("-number").first()


def public_editions(reference: str, at: datetime) -> list[Edition]:
    """Every public edition of a release, the newest first."""
    rows = Edition.objects.public(at).filter(release__reference=reference).select_related(*SHOWN)
    return list(rows.prefetch_related("texts").order_by("-number"))


def public_text(edition: Edition, language: str) -> EditionText | None:
    """The text of a public edition in that language with its version and blankings; None where there is none."""
    rows = EditionText.objects.filter(edition=edition, version__isnull=False)
    rows = rows.select_related("version", "text", "edition__release__desk__body")
    return rows.prefetch_related("blankings").filter(language=language).first()


def newest_public(at: datetime) -> EditionQuerySet:
    """The newest public edition of every release, the latest published first, with release, desk and body."""
    rows = Edition.objects.public(at)
    later = rows.filter(release=OuterRef("release"), number__gt=OuterRef("number"))
    return rows.filter(~Exists(later)).select_related(*SHOWN).prefetch_related("texts").newest_first()


def corrections(at: datetime) -> EditionQuerySet:
    """The public log of corrections: every edition after the first, the latest first."""
    return Edition.objects.public(at).corrections().select_related(*SHOWN).newest_first()


def withdrawals(at: datetime) -> EditionQuerySet:
    """The newest public edition of every withdrawn release, the last withdrawn first."""
    rows = newest_public(at).filter(release__withdrawn_at__isnull=False)
    return rows.order_by("-release__withdrawn_at", "-id")
