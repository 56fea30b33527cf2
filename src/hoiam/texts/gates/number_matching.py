"""Whether a fact vouches for a number or a time of a sentence."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Literal

from hoiam.evidence.reading.numbers import Number
from hoiam.evidence.reading.periods import Period
from hoiam.evidence.reading.units import Units
from hoiam.texts.gates.cited_facts import Vouched

Verdict = Literal["same", "unit_differs", "absent"]
_HUNDRED = Decimal(100)


def verdict_on(number: Number, facts: Iterable[Vouched], units: Units) -> Verdict:
    """Judge a number against the cited facts: `same` by value and unit in any one fact is enough."""
    verdicts = [_verdict(number, fact.numbers, units) for fact in facts]
    if "same" in verdicts:
        return "same"
    return "unit_differs" if "unit_differs" in verdicts else "absent"


def is_time_vouched(period: Period, known: Iterable[Period]) -> bool:
    """Whether a time is one of the known: inside it, or the month, quarter or year that holds it.

    A span of years must begin and end with known years.
    """
    times = [time.anchor for time in known]
    named = period.anchor
    if any(named.lies_in(time) for time in times):
        return True
    if _is_span(named):
        first, last = (
            Period(named.start_date, named.start_date, "day"),
            Period(named.end_date, named.end_date, "day"),
        )
        return any(first.lies_in(time) for time in times) and any(last.lies_in(time) for time in times)
    return any(time.lies_in(named) for time in times)


def _is_span(period: Period) -> bool:
    if not period.start_date or not period.end_date:
        return False
    return period.start_date.year != period.end_date.year


def _verdict(number: Number, vouched: tuple[Number, ...], units: Units) -> Verdict:
    match number.kind:
        case "range":
            same = [other for other in vouched if _is_same_range(number, other)]
            return _by_unit(number, same, units) or _both_ends(number, number.upper, vouched, units)
        case "ratio" | "rank" if number.whole is not None:
            same = [other for other in vouched if _is_same_ratio(number, other)]
            return _by_unit(number, same, units) or _both_ends(number, number.whole, vouched, units)
        case "fraction":
            return "same" if any(_is_same_share(number, other) for other in vouched) else "absent"
        case _:
            same = [other for other in vouched if _is_same_value(number, other)]
            return _by_unit(number, same, units) or "absent"


def _by_unit(number: Number, same: list[Number], units: Units) -> Verdict | None:
    if not same:
        return None
    agrees = any(units.agree(number.unit, other.unit) for other in same)
    return "same" if agrees else "unit_differs"


def _both_ends(
    number: Number, other_end: Decimal | None, vouched: tuple[Number, ...], units: Units
) -> Verdict:
    """A range or ratio also stands when the fact gives both of its numbers, apart.

    The part of a ratio may be counted in another unit than the whole: 151 women among 499 deputies.
    """
    if other_end is None or number.value == other_end:
        return "absent"
    first_unit = number.unit if number.kind == "range" else None
    for value, unit in ((number.value, first_unit), (other_end, number.unit)):
        end = Number(0, 0, "", value, unit=unit)
        if _by_unit(end, [other for other in vouched if _is_same_value(end, other)], units) != "same":
            return "absent"
    return "same"


def _is_same_value(number: Number, other: Number) -> bool:
    if other.kind == "fraction":
        return number.unit == "percent" and _is_percent_of(number.value, other)
    values = set(other.values) if other.kind != "range" or other.may_be_change else set()
    if other.kind == "range" and other.may_be_change and other.upper is not None:
        values.add(other.upper)
    if other.whole is not None:
        values.add(other.whole)
    return not values.isdisjoint(number.values)


def _is_same_range(number: Number, other: Number) -> bool:
    return other.kind == "range" and (number.value, number.upper) == (other.value, other.upper)


def _is_same_ratio(number: Number, other: Number) -> bool:
    return other.whole is not None and (number.value, number.whole) == (other.value, other.whole)


def _is_same_share(number: Number, other: Number) -> bool:
    if other.kind == "fraction" and number.whole is not None and other.whole is not None:
        return number.value * other.whole == other.value * number.whole
    return other.unit == "percent" and _is_percent_of(other.value, number)


def _is_percent_of(percent: Decimal, fraction: Number) -> bool:
    """A third is 33 % and 33.3 %: cut or rounded at the last digit written."""
    if not fraction.whole:
        return False
    step = Decimal(1).scaleb(int(percent.as_tuple().exponent))
    exact = _HUNDRED * fraction.value / fraction.whole
    return abs(percent - exact) < step
