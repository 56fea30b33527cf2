"""A map of equal tiles as SVG: every place the same size, so that none is overlooked because it is small.

Shades of one ink with the figure written on the tile: black and white, dark pages and print lose nothing. What is
drawn stands in a table beside it; a screen reader hears the title.
Source: "Tile grid maps", N. Bradley, 2015, and our own choice of neighbours in the country pack.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

SIDE, GAP = 44, 4
SHADES = (0.0, 0.1, 0.2, 0.32)
"""How much ink lies under the letters; the darkest still leaves them a contrast of more than 7 to 1."""


@dataclass(frozen=True)
class Tile:
    """One place. `level`: 0 for none, up to 3; `shown`: the figure as readers see it; `name`: in full."""

    label: str
    name: str
    column: int
    row: int
    level: int
    shown: str


def tile_map(tiles: Sequence[Tile], title: str) -> str:
    """The drawing, escaped, ready to stand in a page; "" without tiles."""
    if not tiles:
        return ""
    step = SIDE + GAP
    width = (max(tile.column for tile in tiles) + 1) * step
    height = (max(tile.row for tile in tiles) + 1) * step
    drawn = "".join(_drawn(tile, step) for tile in tiles)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="chart" role="img" width="{width}" '
        f'viewBox="0 0 {width} {height}" aria-label={quoteattr(title)} fill="currentColor" text-anchor="middle">'
        f'<title>{escape(title)}</title><g aria-hidden="true">{drawn}</g></svg>'
    )


def _drawn(tile: Tile, step: int) -> str:
    left, top = tile.column * step + 1, tile.row * step + 1
    middle = left + SIDE / 2
    shade = SHADES[max(0, min(tile.level, len(SHADES) - 1))]
    return (
        f"<g><title>{escape(tile.name)}: {escape(tile.shown)}</title>"
        f'<rect x="{left}" y="{top}" width="{SIDE}" height="{SIDE}" rx="4" fill-opacity="{shade:g}" '
        'stroke="currentColor" stroke-opacity="0.45"/>'
        f'<text x="{middle:g}" y="{top + 18}" font-size="13" font-weight="600">{escape(tile.label)}</text>'
        f'<text x="{middle:g}" y="{top + 36}" font-size="13">{escape(tile.shown)}</text></g>'
    )
