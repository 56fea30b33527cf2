"""May I? Reasons against the acts on a release."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from functools import cache

from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import lazy
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from hoiam.desks.against import MayNot
from hoiam.desks.models import Desk, Person
from hoiam.desks.pack import load_pack
from hoiam.desks.queries.standing import Standing, standing_of
from hoiam.desks.terms import CLEARING, EDITORIAL, Role
from hoiam.releases.models import Edition, Release
from hoiam.texts.models import Text
from hoiam.texts.secret_marks import reason_if_secret

WRITING = tuple(role for role in Role if role in EDITORIAL)
CLEARS = tuple(role for role in Role if role in CLEARING)
PUBLISHING = (Role.SPOKESPERSON, Role.HEAD)

LONGEST_WORDS = 4_000
LONGEST_SUMMARY = 6_000
FARTHEST = timedelta(days=366)
"""How far ahead an edition may be scheduled."""
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")


def may(by: Person, desk: Desk, at: datetime, roles: Iterable[str]) -> Standing:
    """The standing of somebody who may act here in one of `roles`; raises `MayNot` for everybody else."""
    standing = standing_of(by, desk, at)
    if not standing.holds(*roles):
        names = ", ".join(str(Role(role).label) for role in roles)
        raise MayNot([format_lazy(_("This is done by: {roles}."), roles=names)])
    return standing


def against_words(words: str, *, empty: object, longest: int = LONGEST_WORDS) -> list[object]:
    """Empty, too long or marked secret; `empty` is the sentence for the first."""
    if not words.strip():
        return [empty]
    if len(words) > longest:
        return [
            format_lazy(
                _("The text has {length} characters; up to {longest} are possible."),
                length=len(words),
                longest=longest,
            )
        ]
    return [reason for reason in [reason_if_secret(words)] if reason]


def against_wording(wording: Mapping[str, str], *, empty: object) -> list[object]:
    """The same for words in several languages; one language is enough."""
    said = [words for words in wording.values() if words.strip()]
    if not said:
        return [empty]
    return [reason for words in said for reason in against_words(words, empty=empty)]


def against_language(language: str) -> list[object]:
    """A BCP 47 tag, short enough for a text."""
    longest = Text._meta.get_field("language").max_length or 0
    if _LANGUAGE.fullmatch(language) and len(language) <= longest:
        return []
    return [_("Name the language by its tag, such as vi, en, fr or km.")]


@cache
def themes() -> frozenset[str]:
    """The codes of the installation's themes."""
    return frozenset(theme.code for theme in load_pack(settings.COUNTRY.code).themes)


def against_theme(theme: str) -> list[object]:
    return [] if not theme or theme in themes() else [_("Choose one of the themes.")]


def against_time(publish_at: datetime | None, is_embargoed: bool, at: datetime) -> list[object]:
    """Why an edition cannot be published at that time; None is by hand after approval."""
    if publish_at is None:
        return [_("An embargo needs its end: set the time of publication.")] if is_embargoed else []
    if publish_at.tzinfo is None:
        return [_("The time of publication needs a time zone.")]
    if publish_at <= at:
        return [_("The time of publication is past. Name a later one, or none.")]
    if publish_at - at > FARTHEST:
        return [_("A release is scheduled at most a year ahead.")]
    return []


def against_closed(edition: Edition) -> list[object]:
    """Acts that change an edition, on one that is public or given up."""
    if edition.published_at:
        return [_("This edition is public and stays as it is. Start a correction.")]
    if edition.dropped_at:
        return [_("This edition was given up.")]
    return []


def against_approved(edition: Edition) -> list[object]:
    """Acts that belong before the approval, by which they were bound."""
    if edition.approved_at and not edition.published_at and not edition.dropped_at:
        return [_("This edition is approved. Take its text back first; the approval then ends.")]
    return []


def against_withdrawn(release: Release) -> list[object]:
    return [_("This release was withdrawn.")] if release.withdrawn_at else []


def against_publishing(edition: Edition, at: datetime) -> list[object]:
    """Why an edition may not become public now. The row is asked, never a message that the time has come."""
    reasons = [*against_withdrawn(edition.release)]
    if edition.dropped_at:
        reasons.append(_("This edition was given up."))
    if edition.approved_at is None:
        reasons.append(_("This edition is not approved: every text of it must be cleared."))
    if edition.publish_at is not None and at < edition.publish_at:
        reasons.append(format_lazy(_("It is not published before {time}."), time=_local(edition.publish_at)))
    return reasons


def _in_words(moment: datetime) -> str:
    return date_format(timezone.localtime(moment), "SHORT_DATETIME_FORMAT")


_local = lazy(_in_words, str)
