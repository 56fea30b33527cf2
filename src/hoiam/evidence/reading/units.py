"""Units a figure is counted in: words of the country's languages on one side, one code on the other."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Literal, cast

from hoiam.evidence.reading.vocabulary_files import country_folder, read_rows

Kind = Literal["measure", "money", "count", "time", ""]
Side = Literal["after", "before"]


@dataclass(frozen=True, slots=True)
class UnitForm:
    """One spelling of a unit and where it stands: `after` the number, or `before` it like a currency sign."""

    code: str
    language: str
    form: str
    place: Side


@dataclass(frozen=True, slots=True)
class UnitMatch:
    """A unit found in a text; `languages` are those that spell it so."""

    code: str
    start: int
    end: int
    languages: frozenset[str]


@dataclass(frozen=True, eq=False)
class Units:
    forms: tuple[UnitForm, ...] = ()
    kinds: tuple[tuple[str, Kind], ...] = ()
    broader: tuple[tuple[str, str], ...] = ()
    """(code, code of the unit it is a case of): every child is a person, not every person a child."""

    def after(self, text: str, position: int) -> UnitMatch | None:
        """Find the unit that begins at a position, a space or hyphen between them allowed."""
        found = self._after.match(text, position) if self.forms else None
        return self._found(found) if found else None

    def before(self, text: str, position: int) -> UnitMatch | None:
        """Find the unit that ends right before a position, such as VND or $."""
        if not self._has_before:
            return None
        first = max(0, position - 24)
        found = self._before.search(text[first:position])
        if not found:
            return None
        return UnitMatch(
            self._codes[("before", found[1].casefold())],
            first + found.start(1),
            position,
            self._languages[found[1].casefold()],
        )

    def kind_of(self, code: str | None) -> Kind:
        return self._kinds.get(code, "") if code else ""

    def agree(self, one: str | None, other: str | None) -> bool:
        """Whether two units may mean the same: equal, one a case of the other, or one not known."""
        if one is None or other is None or one == other:
            return True
        return other in self._ancestors(one) or one in self._ancestors(other)

    def _ancestors(self, code: str) -> frozenset[str]:
        parents = dict(self.broader)
        found = []
        while (code := parents.get(code, "")) and code not in found:
            found.append(code)
        return frozenset(found)

    def _found(self, match: re.Match[str]) -> UnitMatch:
        form = match[1].casefold()
        return UnitMatch(self._codes[("after", form)], match.start(1), match.end(1), self._languages[form])

    @cached_property
    def _kinds(self) -> dict[str, Kind]:
        return dict(self.kinds)

    @cached_property
    def _codes(self) -> dict[tuple[str, str], str]:
        return {(form.place, form.form.casefold()): form.code for form in self.forms}

    @cached_property
    def _languages(self) -> dict[str, frozenset[str]]:
        languages: dict[str, set[str]] = defaultdict(set)
        for form in self.forms:
            languages[form.form.casefold()].add(form.language)
        return {form: frozenset(tags) for form, tags in languages.items()}

    @cached_property
    def _has_before(self) -> bool:
        return any(form.place == "before" for form in self.forms)

    @cached_property
    def _after(self) -> re.Pattern[str]:
        forms = alternatives(form.form for form in self.forms if form.place == "after")
        return re.compile(rf"[ \u00a0-]?({forms})(?!\w)", re.IGNORECASE)

    @cached_property
    def _before(self) -> re.Pattern[str]:
        forms = alternatives(form.form for form in self.forms if form.place == "before")
        return re.compile(rf"(?<!\w)({forms})[ \u00a0]?\Z", re.IGNORECASE)


def alternatives(forms) -> str:
    """Give a pattern that matches any of the forms, the longest first, with any single white space."""
    longest_first = sorted(set(forms), key=lambda form: (-len(form), form))
    return "|".join(re.escape(form).replace(r"\ ", r"[ \u00a0]") for form in longest_first) or r"(?!)"


@cache
def load_units(folder: Path | None = None) -> Units:
    """Read `units.csv` of a country pack, once per process."""
    rows = read_rows(folder or country_folder(), "units.csv")
    return Units(
        forms=tuple(
            UnitForm(row["code"], row["language"], row["form"], cast("Side", row["place"])) for row in rows
        ),
        kinds=tuple({row["code"]: cast("Kind", row["kind"]) for row in rows}.items()),
        broader=tuple({row["code"]: row["broader"] for row in rows if row["broader"]}.items()),
    )
