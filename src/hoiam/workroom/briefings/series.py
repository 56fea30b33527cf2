"""Whoever decides opens these to see: was the press met in every period, when is the next due, what became of the
questions; an organiser, to prepare the next briefing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hoiam.conferences import rules
from hoiam.conferences.models import Conference, Period, Series
from hoiam.conferences.operations.model_briefing import prepare_briefing
from hoiam.conferences.operations.periods import explain_missed
from hoiam.conferences.operations.series import end_series, open_series
from hoiam.conferences.queries.conferences import SEEING
from hoiam.conferences.queries.packages import Package, packages_of
from hoiam.conferences.queries.periods import PeriodLine, lines_of
from hoiam.conferences.queries.series import Questions, get_series, questions_in, series_of
from hoiam.conferences.terms import PeriodState, Rhythm
from hoiam.ui.forms import Form
from hoiam.ui.shapes import Page, first_row
from hoiam.workroom.access import OfficeRequest, office
from hoiam.workroom.briefings.forming import done_or_said, formed
from hoiam.workroom.briefings.forms import SeriesForm, WhyForm
from hoiam.workroom.conferences.spoken import said

PAGE = 24
TONES = {
    PeriodState.HELD: "success",
    PeriodState.PLANNED: "info",
    PeriodState.OPEN: "warning",
    PeriodState.MISSED: "danger",
}


@dataclass(frozen=True)
class Line:
    """A period, ready to be shown."""

    line: PeriodLine
    tone: str
    conferences: list[tuple[Conference, Package | None]]


@office(*SEEING)
def listed(request: OfficeRequest) -> HttpResponse:
    """Every series of the desk with its present period and the last one."""
    first = first_row(request.GET.get("from", ""))
    found = list(series_of(request.standing)[first : first + PAGE + 1])
    rows = found[:PAGE]
    lines, asked = lines_of(rows, request.at), questions_in(request.at, series=rows)
    shown = {
        "rows": [
            {
                "series": row,
                "rhythm": Rhythm(row.rhythm).label,
                "lines": [_line(one, {}) for one in lines[row.pk][:3]],
                "questions": asked.get(row.pk, Questions()),
            }
            for row in rows
        ],
        "page": Page(
            newer=f"?from={max(first - PAGE, 0)}" if first else "",
            older=f"?from={first + PAGE}" if len(found) > PAGE else "",
        ),
        "may_open": request.standing.holds(*rules.DECIDING),
    }
    return render(request, "workroom/briefings/list.html", shown)


@office(*rules.DECIDING)
def new(request: OfficeRequest) -> HttpResponse:
    """Open a series."""
    made: list[Series] = []

    def write(form: Form) -> None:
        given = form.cleaned_data
        made.append(
            open_series(
                desk=request.standing.desk,
                title=said(form, "title"),
                rhythm=given["rhythm"],
                starts_on=given["starts_on"],
                by=request.user,
                at=request.at,
            )
        )

    form = SeriesForm(request.POST if request.method == "POST" else None, at=request.at)
    return formed(
        request,
        form,
        write,
        template="workroom/briefings/form.html",
        onward=lambda: _address("one", made[0]),
        done=_("The series is open; its first period runs."),
        shown={"label": _("Open a series"), "button": _("Open the series"), "back": "../"},
    )


@office(*SEEING)
def one(request: OfficeRequest, number: int) -> HttpResponse:
    """Period for period: what was held, what is planned, what was missed and why."""
    series = _series(request, number)
    every = lines_of([series], request.at)[series.pk]
    first = first_row(request.GET.get("from", ""))
    first = min(first, len(every))
    page = every[first : first + PAGE]
    packages = packages_of([row for line in page for row in line.conferences], request.at)
    due = [line.clock for line in every if line.clock and line.clock.met_at is None and line.period]
    shown = {
        "series": series,
        "rhythm": Rhythm(series.rhythm).label,
        "lines": [_line(line, packages) for line in page],
        "next_due": next(
            (clock for clock in reversed(due) if clock.due_at and clock.due_at >= request.at), None
        ),
        "held": sum(line.state == PeriodState.HELD for line in every),
        "missed": sum(line.state == PeriodState.MISSED for line in every),
        "questions": questions_in(request.at, series=[series]).get(series.pk, Questions()),
        "has_none": not any(line.conferences for line in every),
        "page": Page(
            newer=f"?from={max(first - PAGE, 0)}" if first else "",
            older=f"?from={first + PAGE}" if len(every) > first + PAGE else "",
        ),
        "may_prepare": series.ended_at is None and request.standing.holds(*rules.ORGANISING),
        "decides": request.standing.holds(*rules.DECIDING),
    }
    return render(request, "workroom/briefings/one.html", shown)


@require_POST
@office(*rules.ORGANISING)
def prepare(request: OfficeRequest, number: int) -> HttpResponse:
    """Plan the next briefing with the agenda of the model."""
    series = _series(request, number)
    made: list[Conference] = []
    done_or_said(
        request,
        lambda: made.append(prepare_briefing(series=series, by=request.user, at=request.at)),
        _("Planned for its month. Set day, hour and room next."),
    )
    if not made:
        return HttpResponseRedirect(_address("one", series))
    args = [series.desk.code, made[0].reference]
    return HttpResponseRedirect(reverse("workroom_conferences:agenda", args=args))


@office(*rules.DECIDING)
def end(request: OfficeRequest, number: int) -> HttpResponse:
    """End a series, with the reason."""
    series = _series(request, number)

    def write(form: Form) -> None:
        end_series(series=series, why=said(form, "why"), by=request.user, at=request.at)

    label = _("Why the series ends")
    return _why(request, write, label, _("End the series"), _("The series has ended."), series, "danger")


@office(*rules.DECIDING)
def missed(request: OfficeRequest, number: int, period: int) -> HttpResponse:
    """Say in public why a period passed without a briefing."""
    series = _series(request, number)
    kept = Period.objects.filter(series=series, pk=period).first()
    if kept is None:
        raise Http404

    def write(form: Form) -> None:
        explain_missed(period=kept, why=said(form, "why"), by=request.user, at=request.at)

    label = _("Why no briefing was held")
    return _why(request, write, label, _("Say why it was missed"), _("The reason is public."), series)


def _why(
    request: OfficeRequest,
    write: Any,
    label: str,
    button: str,
    done: str,
    series: Series,
    look: str = "primary",
) -> HttpResponse:
    sent = request.POST if request.method == "POST" else None
    form = WhyForm(sent, label=label, hint=_("Everybody reads it on the page of the series."))
    return formed(
        request,
        form,
        write,
        template="workroom/briefings/form.html",
        onward=_address("one", series),
        done=done,
        shown={
            "label": button,
            "button": button,
            "look": look,
            "series": series,
            "back": _address("one", series),
        },
    )


def _line(line: PeriodLine, packages: dict[int, Package]) -> Line:
    return Line(line, TONES[line.state], [(row, packages.get(row.pk)) for row in line.conferences])


def _series(request: OfficeRequest, number: int) -> Series:
    try:
        return get_series(number, request.standing)
    except Series.DoesNotExist:
        raise Http404 from None


def _address(name: str, series: Series) -> str:
    return reverse(f"workroom_briefings:{name}", args=[series.desk.code, series.pk])
