"""Which place a printed name means, on the days a fact is about."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from hoiam.desks.models import Place
from hoiam.evidence.periods import Period
from hoiam.evidence.vocabulary import fold


class UnknownPlace(LookupError):
    """A code that no place has."""


class PlaceBook:
    """Every place by code and by folded name. Load it once for many rows: `PlaceBook.of_all()`."""

    def __init__(self, places: Iterable[Place]) -> None:
        self._by_code: dict[str, Place] = {}
        self._by_name: dict[str, list[Place]] = defaultdict(list)
        for place in places:
            self._by_code[place.code] = place
            for name in {fold(name) for name in (place.name_folded, *place.name.values(), *place.aliases)}:
                self._by_name[name].append(place)

    @classmethod
    def of_all(cls) -> PlaceBook:
        return cls(Place.objects.order_by("code"))

    def by_codes(self, codes: Iterable[str]) -> tuple[Place, ...]:
        """The places of these codes; raises `UnknownPlace` with the first code that none has."""
        found = []
        for code in codes:
            if code not in self._by_code:
                raise UnknownPlace(code)
            found.append(self._by_code[code])
        return tuple(found)

    def by_names(self, names: Iterable[str], period: Period) -> tuple[Place, ...]:
        """The places of these names as they existed on the days of the period; () where any is in doubt.

        A name that two territories bore (before and after a merger) is decided by the period alone; where
        its first and last day fall on both sides the words stay as printed: no figure is moved to another
        territory without anybody saying so.
        """
        found = [self._one(fold(name), period) for name in names]
        return tuple(place for place in found if place) if all(found) else ()

    def _one(self, name: str, period: Period) -> Place | None:
        candidates = self._by_name.get(name, [])
        days = [day for day in (period.start, period.end) if day]
        if not days:
            return candidates[0] if len(candidates) == 1 else None
        chosen = {self._on(candidates, day) for day in days}
        return chosen.pop() if len(chosen) == 1 else None

    @staticmethod
    def _on(candidates: list[Place], day: date) -> Place | None:
        living = [place for place in candidates if place.exists_on(day)]
        return living[0] if len(living) == 1 else None
