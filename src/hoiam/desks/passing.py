"""How rows of a room pass from a desk to the one that follows it: told before, done, taken back within a day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import reduce
from typing import Any

from django.db.models import Model, Q, QuerySet
from django.utils.translation import pgettext_lazy

from hoiam.desks.ledger import Ledger, portions, taken_back
from hoiam.desks.models import Desk, Person
from hoiam.search.operations import note_change

Narrow = Callable[[QuerySet[Any], datetime], QuerySet[Any]]


def _all(rows: QuerySet[Any], at: datetime) -> QuerySet[Any]:
    return rows


@dataclass(frozen=True)
class Passing:
    """Rows of one model whose key passes from a desk to the desk that follows it.

    A merger is told before it is done, done, and taken back within a day by the same declaration: the preview counts
    the rows, the move points their key at the present desk, the reversal points it back.
    """

    model: type[Model]
    label: object = ""
    """What the preview calls them; "": counted with the rest of the room."""
    key: str = "desk"
    narrow: Narrow = _all
    """(rows of the former desk, at) → those of them that pass on."""
    follows: tuple[str, ...] = ()
    """Keys to rows that pass on themselves: a row that was made since goes back with them (`edition__release`)."""
    record: str = ""
    """The stem of a generic reference to such a row: `record` for `record_kind` and `record_id`."""
    found_as: tuple[str, str] | None = None
    """(kind in the search, path to its reference: a field or a property): told to the search both times."""

    @property
    def name(self) -> str:
        return f"{self.model._meta.label}.{self.key}"

    def rows(self, former: Desk, at: datetime) -> QuerySet[Any]:
        return self.narrow(self.model._default_manager.filter(**{self.key: former}), at)


@dataclass
class Reversed:
    """What a reversal did in one room."""

    rows: int = 0
    """Given back."""
    stayed: int = 0
    """Came in since, and stay with the present desk."""
    kept: int = 0
    """Left as they are, because somebody changed them again."""


@dataclass(frozen=True)
class Told:
    """One line of the preview: so many rows of a kind pass on. `model`: its label, "" for several together."""

    words: object
    number: int
    model: str = ""


def _no_counts(former: Desk, at: datetime) -> list[Told]:
    return []


@dataclass(frozen=True)
class MergingShare:
    """How one room's rows pass from a desk to the desk that follows it, and back.

    `also` does what a key cannot say (a name told apart, a role held anew), before the keys pass, and writes every
    change through the ledger it is handed, so that it goes back too; `also_back` mends what a reversal must.
    """

    name: str
    label: object
    passing: tuple[Passing, ...]
    stay: tuple[str, ...] = ()
    """Labels of models with a desk key that stay with the former desk."""
    also: Callable[..., None] | None = None
    """also(*, former, present, by, at, ledger)"""
    also_back: Callable[..., None] | None = None
    """also_back(*, former, present, by, at), after everything went back"""
    within: tuple[tuple[type[Model], str], ...] = ()
    """(model without a desk key, its key to a row that passes on): what refers to one of these goes back too."""
    counts: Callable[[Desk, datetime], list[Told]] = _no_counts
    """(former, at) → more lines of the preview: what `also` does."""

    @property
    def models(self) -> tuple[str, ...]:
        """Labels of the models with a desk key that this share answers for; a test wants every one named."""
        return (*(one.model._meta.label for one in self.passing), *self.stay)

    def preview(self, former: Desk, at: datetime) -> list[Told]:
        """What would pass on, where there is any; rows without words of their own are counted together."""
        named = [
            Told(one.label, one.rows(former, at).count(), one.model._meta.label)
            for one in self.passing
            if one.label
        ]
        rest = sum(one.rows(former, at).count() for one in self.passing if not one.label)
        told = [*named, *self.counts(former, at), Told(pgettext_lazy("rows of a room", "further rows"), rest)]
        return [line for line in told if line.number]

    def move(self, *, former: Desk, present: Desk, by: Person | str, at: datetime) -> Ledger:
        """Pass everything on, in the caller's transaction; what was changed is in the ledger."""
        ledger = Ledger()
        if self.also:
            self.also(former=former, present=present, by=by, at=at, ledger=ledger)
        for one in self.passing:
            ledger.pass_on(one.rows(former, at), one.key, present)
        self._tell_search(ledger)
        return ledger

    def reverse(
        self, *, former: Desk, present: Desk, ledger: Ledger, by: Person | str, at: datetime
    ) -> Reversed:
        """Give back what the ledger says, in the caller's transaction; `made_since` has read it before."""
        back = Reversed()
        with taken_back(ledger, at) as kept:
            for one in self.passing:
                for some in portions(ledger.passed.get(one.name, [])):
                    rows = one.model._default_manager.filter(pk__in=some, **{one.key: present})
                    back.rows += rows.update(**{one.key: former})
                back.stayed += _newer(one, present, ledger).count()
        back.kept = len(kept)
        if self.also_back:
            self.also_back(former=former, present=present, by=by, at=at)
        self._tell_search(ledger)
        return back

    def _tell_search(self, ledger: Ledger) -> None:
        for one in self.passing:
            if one.found_as:
                kind, path = one.found_as
                keys = path.split("__")
                for some in portions(ledger.passed.get(one.name, [])):
                    rows = one.model._default_manager.filter(pk__in=some)
                    rows = rows.select_related("__".join(keys[:-1])) if len(keys) > 1 else rows
                    note_change(kind=kind, refs={str(reduce(getattr, keys, row)) for row in rows})


