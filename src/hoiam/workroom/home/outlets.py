"""Outlets on the home page: who asks to be registered, and whom a text of the desk did not reach."""

from __future__ import annotations

from dataclasses import dataclass

from hoiam.desks.queries.standing import Standing
from hoiam.outlets import rules
from hoiam.outlets.queries.register import applications, reach_tasks


@dataclass(frozen=True)
class OutletsToday:
    """Counts, for those who act on them."""

    applications: int = 0
    to_reach: int = 0


def outlets_today(standing: Standing) -> OutletsToday:
    return OutletsToday(
        applications=applications(standing).count() if standing.holds(*rules.DECIDING) else 0,
        to_reach=reach_tasks(standing).count() if standing.holds(*rules.REACHING) else 0,
    )
