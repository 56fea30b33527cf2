"""Which stretch of time a page of figures speaks of: named in the address, the running quarter else."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from hoiam.enquiries.queries.punctuality import Period, period_named
from hoiam.ui.shapes import Link


@dataclass(frozen=True)
class Span:
    """A period with its name in addresses: `2026`, `2026-Q3` or `2026-09`."""

    name: str
    label: str
    period: Period


def span_of(name: str, at: datetime) -> Span:
    """The span of that name; the quarter of `at` for an empty name and for one that is none."""
    named, period = period_named(name, timezone.localdate(at))
    first = period.first
    if "Q" in named:
        label = _("quarter %(number)s of %(year)s") % {"number": named[-1], "year": first.year}
    elif "-" in named:
        label = _("%(month)s/%(year)s") % {"month": first.month, "year": first.year}
    else:
        label = str(first.year)
    return Span(named, label, period)


def choices(current: Span, at: datetime) -> list[Link]:
    """The running quarter, the three before it, and the year; first the current span where it is none of them."""
    spans = [span_of("", at)]
    for _number in range(3):
        before = spans[-1].period.first - timedelta(days=1)
        spans.append(span_of(f"{before.year}-Q{(before.month + 2) // 3}", at))
    spans.append(span_of(str(timezone.localdate(at).year), at))
    if current.name not in [span.name for span in spans]:
        spans.insert(0, current)
    return [Link(span.label, f"?period={span.name}", is_current=span.name == current.name) for span in spans]
