"""The list of releases, a new one, the page of one, and a form for each act on it."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _

from hoiam.desks.against import ReasonsAgainst
from hoiam.desks.terms import EDITORIAL
from hoiam.releases.queries.balance import balance_of
from hoiam.ui.shapes import Link, Page, Tone
from hoiam.workroom.access import OfficeRequest, office
from hoiam.workroom.enquiries import choices
from hoiam.workroom.releases import listing
from hoiam.workroom.releases.acts import ACTS, Act
from hoiam.workroom.releases.doors import address
from hoiam.workroom.releases.forms import Narrow, NewRelease
from hoiam.workroom.releases.heads import head_of, reading_of
from hoiam.workroom.releases.media import media_lines
from hoiam.workroom.releases.page import release_page
from hoiam.workroom.releases.reading import Reading

VIEW_TONES: dict[str, Tone] = {
    listing.View.CLEARANCE: "info",
    listing.View.TIMED: "warning",
    listing.View.CONFIRM: "danger",
}


@office(*EDITORIAL)
def releases(request: OfficeRequest) -> HttpResponse:
    """What is on its way and what it waits for; other lists and narrowings by address."""
    standing = request.standing
    narrow = Narrow(request.GET)
    chosen = narrow.chosen()
    rows = listing.listed(standing, **chosen)
    before = request.GET.get("before", "")
    if before.isascii() and before.isdigit() and len(before) < 18:
        rows = rows.filter(pk__lt=int(before))
    found = list(rows[: listing.PAGE + 1])
    words = {name: value for name, value in chosen.items() if value and name != "view"}
    here = {"view": chosen["view"], **words}
    older = {**here, "before": found[listing.PAGE - 1].pk} if len(found) > listing.PAGE else None
    shown = {
        "rows": listing.lines_of(found[: listing.PAGE]),
        "tabs": _tabs(listing.view_counts(standing), chosen["view"], words),
        "narrow": narrow,
        "view": chosen["view"],
        "is_narrowed": bool(words),
        "page": Page(
            newer=f"?{urlencode(here)}" if before else "", older=f"?{urlencode(older)}" if older else ""
        ),
        "alarms": listing.open_alarm_count(standing),
    }
    return render(request, "workroom/releases/list.html", shown)


def _tabs(counts: dict[str, int], current: str, words: dict[str, str]) -> list[Link]:
    return [
        Link(
            str(view.label),
            f"?{urlencode({'view': view.value, **words})}",
            count=counts.get(view.value, 0),
            is_current=view == current,
            tone=VIEW_TONES.get(view, "neutral") if counts.get(view.value) else "neutral",
        )
        for view in listing.View
        if view in listing.ALWAYS or view == current or counts.get(view.value)
    ]


@office(*EDITORIAL)
def new(request: OfficeRequest) -> HttpResponse:
    """Begin a release; its text opens at once."""
    form = NewRelease(request.POST if request.method == "POST" else None, at=request.at)
    reasons: list[object] = []
    if request.method == "POST" and form.is_valid():
        try:
            made = form.start(request.standing)
            messages.success(
                request, _("%(reference)s is begun. Write its text.") % {"reference": made.reference}
            )
            return HttpResponseRedirect(address("release", made))
        except ReasonsAgainst as against:
            reasons = against.reasons
    status = 200 if request.method != "POST" else 409 if reasons else 422
    return render(request, "workroom/releases/new.html", {"form": form, "reasons": reasons}, status=status)


@office(*EDITORIAL)
def release(request: OfficeRequest, reference: str) -> HttpResponse:
    """One release: its stage, what it waits for, its languages, pictures, time, and what can be done."""
    reading = reading_of(request, reference)
    found = reading.release
    balance = balance_of(reading.edition, request.at) if reading.edition else None
    shown = {
        "page": release_page(reading),
        **head_of(reading),
        "theme": choices.theme_name(found.theme),
        "balance": balance,
        "media": media_lines(reading),
        "missing_count": found.missing_notes.count(),
        "public_editions": [row for row in reading.editions if row.published_at],
    }
    return render(request, "workroom/releases/release.html", shown)


@office(*EDITORIAL)
def act(request: OfficeRequest, reference: str, act: str, number: int | None = None) -> HttpResponse:
    """The form of one act: what it does, why it is not possible where it is not; sending it calls the operation."""
    kind = ACTS.get(act)
    if kind is None or kind.needs_number != (number is not None):
        raise Http404
    reading = reading_of(request, reference)
    if request.method != "POST":
        form = kind(reading=reading, number=number)
        return _act_page(request, form, reading, form.reasons())
    form = kind(request.POST, reading=reading, number=number)
    if not form.is_valid():
        return _act_page(request, form, reading, [], status=422)
    is_done, onward, reasons = form.attempt()
    if not is_done:
        return _act_page(request, form, reading_of(request, reference), reasons, status=409)
    messages.success(request, str(form.done))
    return HttpResponseRedirect(onward or address("release", reading.release))


def _act_page(
    request: OfficeRequest, form: Act, reading: Reading, reasons: list[str], status: int = 200
) -> HttpResponse:
    weighed = reading.edition if form.name == "balance" else None
    shown: dict[str, Any] = {
        "form": form,
        "reasons": reasons,
        "is_closed_way": request.method != "POST" and bool(reasons),
        "balance": balance_of(weighed, request.at) if weighed else None,
        **head_of(reading),
    }
    return render(request, form.template, shown, status=status)
