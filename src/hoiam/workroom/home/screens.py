"""The door to the office, the desk's home, putting notices away."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hoiam.conferences.models import Notice as ConferenceNotice
from hoiam.conferences.operations import noticing as conferences
from hoiam.desks.queries.standing import Standing, desks_of, installation_roles
from hoiam.desks.terms import EDITORIAL, Role
from hoiam.enquiries.models import Enquiry, Notice
from hoiam.enquiries.operations.noticing import see_all_notices, see_notice
from hoiam.enquiries.queries import notices
from hoiam.evidence.queries.of_place import facts_for
from hoiam.releases.models import Notice as ReleaseNotice
from hoiam.releases.operations import noticing
from hoiam.workroom.access import OfficeRequest, office
from hoiam.workroom.home.first_steps import PREPARING, first_steps
from hoiam.workroom.home.frame import installation_ways
from hoiam.workroom.home.today import today
from hoiam.workroom.undoing import offer_undo

MONTH = timedelta(days=30)


@login_required
def door(request: OfficeRequest) -> HttpResponse:
    """Straight to the only desk; else choose one."""
    desks = desks_of(request.user, request.at)
    held = installation_roles(request.user)
    if len(desks) == 1 and not held:
        return HttpResponseRedirect(f"/office/{desks[0].code}/")
    ways = list(installation_ways(held))
    return render(request, "workroom/home/door.html", {"desks": desks, "ways": ways})


@office()
def home(request: OfficeRequest) -> HttpResponse:
    """What is due, what waits for me, what went wrong; figures only for roles without sight of content."""
    standing, at = request.standing, request.at
    shown: dict[str, Any] = {"day": timezone.localdate(at), "desk": standing.desk}
    if not standing.holds(*EDITORIAL):
        shown["steps"] = first_steps(standing, at) if standing.holds(Role.DESK_ADMIN) else None
        return render(request, "workroom/home/figures.html", shown | _figures(request))
    page = today(standing, at)
    shown |= {
        "today": page,
        "ask_address": f"{settings.BASE_URL}/{get_language()}/desks/{standing.desk.code}/ask/",
        "of_place": facts_for(standing.desk, at) if page.is_first_run else [],
        "keeps_facts": standing.holds(Role.FACT_STEWARD),
        "steps": first_steps(standing, at) if _prepares(standing, is_new=page.is_first_run) else None,
    }
    return render(request, "workroom/home/home.html", shown)


def _prepares(standing: Standing, *, is_new: bool) -> bool:
    """Whether somebody is shown what the desk still needs; intake only until the first question."""
    return standing.holds(Role.HEAD, Role.DESK_ADMIN) or (is_new and standing.holds(*PREPARING))


def _figures(request: OfficeRequest) -> dict[str, Any]:
    """Counts without content, for the administrator and the auditor."""
    standing, at = request.standing, request.at
    rows = Enquiry.objects.filter(desk=standing.desk)
    return {
        "arrived": notices.arrived_since(standing, at - MONTH),
        "open": rows.open().count(),
        "overdue": rows.overdue(at).count(),
        "is_admin": standing.holds(Role.DESK_ADMIN),
        "is_auditor": standing.holds(Role.AUDITOR),
    }


@require_POST
@office()
def put_away(request: OfficeRequest) -> HttpResponse:
    """Put one notice away, or all of one's own at this desk."""
    standing, at = request.standing, request.at
    number = request.POST.get("notice", "")
    if release := request.POST.get("release", ""):
        return _put_release_away(request, release)
    if conference := request.POST.get("conference", ""):
        return _put_conference_away(request, conference)
    if number:
        found = Notice.objects.filter(pk=int(number) if number.isdigit() else 0, person=standing.person)
        notice = found.first()
        if notice is None:
            raise Http404
        see_notice(notice=notice, by=standing.person, at=at)
    else:
        see_all_notices(desk=standing.desk, by=standing.person, at=at)
        noticing.see_all_notices(desk=standing.desk, by=standing.person, at=at)
        conferences.see_all_notices(desk=standing.desk, by=standing.person, at=at)
    back = f"/office/{standing.desk.code}/"
    offer_undo(request, _("Put away."), "notices", {}, back)
    return HttpResponseRedirect(back)


def _put_release_away(request: OfficeRequest, number: str) -> HttpResponse:
    """Put one notice about a release away; it stands in the history of the release."""
    rows = ReleaseNotice.objects.filter(pk=int(number) if number.isdigit() else 0)
    notice = rows.filter(person=request.standing.person).first()
    if notice is None:
        raise Http404
    noticing.see_notice(notice=notice, by=request.standing.person, at=request.at)
    messages.success(request, _("Put away."))
    return HttpResponseRedirect(f"/office/{request.standing.desk.code}/")


def _put_conference_away(request: OfficeRequest, number: str) -> HttpResponse:
    """Put one notice about a conference or a request away."""
    rows = ConferenceNotice.objects.filter(pk=int(number) if number.isdigit() and len(number) < 18 else 0)
    notice = rows.filter(person=request.standing.person).first()
    if notice is None:
        raise Http404
    conferences.see_notice(notice=notice, by=request.standing.person, at=request.at)
    messages.success(request, _("Put away."))
    return HttpResponseRedirect(f"/office/{request.standing.desk.code}/")
