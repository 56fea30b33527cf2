"""Whoever answers for the training opens this months later and asks: did it change what places do?

What the desks did stands apart from what people thought of the training."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from hoiam.conferences.queries.conferences import SEEING
from hoiam.conferences.queries.follow_up import follow_up_of, reading_days
from hoiam.conferences.queries.learning import results_of
from hoiam.workroom.conference_frame import ConferenceRequest, conference_page, framed


@require_safe
@conference_page(*SEEING)
def follow_up(request: ConferenceRequest) -> HttpResponse:
    """By place: desk, first briefing, answers in time; below it the opinions of the evaluation."""
    conference = request.conference
    results = results_of(conference)
    shown = {
        "lines": follow_up_of(conference),
        "days": reading_days(conference),
        "opinions": results.opinions if results else [],
    }
    return render(request, "workroom/learning/follow_up.html", framed(request, **shown))
