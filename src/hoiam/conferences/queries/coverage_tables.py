"""Coverage in words: the lines that pages and files show alike, exact for the office, with small counts veiled for
the public."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import pgettext, pgettext_lazy

from hoiam.conferences.agencies import kind_label
from hoiam.conferences.queries.coverage import MEASURES, Cell, Coverage, KindLine, PlaceLine
from hoiam.desks.pack import load_pack
from hoiam.ui.moments import day
from hoiam.ui.tiles import Tile

LABELS = {
    "invited": pgettext_lazy("coverage", "invited"),
    "nominated": pgettext_lazy("coverage", "named by their body"),
    "registered": pgettext_lazy("coverage", "registered"),
    "attended": pgettext_lazy("coverage", "came"),
    "certified": pgettext_lazy("coverage", "certified"),
}
SMALL = 3
"""From how many people on the public reads the number itself; fewer read `1–2`."""
VEILED = f"1–{SMALL - 1}"
Tell = Callable[[int], str]


def exact(number: int) -> str:
    return str(number)


def veiled(number: int) -> str:
    """A count of people for the public: none, `1–2`, or the number. Letters to bodies are not veiled."""
    return VEILED if 0 < number < SMALL else str(number)


def sum_of(numbers: Sequence[int], tell: Tell) -> str:
    """The sum; where counts in it are veiled, between what and what it lies: nothing is told by subtracting."""
    hidden = sum(1 for number in numbers if tell(number) == VEILED)
    if not hidden:
        return str(sum(numbers))
    seen = sum(number for number in numbers if tell(number) != VEILED)
    return f"{seen + hidden}–{seen + hidden * (SMALL - 1)}"


@dataclass(frozen=True)
class Line:
    """One place as a reader sees it."""

    name: str
    years: tuple[str, ...]
    total: str
    last: str
    inherited: str
    """`2 of 3 inherited`: of the places it came from, how many had somebody; "" where it came from none."""
    in_post: str
    questions: int
    has_nobody: bool


def lines_of(found: Coverage, measure: str, tell: Tell) -> list[Line]:
    return [_line(line, measure, tell if measure != "invited" else exact, tell) for line in found.lines]


def totals_of(found: Coverage, measure: str, tell: Tell) -> list[str]:
    """The country in each year."""
    tell = tell if measure != "invited" else exact
    columns = zip(*([_value(cell, measure) for cell in line.cells] for line in found.lines), strict=True)
    return [sum_of(column, tell) for column in columns] or ["0" for _year in found.years]


def kinds_of(rows: Sequence[KindLine], measure: str, tell: Tell) -> list[tuple[str, list[str], str]]:
    """(kind of agency, its years, their sum)."""
    told = []
    for row in rows:
        values = [_value(cell, measure) for cell in row.cells]
        told.append((kind_label(row.code), [tell(value) for value in values], sum_of(values, tell)))
    return told


def tiles_of(found: Coverage, measure: str, tell: Tell) -> list[Tile]:
    """The map: a tile for each place of the table that has one, shaded by quarters of the most."""
    tell = tell if measure != "invited" else exact
    spots = {tile.place: tile for tile in load_pack(settings.COUNTRY.code).tiles}
    values = {line.place.code: [_value(cell, measure) for cell in line.cells] for line in found.lines}
    most = max((sum(numbers) for numbers in values.values()), default=0)
    return [
        Tile(
            label=spot.label,
            name=str(line.place.name),
            column=spot.column,
            row=spot.row,
            level=_level(sum(values[line.place.code]), most),
            shown=sum_of(values[line.place.code], tell),
        )
        for line in found.lines
        if (spot := spots.get(line.place.code))
    ]


def _level(number: int, most: int) -> int:
    """0 for none, then thirds of the most."""
    return 0 if not number else min(3, 1 + (3 * number - 1) // most)


def _line(line: PlaceLine, measure: str, tell: Tell, tell_people: Tell) -> Line:
    values = [_value(cell, measure) for cell in line.cells]
    return Line(
        name=str(line.place.name),
        years=tuple(tell(value) for value in values),
        total=sum_of(values, tell),
        last=day(line.last_on) if line.last_on else "–",
        inherited=inherited(line),
        in_post=tell_people(line.in_post),
        questions=line.questions,
        has_nobody=not line.in_post,
    )


def inherited(line: PlaceLine) -> str:
    """What a place of today has from those it came from; never a bare tick."""
    if line.formers < 2:
        return ""
    said = {"number": line.formers_reached, "all": line.formers}
    return pgettext("coverage", "%(number)s of %(all)s inherited") % said


def _value(cell: Cell, measure: str) -> int:
    value: int = getattr(cell, measure)
    return value


@dataclass(frozen=True)
class Table:
    """A table of a file; a cell of None says that there is nothing to tell."""

    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[str | int | None, ...], ...]
    empty: str = ""


def tables_of(found: Coverage, kinds: Sequence[KindLine], tell: Tell, *, with_questions: bool) -> list[Table]:
    """Places and kinds of agencies, every measure of every year: one row a place and year."""
    names = [str(LABELS[measure]) for measure in MEASURES]
    further = [_("Last came"), _("From the places before it"), _("In post")]
    further += [_("Questions that wait")] if with_questions else []
    places = tuple(
        (
            str(line.place.name),
            year,
            *(_kept(_value(cell, measure), measure, tell) for measure in MEASURES),
            line.last_on.isoformat() if line.last_on else None,
            inherited(line) or None,
            _kept(line.in_post, "attended", tell),
            *((line.questions,) if with_questions else ()),
        )
        for line in found.lines
        for year, cell in zip(found.years, line.cells, strict=True)
    )
    by_kind = tuple(
        (
            kind_label(row.code),
            year,
            *(_kept(_value(cell, measure), measure, tell) for measure in MEASURES[1:]),
        )
        for row in kinds
        for year, cell in zip(found.years, row.cells, strict=True)
    )
    return [
        Table(_("Places"), (_("Place"), _("Year"), *names, *further), places),
        Table(
            _("Kinds of agencies"), (_("Kind of agency"), _("Year"), *names[1:]), by_kind, _("Nobody yet.")
        ),
    ]


def _kept(number: int, measure: str, tell: Tell) -> str | int:
    """A number stays a number in a file, unless it is veiled."""
    told = tell(number) if measure != "invited" else str(number)
    return told if told == VEILED else number
