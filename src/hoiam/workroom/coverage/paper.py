"""The table of coverage as PDF, A4 across."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import cache
from importlib import resources

from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from hoiam.conferences.queries.coverage import IN_POST_YEARS, Coverage
from hoiam.conferences.queries.coverage_tables import Line
from hoiam.texts.typesetting import typeset
from hoiam.ui.moments import moment


def coverage_pdf(
    found: Coverage, lines: Sequence[Line], totals: Sequence[str], *, title: str, measure: str, at: datetime
) -> bytes:
    """Raises `ReasonsAgainst` where typst is not installed."""
    head = [
        _("Place"),
        *map(str, found.years),
        _("In all"),
        _("Last came"),
        _("In post"),
        _("From the places before it"),
    ]
    rows = [
        [line.name, *line.years, line.total, line.last, line.in_post, line.inherited or "–"] for line in lines
    ]
    values = {
        "lang": (get_language() or "").split("-")[0],
        "title": title,
        "measure": pgettext("coverage", "Shown: %(measure)s") % {"measure": measure},
        "rule": in_post_rule(),
        "as_of": _("As the record stands at %(moment)s.") % {"moment": moment(at)},
        "head": head,
        "rows": rows,
        "total": [_("All places"), *totals],
    }
    return typeset(_source(), values=values, at=at)


def in_post_rule() -> str:
    return _(
        "In post: checked in at a training within the last %(years)s years. Who has changed post since is not known: "
        "nobody is followed. Counted from rosters; figures of documents stand apart."
    ) % {"years": IN_POST_YEARS}


@cache
def _source() -> str:
    return (resources.files("hoiam.workroom.coverage") / "coverage.typ").read_text(encoding="utf-8")
