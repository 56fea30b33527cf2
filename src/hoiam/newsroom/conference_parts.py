"""Parts of the public page of a conference that other subjects know: questions, figures, results.

The page is public, kept for everybody and sent again only when its stamp changes. A part therefore says first,
cheaply, what it stands on; its words are written only where the page is not kept already. A part holds no form: it
leads to a page of its own that does.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Model
from django.template.loader import render_to_string

from hoiam.conferences.models import Conference


@dataclass(frozen=True)
class Part:
    """What one subject shows of a conference."""

    stands_on: Any
    """Every value that the words show or depend on; a change of its `repr` is a changed page."""
    template: str
    """Writes `<section>` with its own `<h2>`; gets `conference`, `at` and `context`."""
    context: Mapping[str, Any] = field(default_factory=dict)
    styles: tuple[str, ...] = ()
    """Names of static style sheets that the markup needs."""

    def written(self, conference: Conference, at: datetime) -> str:
        """The markup, in the active language."""
        return render_to_string(self.template, {"conference": conference, "at": at, **self.context})


Read = Callable[[Conference, datetime], Part | None]
"""read(conference, at) → the part in the active language; None where there is nothing to show. The conference is
public and comes with desk, body, place, series and round."""


@dataclass(frozen=True)
class _Named:
    order: int
    read: Read
    of: type[Model] | None
    asks: tuple[type[Model], ...]


THERE = "_kinds_there"
_named: dict[str, _Named] = {}


def register(
    name: str,
    order: int,
    read: Read,
    *,
    of: type[Model] | None = None,
    asks: tuple[type[Model], ...] = (),
) -> None:
    """Name a part, from `AppConfig.ready`. Orders: how to come 10, questions 40, record 50, results 80, reported 90;
    the schedule stands at 20, what was changed at 30.

    `of`: the model, with a key `conference`, without whose rows the part shows nothing; it is then not read.
    `asks`: models of which it wants to know by `has_rows` whether there are any, without a query of its own.
    """
    _named[name] = _Named(order, read, of, asks)


def kinds_asked() -> list[type[Model]]:
    """Every model that was named with `of` or `asks`."""
    return [kind for one in _named.values() for kind in (one.of, *one.asks) if kind is not None]


def has_rows(conference: Conference, kind: type[Model]) -> bool:
    """Whether the conference has rows of that model, as its page asked once; True where nobody asked."""
    there: Collection[type[Model]] | None = vars(conference).get(THERE)
    return there is None or kind in there


def parts_of(conference: Conference, at: datetime, there: Collection[type[Model]]) -> list[tuple[int, Part]]:
    """(order, part) of every part that has something to show, in order. `there`: the kinds that have rows."""
    vars(conference)[THERE] = there
    found = []
    for one in sorted(_named.values(), key=lambda named: named.order):
        part = one.read(conference, at) if one.of is None or one.of in there else None
        if part is not None:
            found.append((one.order, part))
    return found
