"""Kinds of agencies that send delegates, and places, as rosters write them; the words come from the country pack."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from functools import cache

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils.translation import get_language

from hoiam.desks.models import Place
from hoiam.desks.pack import load_pack
from hoiam.desks.pack.records import AgencyKind
from hoiam.desks.pack.template import pack_template
from hoiam.desks.wording import Wording
from hoiam.evidence.vocabulary import fold

PRESS = "press"
"""The level of agencies whose people are counted, never entered by name."""
OTHER = "other"
CENTRAL = "central"


@cache
def kinds() -> dict[str, AgencyKind]:
    """{code: kind} of the country pack, in its order."""
    return {kind.code: kind for kind in load_pack(settings.COUNTRY.code).agency_kinds}


def kinds_of_delegates() -> list[AgencyKind]:
    """Every kind that can send delegates by name."""
    return [kind for kind in kinds().values() if kind.level != PRESS]


def kind_label(code: str, language: str | None = None) -> str:
    """The kind in the reader's language; a code that the pack does not know is given back as it is."""
    kind = kinds().get(code)
    return Wording(kind.name).in_language(language or get_language())[0] if kind else code


def kind_of(words: str) -> str:
    """The code of the kind that these words name, or that the name of an agency begins with; "" where none.

    Marks count where both are written with them: a newspaper (Báo) is no insurance (Bảo hiểm).
    """
    said, plain = _key(words), _key(fold(words))
    for given in (said, plain):
        if given in _codes():
            return _codes()[given]
    begun = [name for name in _codes() if said.startswith(f"{name} ")]
    return _codes()[max(begun, key=len)] if begun else ""


def is_press(code: str) -> bool:
    kind = kinds().get(code)
    return kind is not None and kind.level == PRESS


@cache
def _codes() -> dict[str, str]:
    """{name: code}, with marks and without; a code wins over a name, a name over an alias."""
    found: dict[str, str] = {}
    for names in (lambda kind: [kind.code], lambda kind: kind.name.values(), lambda kind: kind.aliases):
        for kind in kinds().values():
            for name in names(kind):
                found.setdefault(_key(name), kind.code)
    for name, code in list(found.items()):
        found.setdefault(fold(name), code)
    return found


def _key(words: str) -> str:
    """Lower case, without points, hyphens and other signs between letters: `so vhttdl`."""
    return " ".join(re.sub(r"[^\w\s]", "", words.lower()).split())


def places_on(day: date) -> QuerySet[Place]:
    """The country and the provinces that existed on that day, by name: where delegates may come from.

    Which kinds of places those are is said by the template of the country pack; without one, all are taken.
    """
    rows = Place.objects.in_force(day)
    template = pack_template(settings.COUNTRY.code)
    if template is None:
        return rows
    return rows.filter(Q(kind__in=template.place_types) | Q(part_of__isnull=True))


class PlaceNames:
    """Which place a printed name means on one day. Load it once for many rows: `PlaceNames.on(day)`."""

    def __init__(self, places: Iterable[Place], today: Iterable[Place]) -> None:
        self._here = {place.pk: place for place in today}
        self._by_name: dict[str, dict[int, Place]] = defaultdict(dict)
        self._by_former: dict[str, dict[int, Place]] = defaultdict(dict)
        for place in places:
            names = {fold(name) for name in (place.name_folded, *place.name.values(), *place.aliases)}
            successors = [self._here[one.pk] for one in place.successors.all() if one.pk in self._here]
            for name in names | {_bare(name) for name in names}:
                if place.pk in self._here:
                    self._by_name[name][place.pk] = place
                for successor in successors:
                    self._by_former[name][successor.pk] = successor

    @classmethod
    def on(cls, day: date) -> PlaceNames:
        return cls(Place.objects.prefetch_related("successors"), places_on(day))

    def find(self, words: str) -> Place | None:
        """The one place of these words on that day, also by the name of a place that merged into it; else None."""
        said = fold(words)
        for names in (self._by_name, self._by_former):
            for name in (said, _bare(said)):
                found = names.get(name, {})
                if len(found) == 1:
                    return next(iter(found.values()))
        return None

    def is_former(self, words: str) -> bool:
        """Whether the words name a territory that had merged by that day."""
        said = fold(words)
        return (
            not (self._by_name.get(said) or self._by_name.get(_bare(said))) and self.find(words) is not None
        )


def _bare(folded: str) -> str:
    """A folded name without dots and hyphens and without the word for what kind of place it is."""
    words = folded.replace(".", " ").replace("-", " ").replace("–", " ").split()
    kinds_said = _place_words()
    while len(words) > 1 and words[0] in kinds_said:
        words = words[1:]
    for said in kinds_said:
        parts = said.split()
        if len(parts) > 1 and words[: len(parts)] == parts and len(words) > len(parts):
            words = words[len(parts) :]
    return " ".join(words)


@cache
def _place_words() -> frozenset[str]:
    """Words for kinds of places and their first letters: `tinh`, `t`, `thanh pho`, `tp`."""
    country = load_pack(settings.COUNTRY.code).country
    said = {fold(name) for names in country.place_types.values() for name in names.values()}
    return frozenset(said | {"".join(word[0] for word in name.split()) for name in said})
