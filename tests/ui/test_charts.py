"""Charts drawn as SVG: read out, true to their figures, harmless, the same for the same figures."""

from __future__ import annotations

import xml.etree.ElementTree as ElementTree
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hoiam.ui.charts import WIDTH, Chart, Point, svg

SVG = "{http://www.w3.org/2000/svg}"
SHAPES = ("bars", "columns", "line")


def point(label: str, low: str, high: str = "", year: int = 2020) -> Point:
    return Point(
        label, Decimal(low), Decimal(high or low), f"{low} %", date(year, 1, 1), date(year, 12, 31), label
    )


def drawn(shape: str, *points: Point, **more: str) -> ElementTree.Element:
    return ElementTree.fromstring(svg(Chart(shape, points, more.pop("title", "Tỷ lệ"), **more)))


def rects(root: ElementTree.Element) -> list[dict[str, float]]:
    return [
        {name: float(one.attrib[name]) for name in ("x", "y", "width", "height")}
        for one in root.iter(f"{SVG}rect")
    ]


@pytest.mark.parametrize("shape", SHAPES)
def test_svg_says_in_words_what_is_drawn(shape):
    root = drawn(shape, point("2022", "92.04", year=2022), point("2023", "93.35", year=2023), about="Tăng.")

    assert (root.attrib["role"], root.attrib["aria-label"]) == ("img", "Tỷ lệ")
    assert [one.text for one in root][:2] == ["Tỷ lệ", "Tăng. 2022: 92.04 %; 2023: 93.35 %."]


@pytest.mark.parametrize("shape", SHAPES)
def test_svg_holds_nothing_that_runs_fetches_or_needs_a_style_sheet(shape):
    hostile = '"><script>alert(1)</script><image href="https://x.example/a.png"/>'
    root = drawn(shape, point(hostile, "1"), point("b & c", "2", year=2021), title=hostile, unit=hostile)

    names = {one.tag.removeprefix(SVG) for one in root.iter()}
    attributes = {name for one in root.iter() for name in one.attrib}
    assert names <= {"svg", "title", "desc", "g", "text", "rect", "path", "circle", "polyline"}
    assert not {name for name in attributes if name.startswith("on") or "href" in name or name == "style"}


def test_bars_are_as_long_as_their_values_from_zero():
    widths = [
        one["width"] for one in rects(drawn("bars", point("a", "25"), point("b", "50"), point("c", "0")))
    ]

    assert widths[0] * 2 == pytest.approx(widths[1], abs=0.2)
    assert widths[2] == 0


def test_bars_below_zero_go_to_the_other_side_of_it():
    below, above = rects(drawn("bars", point("a", "-5"), point("b", "5")))

    assert below["x"] + below["width"] == pytest.approx(above["x"], abs=0.2)
    assert below["width"] == pytest.approx(above["width"], abs=0.2)


def test_columns_are_as_high_as_their_values_and_stand_on_one_line():
    low, high = rects(drawn("columns", point("2022", "10"), point("2023", "30")))

    assert high["height"] == pytest.approx(3 * low["height"], abs=0.3)
    assert low["y"] + low["height"] == pytest.approx(high["y"] + high["height"], abs=0.2)


@pytest.mark.parametrize("shape", ["bars", "columns"])
def test_a_range_is_filled_to_its_lower_end_and_outlined_to_its_upper(shape):
    root = drawn(shape, point("a", "10", "20"))

    filled, outlined = list(root.iter(f"{SVG}rect"))
    assert "stroke-dasharray" not in filled.attrib and "stroke-dasharray" in outlined.attrib
    side = "width" if shape == "bars" else "height"
    assert float(filled.attrib[side]) == pytest.approx(float(outlined.attrib[side]), abs=0.2)


def test_a_line_goes_through_time_in_order_and_in_proportion():
    points = (point("2023", "4", year=2023), point("2020", "1", year=2020), point("2021", "2", year=2021))
    root = drawn("line", *points)

    spots = [pair.split(",") for pair in root.find(f".//{SVG}polyline").attrib["points"].split()]
    x = [float(one) for one, _y in spots]
    y = [float(one) for _x, one in spots]
    assert x == sorted(x) and y == sorted(y, reverse=True)
    assert (x[2] - x[1]) == pytest.approx(2 * (x[1] - x[0]), rel=0.01)


def test_columns_whose_names_do_not_fit_become_bars():
    long = "Tỷ lệ hộ nghèo dân tộc thiểu số vùng đồng bào"
    root = drawn("columns", *(point(f"{long} {number}", "5") for number in range(4)))

    assert {one["height"] for one in rects(root)} == {16}


VALUE = st.decimals(-10_000_000, 10_000_000, places=2)


@settings(max_examples=150, deadline=None)
@given(
    st.sampled_from(SHAPES),
    st.lists(
        st.tuples(st.text(alphabet="aÀ<&9 ", min_size=1, max_size=90), VALUE, VALUE), min_size=1, max_size=24
    ),
)
def test_svg_of_any_figures_is_whole_and_stays_on_its_sheet(shape, rows):
    points = tuple(
        Point(label, min(one, two), max(one, two), str(one), date(2000 + place, 1, 1))
        for place, (label, one, two) in enumerate(rows)
    )

    root = drawn(shape, *points)

    height = float(root.attrib["viewBox"].split()[3])
    for one in rects(root):
        assert one["x"] >= -0.1 and one["x"] + one["width"] <= WIDTH + 0.2
        assert one["y"] >= -0.1 and one["y"] + one["height"] <= height + 0.2
        assert one["width"] >= 0 and one["height"] >= 0


def test_svg_of_no_figures_is_refused():
    with pytest.raises(ValueError):
        svg(Chart("bars", (), "Tỷ lệ"))
