"""A figure of the hour, kept as a fact that says how provisional it is."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from hoiam.desks.against import insist
from hoiam.desks.models import Desk, Person
from hoiam.desks.wording import Wording
from hoiam.evidence.content import FactContent, SourceGiven
from hoiam.evidence.figures import Figure
from hoiam.evidence.models import Fact
from hoiam.evidence.operations.drafting import quick_fact
from hoiam.evidence.periods import read_period
from hoiam.evidence.terms import FactKind

PROVISIONAL = "provisional"
"""How far a figure of the hour is verified."""


def provisional_fact(
    *,
    desk: Desk,
    statement: str,
    language: str,
    figure: Figure,
    unit: str,
    source: str,
    known_at: datetime,
    by: Person,
    at: datetime,
) -> Fact:
    """Keep a provisional figure with its source and hour, as a quick fact of the desk's place and that day.

    Its limits say in every language of the installation that it is provisional and as of which hour, so that
    every note that cites it says so. Raises as `quick_fact`, and for an hour in the future.
    """
    insist([_("The hour of a figure does not lie in the future.") if known_at > at else None])
    moment = timezone.localtime(known_at)
    content = FactContent(
        statement=Wording({language: statement.strip()}),
        language=language,
        sources=(SourceGiven(title=source.strip()),),
        kind=FactKind.OBSERVATION,
        figure=figure,
        unit=unit.strip(),
        period=read_period(f"{moment:%d/%m/%Y}"),
        place_printed=str(desk.place.name if desk.place else desk.body.name),
        limits=_limits(moment),
        verification=PROVISIONAL,
    )
    return quick_fact(desk=desk, content=content, by=by, at=at)


def _limits(moment: datetime) -> Wording:
    said = {}
    for tag, _name in settings.LANGUAGES:
        with translation.override(tag):
            said[tag] = _("Provisional figure, as known at %(hour)s on %(day)s.") % {
                "hour": f"{moment:%H:%M}",
                "day": f"{moment:%d/%m/%Y}",
            }
    return Wording(said)
