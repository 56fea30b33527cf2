"""Which rules apply: the law of the day on which it began, never the law of today."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, tzinfo

from hoiam.deadlines.localday import local_day
from hoiam.deadlines.objections import against_instants, insist
from hoiam.deadlines.values import Rule


def rules_in_force(rules: Iterable[Rule], kind: str, start_event: str | None, on: date) -> tuple[Rule, ...]:
    """The rules for a record of `kind` whose clock is started by `start_event` on the local day `on`.

    Sorted by id; of several versions of one rule only the newest that is in force on that day; empty where
    no law says anything. `start_event` None means every event.
    """
    chosen: dict[str, Rule] = {}
    for rule in rules:
        if kind not in rule.kinds or start_event not in (None, rule.start_event):
            continue
        known = chosen.get(rule.id)
        if rule.is_in_force(on) and (known is None or known.version < rule.version):
            chosen[rule.id] = rule
    return tuple(chosen[rule_id] for rule_id in sorted(chosen))


def day_of_start(started_at: datetime, zone: tzinfo) -> date:
    """The local day that decides which law applies. Raises `DeadlineError` for an instant without zone."""
    insist(list(against_instants(started_at, (), ())))
    return local_day(started_at, zone)
