"""The figures of a desk as a page says them: a count is told as a count, a share only where there is enough."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hoiam.desks.models import Desk, RefusalGround
from hoiam.enquiries.queries.punctuality import ENOUGH, Measure, Punctuality
from hoiam.enquiries.terms import DisputeAbout, State, Withholding
from hoiam.newsroom.punctuality.span import Span
from hoiam.ui.figures import written


@dataclass(frozen=True)
class Figure:
    """One line: what is counted, how many enquiries, what more can be said, and the list behind it."""

    name: str
    label: str
    count: int
    said: str
    address: str
    code: str = ""


@dataclass(frozen=True)
class Group:
    title: str
    note: str
    figures: list[Figure]


def labels() -> dict[tuple[str, str], str]:
    """{(figure, code): what it is called}; figures that are told by code have their codes, the others ""."""
    told: dict[tuple[str, str], Any] = {
        ("received", ""): _("Questions received"),
        ("acknowledged", ""): _("Acknowledged by an officer"),
        ("first_answer", ""): _("First answer in substance"),
        ("closed", ""): _("Closed"),
        ("in_time", ""): _("A limit kept"),
        ("late", ""): _("A limit missed"),
        ("open", ""): _("Open"),
        ("overdue", ""): _("Overdue"),
        ("paused", ""): _("Paused at some time"),
        ("reordered", ""): _("Moved out of the order by hand"),
        ("refused", ""): _("Refused"),
        ("withheld", ""): _("Kept out of the log"),
        ("disputed", ""): _("Objections of askers"),
    }
    for state, label in State.choices:
        told["state", state] = str(label).capitalize()
    for ground in RefusalGround.objects.all():
        told["refused", ground.code] = _("Refused: %(ground)s") % {"ground": ground.label}
    for code, label in Withholding.choices:
        told["withheld", code] = _("Kept out of the log: %(why)s") % {"why": label}
    for code, label in DisputeAbout.choices:
        told["disputed", code] = _("Objections: %(about)s") % {"about": label}
    return told


def groups(desk: Desk, span: Span, counted: Punctuality) -> list[Group]:
    """Every figure of a desk in a span, in the order in which a reader asks."""
    lines = _Lines(desk, span)
    return [*_times(lines, counted), *_states(lines, counted), _contested(lines, counted)]


class _Lines:
    """Writes the figures of one desk in one span, each with the address of its list."""

    def __init__(self, desk: Desk, span: Span) -> None:
        self._desk, self._span, self._names = desk, span, labels()

    def figure(self, name: str, count: int, said: str = "", code: str = "") -> Figure:
        address = reverse("newsroom_punctuality:figure", kwargs={"desk": self._desk.code, "figure": name})
        end = urlencode({"period": self._span.name, **({"code": code} if code else {})})
        return Figure(
            name, self._names.get((name, code), code or name), count, said, f"{address}?{end}", code
        )

    def told(self, name: str, by_code: dict[str, int]) -> list[Figure]:
        """One figure for each code; a single nought where there is none."""
        found = [self.figure(name, count, code=code) for code, count in by_code.items()]
        return found or [self.figure(name, 0)]


def _times(lines: _Lines, counted: Punctuality) -> list[Group]:
    return [
        Group(
            _("How long it took"),
            _(
                "From receipt, in days that passed. Half were faster than the median, nine in ten faster "
                "than the 90th percentile."
            ),
            [
                lines.figure("received", counted.received),
                lines.figure("acknowledged", counted.acknowledged.count, _span_of(counted.acknowledged)),
                lines.figure("first_answer", counted.first_answer.count, _span_of(counted.first_answer)),
                lines.figure("closed", counted.closed.count, _span_of(counted.closed)),
            ],
        ),
        Group(
            _("Against the law"),
            _(
                "Questions of which a limit by law was kept or missed. One question can have several limits, "
                "keep one and miss another."
            ),
            [
                lines.figure("in_time", counted.enquiries_in_time, _share(counted)),
                lines.figure("late", counted.enquiries_late),
            ],
        ),
    ]


def _states(lines: _Lines, counted: Punctuality) -> list[Group]:
    return [
        Group(
            _("What is still open"),
            "",
            [
                lines.figure("open", counted.is_open),
                lines.figure("overdue", counted.overdue),
                lines.figure("paused", counted.paused, _paused(counted)),
                lines.figure("reordered", counted.reorders),
            ],
        ),
        Group(
            _("Where they stand now"),
            "",
            [lines.figure("state", count, code=state) for state, count in counted.by_state.items()],
        ),
    ]


def _contested(lines: _Lines, counted: Punctuality) -> Group:
    return Group(
        _("Refused, withheld, objected to"),
        _("Every refusal names a ground of law; the asker can object to what the desk did."),
        [
            *lines.told("refused", counted.refused_by_code),
            *lines.told("withheld", counted.withheld_by_code),
            *lines.told("disputed", counted.disputes_by_subject),
        ],
    )


def _span_of(measure: Measure) -> str:
    if measure.count and measure.count < ENOUGH:
        return _("too few for a median")
    if measure.median_days is None or measure.p90_days is None:
        return ""
    return _("median %(median)s, 90th percentile %(p90)s") % {
        "median": _lasted(measure.median_days),
        "p90": _lasted(measure.p90_days),
    }


def _lasted(days: float) -> str:
    """Below a day in whole hours, at least one; else in days with one decimal."""
    if days < 1:
        hours = max(round(days * 24), 1)
        return ngettext("%(number)s hour", "%(number)s hours", hours) % {"number": hours}
    number = round(days, 1)
    return ngettext("%(number)s day", "%(number)s days", 1 if number == 1 else 2) % {
        "number": written(number)
    }


def _share(counted: Punctuality) -> str:
    if not counted.due:
        return ""
    said = {"kept": counted.in_time, "due": counted.due}
    if counted.due < ENOUGH:
        return _("%(kept)s of %(due)s limits") % said
    share = written(round(100 * counted.in_time / counted.due))
    return _("%(kept)s of %(due)s limits, %(share)s%%") % {**said, "share": share}


def _paused(counted: Punctuality) -> str:
    if not counted.paused:
        return ""
    return ngettext("%(days)s day in all", "%(days)s days in all", round(counted.paused_days)) % {
        "days": written(round(counted.paused_days, 1))
    }
