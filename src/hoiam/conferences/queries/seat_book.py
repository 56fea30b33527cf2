"""Which seats of a training are taken, and which are free for whom; read while the conference is locked."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from django.db.models import Count

from hoiam.conferences.models import Allocation, Conference, Delegate
from hoiam.conferences.terms import DelegateState

Seats = tuple[int, str]
"""(place, kind of agency)."""


@dataclass
class SeatBook:
    """Seats by place and kind of agency.

    Somebody gets a seat where three things are free: one of the whole conference, one of the place, one of the
    kind of agency there. A body whose letter names no kind may use every seat of its place. Without an
    allocation only the whole counts.
    """

    limit: int | None
    """Of the whole conference; None: without one."""
    given: dict[Seats, int] = field(default_factory=dict)
    groups: dict[Seats, int | None] = field(default_factory=dict)
    """Target groups of the allocation."""
    taken: Counter[Seats] = field(default_factory=Counter)

    @classmethod
    def of(cls, conference: Conference) -> SeatBook:
        """As it stands; in two queries."""
        book = cls(limit=conference.seats)
        for row in Allocation.objects.filter(conference=conference).order_by():
            book.given[row.place_id, row.agency_kind] = row.seats
            book.groups[row.place_id, row.agency_kind] = row.group_id
        rows = Delegate.objects.filter(conference=conference, state=DelegateState.REGISTERED).order_by()
        for place, kind, number in rows.values_list("place", "agency_kind").annotate(Count("pk")):
            book.taken[place, kind] = number
        return book

    @property
    def total(self) -> int:
        return self.taken.total()

    def has_room(self) -> bool:
        """Whether the whole conference has a seat."""
        return self.limit is None or self.total < self.limit

    def is_free(self, place: int, kind: str, *, any_kind: bool = False) -> bool:
        """Whether somebody of that place and kind gets a seat; `any_kind`: whichever seat of the place."""
        if not self.has_room():
            return False
        if not self.given:
            return True
        if self.taken_at(place) >= sum(seats for (where, _), seats in self.given.items() if where == place):
            return False
        return any_kind or self.taken[place, kind] < self.given.get((place, kind), 0)

    def taken_at(self, place: int) -> int:
        return sum(number for (where, _), number in self.taken.items() if where == place)

    def take(self, place: int, kind: str) -> None:
        self.taken[place, kind] += 1

    def give_back(self, place: int, kind: str) -> None:
        self.taken[place, kind] -= 1

    def group_for(self, place: int, kind: str) -> int | None:
        """The target group that the allocation names for them: of that place, else of that kind anywhere."""
        if (place, kind) in self.groups:
            return self.groups[place, kind]
        return next((group for (_, other), group in self.groups.items() if other == kind and group), None)
