"""May I? and: what is missing? Reasons are whole sentences for the person."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from hoiam.desks.against import MayNot
from hoiam.desks.models import Desk, Person
from hoiam.desks.pack import load_pack
from hoiam.desks.queries.standing import standing_of
from hoiam.desks.secrecy import marked_secret
from hoiam.desks.terms import EDITORIAL, Role
from hoiam.evidence.content import FactContent
from hoiam.evidence.models import FactVersion
from hoiam.evidence.terms import Bearing, FactKind

LONGEST_TEXT = 20_000
"""Characters in one field. A fact is a sentence or two; more is a document, and belongs among the sources."""
STEWARDS = frozenset({Role.FACT_STEWARD, Role.HEAD})
"""Who makes facts public, ends them, marks contradictions."""


def insist_on_role(*, by: Person | str, desk: Desk, roles: Iterable[str], at: datetime) -> None:
    """Raise `MayNot` where a person holds none of the roles at the desk; `operator` and `worker` may."""
    if isinstance(by, str):
        return
    if not standing_of(by, desk, at).holds(*roles):
        raise MayNot([_("This act belongs to another role at this desk.")])


def may_write(*, by: Person | str, desk: Desk, at: datetime) -> None:
    insist_on_role(by=by, desk=desk, roles=EDITORIAL, at=at)


def may_publish(*, by: Person | str, desk: Desk, at: datetime) -> None:
    insist_on_role(by=by, desk=desk, roles=STEWARDS, at=at)


def secret_marking(texts: Iterable[str]) -> str | None:
    """The official secrecy marking that one of the texts carries, None where none does."""
    marks = load_pack(settings.COUNTRY.code).country.secrecy
    return next((found for text in texts if (found := marked_secret(text, marks))), None)


def reasons_against_keeping(content: FactContent) -> list[object]:
    """Why this cannot be kept at all, not even as a draft."""
    reasons: list[object] = []
    if marking := secret_marking(content.texts()):
        return [
            _("It is marked %(marking)s. Nothing marked secret may enter this system; nothing was kept.")
            % {"marking": marking}
        ]
    if not content.statement.get(content.language):
        reasons.append(_("Write the statement: one sentence that says what is so."))
    if any(len(text) > LONGEST_TEXT for text in content.texts()):
        reasons.append(
            _("One field holds more than %(most)s characters. State the fact in a sentence or two.")
            % {"most": LONGEST_TEXT}
        )
    if content.kind and content.kind not in FactKind.values:
        reasons.append(_("“%(word)s” is not a kind of fact.") % {"word": content.kind})
    if content.bearing and content.bearing not in Bearing.values:
        reasons.append(_("“%(word)s” is not a bearing.") % {"word": content.bearing})
    for source in content.sources:
        if not source.title:
            reasons.append(_("Give the title of the source."))
        if source.address and not source.address.lower().startswith(("http://", "https://")):
            reasons.append(_("The address of a source begins with http:// or https://."))
    return reasons


def reasons_against_quick(content: FactContent) -> list[object]:
    """What a quick fact needs before it can be cited inside the desk; a value may be absent, said openly."""
    return [
        *([] if content.period.printed else [_("Say for which day, month or year it holds.")]),
        *([] if content.places or content.place_printed else [_("Say for which place it holds.")]),
        *([] if content.sources else [_("Name the source.")]),
    ]


def reasons_against_publishing(version: FactVersion) -> list[object]:
    """What is missing before the public may read it. A second person is not required."""
    sources = list(version.fact_sources.all())
    return [
        *([] if str(version.statement) else [_("Write the statement: one sentence that says what is so.")]),
        *([] if sources else [_("Name the source.")]),
        *([] if version.kind else [_("Choose what kind of fact it is.")]),
        *(
            []
            if version.bearing
            else [_("Say whether it is an achievement, a shortcoming, context or a target.")]
        ),
    ]


def still_open(version: FactVersion) -> list[object]:
    """What a steward would complete: the reasons against publishing, and what the public would miss."""
    advised = [
        (version.period_printed, _("The period is not stated.")),
        (version.place_printed or version.place_id, _("The place is not stated.")),
        (version.themes, _("No theme is chosen.")),
        (str(version.limits), _("Limits are not stated.")),
        (version.groups, _("The group of people is not stated.")),
    ]
    located = any(source.locator for source in version.fact_sources.all())
    return [
        *reasons_against_publishing(version),
        *[sentence for given, sentence in advised if not given],
        *([] if located else [_("No source says where in it the figure stands.")]),
    ]


def has_five_fields(version: FactVersion) -> bool:
    """Statement, period, place and source are there (the value may be none): citable inside the desk."""
    return bool(
        str(version.statement)
        and version.period_printed
        and (version.place_id or version.place_printed)
        and version.fact_sources.exists()
    )
