"""A journalist, a citizen, a member of parliament opens this and asks: do they answer, and in time?"""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from hoiam.desks.models import Desk
from hoiam.enquiries.models import Answer, DailyCount
from hoiam.enquiries.queries.daycounts import first_broken_day
from hoiam.enquiries.queries.punctuality import (
    DeskLine,
    figure_list,
    lines_by_desk,
    punctuality_of,
)
from hoiam.enquiries.terms import Kind, State
from hoiam.newsroom.punctuality.figures import groups, labels
from hoiam.newsroom.punctuality.span import Span, choices, span_of
from hoiam.newsroom.requests import PublicRequest
from hoiam.newsroom.stamping import for_everybody
from hoiam.ui.shapes import Page

DAYS_SHOWN = 60


@require_safe
def overview(request: PublicRequest) -> HttpResponse:
    """One honest line for each desk."""
    span = span_of(request.GET.get("period", ""), request.at)
    lines = lines_by_desk(span.period, request.at)
    desks = [(desk, lines.get(desk.pk, DeskLine())) for desk in Desk.objects.public().order_by("code")]
    context = {
        "span": span,
        "choices": choices(span, request.at),
        "desks": desks,
    }
    return for_everybody(render(request, "newsroom/punctuality/overview.html", context))


@require_safe
def desk_page(request: PublicRequest, desk: str) -> HttpResponse:
    """Every figure of one desk; each opens the list it counts."""
    found = get_object_or_404(Desk.objects.public().select_related("body"), code=desk)
    span = span_of(request.GET.get("period", ""), request.at)
    counted = punctuality_of(found, span.period, request.at)
    context = {
        "desk": found,
        "span": span,
        "choices": choices(span, request.at),
        "counted": counted,
        "groups": groups(found, span, counted),
    }
    return for_everybody(render(request, "newsroom/punctuality/desk.html", context))


@require_safe
def figure(request: PublicRequest, desk: str, figure: str) -> HttpResponse:
    """The list behind one figure: reference, kind, state, dates. Nothing else."""
    found = get_object_or_404(Desk.objects.public(), code=desk)
    at = request.at
    span, code = span_of(request.GET.get("period", ""), at), request.GET.get("code", "")
    label = labels().get((figure, code))
    if label is None:
        raise Http404
    page = figure_list(figure, found, span.period, at, code=code, cursor=request.GET.get("after", "")[:200])
    references = [line.reference for line in page.rows]
    public = set(
        Answer.objects.public(at)
        .filter(enquiry__reference__in=references)
        .values_list("enquiry__reference", flat=True)
    )
    context = {
        "desk": found,
        "span": span,
        "label": label,
        "lines": [
            (line, Kind(line.kind).label, State(line.state).label, line.reference in public)
            for line in page.rows
        ],
        "page": Page(
            newer=_here(span, code) if request.GET.get("after") else "",
            older=_here(span, code, after=page.next_cursor) if page.next_cursor else "",
        ),
        "back": reverse("newsroom_punctuality:desk", kwargs={"desk": desk}) + f"?period={span.name}",
    }
    return for_everybody(render(request, "newsroom/punctuality/figure.html", context))


def _here(span: Span, code: str, **more: str) -> str:
    named = {"period": span.name, "code": code, **more}
    return "?" + urlencode({name: value for name, value in named.items() if value})


@require_safe
def days(request: PublicRequest, desk: str) -> HttpResponse:
    """The public daily counts: how anyone can see that no question vanished."""
    found = get_object_or_404(Desk.objects.public().select_related("body"), code=desk)
    shown = list(DailyCount.objects.filter(desk=found).order_by("-day")[:DAYS_SHOWN])
    context = {
        "desk": found,
        "days": shown,
        "broken": first_broken_day(found, since=shown[-1].day) if shown else None,
    }
    return for_everybody(render(request, "newsroom/punctuality/days.html", context))
