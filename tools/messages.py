"""Read the texts out of code and templates, merge them into each application's catalogue, compile them.

`python3 run.py messages` writes `locale/<language>/LC_MESSAGES/django.po` and `.mo` in every application;
`--check` only says what is missing. Texts are English; every other language of the country pack has a catalogue.
"""

from __future__ import annotations

import io
import os
import sys
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path

SRC = Path(__file__).resolve().parent.parent / "src"
sys.path.insert(0, str(SRC))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
sys.path.insert(0, str(SRC.parent))

import django  # noqa: E402
from babel.messages.catalog import Catalog  # noqa: E402
from babel.messages.extract import extract  # noqa: E402
from babel.messages.mofile import write_mo  # noqa: E402
from babel.messages.pofile import read_po, write_po  # noqa: E402

EPOCH = datetime(2026, 1, 1, tzinfo=UTC)
"""Catalogues carry no hour of their making: the same texts give the same file."""

SPOKEN_BY = {"hoiam.desks": "hoiam.deadlines"}
"""Pure packages know no translation; their `msgids()` stand in the catalogue of the room that speaks them."""

KEYWORDS = {
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "_": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}


def texts_of(app: Path, others: list[Path]) -> Catalog:
    """Every text of one application (not of applications inside its folder)."""
    from django.utils.translation import templatize

    found = Catalog()
    for file in sorted([*app.rglob("*.py"), *app.rglob("*.html"), *app.rglob("*.txt")]):
        if "migrations" in file.parts or any(other in file.parents for other in others):
            continue
        text = file.read_text(encoding="utf-8")
        if file.suffix != ".py":
            if "templates" not in file.parts:
                continue
            text = templatize(text, origin=str(file))
        source = io.BytesIO(text.encode())
        for line, message, comments, context in extract(
            "python", source, KEYWORDS, options={"encoding": "utf-8"}
        ):
            place = (str(file.relative_to(SRC)), line)
            found.add(message, locations=[place], auto_comments=comments, context=context)
    for message in _spoken_for(".".join(app.relative_to(SRC).parts)):
        found.add(message)
    return found


def _spoken_for(name: str) -> list[str]:
    return list(import_module(SPOKEN_BY[name]).msgids()) if name in SPOKEN_BY else []


def update(app: Path, language: str, texts: Catalog, *, check: bool) -> list[str]:
    """Merge `texts` into the catalogue of one language; returns what is not translated."""
    folder = app / "locale" / language / "LC_MESSAGES"
    file = folder / "django.po"
    catalogue = Catalog(locale=language)
    if file.exists():
        with file.open("rb") as stream:
            catalogue = read_po(stream, locale=language)
    catalogue.update(texts, no_fuzzy_matching=True)
    catalogue.obsolete.clear()
    catalogue.fuzzy = False
    catalogue.creation_date = catalogue.revision_date = EPOCH
    lacking = [str(message.id) for message in catalogue if message.id and not _is_translated(message)]
    if not check and len(catalogue):
        folder.mkdir(parents=True, exist_ok=True)
        with file.open("wb") as stream:
            write_po(stream, catalogue, width=110, omit_header=False, sort_output=True, include_lineno=False)
        with (folder / "django.mo").open("wb") as stream:
            write_mo(stream, catalogue)
    return lacking


def _is_translated(message: object) -> bool:
    text = message.string  # type: ignore[attr-defined]
    return all(text) if isinstance(text, (tuple, list)) else bool(text)


def main() -> int:
    django.setup()
    from django.apps import apps
    from django.conf import settings

    check = "--check" in sys.argv
    ours = sorted(Path(app.path) for app in apps.get_app_configs() if app.name.startswith("hoiam"))
    languages = [tag for tag, _ in settings.LANGUAGES if tag != "en"]
    lacking = 0
    for app in ours:
        texts = texts_of(app, [other for other in ours if app in other.parents])
        for language in languages:
            for message in update(app, language, texts, check=check):
                print(f"{app.relative_to(SRC)} {language}: {message}")
                lacking += 1
    print(f"{lacking} texts are not translated." if lacking else "Every text is translated.")
    return 1 if lacking else 0


if __name__ == "__main__":
    raise SystemExit(main())
