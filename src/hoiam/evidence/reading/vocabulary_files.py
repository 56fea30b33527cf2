"""Where the words of a country stand, and how one of its CSV files is read."""

from __future__ import annotations

import csv
import unicodedata
from functools import cache
from importlib import resources
from pathlib import Path


def country_folder(code: str = "vn") -> Path:
    """Give the folder of a country pack; raises `LookupError` with a sentence where there is none."""
    folder = Path(str(resources.files("hoiam"))) / "data" / code.lower()
    if not folder.is_dir():
        raise LookupError(f"There is no country pack {code!r}.")
    return folder


@cache
def read_rows(folder: Path, file_name: str) -> tuple[dict[str, str], ...]:
    """Read one vocabulary file, composed and stripped, once per process; a missing file has no rows.

    A country pack gives only the files it has words for, so that a small pack stays small.
    """
    path = folder / file_name
    if not path.is_file():
        return ()
    with path.open(encoding="utf-8-sig", newline="") as lines:
        return tuple(
            {
                column: unicodedata.normalize("NFC", value or "").strip()
                for column, value in row.items()
                if column
            }
            for row in csv.DictReader(lines)
        )
