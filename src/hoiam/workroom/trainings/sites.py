"""An organiser opens this after a hybrid conference: how many sat where, and which paper says so?"""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from hoiam.conferences import rules
from hoiam.conferences.models import Conference, PressCount, TargetGroup
from hoiam.conferences.operations.sites import note_press, remove_site, set_site
from hoiam.conferences.queries.conferences import SEEING
from hoiam.conferences.queries.rosters import counts
from hoiam.desks.against import ReasonsAgainst
from hoiam.ui.shapes import Page
from hoiam.workroom.conference_frame import ConferenceRequest, conference_page, framed
from hoiam.workroom.trainings.forms import PressForm, SiteForm

PAGE = 100


@conference_page(*SEEING)
def sites(request: ConferenceRequest) -> HttpResponse:
    """Every site with its heads and their source, beside what the roster gives; the count of the press."""
    conference = request.conference
    others = list(conference.sites.order_by("pk")[:500])
    form = SiteForm(
        request.POST if request.POST.get("act") == "site" else None,
        conference=conference,
        others=others,
        auto_id="id_site_%s",
    )
    count = PressCount.objects.filter(conference=conference).first()
    press = PressForm(
        request.POST if request.POST.get("act") == "press" else None,
        groups=_press_groups(conference),
        auto_id="id_press_%s",
        initial={"heads": count.heads, "source": count.source, "group": count.group_id} if count else None,
    )
    reasons: list[object] = []
    if request.method == "POST":
        try:
            if said := _act(request, form, press):
                messages.success(request, said)
                return redirect(request.path)
        except ReasonsAgainst as against:
            reasons = against.reasons
    first = request.GET.get("from", "0")
    start = min(int(first), 10_000) if first.isdecimal() and len(first) < 6 else 0
    rows = list(conference.sites.select_related("place", "part_of").order_by("pk")[start : start + PAGE + 1])
    shown = framed(
        request,
        rows=rows[:PAGE],
        page=Page(
            newer=f"?from={max(start - PAGE, 0)}" if start else "",
            older=f"?from={start + PAGE}" if len(rows) > PAGE else "",
        ),
        heads=sum(row.heads or 0 for row in others),
        counts=counts(conference),
        count=count,
        form=form,
        press=press,
        reasons=reasons,
        writes=request.standing.holds(*rules.ORGANISING) and not conference.cancelled_at,
    )
    status = 409 if reasons else 422 if form.errors or press.errors else 200
    return render(request, "workroom/trainings/sites.html", shown, status=status)


@conference_page(*rules.ORGANISING)
def site(request: ConferenceRequest, number: int) -> HttpResponse:
    """Correct one site, or take it off."""
    found = request.conference.sites.filter(pk=number).first()
    if found is None:
        raise Http404
    others = list(request.conference.sites.exclude(pk=number).order_by("pk")[:500])
    is_sent = request.method == "POST" and request.POST.get("act") != "remove"
    initial = {
        "level": found.level,
        "name": found.name,
        "place": found.place_id or "",
        "part_of": found.part_of_id or "",
        "heads": found.heads,
        "heads_source": found.heads_source,
    }
    form = SiteForm(
        request.POST if is_sent else None, conference=request.conference, others=others, initial=initial
    )
    reasons: list[object] = []
    try:
        if request.method == "POST" and not is_sent:
            remove_site(site=found, by=request.standing.person, at=request.at)
            messages.success(request, _("The site is taken off."))
            return redirect("../")
        if is_sent and form.is_valid():
            set_site(
                conference=request.conference,
                site=found,
                by=request.standing.person,
                at=request.at,
                **form.given(),
            )
            messages.success(request, _("Kept."))
            return redirect("../")
    except ReasonsAgainst as against:
        reasons = against.reasons
    shown = framed(request, site=found, form=form, reasons=reasons)
    status = 409 if reasons else 422 if form.errors else 200
    return render(request, "workroom/trainings/site.html", shown, status=status)


def _act(request: ConferenceRequest, form: SiteForm, press: PressForm) -> str:
    conference, by, at = request.conference, request.standing.person, request.at
    if request.POST.get("act") == "site":
        if not form.is_valid():
            return ""
        set_site(conference=conference, by=by, at=at, **form.given())
        return _("The site is kept.")
    if request.POST.get("act") == "press":
        if not press.is_valid():
            return ""
        note_press(conference=conference, by=by, at=at, **press.given())
        return _("The count of the press is kept; nobody is named.")
    raise ReasonsAgainst([_("This button is not known. Load the page again.")])


def _press_groups(conference: Conference) -> list[TargetGroup]:
    if conference.round is None:
        return []
    return list(TargetGroup.objects.filter(programme=conference.round.programme_id, is_press=True))
