"""Matters among the results of the public search."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from hoiam.enquiries.queries.bulletins import newest_public
from hoiam.newsroom.search.results import Result


def show_matters(references: Sequence[str], at: datetime) -> dict[str, Result]:
    """The newest bulletin of each of these matters that has a public one."""
    numbers = [int(reference) for reference in references if reference.isdigit()]
    return {
        str(row.matter_id): Result(
            address=reverse("newsroom_matters:matter", args=[row.matter_id]),
            kind_label=_("Bulletin"),
            title=row.matter.title,
            note=f"{row.matter.desk.name}, " + _("bulletin %(number)s") % {"number": row.number},
            day=timezone.localdate(row.issued_at),
        )
        for row in newest_public(at, numbers)
    }
