"""The agenda of a conference: its parts in order, each with a form; beginning it from the desk template."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from hoiam.conferences import rules
from hoiam.conferences.models import Conference, Session
from hoiam.conferences.operations.agenda import (
    add_session,
    change_session,
    model_agenda,
    order_sessions,
    remove_session,
    start_from_template,
)
from hoiam.conferences.queries.agenda import agenda_of, changes_of_agenda
from hoiam.conferences.queries.conferences import SEEING
from hoiam.conferences.terms import Precision, SessionKind
from hoiam.desks.against import ReasonsAgainst
from hoiam.ui.forms import Form
from hoiam.workroom.conference_frame import ConferenceRequest, conference_page, framed
from hoiam.workroom.conferences.spoken import address, in_each_language, lead_with, said
from hoiam.workroom.enquiries.acts.act import moment_field

UP, DOWN = "up", "down"


class SessionForm(Form):
    """One part of the agenda."""

    kind = forms.ChoiceField(
        label=gettext_lazy("What kind of part"), choices=SessionKind.choices, initial=SessionKind.TALKS
    )
    starts_at = moment_field(gettext_lazy("Begins at"), required=False)
    ends_at = moment_field(gettext_lazy("Ends at"), required=False)
    room = forms.CharField(
        label=gettext_lazy("Room"),
        required=False,
        max_length=120,
        help_text=gettext_lazy("Where there are several at the same time."),
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, conference: Conference, session: Session | None = None, **given: Any
    ) -> None:
        self.conference, self.session = conference, session
        given.setdefault("initial", _initial(conference, session))
        super().__init__(*args, **given)
        known = session
        in_each_language(self, "title", gettext_lazy("Title"), initial=known.title if known else None)
        in_each_language(
            self,
            "office",
            gettext_lazy("Led by the office"),
            required=False,
            initial=known.office if known else None,
        )
        add_reason(self, conference)
        if conference.precision not in (Precision.DAY, Precision.HOUR):
            del self.fields["starts_at"], self.fields["ends_at"]
        lead_with(self, "title", "kind", "office")

    def said(self) -> dict[str, Any]:
        given = self.cleaned_data
        return {
            "kind": given["kind"],
            "title": said(self, "title"),
            "office": said(self, "office"),
            "room": given["room"],
            "starts_at": given.get("starts_at"),
            "ends_at": given.get("ends_at"),
            "why": said(self, "why"),
        }


class ReasonForm(Form):
    """Why a part is taken out; asked after the announcement only."""

    def __init__(self, *args: Any, conference: Conference, **given: Any) -> None:
        super().__init__(*args, **given)
        add_reason(self, conference)


def add_reason(form: Form, conference: Conference) -> None:
    if conference.announced_at:
        hint = gettext_lazy("Read in public with the agenda.")
        in_each_language(form, "why", gettext_lazy("Why it changes"), hint=hint, rows=2, longest=2_000)


@conference_page(*SEEING)
def agenda(request: ConferenceRequest) -> HttpResponse:
    """The parts in order, and what was changed since the announcement."""
    conference = request.conference
    is_open = conference.held_at is None and conference.cancelled_at is None
    may_write = is_open and request.standing.holds(*rules.ORGANISING)
    rows = agenda_of(conference)
    shown = framed(
        request,
        rows=rows,
        changes=changes_of_agenda(conference),
        may_write=may_write,
        may_order=may_write and conference.announced_at is None and not any(row.starts_at for row in rows),
        model=model_agenda(conference) if may_write and not rows and not conference.announced_at else [],
    )
    return render(request, "workroom/conferences/agenda.html", shown)


@conference_page(*rules.ORGANISING)
def add(request: ConferenceRequest) -> HttpResponse:
    """A new part at the end."""
    conference = request.conference

    def write(form: Form) -> None:
        assert isinstance(form, SessionForm)
        add_session(conference=conference, by=request.user, at=request.at, **form.said())

    form = SessionForm(_sent(request), conference=conference)
    return _formed(request, form, write, _("Add a part"), _("The part is added."))


@conference_page(*rules.ORGANISING)
def change(request: ConferenceRequest, code: str) -> HttpResponse:
    """One part as it stands, to be changed."""
    session = _session(request, code)

    def write(form: Form) -> None:
        assert isinstance(form, SessionForm)
        change_session(
            session=session,
            by=request.user,
            at=request.at,
            version=form.cleaned_data["version"],
            **form.said(),
        )

    form = SessionForm(_sent(request), conference=request.conference, session=session)
    return _formed(request, form, write, _("Change the part"), _("The part is changed."), session)


@conference_page(*rules.ORGANISING)
def remove(request: ConferenceRequest, code: str) -> HttpResponse:
    """Take a part out, with the reason where the agenda is public."""
    session = _session(request, code)

    def write(form: Form) -> None:
        remove_session(session=session, why=said(form, "why"), by=request.user, at=request.at)

    form = ReasonForm(_sent(request), conference=request.conference)
    return _formed(request, form, write, _("Take the part out"), _("The part is taken out."), session)


@require_POST
@conference_page(*rules.ORGANISING)
def move(request: ConferenceRequest, code: str, way: str) -> HttpResponse:
    """One place up or down, while the agenda is not public and has no hours."""
    codes = [row.code for row in agenda_of(request.conference)]
    place = codes.index(code) if code in codes else -1
    other = place + (-1 if way == UP else 1)
    if place < 0 or way not in (UP, DOWN):
        raise Http404
    if 0 <= other < len(codes):
        codes[place], codes[other] = codes[other], codes[place]
        _attempt(
            request,
            lambda: order_sessions(
                conference=request.conference, codes=codes, by=request.user, at=request.at
            ),
        )
    return HttpResponseRedirect(address("agenda", request.conference) + f"#{code}")


@require_POST
@conference_page(*rules.ORGANISING)
def from_template(request: ConferenceRequest) -> HttpResponse:
    """Begin with the parts of the model briefing."""
    _attempt(
        request, lambda: start_from_template(conference=request.conference, by=request.user, at=request.at)
    )
    return HttpResponseRedirect(address("agenda", request.conference))


def _formed(
    request: ConferenceRequest,
    form: Form,
    write: Callable[[Form], None],
    label: str,
    done: str,
    session: Session | None = None,
) -> HttpResponse:
    reasons: list[object] = []
    if request.method == "POST" and form.is_valid():
        try:
            write(form)
            messages.success(request, done)
            return HttpResponseRedirect(address("agenda", request.conference))
        except ReasonsAgainst as against:
            reasons = against.reasons
    status = 200 if request.method != "POST" else 409 if reasons else 422
    shown = framed(request, form=form, label=label, reasons=reasons, session=session)
    return render(request, "workroom/conferences/session.html", shown, status=status)


def _attempt(request: ConferenceRequest, act: Callable[[], Any]) -> None:
    try:
        act()
    except ReasonsAgainst as against:
        for reason in against.reasons:
            messages.error(request, str(reason))


def _session(request: ConferenceRequest, code: str) -> Session:
    session = request.conference.sessions.filter(code=code, removed_at__isnull=True).first()
    if session is None:
        raise Http404
    session.conference = request.conference
    return session


def _sent(request: ConferenceRequest) -> Any:
    return request.POST if request.method == "POST" else None


def _initial(conference: Conference, session: Session | None) -> dict[str, Any]:
    """A part as it stands; a new one begins where the last one ends."""
    if session is not None:
        return {
            "kind": session.kind,
            "room": session.room,
            "version": session.version,
            "starts_at": timezone.localtime(session.starts_at) if session.starts_at else None,
            "ends_at": timezone.localtime(session.ends_at) if session.ends_at else None,
        }
    last = (
        conference.sessions.filter(removed_at__isnull=True, ends_at__isnull=False).order_by("ends_at").last()
    )
    begin = last.ends_at if last else conference.starts_at
    return {"kind": SessionKind.TALKS, "starts_at": timezone.localtime(begin) if begin else None}
