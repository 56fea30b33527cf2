"""Whether what one row says of another is true of the other as well."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from hoiam.deadlines.rows import NO_CALENDAR
from hoiam.desks.pack.records import CountryPack
from hoiam.desks.pack.rows import Fault


class Succeeding(Protocol):
    @property
    def code(self) -> str: ...
    @property
    def predecessors(self) -> tuple[str, ...]: ...
    @property
    def successors(self) -> tuple[str, ...]: ...


def broken_links(pack: CountryPack) -> list[Fault]:
    """Everything that points to nothing, and every succession that only one side knows of."""
    places = {place.code for place in pack.places}
    bodies = {body.code for body in pack.bodies}
    faults = [
        *_one_sided("places.csv", pack.places),
        *_one_sided("bodies.csv", pack.bodies),
    ]
    pointers = [
        *(("places.csv", "part_of", one.code, one.part_of, places) for one in pack.places),
        *(("places.csv", "region", one.code, one.region, places) for one in pack.places),
        *(("bodies.csv", "place", one.code, one.place, places) for one in pack.bodies),
        *(("bodies.csv", "part_of", one.code, one.part_of, bodies) for one in pack.bodies),
    ]
    for file, column, code, wanted, known in pointers:
        if wanted and wanted not in known:
            faults.append(Fault(file, 0, column, f"{code} names “{wanted}”, which is not in the pack."))
    for rule in pack.rules:
        if rule.calendar not in (NO_CALENDAR, pack.country.calendar):
            reason = f"{rule.id} counts by calendar “{rule.calendar}”, which is not in the pack."
            faults.append(Fault("legal_rules.csv", 0, "calendar", reason))
    return faults


def _one_sided(file: str, records: Iterable[Succeeding]) -> list[Fault]:
    known = {record.code: record for record in records}
    faults = []
    for record in known.values():
        for column, others, back in (
            ("successors", record.successors, "predecessors"),
            ("predecessors", record.predecessors, "successors"),
        ):
            for other in others:
                if other not in known:
                    reason = f"{record.code} names “{other}”, which is not in the pack."
                elif record.code not in getattr(known[other], back):
                    reason = f"{record.code} names “{other}”, which does not name it among its {back}."
                else:
                    continue
                faults.append(Fault(file, 0, column, reason))
    return faults
