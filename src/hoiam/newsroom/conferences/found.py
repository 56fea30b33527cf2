"""Conferences among the results of the public search."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from hoiam.conferences.dates import said
from hoiam.conferences.queries.public import public_conferences
from hoiam.newsroom.search.results import Result
from hoiam.ui.languages import foreign


def show_conferences(references: Sequence[str], at: datetime) -> dict[str, Result]:
    """Those of these conferences that are public; the others are left out."""
    shown = {}
    for row in public_conferences(at).filter(reference__in=list(references)):
        title, language = row.title.in_language()
        notes = [said(row), str(row.desk.name), _("cancelled") if row.cancelled_at else ""]
        shown[row.reference] = Result(
            address=reverse("newsroom_conferences:conference", args=[row.reference]),
            kind_label=_("Conference"),
            title=title,
            note=", ".join(filter(None, notes)),
            language=foreign(language),
        )
    return shown
