"""Charts of a few figures as SVG that stands on its own: on a page, in print, in a file of a press kit.

Title and description are inside, so that a screen reader tells what is drawn; nothing runs, nothing is fetched,
nothing is styled by a style sheet that may be missing: one ink, told apart by shape, so that black and white
loses nothing. Zero is always on the scale: a small change must not look like a large one.
Sources: WAI Tutorials, "Complex images"; SVG 2, 5.8; W3C "Accessible Rich Internet Applications", role `img`.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal
from xml.sax.saxutils import escape, quoteattr

Shape = Literal["bars", "columns", "line"]
WIDTH = 400
"""Units of the drawing; text of 14 of them is still read on a telephone."""
_TEXT, _SMALL = 14, 13
_LETTER = 7.4
"""Width of a letter of `_TEXT` in the widest face we name, in units."""
_FACE = "Segoe UI, Roboto, Noto Sans, Be Vietnam Pro, Arial, sans-serif"
_PLOT_HEIGHT = 200
_MOST_COLUMNS = 16


@dataclass(frozen=True)
class Point:
    """One figure: `low` and `high` differ where the source gives a range; `shown` is the value as readers see it."""

    label: str
    low: Decimal
    high: Decimal
    shown: str
    begins: date | None = None
    ends: date | None = None
    statement: str = ""
    statement_language: str = ""
    period: str = ""
    reference: str = ""

    @property
    def middle(self) -> Decimal:
        return (self.low + self.high) / 2


@dataclass(frozen=True)
class Chart:
    """What is drawn; `title` and `about` are read out instead. The points stand in a table under it."""

    shape: Shape
    points: tuple[Point, ...]
    title: str
    about: str = ""
    unit: str = ""

    @property
    def description(self) -> str:
        """What the drawing shows, in words: what the writer said of it, then every figure."""
        figures = "; ".join(f"{point.label}: {point.shown}" for point in self.points)
        return " ".join(part for part in (self.about, f"{figures}." if figures else "") if part)


@dataclass(frozen=True)
class _Scale:
    """Where a value stands between the edges of the plot."""

    low: float
    high: float
    size: float

    @classmethod
    def of(cls, points: Sequence[Point], size: float) -> _Scale:
        ends = [float(end) for point in points for end in (point.low, point.high)]
        return cls(min([0.0, *ends]), max([0.0, *ends]), size)

    def at(self, value: Decimal | float) -> float:
        return (float(value) - self.low) / ((self.high - self.low) or 1) * self.size


def svg(chart: Chart) -> str:
    """The drawing, escaped, ready to stand in a page. Raises `ValueError` for a chart without points."""
    if not chart.points:
        raise ValueError("a chart without points")
    drawn = _drawing(chart)
    unit = [_words(0, _TEXT, chart.unit, size=_SMALL)] if _names_unit(chart) else []
    return "".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" class="chart" role="img" width="{WIDTH}" '
            f'viewBox="0 0 {WIDTH} {drawn.height:g}" aria-label={quoteattr(chart.title)} '
            f'font-family={quoteattr(_FACE)} font-size="{_TEXT}" fill="currentColor">',
            f"<title>{escape(chart.title)}</title><desc>{escape(chart.description)}</desc>",
            f'<g aria-hidden="true">{"".join([*unit, *drawn.parts])}</g></svg>',
        ]
    )


@dataclass(frozen=True)
class _Drawing:
    parts: tuple[str, ...]
    height: float


def _drawing(chart: Chart) -> _Drawing:
    top = 24.0 if _names_unit(chart) else 6.0
    match chart.shape:
        case "line":
            return _line(chart, top)
        case "columns" if _fit_side_by_side(chart.points):
            return _columns(chart, top)
        case _:
            return _bars(chart, top)


def _names_unit(chart: Chart) -> bool:
    """Whether the unit stands above the drawing: the figures beside the marks mostly name it already."""
    return any(chart.unit not in point.shown for point in chart.points)


def _bars(chart: Chart, top: float) -> _Drawing:
    """Lying bars, each under its own words: long names of places and groups stay readable."""
    room = max(len(point.shown) for point in chart.points) * _LETTER + 10
    scale = _Scale.of(chart.points, max(WIDTH - room, WIDTH / 3))
    parts: list[str] = []
    place = top
    for point in chart.points:
        for words in _wrapped(point.label, WIDTH / _LETTER, 3):
            place += 17
            parts.append(_words(0, place, words))
        place += 6
        first, last = sorted((scale.at(0), scale.at(point.low)))
        parts.append(_block(first, place, last - first, 16))
        if point.low != point.high:
            parts.append(
                _open_block(scale.at(point.low), place, scale.at(point.high) - scale.at(point.low), 16)
            )
        end = max(scale.at(point.high), scale.at(0)) + 6
        parts.append(_words(end, place + 13, point.shown, weight=600))
        parts.append(_rule(scale.at(0), place - 3, scale.at(0), place + 19))
        place += 24
    return _Drawing(tuple(parts), place + 4)


def _columns(chart: Chart, top: float) -> _Drawing:
    step = WIDTH / len(chart.points)
    width = min(step * 0.6, 56)
    scale = _Scale.of(chart.points, _PLOT_HEIGHT)
    floor = top + 18 + _PLOT_HEIGHT
    parts: list[str] = []
    for place, point in enumerate(chart.points):
        middle = step * (place + 0.5)
        zero, low, high = (floor - scale.at(value) for value in (0, point.low, point.high))
        first, last = sorted((zero, low))
        parts.append(_block(middle - width / 2, first, width, last - first))
        if low != high:
            parts.append(_open_block(middle - width / 2, high, width, low - high))
        parts.append(
            _words(middle, min(high, zero) - 5, point.shown, anchor="middle", size=_SMALL, weight=600)
        )
        parts.append(_words(middle, floor + 18, point.label, anchor="middle", size=_SMALL))
    line = floor - scale.at(0)
    parts.append(_rule(0, line, WIDTH, line))
    return _Drawing(tuple(parts), floor + 26)


def _line(chart: Chart, top: float) -> _Drawing:
    """Points in time order, as far apart as their days are; a range is an upright stroke."""
    points = sorted(chart.points, key=lambda point: (point.begins or date.min, point.label))
    scale = _Scale.of(points, _PLOT_HEIGHT)
    floor = top + 18 + _PLOT_HEIGHT
    across = _across(points)
    spots = [(across[place], floor - scale.at(point.middle)) for place, point in enumerate(points)]
    parts = [_rule(0, floor - scale.at(0), WIDTH, floor - scale.at(0))]
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y in spots)
    parts.append(f'<polyline points="{path}" fill="none" stroke="currentColor" stroke-width="2"/>')
    for point, (x, y) in zip(points, spots, strict=True):
        if point.low != point.high:
            parts.append(_rule(x, floor - scale.at(point.low), x, floor - scale.at(point.high), width=2))
        parts.append(f'<circle class="chart-mark" cx="{x:.1f}" cy="{y:.1f}" r="4"/>')
    parts.extend(_said_at([point.shown for point in points], [(x, y - 10) for x, y in spots], weight=600))
    parts.extend(_said_at([point.label for point in points], [(x, floor + 18) for x, _y in spots]))
    return _Drawing(tuple(parts), floor + 26)


def _across(points: Sequence[Point]) -> list[float]:
    """Where each point stands from left to right, in the middle of its period."""
    edge, room = 40.0, WIDTH - 80.0
    days = [_middle_day(point) for point in points]
    first, last = days[0], days[-1]
    if first is None or last is None or first == last or None in days:
        step = room / max(len(points) - 1, 1)
        return [edge + place * step for place in range(len(points))]
    return [edge + (day - first) / (last - first) * room for day in days if day is not None]


def _middle_day(point: Point) -> float | None:
    if point.begins is None:
        return None
    return (point.begins.toordinal() + (point.ends or point.begins).toordinal()) / 2


def _said_at(texts: Sequence[str], spots: Sequence[tuple[float, float]], weight: int = 0) -> Iterator[str]:
    """Words at their spots; those that would stand over each other are left to the table, the last never."""
    taken = WIDTH + 1.0
    for text, (x, y) in reversed(list(zip(texts, spots, strict=True))):
        half = len(text) * _LETTER / 2
        middle = min(max(x, half), WIDTH - half)
        if middle + half < taken:
            taken = middle - half - 2
            yield _words(middle, y, text, anchor="middle", size=_SMALL, weight=weight)


def _fit_side_by_side(points: Sequence[Point]) -> bool:
    room = WIDTH / len(points) / (_LETTER * _SMALL / _TEXT)
    longest = max(len(words) for point in points for words in (point.label, point.shown))
    return len(points) <= _MOST_COLUMNS and longest <= room


def _wrapped(words: str, width: float, most: int) -> list[str]:
    lines = textwrap.wrap(words, int(width)) or [words]
    return lines if len(lines) <= most else [*lines[: most - 1], f"{lines[most - 1][: int(width) - 1]}…"]


def _words(
    x: float, y: float, words: str, *, anchor: str = "start", size: int = _TEXT, weight: int = 0
) -> str:
    more = "" if anchor == "start" else f' text-anchor="{anchor}"'
    more += "" if size == _TEXT else f' font-size="{size}"'
    more += f' font-weight="{weight}"' if weight else ""
    return f'<text x="{x:.1f}" y="{y:.1f}"{more}>{escape(words)}</text>'


def _block(x: float, y: float, width: float, height: float) -> str:
    return f'<rect class="chart-mark" x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}"/>'


def _open_block(x: float, y: float, width: float, height: float) -> str:
    """From the lower to the upper end of a range: an outline, so that it is not read as reached."""
    return (
        f'<rect x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}" fill="none" '
        'stroke="currentColor" stroke-width="1.5" stroke-dasharray="4 3"/>'
    )


def _rule(x: float, y: float, x2: float, y2: float, *, width: float = 1) -> str:
    return f'<path d="M{x:.1f} {y:.1f}L{x2:.1f} {y2:.1f}" stroke="currentColor" stroke-width="{width:g}"/>'
