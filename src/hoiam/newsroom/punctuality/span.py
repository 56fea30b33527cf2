"""Which stretch of time a page of figures speaks of: named in the address, the running quarter else."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from hoiam.enquiries.queries.punctuality import Period, month_of, quarter_of, year_of
from hoiam.ui.shapes import Link

NAMED = re.compile(r"(?P<year>20[0-9]{2})(?:-(?P<part>Q[1-4]|0[1-9]|1[0-2]))?")


@dataclass(frozen=True)
class Span:
    """A period with its name in addresses: `2026`, `2026-Q3` or `2026-09`."""

    name: str
    label: str
    period: Period


def span_of(name: str, at: datetime) -> Span:
    """The span of that name; the quarter of `at` for an empty name and for one that is none."""
    found = NAMED.fullmatch(name)
    if found is None:
        return _quarter(timezone.localdate(at))
    year, part = int(found["year"]), found["part"] or ""
    if part.startswith("Q"):
        return _quarter(date(year, int(part[1]) * 3, 1))
    if part:
        label = _("%(month)s/%(year)s") % {"month": int(part), "year": year}
        return Span(name, label, month_of(date(year, int(part), 1)))
    return Span(name, str(year), year_of(date(year, 1, 1)))


def _quarter(day: date) -> Span:
    number = (day.month + 2) // 3
    label = _("quarter %(number)s of %(year)s") % {"number": number, "year": day.year}
    return Span(f"{day.year}-Q{number}", label, quarter_of(day))


def choices(current: Span, at: datetime) -> list[Link]:
    """The running quarter, the three before it, and the year; first the current span where it is none of them."""
    day = timezone.localdate(at)
    spans = []
    for _number in range(4):
        spans.append(_quarter(day))
        day = quarter_of(day).first - timedelta(days=1)
    spans.append(span_of(str(timezone.localdate(at).year), at))
    if current.name not in [span.name for span in spans]:
        spans.insert(0, current)
    return [Link(span.label, f"?period={span.name}", is_current=span.name == current.name) for span in spans]
