"""Which heading of an ordinary spreadsheet means which column; aliases come from the country pack."""

from __future__ import annotations

import csv
from functools import cache
from importlib import resources

from django.conf import settings

from hoiam.evidence.vocabulary import fold

LOCALISED = ("statement", "limits")
PLAIN = (
    "id value unit period place place_code group group_basis theme kind bearing issuer source_title publisher"
    " source_date source_url locator other_sources verification expires_on rank sources"
).split()


def columns() -> list[str]:
    """Every column an import reads."""
    tags = [tag for tag, _ in settings.LANGUAGES]
    return [*LOCALISED, *(f"{name}_{tag}" for name in LOCALISED for tag in tags), *PLAIN]


def column_of(heading: str) -> str:
    """The column a heading means: by its name, or by an alias in any language; "" for others."""
    name = fold(heading.replace("_", " "))
    return _names().get(name, "")


@cache
def _names() -> dict[str, str]:
    names = {fold(column.replace("_", " ")): column for column in columns()}
    file = resources.files("hoiam") / "data" / settings.COUNTRY.code.lower() / "fact_headings.csv"
    if file.is_file():
        with file.open(encoding="utf-8") as lines:
            for row in csv.DictReader(lines):
                names.setdefault(fold(row["heading"].replace("_", " ")), row["column"])
    return names
