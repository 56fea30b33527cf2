"""Part of the public page of a training: what people learned, as far as nobody can be told from it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from hoiam.conferences.models import Conference
from hoiam.conferences.queries.learning import Results, results_of
from hoiam.conferences.terms import FEWEST
from hoiam.newsroom.conference_parts import Part


def results_part(conference: Conference, at: datetime) -> Part | None:
    """Of a training whose sheets are closed and of which at least one row tells something; else None."""
    results = results_of(conference)
    if results is None or not _tells(results):
        return None
    return Part(
        stands_on=_values(results),
        template="newsroom/sheets/results.html",
        context={"results": results, "fewest": FEWEST},
    )


def _tells(results: Results) -> bool:
    is_known = any(row.before is not None or row.after is not None for row in results.test)
    return is_known or any(row.answers for row in results.opinions)


def _values(results: Results) -> list[Any]:
    """Closed results never change; their items and their figures are enough."""
    test = [(row.item.pk, row.before, row.after, row.gained, row.lost, row.pairs) for row in results.test]
    return [test, [(row.item.pk, row.answers) for row in results.opinions]]
