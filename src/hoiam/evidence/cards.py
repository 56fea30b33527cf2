"""A fact as lists and search results show it."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from hoiam.evidence.models import Fact, FactSource, FactVersion
from hoiam.evidence.showing import (
    BEARING_TONES,
    STATE_TONES,
    figure_text,
    groups_text,
    period_text,
    place_text,
)
from hoiam.evidence.terms import FactState
from hoiam.ui.shapes import FactCard


def card_of(fact: Fact, version: FactVersion, *, address: str = "", is_office: bool = False) -> FactCard:
    """The card of one version. Prefetch `<version>__fact_sources__source` where there are many.

    The public sees a state only where it warns (superseded, expired, withdrawn); the office sees all.
    """
    statement, language = version.statement.in_language()
    first = next(iter(version.fact_sources.all()), None)
    limits, _language = version.limits.in_language()
    shows_state = is_office or fact.state != FactState.PUBLISHED
    return FactCard(
        reference=fact.reference,
        statement=statement,
        address=address,
        figure=figure_text(version),
        period=period_text(version),
        place=place_text(version),
        group=groups_text(version),
        bearing=str(version.get_bearing_display()),
        bearing_tone=BEARING_TONES.get(version.bearing, "neutral"),
        state=str(FactState(fact.state).label) if shows_state else "",
        state_tone=STATE_TONES.get(fact.state, "neutral"),
        source=first.source.title if first else "",
        source_address=first.source.address if first else "",
        locator=first.locator if first else "",
        limits=limits,
        warnings=warnings_of(version),
        language="" if language == (get_language() or "").split("-")[0] else language,
        version=version.number,
    )


def warnings_of(version: FactVersion, rows: Sequence[FactSource] | None = None) -> tuple[str, ...]:
    """What a reader must know before relying on it; `rows` are its sources where they are at hand."""
    copies = any(row.snapshot_id for row in (version.fact_sources.all() if rows is None else rows))
    return tuple(
        sentence
        for is_so, sentence in (
            (not str(version.limits), _("Limits not stated.")),
            (not copies, _("Source cited, copy not deposited.")),
        )
        if is_so
    )
