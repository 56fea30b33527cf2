"""Facts among the results of the public search."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from hoiam.evidence.cards import card_of
from hoiam.evidence.models import Fact
from hoiam.newsroom.search.results import Result


def show_facts(references: Sequence[str], at: datetime) -> dict[str, Result]:
    """Cards of the facts that are public at that instant."""
    rows = Fact.objects.public(at).filter(reference__in=references).shown_to_public()
    shown = {}
    for fact in rows.prefetch_related("published__fact_sources__source"):
        address = reverse("newsroom_facts:fact", kwargs={"reference": fact.reference})
        card = card_of(fact, fact.in_public, address=address)
        shown[fact.reference] = Result(address=address, kind_label=_("Fact"), card=card)
    return shown
