"""A version of a fact in words of the reader's language: figure, period, place, group, theme."""

from __future__ import annotations

import csv
from decimal import Decimal
from functools import cache
from importlib import resources

from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from hoiam.desks.wording import Wording
from hoiam.evidence.models import FactVersion
from hoiam.evidence.reading.units import load_units
from hoiam.evidence.terms import Bearing, FactState, PeriodPrecision, ValueShape
from hoiam.evidence.vocabulary import group_label, theme_label
from hoiam.ui.figures import written
from hoiam.ui.moments import day
from hoiam.ui.shapes import Tone

BEARING_TONES: dict[str, Tone] = {
    Bearing.ACHIEVEMENT: "success",
    Bearing.SHORTCOMING: "warning",
    Bearing.CONTEXT: "neutral",
    Bearing.TARGET: "info",
}
STATE_TONES: dict[str, Tone] = {
    FactState.DRAFT: "neutral",
    FactState.PUBLISHED: "success",
    FactState.SUPERSEDED: "warning",
    FactState.EXPIRED: "warning",
    FactState.WITHDRAWN: "danger",
}
YEARS = range(1900, 2101)


def figure_text(version: FactVersion) -> str:
    """The value with its unit, `93,35%`, `15–20%`, `25 hoặc 26 nước`; "" without a value."""
    values = [_number(value, version.value_printed) for value in version.values]
    if not values:
        return ""
    if version.value_shape == ValueShape.ALTERNATIVES:
        value = _(" or ").join(values)
    else:
        value = "–".join(values)
    unit = unit_label(version.unit)
    return f"{value}{unit}" if unit.startswith("%") else f"{value} {unit}".strip()


def period_text(version: FactVersion) -> str:
    """The period to the precision it is known; what was printed where it is not known."""
    start, end, precision = version.period_start, version.period_end, version.period_precision
    if precision == PeriodPrecision.UNKNOWN or not (start or end):
        return version.period_printed
    if start is None:
        said = _("until the year %(day)s") if precision == PeriodPrecision.YEAR else _("until %(day)s")
        return said % {"day": _point(end, precision)}
    if end is None:
        said = _("since the year %(day)s") if precision == PeriodPrecision.YEAR else _("since %(day)s")
        return said % {"day": _point(start, precision)}
    if precision == PeriodPrecision.QUARTER:
        return _("quarter %(number)s of %(year)s") % {"number": (start.month + 2) // 3, "year": start.year}
    first, last = _point(start, precision), _point(end, precision)
    return first if first == last else f"{first} – {last}" if " " in first else f"{first}–{last}"


def place_text(version: FactVersion) -> str:
    """The place by its name of that time, else as printed."""
    return str(version.place.name) if version.place else version.place_printed


def groups_text(version: FactVersion) -> str:
    return "; ".join(group_label(code) for code in version.groups)


def themes_text(version: FactVersion) -> str:
    return "; ".join(theme_label(code) for code in version.themes)


def unit_label(printed: str) -> str:
    """A unit in the reader's language; one that no table knows stays as printed."""
    tag = (get_language() or settings.LANGUAGE_CODE).split("-")[0]
    known = _unit_names().get(printed.casefold())
    if known:
        return known.in_language(tag)[0]
    return _same_unit(printed.casefold(), tag) or printed


def _number(value: Decimal, printed: str) -> str:
    # A year is no quantity: 2029 is never written 2.029.
    if value == value.to_integral_value() and int(value) in YEARS and str(int(value)) in printed:
        return str(int(value))
    return written(value)


def _point(moment: object, precision: str) -> str:
    style = {"day": "day", "month": "month", "quarter": "month"}.get(str(precision), "year")
    return day(moment, style)  # type: ignore[arg-type]


@cache
def _unit_names() -> dict[str, Wording]:
    file = resources.files("hoiam") / "data" / settings.COUNTRY.code.lower() / "unit_names.csv"
    if not file.is_file():
        return {}
    tags = [tag for tag, _name in settings.LANGUAGES]
    with file.open(encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines))
    named = [(row, Wording({tag: row.get(f"name_{tag}", "") for tag in tags})) for row in rows]
    return {
        word.casefold(): wording
        for row, wording in named
        for word in (row["printed"], *wording.values())
        if word
    }


@cache
def _same_unit(printed: str, tag: str) -> str:
    """The first spelling in a language of the unit that is spelled so in any."""
    forms = load_units().forms
    codes = {form.code for form in forms if form.form.casefold() == printed}
    own = [form.form for form in forms if form.code in codes and form.language == tag]
    return own[0] if len(codes) == 1 and own and printed not in [one.casefold() for one in own] else ""
