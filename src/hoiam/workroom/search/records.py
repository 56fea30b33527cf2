"""Facts and gaps among the results of the office search."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from hoiam.desks.queries.standing import Standing
from hoiam.evidence.cards import card_of
from hoiam.evidence.models import Gap
from hoiam.evidence.queries.facts import visible
from hoiam.evidence.terms import GapState
from hoiam.workroom.search.results import Result


def show_facts(references: Sequence[str], standing: Standing, at: datetime) -> dict[str, Result]:
    rows = visible(standing=standing, at=at).filter(reference__in=references).shown_in_office()
    rows = rows.select_related("published__place").prefetch_related(
        "latest__fact_sources__source", "published__fact_sources__source"
    )
    shown = {}
    for fact in rows:
        address = reverse(
            "workroom_facts:fact", kwargs={"desk": standing.desk.code, "reference": fact.reference}
        )
        card = card_of(fact, fact.published or fact.latest, address=address, is_office=True)
        shown[fact.reference] = Result(address=address, kind_label=_("Fact"), card=card)
    return shown


def show_gaps(references: Sequence[str], standing: Standing, at: datetime) -> dict[str, Result]:
    numbers = [int(ref[1:]) for ref in references if ref[1:].isdigit()]
    gaps = Gap.objects.filter(desk=standing.desk, state=GapState.OPEN, pk__in=numbers).select_related("owner")
    return {
        gap.reference: Result(
            address=reverse(
                "workroom_gaps:gap", kwargs={"desk": standing.desk.code, "reference": gap.reference}
            ),
            kind_label=_("Open gap"),
            title=gap.question,
            note=str(gap.owner or ""),
        )
        for gap in gaps
    }
