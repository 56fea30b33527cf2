"""The organiser opens the first before a training: where do people practise, and how do they get in?

Whoever learns opens the second at the practice desk and asks: what would a good answer have been, and why?"""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from hoiam.conferences import dates, rules
from hoiam.conferences.operations.practice import MOST_GROUPS, open_practice_desk
from hoiam.conferences.practice import practice_set
from hoiam.conferences.queries.conferences import SEEING
from hoiam.conferences.queries.practice import exercises_of, practice_desks_of, training_of
from hoiam.desks.against import MayNot, ReasonsAgainst
from hoiam.workroom.access import OfficeRequest, office
from hoiam.workroom.conference_frame import ConferenceRequest, conference_page, framed


@conference_page(*SEEING)
def practice(request: ConferenceRequest) -> HttpResponse:
    """The practice desks of a training; POST opens the next one."""
    conference = request.conference
    reasons: list[object] = []
    if request.method == "POST":
        try:
            desk = open_practice_desk(conference=conference, by=request.standing.person, at=request.at)
            said = _("%(desk)s is open, with the questions. Invite those who practise there.")
            messages.success(request, said % {"desk": desk.name})
            return HttpResponseRedirect(request.path)
        except MayNot:
            raise
        except ReasonsAgainst as against:
            reasons = against.reasons
    desks = list(practice_desks_of(conference))
    mine = set(request.user.memberships.filter(desk__in=desks, valid_to=None).values_list("desk", flat=True))
    shown = {
        "desks": [(desk, desk.pk in mine) for desk in desks],
        "questions": len(practice_set().questions),
        "may_open": request.standing.holds(*rules.ORGANISING)
        and request.at < dates.ends(conference)
        and not conference.cancelled_at
        and not conference.desk.is_practice
        and len(desks) < MOST_GROUPS,
        "reasons": reasons,
    }
    status = 409 if reasons else 200
    return render(request, "workroom/learning/practice.html", framed(request, **shown), status=status)


@require_safe
@office()
def exercises(request: OfficeRequest) -> HttpResponse:
    """The questions of a practice desk, each with a model answer that opens, and why it is good. 404 elsewhere."""
    desk = request.standing.desk
    if not desk.is_practice:
        raise Http404
    language = (get_language() or "").split("-")[0]
    rows = [(row, row.question.reasons_in(language)) for row in exercises_of(desk)]
    shown = {"rows": rows, "training": training_of(desk)}
    return render(request, "workroom/learning/exercises.html", shown)
