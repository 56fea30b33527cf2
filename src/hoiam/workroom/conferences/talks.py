"""Talks on the agenda of a conference, the library of the desk and of all desks, and the page of one talk."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_POST

from hoiam.conferences import rules
from hoiam.conferences.models import Session, Talk
from hoiam.conferences.operations.talks import describe_talk, give_out, start_next_version, start_talk
from hoiam.conferences.queries.agenda import agenda_of
from hoiam.conferences.queries.conferences import SEEING
from hoiam.conferences.queries.talks import get_talk, has_expired, library, narrowed, talks_at, talks_of
from hoiam.desks.against import ReasonsAgainst
from hoiam.evidence.vocabulary import theme_label
from hoiam.texts.queries.rendering import rendered
from hoiam.ui.forms import Form
from hoiam.ui.languages import foreign
from hoiam.ui.shapes import Link, Page, Tone
from hoiam.workroom.access import OfficeRequest, office
from hoiam.workroom.conference_frame import ConferenceRequest, conference_page, framed
from hoiam.workroom.conferences.spoken import in_each_language, lead_with, said, talk_address
from hoiam.workroom.enquiries import choices

PAGE = 50
OWN, ALL = "own", "all"
STATES = [
    ("", gettext_lazy("Every state")),
    ("outdated", gettext_lazy("A fact has changed")),
    ("expired", gettext_lazy("No longer holds")),
]


class TalkForm(Form):
    """Whose talk it is, where it is given, until when it holds."""

    session = forms.ChoiceField(
        label=gettext_lazy("Given at"), required=False, help_text=gettext_lazy("Parts of conferences ahead.")
    )
    theme = forms.ChoiceField(label=gettext_lazy("Theme"), required=False)
    valid_until = forms.DateField(
        label=gettext_lazy("Holds until"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=gettext_lazy("Afterwards the library says that it no longer holds. Empty: no end."),
    )

    def __init__(
        self, *args: Any, request: OfficeRequest, talk: Talk | None = None, chosen: str = "", **given: Any
    ) -> None:
        given["initial"] = {"session": chosen}
        if talk is not None:
            given["initial"] = {
                "session": str(talk.session_id or ""),
                "theme": talk.theme,
                "valid_until": talk.valid_until,
            }
        super().__init__(*args, **given)
        in_each_language(
            self, "title", gettext_lazy("Title of the talk"), initial=talk.title if talk else None
        )
        in_each_language(
            self, "office", gettext_lazy("Office that gives it"), initial=talk.office if talk else None
        )
        self.let_choose("session", _sessions(request, talk))
        self.let_choose("theme", choices.themes())
        if talk is None:
            self.fields["language"] = forms.ChoiceField(
                label=gettext_lazy("Language of the talk"), choices=choices.languages()
            )
        lead_with(self, "title", "office")

    def chosen_session(self) -> Session | None:
        number = self.cleaned_data["session"]
        return Session.objects.select_related("conference").get(pk=number) if number else None

    def said(self) -> dict[str, Any]:
        given = self.cleaned_data
        return {
            "title": said(self, "title"),
            "office": said(self, "office"),
            "theme": given["theme"],
            "valid_until": given["valid_until"],
            "session": self.chosen_session(),
        }


class Narrow(Form):
    """What the library is narrowed to."""

    where = forms.ChoiceField(choices=[(OWN, ""), (ALL, "")], required=False, widget=forms.HiddenInput)
    words = forms.CharField(label=gettext_lazy("Title or office"), required=False, max_length=100)
    theme = forms.ChoiceField(label=gettext_lazy("Theme"), required=False)
    state = forms.ChoiceField(label=pgettext_lazy("talk", "State"), required=False, choices=STATES)

    def __init__(self, *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        self.let_choose("theme", choices.themes(_("Every theme")))

    def chosen(self) -> dict[str, str]:
        self.is_valid()
        given = self.cleaned_data
        return {name: given.get(name, "") for name in ("words", "theme", "state")}

    def place(self) -> str:
        self.is_valid()
        return self.cleaned_data.get("where") or OWN


@conference_page(*SEEING)
def of_conference(request: ConferenceRequest) -> HttpResponse:
    """The talks of each part of the agenda, and which of them rest on a changed fact."""
    conference = request.conference
    rows: dict[int | None, list[dict[str, Any]]] = {}
    for talk in talks_at(conference):
        rows.setdefault(talk.session_id, []).append(_line(talk, request))
    sessions = agenda_of(conference)
    shown = framed(
        request,
        parts=[(session, rows.pop(session.pk, [])) for session in sessions],
        beside=[line for lines in rows.values() for line in lines],
        may_write=conference.cancelled_at is None and request.standing.holds(*rules.ORGANISING),
    )
    return render(request, "workroom/conferences/talks.html", shown)


@office(*SEEING)
def talks(request: OfficeRequest) -> HttpResponse:
    """The library: talks of the desk, and what every desk gave out."""
    narrow = Narrow(request.GET)
    chosen, where = narrow.chosen(), narrow.place()
    rows = library(request.standing, request.at) if where == ALL else talks_of(request.standing)
    rows = narrowed(rows, request.at, **chosen)
    number = request.GET.get("page", "1")
    page = int(number) if number.isascii() and number.isdigit() and 0 < len(number) < 6 else 1
    found = list(rows[(page - 1) * PAGE : page * PAGE + 1])
    words = {name: value for name, value in {"where": where, **chosen}.items() if value}
    shown = {
        "lines": [_line(row, request) for row in found[:PAGE]],
        "narrow": narrow,
        "where": where,
        "is_narrowed": any(chosen.values()),
        "tabs": [
            Link(_("This desk"), f"?where={OWN}", is_current=where == OWN),
            Link(_("All desks"), f"?where={ALL}", is_current=where == ALL),
        ],
        "page": Page(
            newer=f"?{urlencode({**words, 'page': page - 1})}" if page > 1 else "",
            older=f"?{urlencode({**words, 'page': page + 1})}" if len(found) > PAGE else "",
        ),
        "may_write": request.standing.holds(*rules.ORGANISING),
    }
    return render(request, "workroom/conferences/library.html", shown)


@office(*rules.ORGANISING)
def new_talk(request: OfficeRequest) -> HttpResponse:
    """Begin a talk; its text opens at once."""
    sent = request.POST if request.method == "POST" else None
    form = TalkForm(sent, request=request, chosen=request.GET.get("session", "")[:18])
    made: list[Talk] = []

    def write() -> None:
        made.append(
            start_talk(
                desk=request.standing.desk,
                language=form.cleaned_data["language"],
                by=request.user,
                at=request.at,
                **form.said(),
            )
        )

    reasons = _tried(form, write)
    if made:
        messages.success(request, _("The talk is begun. Write its text."))
        return HttpResponseRedirect(f"/office/{request.standing.desk.code}/texts/{made[0].text_id}/")
    return _form_page(request, form, reasons, _("Begin a talk"), None)


@office(*SEEING)
def talk(request: OfficeRequest, number: int) -> HttpResponse:
    """One talk: whose, what it says, which facts changed, its versions, what can be done."""
    found = _found(request, number)
    is_own = found.desk_id == request.standing.desk.pk
    version = found.version
    shown = {
        "talk": found,
        "line": _line(found, request),
        "is_own": is_own,
        "text_address": f"/office/{request.standing.desk.code}/texts/{found.text_id}/",
        "theme": theme_label(found.theme) if found.theme else "",
        "shown": rendered(version) if version else None,
        "language": foreign(version.language) if version else "",
        "later": getattr(found, "followed_by", None) if is_own or _is_public(found) else None,
        "may_write": is_own and request.standing.holds(*rules.ORGANISING),
        "may_give_out": is_own
        and version is not None
        and found.published_at is None
        and request.standing.holds(*rules.DECIDING),
    }
    return render(request, "workroom/conferences/talk.html", shown)


@office(*rules.ORGANISING)
def describe(request: OfficeRequest, number: int) -> HttpResponse:
    found = _own(request, number)
    form = TalkForm(request.POST if request.method == "POST" else None, request=request, talk=found)
    done: list[Talk] = []

    def write() -> None:
        done.append(describe_talk(talk=found, by=request.user, at=request.at, **form.said()))

    reasons = _tried(form, write)
    if done:
        messages.success(request, _("Kept."))
        return HttpResponseRedirect(talk_address(request.standing.desk.code, found))
    return _form_page(request, form, reasons, _("Change what is said of the talk"), found)


@require_POST
@office(*rules.DECIDING)
def give(request: OfficeRequest, number: int) -> HttpResponse:
    """Let everybody read it."""
    found = _own(request, number)
    return _acted(
        request, lambda: give_out(talk=found, by=request.user, at=request.at), _("Given out."), found
    )


@require_POST
@office(*rules.ORGANISING)
def next_version(request: OfficeRequest, number: int) -> HttpResponse:
    """Begin the version that follows, with the words of this one."""
    found = _own(request, number)
    try:
        later = start_next_version(talk=found, by=request.user, at=request.at)
    except ReasonsAgainst as against:
        for reason in against.reasons:
            messages.error(request, str(reason))
        return HttpResponseRedirect(talk_address(request.standing.desk.code, found))
    messages.success(request, _("Version %(number)s is begun.") % {"number": later.number})
    return HttpResponseRedirect(talk_address(request.standing.desk.code, later))


def _line(row: Talk, request: OfficeRequest) -> dict[str, Any]:
    """A talk as a list shows it."""
    word, tone = _state(row, request)
    session = row.session
    return {
        "talk": row,
        "address": talk_address(request.standing.desk.code, row),
        "theme": theme_label(row.theme) if row.theme else "",
        "state": word,
        "tone": tone,
        "is_expired": has_expired(row, request.at),
        "conference": session.conference if session and row.desk_id == request.standing.desk.pk else None,
    }


def _state(row: Talk, request: OfficeRequest) -> tuple[str, Tone]:
    if row.published_at:
        return _("given out"), "success"
    if row.version_id:
        return _("cleared"), "info"
    return _("being written"), "neutral"


def _form_page(
    request: OfficeRequest, form: Form, reasons: list[object], label: str, talk: Talk | None
) -> HttpResponse:
    status = 200 if request.method != "POST" else 409 if reasons else 422
    shown = {"form": form, "reasons": reasons, "label": label, "talk": talk}
    return render(request, "workroom/conferences/talk_form.html", shown, status=status)


def _tried(form: Form, write: Callable[[], None]) -> list[object]:
    if form.is_valid():
        try:
            write()
        except ReasonsAgainst as against:
            return against.reasons
    return []


def _acted(request: OfficeRequest, act: Callable[[], Any], done: str, found: Talk) -> HttpResponse:
    try:
        act()
        messages.success(request, done)
    except ReasonsAgainst as against:
        for reason in against.reasons:
            messages.error(request, str(reason))
    return HttpResponseRedirect(talk_address(request.standing.desk.code, found))


def _sessions(request: OfficeRequest, talk: Talk | None) -> list[tuple[str, str]]:
    """Parts of conferences of the desk that are still ahead, and the one it is given at."""
    rows = Session.objects.filter(
        conference__desk=request.standing.desk,
        conference__held_at__isnull=True,
        conference__cancelled_at__isnull=True,
        removed_at__isnull=True,
    ).select_related("conference")
    found = [(str(row.pk), f"{row.conference.reference} · {row.title}") for row in rows[:300]]
    own = talk.session if talk else None
    if own is not None and str(own.pk) not in dict(found):
        found.append((str(own.pk), f"{own.conference.reference} · {own.title}"))
    return [("", "—"), *found]


def _is_public(talk: Talk) -> bool:
    later = getattr(talk, "followed_by", None)
    return later is not None and later.published_at is not None


def _found(request: OfficeRequest, number: int) -> Talk:
    try:
        return get_talk(number, request.standing)
    except Talk.DoesNotExist:
        raise Http404 from None


def _own(request: OfficeRequest, number: int) -> Talk:
    found = _found(request, number)
    if found.desk_id != request.standing.desk.pk:
        raise Http404
    return found
