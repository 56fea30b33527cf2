"""Small charts drawn as SVG, never without their figures in a table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.template import Library

from hoiam.ui.components.marks import known, value_of
from hoiam.ui.shapes import Bar

register = Library()

SPARK_WIDTH, SPARK_HEIGHT, SPARK_EDGE = 240, 56, 5


@register.inclusion_tag("ui/parts/bar_chart.html")
def bar_chart(bars: Sequence[Bar], title: str, unit: str = "") -> dict[str, Any]:
    """A table whose rows carry lying bars from zero; a row without a value says that no figure is known."""
    top = max((abs(float(value_of(bar, "value") or 0)) for bar in bars), default=0) or 1
    rows = [
        {
            "bar": bar,
            "tone": known(value_of(bar, "tone") or "info"),
            "length": _length(value_of(bar, "value"), top),
        }
        for bar in bars
    ]
    return {"rows": rows, "title": title, "unit": unit}


@register.inclusion_tag("ui/parts/spark.html")
def spark(points: Sequence[Bar], title: str, unit: str = "") -> dict[str, Any]:
    """A line through the points in their order, broken where no figure is known; the table is folded under it."""
    values = [value_of(point, "value") for point in points]
    scale = _Scale.of([float(value) for value in values if value is not None])
    return {
        "points": points,
        "lines": _lines(values, scale),
        "zero": scale.place(0),
        "title": title,
        "unit": unit,
        "width": SPARK_WIDTH,
        "height": SPARK_HEIGHT,
    }


def _length(value: Any, top: float) -> float | None:
    return None if value is None else round(abs(float(value)) / top * 100, 2)


@dataclass(frozen=True)
class _Scale:
    """Where a value stands in the drawing. Zero is always on it: a small change must not look like a large one."""

    low: float
    high: float

    @classmethod
    def of(cls, numbers: list[float]) -> _Scale:
        return cls(min([0.0, *numbers]), max([0.0, *numbers]))

    def place(self, value: float) -> float:
        share = (value - self.low) / ((self.high - self.low) or 1)
        return round(SPARK_HEIGHT - SPARK_EDGE - share * (SPARK_HEIGHT - 2 * SPARK_EDGE), 1)


def _lines(values: list[Any], scale: _Scale) -> list[list[tuple[float, float]]]:
    """Runs of neighbouring known values as points in the drawing's own measure."""
    step = (SPARK_WIDTH - 2 * SPARK_EDGE) / max(len(values) - 1, 1)
    runs: list[list[tuple[float, float]]] = [[]]
    for place, value in enumerate(values):
        if value is None:
            runs.append([])
        else:
            runs[-1].append((round(SPARK_EDGE + place * step, 1), scale.place(float(value))))
    return [run for run in runs if run]
