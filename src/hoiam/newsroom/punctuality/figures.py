"""The figures of a desk as a page says them: a count is told as a count, a share only where there is enough."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hoiam.desks.models import Desk, RefusalGround
from hoiam.enquiries.queries.punctuality import Measure, Punctuality
from hoiam.enquiries.terms import DisputeAbout, State, Withholding
from hoiam.newsroom.punctuality.span import Span
from hoiam.ui.figures import written

ENOUGH = 5
"""Below this many no share, median or percentile is told: they would say more than there is."""


@dataclass(frozen=True)
class Figure:
    """One line: what is counted, how many, what more can be said, and the list behind it."""

    name: str
    label: str
    count: int
    said: str = ""
    address: str = ""


@dataclass(frozen=True)
class Group:
    title: str
    note: str
    figures: list[Figure]


def groups(desk: Desk, span: Span, counted: Punctuality) -> list[Group]:
    """Every figure of a desk in a span, in the order in which a reader asks."""
    link = _linking(desk, span)
    return [
        Group(
            _("How long it took"),
            _(
                "From receipt, in days that passed. Half were faster than the median, nine in ten faster "
                "than the 90th percentile."
            ),
            [
                Figure("received", _("Questions received"), counted.received, "", link("received")),
                _step("acknowledged", _("Acknowledged by an officer"), counted.acknowledged, link),
                _step("first_answer", _("First answer in substance"), counted.first_answer, link),
                _step("closed", _("Closed"), counted.closed, link),
            ],
        ),
        Group(
            _("Against the law"),
            _("Limits by law that were met or have passed; reminders and own targets are not among them."),
            list(_legal(counted, link)),
        ),
        Group(_("What is still open"), "", list(_open(counted, link))),
        Group(_("How it ended"), "", list(_ends(counted, link))),
        Group(
            _("Refused, withheld, objected to"),
            _("Every refusal names a ground of law; the asker can object to what the desk did."),
            list(_against(counted, link)),
        ),
    ]


def _linking(desk: Desk, span: Span) -> Callable[..., str]:
    def link(name: str, code: str = "") -> str:
        address = reverse("newsroom_punctuality:figure", kwargs={"desk": desk.code, "figure": name})
        return f"{address}?period={span.name}" + (f"&code={code}" if code else "")

    return link


def _step(name: str, label: str, measure: Measure, link: Callable[..., str]) -> Figure:
    said = ""
    if measure.count and measure.count < ENOUGH:
        said = _("too few for a median")
    elif measure.median_days is not None and measure.p90_days is not None:
        said = _("median %(median)s days, 90th percentile %(p90)s days") % {
            "median": written(round(measure.median_days, 1)),
            "p90": written(round(measure.p90_days, 1)),
        }
    return Figure(name, label, measure.count, said, link(name))


def _legal(counted: Punctuality, link: Callable[..., str]) -> Iterator[Figure]:
    share = ""
    if counted.due >= ENOUGH:
        share = _("%(share)s %% of %(due)s") % {
            "share": written(round(100 * counted.in_time / counted.due)),
            "due": counted.due,
        }
    elif counted.due:
        share = _("of %(due)s") % {"due": counted.due}
    yield Figure("in_time", _("Limits kept"), counted.in_time, share, link("in_time"))
    yield Figure("late", _("Limits missed"), counted.due - counted.in_time, "", link("late"))


def _open(counted: Punctuality, link: Callable[..., str]) -> Iterator[Figure]:
    yield Figure("open", _("Open"), counted.is_open, "", link("open"))
    yield Figure("overdue", _("Overdue"), counted.overdue, "", link("overdue"))
    days = ngettext("%(days)s day in all", "%(days)s days in all", round(counted.paused_days)) % {
        "days": written(round(counted.paused_days, 1))
    }
    yield Figure(
        "paused", _("Paused at some time"), counted.paused, days if counted.paused else "", link("paused")
    )
    yield Figure("reordered", _("Moved out of the order by hand"), counted.reorders, "", link("reordered"))


def _ends(counted: Punctuality, link: Callable[..., str]) -> Iterator[Figure]:
    labels: dict[str, Any] = dict(State.choices)
    for state, count in counted.by_state.items():
        yield Figure("state", str(labels.get(state, state)).capitalize(), count, "", link("state", state))


def _against(counted: Punctuality, link: Callable[..., str]) -> Iterator[Figure]:
    grounds = {ground.code: str(ground.label) for ground in RefusalGround.objects.all()}
    for code, count in counted.refused_by_code.items():
        label = _("Refused: %(ground)s") % {"ground": grounds.get(code, code)}
        yield Figure("refused", label, count, "", link("refused", code))
    if not counted.refused_by_code:
        yield Figure("refused", _("Refused"), 0, "", link("refused"))
    withheld: dict[str, Any] = dict(Withholding.choices)
    for code, count in counted.withheld_by_code.items():
        label = _("Kept out of the log: %(why)s") % {"why": withheld.get(code, code)}
        yield Figure("withheld", label, count, "", link("withheld", code))
    subjects: dict[str, Any] = dict(DisputeAbout.choices)
    for code, count in counted.disputes_by_subject.items():
        label = _("Objections: %(about)s") % {"about": subjects.get(code, code)}
        yield Figure("disputed", label, count, "", link("disputed", code))
    if not counted.disputes_by_subject:
        yield Figure("disputed", _("Objections of askers"), 0, "", link("disputed"))
