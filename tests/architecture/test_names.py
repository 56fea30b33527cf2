"""Modules are called by what they are in the desk's work; every application that speaks, speaks Vietnamese."""

from __future__ import annotations

from pathlib import Path

from django.apps import apps

SRC = Path(__file__).parents[2] / "src"
SAYS_NOTHING = {"util", "utils", "helper", "helpers", "common", "misc", "manager", "managers", "base", "core"}
SPEAKING = ("gettext", "{% translate", "{% blocktranslate")


def speaks(folder: Path, others: list[Path]) -> bool:
    files = [*folder.rglob("*.py"), *folder.rglob("templates/**/*.html"), *folder.rglob("templates/**/*.txt")]
    own = [file for file in files if not any(other in file.parents for other in others)]
    texts = (file.read_text(encoding="utf-8") for file in own)
    return any(word in text for text in texts for word in SPEAKING)


ASKED_FOR = [SRC / "hoiam/config/sqlite/base.py"]
"""Django looks for a database engine under this name."""


def test_no_module_has_a_name_that_says_nothing():
    modules = [path for path in SRC.rglob("*") if path.suffix == ".py" or (path / "__init__.py").exists()]

    assert [
        str(path.relative_to(SRC)) for path in modules if path.stem in SAYS_NOTHING and path not in ASKED_FOR
    ] == []


def test_every_application_that_says_something_has_a_vietnamese_catalogue():
    ours = [Path(app.path) for app in apps.get_app_configs() if app.name.startswith("hoiam.")]
    speaking = [app for app in ours if speaks(app, [other for other in ours if app in other.parents])]

    lacking = [app for app in speaking if not (app / "locale/vi/LC_MESSAGES/django.po").exists()]

    assert [str(app.relative_to(SRC)) for app in lacking] == []
