"""Places and bodies with their history: look up, add, end, name what follows."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from hoiam.desks.against import MayNot, ReasonsAgainst
from hoiam.desks.models import Body, Place
from hoiam.desks.operations.registers import add_body, add_place, end_entry, name_successor
from hoiam.desks.pack import load_pack
from hoiam.desks.queries.registers import bodies, get_body, get_place, places
from hoiam.desks.terms import InstallationRole
from hoiam.desks.wording import Wording
from hoiam.workroom.access import OfficeRequest, installation
from hoiam.workroom.installation.forms import BodyForm, EndForm, PlaceForm, SuccessorForm, name_of

MOST = 300


@installation(*InstallationRole)
def place_list(request: OfficeRequest) -> HttpResponse:
    return _list(request, places, "place")


@installation(*InstallationRole)
def body_list(request: OfficeRequest) -> HttpResponse:
    return _list(request, bodies, "body")


@installation(*InstallationRole)
def place_page(request: OfficeRequest, code: str) -> HttpResponse:
    try:
        return _page(request, get_place(code), "place", Place.objects.all())
    except Place.DoesNotExist as unknown:
        raise Http404 from unknown


@installation(*InstallationRole)
def body_page(request: OfficeRequest, code: str) -> HttpResponse:
    try:
        return _page(request, get_body(code), "body", Body.objects.all())
    except Body.DoesNotExist as unknown:
        raise Http404 from unknown


@installation(InstallationRole.STEWARD_OF_PLACES)
def new_place(request: OfficeRequest) -> HttpResponse:
    """Add a place."""
    kinds = place_kinds()
    form = PlaceForm(request.POST or None, kinds=list(kinds.items()))

    def make(said: dict[str, Any]) -> Place:
        return add_place(
            code=said["code"],
            kind=said["kind"],
            name=name_of(form),
            valid_from=said["valid_from"],
            legal_basis=said["legal_basis"],
            source=said["source"],
            part_of=next(iter(said["part_of"]), None),
            predecessors=said["predecessors"],
            kinds=list(kinds),
            by=request.user,
            at=request.at,
        )

    return _new(request, form, make, "place")


@installation(InstallationRole.STEWARD_OF_PLACES)
def new_body(request: OfficeRequest) -> HttpResponse:
    """Add a body."""
    form = BodyForm(request.POST or None)

    def make(said: dict[str, Any]) -> Body:
        return add_body(
            code=said["code"],
            name=name_of(form),
            short_name=said["short_name"],
            level=said["level"],
            kind=said["kind"],
            email=said["email"],
            place=next(iter(said["place"]), None),
            valid_from=said["valid_from"],
            legal_basis=said["legal_basis"],
            source=said["source"],
            predecessors=said["predecessors"],
            by=request.user,
            at=request.at,
        )

    return _new(request, form, make, "body")


def place_kinds() -> dict[str, str]:
    """What a place may be in this country, in the reader's language."""
    types = load_pack(settings.COUNTRY.code).country.place_types
    return {code: str(Wording(name)) for code, name in types.items()}


def _list(request: OfficeRequest, look: Callable[..., Any], what: str) -> HttpResponse:
    text = request.GET.get("q", "").strip()[:100]
    shows_all = request.GET.get("all") == "1"
    today = timezone.localdate(request.at)
    rows = list(look(text, None if shows_all else today)[: MOST + 1])
    kinds = place_kinds()
    shown = {
        "what": what,
        "rows": [{"entry": row, "kind": kinds.get(row.kind, row.kind)} for row in rows[:MOST]],
        "is_cut": len(rows) > MOST,
        "text": text,
        "shows_all": shows_all,
        "may_change": _is_steward(request),
    }
    return render(request, f"workroom/installation/{'places' if what == 'place' else 'bodies'}.html", shown)


def _new(request: OfficeRequest, form: Any, make: Callable[[dict[str, Any]], Any], what: str) -> HttpResponse:
    reasons: list[object] = []
    if request.method == "POST" and form.is_valid():
        try:
            made = make(form.cleaned_data)
        except MayNot:
            raise
        except ReasonsAgainst as against:
            reasons = against.reasons
        else:
            messages.success(request, _("%(name)s is added.") % {"name": made.name})
            return redirect(f"workroom_installation:{what}", code=made.code)
    shown = {"form": form, "reasons": reasons, "what": what}
    return render(request, "workroom/installation/new.html", shown, status=422 if form.is_bound else 200)


def _page(request: OfficeRequest, entry: Any, what: str, entries: Any) -> HttpResponse:
    """One entry; POST ends it, or names what follows where it has ended."""
    reasons: list[object] = []
    kind_of_form = EndForm if entry.valid_to is None else SuccessorForm
    form = kind_of_form(request.POST or None, entries=entries)
    if request.method == "POST":
        if not _is_steward(request):
            raise PermissionDenied(_("This page belongs to an officer of the whole installation."))
        if form.is_valid():
            try:
                _change(request, entry, form.cleaned_data)
            except ReasonsAgainst as against:
                reasons = against.reasons
            else:
                messages.success(request, _("Saved."))
                return redirect(f"workroom_installation:{what}", code=entry.code)
    shown = {
        "entry": entry,
        "what": what,
        "kind": place_kinds().get(entry.kind, entry.kind),
        "form": form,
        "reasons": reasons,
        "may_change": _is_steward(request),
        "sources": [part.strip() for part in entry.source.split(" | ") if part.strip()],
    }
    return render(request, "workroom/installation/entry.html", shown, status=422 if form.is_bound else 200)


def _change(request: OfficeRequest, entry: Any, said: dict[str, Any]) -> None:
    who: dict[str, Any] = {"by": request.user, "at": request.at}
    if entry.valid_to is None:
        end_entry(
            entry=entry,
            last_date=said["last_date"],
            successors=said["successors"],
            source=said["source"],
            **who,
        )
    else:
        name_successor(entry=entry, successor=said["successor"], **who)


def _is_steward(request: OfficeRequest) -> bool:
    return InstallationRole.STEWARD_OF_PLACES in request.installation_roles
