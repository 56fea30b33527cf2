"""Reading `country.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from importlib.resources.abc import Traversable
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from hoiam.desks.pack.records import Country, Currency, Language
from hoiam.desks.pack.rows import Fault
from hoiam.desks.secrecy import SecrecyMarks

FILE = "country.toml"
DELAY_UNITS = ("calendar_day", "working_day")


def read_country(folder: Traversable, code: str, faults: list[Fault]) -> Country | None:
    """Read the settings of the country; None where they cannot be read at all (the fault says why)."""
    file = folder / FILE
    if not file.is_file():
        faults.append(Fault(FILE, 0, "", "the file is missing."))
        return None
    try:
        table = tomllib.loads(file.read_text(encoding="utf-8"))
        country = _country(table)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as wrong:
        faults.append(Fault(FILE, 0, "", f"the file cannot be read: {wrong}."))
    except KeyError as missing:
        faults.append(Fault(FILE, 0, str(missing).strip("'"), "this setting is missing."))
    except (TypeError, ValueError, AttributeError) as wrong:
        faults.append(Fault(FILE, 0, "", f"a setting has the wrong form: {wrong}."))
    else:
        faults.extend(_wrong_settings(country, code))
        return country
    return None


def _country(table: dict[str, Any]) -> Country:
    secrecy, currency = table["secrecy"], table["currency"]
    languages = tuple(Language(**language) for language in table["languages"])
    tags = [language.tag for language in languages]
    return Country(
        code=table["code"],
        name=dict(table["name"]),
        languages=languages,
        time_zone=table["time_zone"],
        calendar=table["calendar"],
        weekly_rest_days=frozenset(table["weekly_rest_days"]),
        roll_law={tag: table["roll"][tag] for tag in tags if tag in table.get("roll", {})},
        currency=Currency(
            code=currency["code"], name={tag: currency[tag] for tag in tags}, decimals=currency["decimals"]
        ),
        seal_retention_days=table["seal"]["retention_days"],
        publication_delay_amount=table["publication"]["delay_amount"],
        publication_delay_unit=table["publication"]["delay_unit"],
        escalation_marks=tuple(table["escalation"]["marks"]),
        heading={tag: tuple(lines) for tag, lines in table["heading"].items()},
        secrecy=SecrecyMarks(
            words=tuple(secrecy["marks"]),
            labels=tuple(secrecy.get("labels", ())),
            carriers=tuple(secrecy.get("carriers", ())),
        ),
        place_types={code: dict(names) for code, names in table["place_types"].items()},
    )


def _wrong_settings(country: Country, code: str) -> list[Fault]:
    marks = country.escalation_marks
    reasons: dict[str, Callable[[], bool]] = {
        f"code|this is {country.code}, but {code} was asked for.": lambda: country.code != code.upper(),
        "languages|at least one language is needed.": lambda: not country.languages,
        f"time_zone|“{country.time_zone}” is not an IANA time zone.": lambda: not _is_zone(country.time_zone),
        "weekly_rest_days|these must be ISO weekdays from 1 to 7, and not all of them.": lambda: (
            not country.weekly_rest_days < frozenset(range(1, 8))
        ),
        "publication.delay_unit|this must be calendar_day or working_day.": lambda: (
            country.publication_delay_unit not in DELAY_UNITS
        ),
        "escalation.marks|these must be rising per cents between 1 and 99.": lambda: (
            sorted(set(marks)) != list(marks) or not all(0 < mark < 100 for mark in marks)
        ),
        "seal.retention_days|this must be at least one day.": lambda: country.seal_retention_days < 1,
    }
    return [Fault(FILE, 0, *words.split("|")) for words, is_wrong in reasons.items() if is_wrong()]


def _is_zone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True
