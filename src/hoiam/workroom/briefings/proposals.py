"""An organiser opens this before the agenda is made: what is still owed, and belongs on it?"""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from hoiam.conferences import rules
from hoiam.conferences.operations.agenda import add_session
from hoiam.conferences.queries.conclusions import from_the_last, last_before
from hoiam.conferences.queries.conferences import SEEING
from hoiam.conferences.queries.proposals import proposals_for
from hoiam.conferences.terms import SessionKind
from hoiam.ui.forms import Form
from hoiam.ui.shapes import Page, first_row
from hoiam.workroom.briefings.conclusions import shown_as
from hoiam.workroom.briefings.forming import address, formed
from hoiam.workroom.conference_frame import ConferenceRequest, conference_page, framed
from hoiam.workroom.conferences.spoken import in_each_language, said

PAGE = 50


@conference_page(*SEEING)
def proposals(request: ConferenceRequest) -> HttpResponse:
    """What the last conference left, open promises, conclusions that are not done, evidence that places lack."""
    conference = request.conference
    every = proposals_for(conference, request.at)
    first = first_row(request.GET.get("from", ""))
    first = min(first, len(every))
    is_open = conference.held_at is None and conference.cancelled_at is None
    shown = framed(
        request,
        rows=every[first : first + PAGE],
        last=last_before(conference),
        last_rows=[shown_as(row, request.at) for row in from_the_last(conference)],
        may_write=is_open and request.standing.holds(*rules.ORGANISING),
        page=Page(
            newer=f"?from={max(first - PAGE, 0)}" if first else "",
            older=f"?from={first + PAGE}" if len(every) > first + PAGE else "",
        ),
    )
    return render(request, "workroom/briefings/proposals.html", shown)


@conference_page(*rules.ORGANISING)
def take_up(request: ConferenceRequest, key: str) -> HttpResponse:
    """Make a part of the agenda of it."""
    conference = request.conference
    proposal = next((one for one in proposals_for(conference, request.at) if one.key == key), None)
    if proposal is None:
        raise Http404
    form = Form(request.POST if request.method == "POST" else None)
    in_each_language(form, "title", _("Title of the part"), longest=300, initial=proposal.title)
    in_each_language(form, "office", _("Led by the office"), required=False)
    if conference.announced_at:
        hint = _("Read in public with the agenda.")
        in_each_language(form, "why", _("Why it changes"), hint=hint, rows=2, longest=2_000)

    def write(form: Form) -> None:
        add_session(
            conference=conference,
            kind=SessionKind.TALKS,
            title=said(form, "title"),
            office=said(form, "office"),
            why=said(form, "why"),
            by=request.user,
            at=request.at,
        )

    return formed(
        request,
        form,
        write,
        template="workroom/briefings/conference_form.html",
        onward=address("proposals", conference),
        done=_("It is on the agenda. Set its hours there."),
        shown=framed(
            request,
            label=_("Take up on the agenda"),
            button=_("Add to the agenda"),
            back=address("proposals", conference),
        ),
    )
