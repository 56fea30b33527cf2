"""The country pack: laws, calendars, places, bodies and words of one country, read from its data files."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from functools import cache, partial
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import TypeVar

from hoiam.desks.pack import tables
from hoiam.desks.pack.links import broken_links
from hoiam.desks.pack.records import CountryPack
from hoiam.desks.pack.rows import Fault, PackError, Row, note_doubles, read_rows
from hoiam.desks.pack.settings import read_country

__all__ = ["CountryPack", "Fault", "PackError", "load_pack"]

Value = TypeVar("Value")
COLUMNS = {
    "places.csv": "code name_folded type valid_from valid_to predecessors successors source source_urls",
    "bodies.csv": "code name_folded level type place is_pattern valid_from valid_to source source_urls",
    "posts.csv": "code may_speak source",
    "legal_rules.csv": "id kinds start_event base amount unit calendar counts_from valid_from state source",
    "calendar.csv": "calendar day kind source state",
    "refusal_grounds.csv": "code kinds valid_from valid_to state source",
    "loaded_words.csv": "term language instead",
    "themes.csv": "code is_right",
    "theme_aliases.csv": "alias theme",
    "groups.csv": "code aliases",
    "agency_kinds.csv": "code aliases level source",
    "province_tiles.csv": "place column row label",
}
KEYS = {
    "legal_rules.csv": ("id",),
    "calendar.csv": ("calendar", "day"),
    "loaded_words.csv": ("language", "term"),
    "theme_aliases.csv": ("alias",),
    "province_tiles.csv": ("place",),
}
"""The columns that together name a row; `code` where a file is not listed."""


@cache
def load_pack(code: str, root: Path | None = None) -> CountryPack:
    """Load the pack of a country, by its code, once per process.

    `root`: the folder that holds `country.toml`, where it is not the package's own. The order of the files is
    kept. A missing table is an empty one: a small country need not name loaded words.
    Raises `PackError` with everything found wrong, each with file, line, column and reason.
    """
    folder: Traversable = root or resources.files("hoiam") / "data" / code.lower()
    faults: list[Fault] = []
    country = read_country(folder, code, faults)
    if country is None:
        raise PackError(faults)
    tags = tuple(language.tag for language in country.languages)
    rows = {name: _read(folder, name, tags, faults) for name in COLUMNS}
    read_place = partial(tables.place, types=tuple(country.place_types))
    read_theme = partial(tables.theme, aliases=_theme_aliases(rows["theme_aliases.csv"], rows["themes.csv"]))
    pack = CountryPack(
        country=country,
        places=_each(read_place, rows["places.csv"]),
        bodies=_each(tables.body, rows["bodies.csv"]),
        posts=_each(tables.post, rows["posts.csv"]),
        rules=_each(tables.legal_rule, rows["legal_rules.csv"]),
        calendar_days=_each(tables.calendar_day, rows["calendar.csv"]),
        grounds=_each(tables.refusal_ground, rows["refusal_grounds.csv"]),
        loaded_words=_each(tables.loaded_word, rows["loaded_words.csv"]),
        themes=_each(read_theme, rows["themes.csv"]),
        groups=_each(tables.group, rows["groups.csv"]),
        agency_kinds=_each(tables.agency_kind, rows["agency_kinds.csv"]),
        tiles=_each(tables.tile, rows["province_tiles.csv"]),
    )
    faults.extend(broken_links(pack))
    if faults:
        raise PackError(faults)
    return pack


def _each(reader: Callable[[Row], Value], rows: Iterable[Row]) -> tuple[Value, ...]:
    return tuple(map(reader, rows))


def _read(folder: Traversable, name: str, tags: tuple[str, ...], faults: list[Fault]) -> list[Row]:
    rows = read_rows(folder, name, tags, COLUMNS[name].split(), faults)
    key = KEYS.get(name, ("code",))
    note_doubles(rows, lambda row: " ".join(row.text(column) for column in key).casefold(), key[-1])
    return rows


def _theme_aliases(rows: list[Row], themes: list[Row]) -> dict[str, list[str]]:
    known = {row.text("code") for row in themes}
    aliases: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        if row.one_of("theme", known) in known:
            aliases[row.text("theme")].append(row.needed("alias"))
    return aliases
