"""Opened by whoever answers at the centre, who asks: which place waits for a reply? By a province, who asks: when?"""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from hoiam.conferences import rules
from hoiam.conferences.models import LocalRequest
from hoiam.conferences.queries import localities
from hoiam.conferences.queries.conferences import SEEING
from hoiam.conferences.terms import WAITING_STATES, RequestKind
from hoiam.desks.against import ReasonsAgainst
from hoiam.desks.models import Clock
from hoiam.enquiries.queries.paging import page_of
from hoiam.evidence.vocabulary import theme_label
from hoiam.ui.languages import foreign
from hoiam.ui.shapes import Page
from hoiam.workroom.access import OfficeRequest, office
from hoiam.workroom.localities.acts import ACTS, LocalAct
from hoiam.workroom.localities.tabs import TONES, asked_for, tabs_of

PAGE = 30
PAGE_OF_ONE = "workroom_localities:request"


@office(*SEEING)
def requests(request: OfficeRequest) -> HttpResponse:
    """What waits for a reply of this desk, the first due first; or what this desk asked; or what is closed."""
    standing = request.standing
    view = "own" if request.GET.get("view") == "own" else "answer"
    is_closed, kind = request.GET.get("state") == "closed", request.GET.get("kind", "")
    read = localities.own_requests if view == "own" else localities.to_answer
    rows = read(standing, is_waiting=not is_closed)
    if kind in RequestKind.values:
        rows = rows.filter(kind=kind)
    by = "asked_at" if is_closed else "due"
    page = page_of(rows, by=by, cursor=request.GET.get("after", ""), limit=PAGE, is_descending=is_closed)
    same = f"view={view}&state={'closed' if is_closed else 'open'}&kind={kind}"
    shown = {
        "rows": [_row(row) for row in page.rows],
        "page": Page(older=f"?{same}&after={page.next_cursor}" if page.next_cursor else ""),
        "tabs": tabs_of(standing.desk, view),
        "view": view,
        "is_closed": is_closed,
        "kind": kind,
        "kinds": RequestKind.choices,
        "may_ask": standing.holds(*rules.ORGANISING),
        "desk": standing.desk,
    }
    return render(request, "workroom/localities/list.html", shown)


@office(*SEEING)
def experience(request: OfficeRequest) -> HttpResponse:
    """What places did and the centre accepted, with who took it up."""
    rows = localities.experiences(request.standing)
    page = page_of(rows, by="asked_at", cursor=request.GET.get("after", ""), limit=PAGE, is_descending=True)
    shown = {
        "rows": [{**_row(row), "taken": [taken.desk for taken in row.taken_up.all()]} for row in page.rows],
        "page": Page(older=f"?after={page.next_cursor}" if page.next_cursor else ""),
        "tabs": tabs_of(request.standing.desk, "experience"),
        "desk": request.standing.desk,
    }
    return render(request, "workroom/localities/experience.html", shown)


@office(*SEEING)
def resources(request: OfficeRequest) -> HttpResponse:
    """Staff, equipment and budget as each desk reported them over time, with the replies."""
    shown = {
        "desks": localities.resource_table(request.standing),
        "tabs": tabs_of(request.standing.desk, "resources"),
        "may_ask": request.standing.holds(*rules.ORGANISING),
        "desk": request.standing.desk,
    }
    return render(request, "workroom/localities/resources.html", shown)


@office(*SEEING)
def request_page(request: OfficeRequest, reference: str) -> HttpResponse:
    """One request: what is asked, by when a reply is owed, what was replied, what evidence is looked for."""
    found = _found(request, reference)
    standing = request.standing
    is_theirs = standing.desk.pk == found.to_desk_id
    clocks = Clock.objects.of(localities.RECORD, found.pk).open().order_by("due_at")
    shown = {
        **_row(found),
        "desk": standing.desk,
        "is_theirs": is_theirs,
        "is_concerned": is_theirs or standing.desk.pk == found.desk_id,
        "clock": clocks.first(),
        "replies": [(reply, TONES[reply.state]) for reply in found.replies.select_related("by")],
        "guidance": list(found.guidance.all()) if is_theirs else [],
        "taken": list(found.taken_up.select_related("desk")),
        "acts": [act for act in ACTS.values() if act.is_offered(found, standing)],
    }
    return render(request, "workroom/localities/request.html", shown)


@office(*rules.ORGANISING)
def act(request: OfficeRequest, reference: str, act: str) -> HttpResponse:
    """The form of one act on a request."""
    kind = ACTS.get(act)
    if kind is None:
        raise Http404
    found = _found(request, reference)
    if not kind.is_offered(found, request.standing):
        raise PermissionDenied(_("This cannot be done here now."))
    sent = request.POST if request.method == "POST" else None
    form = kind(sent, about=found, standing=request.standing, at=request.at)
    reasons: list[object] = []
    if form.is_valid():
        try:
            onward = form.perform()
        except ReasonsAgainst as against:
            reasons = against.reasons
        else:
            messages.success(request, str(form.done))
            return redirect(onward or reverse(PAGE_OF_ONE, args=[request.standing.desk.code, reference]))
    return _act_page(request, form, reasons)


def _act_page(request: OfficeRequest, form: LocalAct, reasons: list[object]) -> HttpResponse:
    shown = {"form": form, "row": form.about, "reasons": reasons, "desk": request.standing.desk}
    status = 200 if request.method != "POST" else 409 if reasons else 422
    return render(request, "workroom/localities/act.html", shown, status=status)


def _found(request: OfficeRequest, reference: str) -> LocalRequest:
    try:
        return localities.get_request(reference, request.standing)
    except LocalRequest.DoesNotExist:
        raise Http404 from None


def _row(row: LocalRequest) -> dict[str, object]:
    return {
        "row": row,
        "who": asked_for(row),
        "tone": TONES[row.state],
        "theme": theme_label(row.theme) if row.theme else "",
        "language": foreign(row.language),
        "is_waiting": row.state in WAITING_STATES,
    }
