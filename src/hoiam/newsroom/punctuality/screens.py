"""A journalist, a citizen, a member of parliament opens this and asks: do they answer, and in time?"""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from hoiam.desks.models import Desk
from hoiam.enquiries.models import Answer, DailyCount
from hoiam.enquiries.queries.daycounts import first_broken_day
from hoiam.enquiries.queries.punctuality import FIGURES, figure_list, punctuality_of
from hoiam.enquiries.terms import Kind, State
from hoiam.newsroom.punctuality.figures import ENOUGH, groups
from hoiam.newsroom.punctuality.span import choices, span_of
from hoiam.newsroom.stamping import for_everybody
from hoiam.ui.shapes import Page

DAYS_SHOWN = 60


@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """One honest line for each desk."""
    span = span_of(request.GET.get("period", ""), request.at)  # type: ignore[attr-defined]
    desks = [
        (desk, punctuality_of(desk, span.period, request.at))  # type: ignore[attr-defined]
        for desk in Desk.objects.select_related("body").order_by("code")
    ]
    context = {
        "span": span,
        "choices": choices(span, request.at),  # type: ignore[attr-defined]
        "desks": desks,
        "enough": ENOUGH,
    }
    return for_everybody(render(request, "newsroom/punctuality/overview.html", context))


@require_safe
def desk_page(request: HttpRequest, desk: str) -> HttpResponse:
    """Every figure of one desk; each opens the list it counts."""
    found = get_object_or_404(Desk.objects.select_related("body"), code=desk)
    span = span_of(request.GET.get("period", ""), request.at)  # type: ignore[attr-defined]
    counted = punctuality_of(found, span.period, request.at)  # type: ignore[attr-defined]
    context = {
        "desk": found,
        "span": span,
        "choices": choices(span, request.at),  # type: ignore[attr-defined]
        "counted": counted,
        "groups": groups(found, span, counted),
    }
    return for_everybody(render(request, "newsroom/punctuality/desk.html", context))


@require_safe
def figure(request: HttpRequest, desk: str, figure: str) -> HttpResponse:
    """The list behind one figure: reference, kind, state, dates. Nothing else."""
    found = get_object_or_404(Desk, code=desk)
    if figure not in FIGURES:
        raise Http404
    at = request.at  # type: ignore[attr-defined]
    span, code = span_of(request.GET.get("period", ""), at), request.GET.get("code", "")[:60]
    page = figure_list(figure, found, span.period, at, code=code, cursor=request.GET.get("after", "")[:200])
    references = [line.reference for line in page.rows]
    public = set(
        Answer.objects.public(at)
        .filter(enquiry__reference__in=references)
        .values_list("enquiry__reference", flat=True)
    )
    here = f"?period={span.name}" + (f"&code={code}" if code else "")
    counted = groups(found, span, punctuality_of(found, span.period, at))
    named = [row for group in counted for row in group.figures if row.name == figure]
    label = next((row.label for row in named if f"code={code}" in row.address or not code), figure)
    context = {
        "desk": found,
        "span": span,
        "label": label,
        "lines": [
            (line, Kind(line.kind).label, State(line.state).label, line.reference in public)
            for line in page.rows
        ],
        "page": Page(
            newer=here if request.GET.get("after") else "",
            older=f"{here}&after={page.next_cursor}" if page.next_cursor else "",
        ),
        "back": reverse("newsroom_punctuality:desk", kwargs={"desk": desk}) + f"?period={span.name}",
    }
    return for_everybody(render(request, "newsroom/punctuality/figure.html", context))


@require_safe
def days(request: HttpRequest, desk: str) -> HttpResponse:
    """The public daily counts: how anyone can see that no question vanished."""
    found = get_object_or_404(Desk.objects.select_related("body"), code=desk)
    context = {
        "desk": found,
        "days": list(DailyCount.objects.filter(desk=found).order_by("-day")[:DAYS_SHOWN]),
        "broken": first_broken_day(found),
    }
    return for_everybody(render(request, "newsroom/punctuality/days.html", context))
