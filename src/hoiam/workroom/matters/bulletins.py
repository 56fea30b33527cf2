"""Writing a bulletin on a phone: its parts, a figure of the hour, the next update, and off to be cleared."""

from __future__ import annotations

import secrets
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hoiam.desks.against import ReasonsAgainst
from hoiam.enquiries import rules
from hoiam.enquiries.bulletin_parts import Parts
from hoiam.enquiries.models import Bulletin, Matter
from hoiam.enquiries.operations.bulletins import (
    give_up_bulletin,
    send_bulletin,
    start_bulletin,
    start_nothing_new,
    write_bulletin,
)
from hoiam.enquiries.queries.bulletins import last_issued
from hoiam.enquiries.queries.enquiries import SEES
from hoiam.enquiries.queries.matters import get_matter
from hoiam.evidence.operations.provisional import provisional_fact
from hoiam.texts.operations.citing import give_reason
from hoiam.texts.queries.findings import findings_of
from hoiam.texts.queries.rendering import rendered
from hoiam.texts.queries.versions import latest_version, standing_clearance
from hoiam.texts.sentence_book import SentenceBook
from hoiam.workroom.access import OfficeRequest, office
from hoiam.workroom.matters.bulletin_forms import BulletinForm, HourFigureForm, cited, initial_of

REASON = "reason-"
"""Begins the names of the fields that say why a number needs no fact; the id of the sentence follows."""


@require_POST
@office(*rules.INFORMING)
def begin(request: OfficeRequest, number: int) -> HttpResponse:
    """One tap: an empty bulletin in the language of the last one, or with `act=nothing_new` the last again."""
    matter = find_matter(request, number)
    last = last_issued(matter)
    language = last.version.language if last and last.version else settings.LANGUAGE_CODE
    person, at = request.standing.person, request.at
    try:
        if request.POST.get("act") == "nothing_new":
            begun = start_nothing_new(matter=matter, by=person, at=at)
        else:
            begun = start_bulletin(matter=matter, language=language, by=person, at=at)
    except ReasonsAgainst as against:
        for reason in against.reasons:
            messages.error(request, str(reason))
        return HttpResponseRedirect(reverse("workroom_matters:matter", args=_desk(request, number)))
    return HttpResponseRedirect(address(request, begun))


@office(*SEES)
def bulletin(request: OfficeRequest, number: int, bulletin: int) -> HttpResponse:
    """One bulletin: its form while it is written, its text since it is in clearance or was issued."""
    found = find_bulletin(request, number, bulletin)
    is_open = found.issued_at is None and found.dropped_at is None and found.matter.closed_at is None
    if standing_clearance(found.text) or not is_open or not request.standing.holds(*rules.INFORMING):
        return _read(request, found)
    if request.method != "POST":
        return _show(request, found)
    form = BulletinForm(request.POST)
    if not form.is_valid():
        return _show(request, found, form=form, status=422)
    try:
        return _keep(request, found, form)
    except ReasonsAgainst as against:
        found = find_bulletin(request, number, bulletin)
        return _show(request, found, form=form, reasons=against.reasons, status=409)


@require_POST
@office(*rules.INFORMING)
def give_up(request: OfficeRequest, number: int, bulletin: int) -> HttpResponse:
    """Give up what is being written."""
    found = find_bulletin(request, number, bulletin)
    try:
        give_up_bulletin(bulletin=found, by=request.standing.person, at=request.at)
        messages.success(request, _("The bulletin is given up. What was written stays in its history."))
    except ReasonsAgainst as against:
        for reason in against.reasons:
            messages.error(request, str(reason))
    return HttpResponseRedirect(reverse("workroom_matters:matter", args=_desk(request, number)))


def find_matter(request: OfficeRequest, number: int) -> Matter:
    try:
        return get_matter(number, standing=request.standing)
    except Matter.DoesNotExist:
        raise Http404 from None


def find_bulletin(request: OfficeRequest, number: int, pk: int) -> Bulletin:
    matter = find_matter(request, number)
    found = matter.bulletins.filter(pk=pk).select_related("text__desk", "matter__desk", "version").first()
    if found is None:
        raise Http404
    return found


def address(request: OfficeRequest, found: Bulletin) -> str:
    return reverse("workroom_matters:bulletin", args=[*_desk(request, found.matter_id), found.pk])


def _desk(request: OfficeRequest, number: int) -> list[Any]:
    return [request.standing.desk.code, number]


