"""Facts and bodies of the field as documents, read from csv."""

from __future__ import annotations

import csv
from pathlib import Path

from bench.search.desk import PUBLIC
from hoiam.search.documents import Document


def rows(file: Path) -> list[dict[str, str]]:
    """Read a csv with a header."""
    with file.open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines))


def facts(folder: Path) -> list[Document]:
    """Read facts.csv: statement in both languages, names of place, group, right and issuer."""
    return [
        Document(
            kind="fact",
            ref=row["id"],
            version=1,
            audience=PUBLIC,
            title=row["source_title"],
            body=row["statement_vi"],
            language="vi",
            other_bodies=(("en", row["statement_en"]),),
            names=tuple(row[name] for name in ("place", "group", "right", "issuer") if row[name]),
            period=row["period"],
        )
        for row in rows(folder / "facts.csv")
    ]


def bodies(folder: Path) -> list[Document]:
    """Read organisations.csv: names in both languages, role, successor."""
    return [
        Document(
            kind="fact",
            ref=row["id"],
            version=1,
            audience=PUBLIC,
            title=row["legal_basis"],
            body="\n".join(filter(None, (row["name_vi"], row["successor"]))),
            language="vi",
            other_bodies=(("en", "\n".join(filter(None, (row["name_en"], row["role"], row["status"])))),),
            period=" ".join(filter(None, (row["valid_from"], row["valid_to"]))),
        )
        for row in rows(folder / "organisations.csv")
    ]
