"""Every pair of colours that carries text reaches WCAG 2.2 AA, computed from the tokens themselves."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

SHEETS = Path(__file__).parents[2] / "src" / "hoiam" / "ui" / "static" / "ui"
TOKENS = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", (SHEETS / "tokens.css").read_text()))
TONES = ("neutral", "info", "success", "warning", "danger")
GROUNDS = ("paper", "ground", "neutral-wash", "accent-wash", "mark")

TEXT_PAIRS = [
    *[(ink, ground) for ink in ("ink", "accent", "danger", "warning", "neutral") for ground in GROUNDS],
    *[("ink-soft", ground) for ground in ("paper", "ground", "neutral-wash", "accent-wash")],
    *[(tone, f"{tone}-wash") for tone in TONES],
    *[("ink", f"{tone}-wash") for tone in TONES],
    *[("accent", f"{tone}-wash") for tone in TONES],
    *[(tone, "paper") for tone in TONES],
    *[(tone, "ground") for tone in TONES],
    *[("on-accent", fill) for fill in ("accent", "accent-strong", "danger", "success")],
    ("ink", "focus"),
    ("accent-strong", "paper"),
]
EDGE_PAIRS = [("line-strong", "paper"), ("line-strong", "ground"), ("ink", "focus"), ("focus", "accent")]


def brightness(colour: str) -> float:
    """Relative luminance. Source: WCAG 2.2, "relative luminance"."""
    shares = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in shares)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((brightness(TOKENS[one]), brightness(TOKENS[other])), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_contrast_of_black_on_white_is_the_known_21():
    TOKENS.update(black="#000000", white="#ffffff")

    assert round(contrast("black", "white"), 2) == 21


@pytest.mark.parametrize(("text", "ground"), TEXT_PAIRS)
def test_text_stands_out_from_its_ground(text, ground):
    assert contrast(text, ground) >= 4.5


@pytest.mark.parametrize(("edge", "ground"), EDGE_PAIRS)
def test_edge_of_a_control_stands_out_from_its_ground(edge, ground):
    assert contrast(edge, ground) >= 3
