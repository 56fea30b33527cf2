"""Releases among the results of the public search."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from hoiam.newsroom.published import by_references, line_of
from hoiam.newsroom.search.results import Result


def show_releases(references: Sequence[str], at: datetime) -> dict[str, Result]:
    """The newest public edition of each of these releases; the others are left out."""
    shown = {}
    for reference, edition in by_references(references, at).items():
        line = line_of(edition, at)
        notes = [line.desk, line.kind, _("withdrawn") if line.is_withdrawn else line.change]
        shown[reference] = Result(
            address=line.address,
            kind_label=_("Release"),
            title=line.title,
            note=", ".join(filter(None, notes)),
            day=timezone.localdate(line.published_at),
            language=line.language,
        )
    return shown
