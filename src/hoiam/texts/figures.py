"""Charts in a text: a figure named `chart` is drawn from the facts that its caption cites.

`chart` draws lying bars, `chart:column` standing ones, `chart:line` a line through time. The values are those of
the fact versions as the text was fixed, so that a version draws the same chart for ever.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, cast

from django.utils import translation
from django.utils.translation import gettext_lazy as _

from hoiam.desks.wording import Wording
from hoiam.evidence.models import FactVersion
from hoiam.evidence.showing import figure_text, period_text, unit_label
from hoiam.ui.charts import Chart, Point, Shape

SHAPES: Mapping[str, Shape] = {"chart": "bars", "chart:column": "columns", "chart:line": "line"}
MOST_POINTS = 24
Told = Mapping[str, Any]
"""What a text keeps of a fact version, see `queries.cited_facts.told_of`."""


def is_chart(name: str) -> bool:
    """Whether a figure is drawn from facts; every other name is that of a file."""
    return name == "chart" or name.startswith("chart:")


def measure_of(version: FactVersion) -> dict[str, Any]:
    """What a chart needs of a fact version, as plain JSON; {} where it holds no single number and no range."""
    values = version.values
    if not values or version.value_alternatives:
        return {}
    return {
        "low": str(values[0]),
        "high": str(values[-1]),
        "printed": version.value_printed,
        "unit": version.unit,
        "from": version.period_start.isoformat() if version.period_start else "",
        "to": version.period_end.isoformat() if version.period_end else "",
        "precision": version.period_precision,
        "place": str(version.place.name) if version.place else version.place_printed,
    }


def chart_of(
    name: str, facts: Sequence[Told], *, title: str, about: str = "", language: str
) -> Chart | tuple[object, ...]:
    """The chart of the facts in their order, or the reasons why it cannot be drawn, as sentences."""
    if reasons := _reasons_against(name, facts):
        return tuple(reasons)
    with translation.override(language):
        measures = [_Measure.read(fact["measure"]) for fact in facts]
        labels = _labels(facts, measures)
        points = tuple(
            _point(fact, measure, label, language)
            for fact, measure, label in zip(facts, measures, labels, strict=True)
        )
        return Chart(SHAPES[name], points, title, about, unit_label(measures[0].unit))


def _reasons_against(name: str, facts: Sequence[Told]) -> list[object]:
    if name not in SHAPES:
        return [_("There is no chart of this kind. Write “chart”, “chart:column” or “chart:line”.")]
    if not facts:
        return [_("A chart is drawn from facts. Cite them in its caption, such as [F001].")]
    if len(facts) > MOST_POINTS:
        return [_("A chart shows up to 24 facts. Split it in two.")]
    without = [fact["reference"] for fact in facts if not fact.get("measure")]
    if without:
        said = _("%(references)s: no single number to draw. Cite facts with one value or a range.")
        return [said % {"references": ", ".join(without)}]
    measures = [_Measure.read(fact["measure"]) for fact in facts]
    units = list(dict.fromkeys(measure.unit for measure in measures))
    if len({unit.casefold() for unit in units}) > 1:
        said = _("The cited facts have different units (%(units)s). Draw one chart for each unit.")
        return [said % {"units": "; ".join(unit or "–" for unit in units)}]
    if name == "chart:line" and any(measure.period_start is None for measure in measures):
        return [_("A line needs a beginning of the period in every fact. Use “chart” or “chart:column”.")]
    return []


@dataclass(frozen=True)
class _Measure:
    """A kept measure, with the names that the words of the evidence ask a version for."""

    values: list[Decimal]
    value_printed: str
    unit: str
    period_start: date | None
    period_end: date | None
    period_precision: str
    period_printed: str
    place: str
    value_shape: str = ""

    @classmethod
    def read(cls, kept: Mapping[str, str], period_printed: str = "") -> _Measure:
        low, high = Decimal(kept["low"]), Decimal(kept["high"])
        return cls(
            values=[low] if low == high else [low, high],
            value_printed=kept["printed"],
            unit=kept["unit"],
            period_start=_day(kept["from"]),
            period_end=_day(kept["to"]),
            period_precision=kept["precision"],
            period_printed=period_printed,
            place=kept["place"],
        )

    def said_by(self, words: Callable[[FactVersion], str]) -> str:
        return words(cast(FactVersion, self))


def _labels(facts: Sequence[Told], measures: Sequence[_Measure]) -> list[str]:
    """What tells the points apart: period, place, or both; the statement where neither does."""
    periods = [_period(fact, measure) for fact, measure in zip(facts, measures, strict=True)]
    places = [measure.place for measure in measures]
    for parts in ([periods], [places], [places, periods]):
        labels = [", ".join(words) for words in zip(*parts, strict=True)]
        if all(labels) and len(set(labels)) == len(labels) and all(all(one) for one in parts):
            return labels
    return [Wording(fact["statement"]).in_language(translation.get_language() or "")[0] for fact in facts]


def _point(fact: Told, measure: _Measure, label: str, language: str) -> Point:
    statement, tag = Wording(fact["statement"]).in_language(language)
    return Point(
        label=label,
        low=measure.values[0],
        high=measure.values[-1],
        shown=measure.said_by(figure_text),
        begins=measure.period_start,
        ends=measure.period_end,
        statement=statement,
        statement_language=tag,
        period=_period(fact, measure),
        reference=fact["reference"],
    )


def _period(fact: Told, measure: _Measure) -> str:
    return measure.said_by(period_text) or str(fact["period"])


def _day(written: str) -> date | None:
    return date.fromisoformat(written) if written else None
