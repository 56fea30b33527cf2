"""What is said of a picture, a recording or another file beside a text."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from hoiam.desks.against import insist
from hoiam.desks.models import Person
from hoiam.releases import rules
from hoiam.releases.models import EditionText, Media
from hoiam.releases.operations.case import line, lock_text
from hoiam.releases.terms import Consent
from hoiam.texts.models import Attachment
from hoiam.texts.operations.voiding import void_clearance
from hoiam.texts.secret_marks import reason_if_secret

LONGEST = {
    "alternative": 600,
    "caption": 600,
    "credit": 200,
    "license": 80,
    "consent": 12,
    "transcript": 100_000,
}
"""Characters."""


def describe_media(
    *,
    edition_text: EditionText,
    attachment: Attachment,
    by: Person,
    at: datetime,
    alternative: str = "",
    caption: str = "",
    credit: str = "",
    license: str = "",
    consent: str = "",
    transcript: str = "",
) -> Media:
    """Say what is to be seen and heard, who made it, under which licence, and why the people in it may be shown.

    Signed with the text, whose signatures end where anything changes. What is still missing is said before the
    text goes to clearance. Raises `MayNot`, `ReasonsAgainst`.
    """
    said = {
        "alternative": alternative.strip(),
        "caption": caption.strip(),
        "credit": credit.strip(),
        "license": license.strip(),
        "consent": consent,
        "transcript": transcript.strip(),
    }
    with transaction.atomic():
        kept = lock_text(edition_text)
        rules.may(by, kept.edition.release.desk, at, rules.WRITING)
        there = Attachment.objects.of(kept.text).filter(pk=attachment.pk).exists()
        insist(
            [
                *rules.against_closed(kept.edition),
                None if there else _("This file is not beside this text any more."),
                None if consent in ("", *Consent.values) else _("Choose why the people shown may be shown."),
                *_too_long(said),
                reason_if_secret(*said.values()),
            ]
        )
        media = Media.objects.filter(attachment=attachment).first() or Media(attachment=attachment)
        before = {name: getattr(media, name) for name in said}
        if media.pk is None or before != said or media.edition_text_id != kept.pk:
            for name, words in said.items():
                setattr(media, name, words)
            media.edition_text = kept
            media.save()
            void_clearance(text=kept.text, by=by, at=at)
            line(kept.edition, by=by, at=at, verb="described file", detail={"name": attachment.name})
    return media


def _too_long(said: dict[str, str]) -> list[object]:
    if any(len(words) > LONGEST[name] for name, words in said.items()):
        return [_("One of the texts is too long: up to 600 characters, a transcript up to 100,000.")]
    return []