def _newer(one: Passing, present: Desk, ledger: Ledger) -> QuerySet[Any]:
    newest = ledger.newest.get(one.model._meta.label, 0)
    return one.model._default_manager.filter(**{one.key: present, "pk__gt": newest})


def made_since(shares: Mapping[MergingShare, Ledger], present: Desk) -> int:
    """Write into the ledgers what was made since for rows that passed on: it goes back with them. Returns how many.

    All else that came in since stays with the present desk.
    """
    found, before = 0, -1
    while found != before:
        before = found
        passed = _passed(shares)
        for share, ledger in shares.items():
            for one in share.passing:
                known = ledger.passed.setdefault(one.name, [])
                since = _belonging(one, _newer(one, present, ledger).order_by(), passed) - set(known)
                known.extend(sorted(since))
                found += len(since)
    return found


def _passed(shares: Mapping[MergingShare, Ledger]) -> dict[str, set[int]]:
    """{label in small letters: ids} of all rows that passed on, and of the rows within them."""
    found: dict[str, set[int]] = defaultdict(set)
    for share, ledger in shares.items():
        for one in share.passing:
            found[one.model._meta.label_lower].update(ledger.passed.get(one.name, []))
    for share in shares:
        for model, path in share.within:
            for some in portions(found[_target(model, path)._meta.label_lower]):
                rows = model._default_manager.filter(**{f"{path}__in": some})
                found[model._meta.label_lower].update(rows.values_list("pk", flat=True))
    return found


def _belonging(one: Passing, newer: QuerySet[Any], passed: Mapping[str, Iterable[int]]) -> set[int]:
    found: set[int] = set()
    for path in one.follows:
        for some in portions(passed.get(_target(one.model, path)._meta.label_lower, ())):
            found.update(newer.filter(**{f"{path}__in": some}).values_list("pk", flat=True))
    kinds = newer.values_list(f"{one.record}_kind", flat=True).distinct() if one.record else ()
    for kind in kinds:
        for some in portions(passed.get(kind, ())):
            own = Q(**{f"{one.record}_kind": kind, f"{one.record}_id__in": some})
            found.update(newer.filter(own).values_list("pk", flat=True))
    return found


def _target(model: type[Model], path: str) -> type[Model]:
    """The model at the end of a chain of keys."""
    for name in path.split("__"):
        model = model._meta.get_field(name).related_model  # type: ignore[assignment,union-attr]
    return model
