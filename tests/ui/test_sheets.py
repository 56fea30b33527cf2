"""The style sheets and scripts stay small, and colours are written once."""

from __future__ import annotations

import re
from pathlib import Path

SHEETS = Path(__file__).parents[2] / "src" / "hoiam" / "ui" / "static" / "ui"
STYLES = sorted(SHEETS.glob("*.css"))
COLOUR = re.compile(r"#[0-9a-fA-F]{3,8}\b|\brgba?\(|\bhsla?\(")


def test_all_style_sheets_together_weigh_at_most_30_kilobytes():
    assert sum(len(sheet.read_bytes()) for sheet in STYLES) <= 30_000


def test_each_own_script_weighs_at_most_6_kilobytes():
    heavy = [name for name in ("ui.js", "keys.js") if len((SHEETS / name).read_bytes()) > 6_000]

    assert heavy == []


def test_colours_are_written_in_the_tokens_only():
    found = {sheet.name: COLOUR.findall(sheet.read_text()) for sheet in STYLES if sheet.name != "tokens.css"}

    assert {name: colours for name, colours in found.items() if colours} == {}


def test_every_token_that_is_used_is_defined():
    text = "".join(sheet.read_text() for sheet in STYLES)
    defined = set(re.findall(r"(--[\w-]+):", text))

    assert set(re.findall(r"var\((--[\w-]+)", text)) - defined == set()


def test_sheets_fetch_nothing():
    assert [sheet.name for sheet in STYLES if re.search(r"url\(|@import", sheet.read_text())] == []


def test_htmx_lies_here_with_its_licence():
    licence = (SHEETS / "htmx.LICENSE.txt").read_text()

    assert licence.startswith("Zero-Clause BSD")
    assert 'version:"2.' in (SHEETS / "htmx.min.js").read_text()
