"""No template carries a script, a style or a picture inside it: the policy would refuse them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from hoiam.ui import icons

SRC = Path(__file__).parents[2] / "src"
TEMPLATES = sorted(SRC.rglob("templates/**/*.html"))
INLINE = {
    "a style element": re.compile(r"<style\b", re.I),
    "a style attribute": re.compile(r"<[^>]*\sstyle\s*=", re.I),
    "a script without address": re.compile(
        r"<script(?![^>]*\bsrc=)(?![^>]*type=.application/(ld\+)?json)", re.I
    ),
    "a handler": re.compile(r"<[a-z][^>]*\son[a-z]+\s*=", re.I),
    "a script address": re.compile(r"""=["']\s*javascript:""", re.I),
    "evaluated text": re.compile(r"""\bhx-(on|vals=["']js:)""", re.I),
    "a picture inside": re.compile(r"""\b(src|href)=["']data:""", re.I),
}
ICON = re.compile(r"""{%\s*icon\s+["']([\w-]+)["']|\bicon=["']([\w-]+)["']""")


def faults(text: str) -> list[str]:
    bare = re.sub(r"{#.*?#}|{%.*?%}|{{.*?}}", "", text, flags=re.S)
    return [name for name, pattern in INLINE.items() if pattern.search(bare)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('<p style="color: red">', ["a style attribute"]),
        ("<script>alert(1)</script>", ["a script without address"]),
        ('<button onclick="x()">', ["a handler"]),
        ('<img src="data:image/png;base64,AA">', ["a picture inside"]),
        ('<script src="/static/ui/ui.js" defer></script><p class="style">on = 1</p>', []),
    ],
)
def test_scan_finds_what_it_is_there_for(text, found):
    assert faults(text) == found


def test_no_template_carries_a_script_or_a_style_inside():
    found = {str(file.relative_to(SRC)): faults(file.read_text(encoding="utf-8")) for file in TEMPLATES}

    assert {name: wrong for name, wrong in found.items() if wrong} == {}


def test_every_icon_that_is_used_exists():
    sources = [*TEMPLATES, *SRC.rglob("*.py")]
    used = {
        (name, str(file.relative_to(SRC)))
        for file in sources
        for pair in ICON.findall(file.read_text(encoding="utf-8"))
        for name in pair
        if name
    }

    assert {(name, where) for name, where in used if name not in icons.NAMES} == set()
    assert len(used) > 10
