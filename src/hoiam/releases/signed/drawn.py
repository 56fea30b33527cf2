"""What the charts of a text show in words and figures: part of what is signed, so that a drawing cannot lie alone."""

from __future__ import annotations

import html
import re
from typing import Any

from hoiam.texts.rendered import Rendered
from hoiam.ui.charts import svg

_TEXT = re.compile(r"<text[^>]*>([^<]*)</text>")


def figures_of(shown: Rendered) -> list[dict[str, Any]]:
    """For each chart its kind, title, unit, rows [[label, figure], …] and every word in the drawing."""
    return [
        {
            "name": block.name,
            "title": block.chart.title,
            "unit": block.chart.unit,
            "rows": [[point.label, point.shown] for point in block.chart.points],
            "words": [html.unescape(words) for words in _TEXT.findall(svg(block.chart))],
        }
        for block in shown.blocks
        if block.chart
    ]
