"""May I? Reasons against the acts on conferences, common to all of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.conf import settings
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from hoiam.conferences.models import Conference
from hoiam.desks.against import MayNot
from hoiam.desks.models import Desk, Person
from hoiam.desks.queries.standing import Standing, standing_of
from hoiam.desks.terms import EDITORIAL, Role
from hoiam.texts.secret_marks import reason_if_secret

ORGANISING = tuple(role for role in Role if role in EDITORIAL)
"""Who plans a conference, keeps its agenda, its roster and its questions."""
DECIDING = (Role.SPOKESPERSON, Role.HEAD)
"""Who announces, cancels, publishes and promises in the name of the body."""
AT_THE_DOOR = (Role.INTAKE, Role.CASE_OFFICER, Role.SPOKESPERSON, Role.HEAD)
LONGEST_WORDS = 4_000


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
    secret = reason_if_secret(words)
    return [secret] if secret else []


def against_wording(wording: Mapping[str, str], *, empty: object, longest: int = 400) -> list[object]:
    """Like `against_words` for a wording; one language is enough."""
    said = [words for words in wording.values() if words.strip()]
    unknown = set(wording) - {tag for tag, _name in settings.LANGUAGES}
    against = [reason for words in said for reason in against_words(words, empty=empty, longest=longest)]
    return [
        *against,
        *([] if said else [empty]),
        *([_("That language is not spoken here.")] if unknown else []),
    ]


def against_cancelled(conference: Conference) -> list[object]:
    return [_("This conference was cancelled.")] if conference.cancelled_at else []


def against_held(conference: Conference) -> list[object]:
    return [_("This conference was held already.")] if conference.held_at else []