def _keep(request: OfficeRequest, found: Bulletin, form: BulletinForm) -> HttpResponse:
    """Save what was typed, then do what the button says: save, keep a figure, send."""
    act = request.POST.get("act", "")
    figure = HourFigureForm(request.POST) if act == "figure" else None
    if figure is not None and not figure.is_valid():
        return _show(request, found, form=form, figure=figure, status=422)
    parts = form.parts()
    if figure is not None:
        parts = _with_figure(request, found, parts, figure)
    person, at = request.standing.person, request.at
    saved = write_bulletin(
        bulletin=found,
        parts=parts,
        next_update_at=form.next_update_at(at),
        base_revision=form.cleaned_data["base_revision"],
        window=form.cleaned_data["window"],
        by=person,
        at=at,
    )
    if saved.conflict is not None:
        beside = [request.standing.desk.code, found.text_id, saved.conflict.draft.pk]
        return HttpResponseRedirect(reverse("workroom_texts:beside", args=beside))
    _keep_reasons(request, found)
    if act == "send":
        fresh = Bulletin.objects.select_related("text").get(pk=found.pk)
        send_bulletin(bulletin=fresh, standing=request.standing, at=at, revision=fresh.text.revision)
        messages.success(request, _("The bulletin is in clearance. Whoever is on duty has been called."))
        return HttpResponseRedirect(reverse("workroom_matters:matter", args=_desk(request, found.matter_id)))
    messages.success(request, _("The figure is kept and cited.") if figure else _("Saved."))
    return HttpResponseRedirect(address(request, found) + "#check")


def _with_figure(request: OfficeRequest, found: Bulletin, parts: Parts, form: HourFigureForm) -> Parts:
    """Keep the figure as a provisional fact; what is known ends with its sentence, citing it."""
    given = form.cleaned_data
    fact = provisional_fact(
        desk=request.standing.desk,
        statement=given["statement"],
        language=found.text.language,
        figure=given["value"],
        unit=given["unit"],
        source=given["source"],
        known_at=given["known_at"],
        by=request.standing.person,
        at=request.at,
    )
    known = "\n\n".join(filter(None, [parts.known.strip(), cited(given["statement"], fact.reference)]))
    return Parts(parts.lead, known, parts.unknown)


def _keep_reasons(request: OfficeRequest, found: Bulletin) -> None:
    text = found.text
    text.refresh_from_db()
    book = SentenceBook.read(text.book)
    known = book.valid_reasons()
    for name, given in request.POST.items():
        reason = str(given)
        sentence_id = name.removeprefix(REASON)
        if (
            name.startswith(REASON)
            and sentence_id in book.text_of
            and reason.strip() != known.get(sentence_id, "")
        ):
            give_reason(
                text=text,
                sentence_id=sentence_id,
                reason=reason,
                by=request.standing.person,
                at=request.at,
            )


def _show(
    request: OfficeRequest,
    found: Bulletin,
    *,
    form: BulletinForm | None = None,
    figure: HourFigureForm | None = None,
    reasons: list[object] | None = None,
    status: int = 200,
) -> HttpResponse:
    shown = {
        "matter": found.matter,
        "bulletin": found,
        "form": form or BulletinForm(initial=initial_of(found, secrets.token_hex(8))),
        "figure": figure or HourFigureForm(initial={"known_at": timezone.localtime(request.at)}),
        "figure_is_open": figure is not None,
        "reasons": reasons or [],
        "findings": findings_of(found.text, at=request.at) if found.text.body else [],
        "last": last_issued(found.matter),
        "returned": _last_return(found),
    }
    return render(request, "workroom/matters/bulletin.html", shown, status=status)


def _read(request: OfficeRequest, found: Bulletin) -> HttpResponse:
    version = found.version or latest_version(found.text)
    clearance = standing_clearance(found.text)
    shown = {
        "matter": found.matter,
        "bulletin": found,
        "clearance": clearance,
        "shown": rendered(version) if version else rendered(found.text, at=request.at),
        "version": version,
        "last": last_issued(found.matter),
        "may_take_back": found.issued_at is None
        and clearance is not None
        and request.standing.holds(*rules.INFORMING),
    }
    return render(request, "workroom/matters/read.html", shown)


def _last_return(found: Bulletin) -> Any:
    """The signature that sent the last version back, None where it was not returned."""
    latest = latest_version(found.text)
    if latest is None:
        return None
    return latest.signatures.filter(decision="return").select_related("person").first()
