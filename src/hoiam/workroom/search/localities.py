"""Guidance for all desks, and requests of places, among the results of the office search."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from hoiam.conferences.queries.localities import guidance_for, requests_named
from hoiam.desks.queries.standing import Standing
from hoiam.ui.moments import day
from hoiam.workroom.search.results import Result


def show_guidance(references: Sequence[str], standing: Standing, at: datetime) -> dict[str, Result]:
    rows = guidance_for(standing, at).filter(reference__in=references)
    return {
        row.reference: Result(
            address=reverse("workroom_localities:guidance", args=[standing.desk.code, row.reference]),
            kind_label=_("Guidance"),
            title=row.title,
            note=_("a fact under it has changed")
            if row.outdated_since
            else f"{row.desk}, {day(row.published_at)}",
        )
        for row in rows
    }


def show_requests(references: Sequence[str], standing: Standing, at: datetime) -> dict[str, Result]:
    """Those of this desk, asked or to be answered, and accepted experience of others."""
    return {
        row.reference: Result(
            address=reverse("workroom_localities:request", args=[standing.desk.code, row.reference]),
            kind_label=row.get_kind_display(),
            title=row.words,
            note=f"{row.get_state_display()}, {row.reference}",
        )
        for row in requests_named(references, standing)
    }
