"""Facts that changed under what is public: given to somebody, settled, or led into a correction."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from hoiam.desks.against import ReasonsAgainst
from hoiam.desks.models import Clock
from hoiam.desks.queries.people import members_of
from hoiam.desks.terms import EDITORIAL
from hoiam.releases.models import Alarm
from hoiam.releases.operations.alarms import give_alarm, settle_alarm
from hoiam.workroom.access import OfficeRequest, office
from hoiam.workroom.releases.doors import address, desk_address
from hoiam.workroom.releases.forms import GiveAlarm, SettleAlarm

ALARM = Alarm._meta.label_lower
SHOWN = 100
WHAT = {
    "superseded": gettext_lazy("a newer version of the fact says something else"),
    "revised": gettext_lazy("a newer version of the fact says something else"),
    "expired": gettext_lazy("the fact is no longer in force"),
    "withdrawn": gettext_lazy("the fact was withdrawn"),
    "contradicted": gettext_lazy("another fact contradicts it"),
}


@dataclass(frozen=True)
class AlarmLine:
    """One changed fact under one public edition."""

    alarm: Alarm
    reference: str
    release_address: str
    fact_address: str
    what: str
    owner: str
    due: Any
    """The clock of the correction; None where none runs."""
    address: str


@office(*EDITORIAL)
def alarms(request: OfficeRequest) -> HttpResponse:
    """Every changed fact that waits, the longest first; settled ones by address."""
    standing = request.standing
    is_settled = request.GET.get("view") == "settled"
    rows = Alarm.objects.filter(desk=standing.desk, settled_at__isnull=not is_settled)
    order = ("-settled_at", "-pk") if is_settled else ("raised_at", "pk")
    found = list(rows.select_related("edition__release", "owner", "settled_by").order_by(*order)[:SHOWN])
    shown = {"rows": alarm_lines(found, standing.desk.code), "is_settled": is_settled}
    return render(request, "workroom/releases/alarms.html", shown)


def alarm_lines(rows: list[Alarm], desk: str) -> list[AlarmLine]:
    """The rows with the clocks that run on them, in one query more."""
    clocks = Clock.objects.open().filter(record_kind=ALARM, record_id__in=[row.pk for row in rows])
    running = {clock.record_id: clock for clock in clocks}
    return [
        AlarmLine(
            alarm=row,
            reference=row.edition.release.reference,
            release_address=reverse("workroom_releases:release", args=[desk, row.edition.release.reference]),
            fact_address=f"/office/{desk}/facts/{row.fact_reference}/",
            what=str(WHAT.get(row.what, row.what)),
            owner=row.owner.name if row.owner else "",
            due=running.get(row.pk),
            address=desk_address("alarm", desk, row.pk),
        )
        for row in rows
    ]


@office(*EDITORIAL)
def alarm(request: OfficeRequest, number: int) -> HttpResponse:
    """One changed fact: the old words and the new, the sentences that rest on it, and what can be done."""
    found = _found(request, number)
    form = SettleAlarm(request.POST if request.method == "POST" else None)
    reasons: list[object] = []
    if request.method == "POST" and form.is_valid():
        try:
            settle_alarm(alarm=found, how=form.cleaned_data["how"], by=request.standing.person, at=request.at)
            messages.success(request, _("Settled. What you found stands in the record."))
            return HttpResponseRedirect(desk_address("alarms", request.standing.desk.code))
        except ReasonsAgainst as against:
            reasons = against.reasons
    return _page(request, found, form, reasons)


@require_POST
@office(*EDITORIAL)
def give(request: OfficeRequest, number: int) -> HttpResponse:
    """Give a changed fact to a colleague."""
    found = _found(request, number)
    people = _people(request)
    form = GiveAlarm(request.POST, people=people)
    if not form.is_valid():
        messages.error(request, _("Choose who looks at it."))
        return HttpResponseRedirect(desk_address("alarm", request.standing.desk.code, found.pk))
    owner = next(
        member.person
        for member in members_of(request.standing.desk, request.at)
        if str(member.person.pk) == form.cleaned_data["owner"]
    )
    try:
        give_alarm(alarm=found, to=owner, by=request.standing.person, at=request.at)
        messages.success(request, _("Given to %(name)s.") % {"name": owner.name})
    except ReasonsAgainst as against:
        for reason in against.reasons:
            messages.error(request, str(reason))
    return HttpResponseRedirect(desk_address("alarm", request.standing.desk.code, found.pk))


def _page(request: OfficeRequest, found: Alarm, form: SettleAlarm, reasons: list[object]) -> HttpResponse:
    (line,) = alarm_lines([found], request.standing.desk.code)
    first = {"owner": str(found.owner_id or request.standing.person.pk)}
    shown = {
        "line": line,
        "alarm": found,
        "release": found.edition.release,
        "form": form,
        "give_form": GiveAlarm(people=_people(request), initial=first),
        "reasons": reasons,
        "sentences": resting_on(found),
        "correct_address": address("act", found.edition.release, "correct"),
    }
    status = 200 if request.method != "POST" else 409 if reasons else 422
    return render(request, "workroom/releases/alarm.html", shown, status=status)


def resting_on(found: Alarm) -> list[tuple[str, str]]:
    """(language, sentence) of every published sentence that cites the fact."""
    rows = found.edition.texts.select_related("version")
    return [
        (row.language, words)
        for row in rows
        if row.version
        for sentence_id, words in row.version.sentences
        if any(
            cited == sentence_id and reference == found.fact_reference
            for cited, reference, _number in row.version.citations
        )
    ]


def _people(request: OfficeRequest) -> list[tuple[str, str]]:
    """Whoever sees what is written at this desk, by name."""
    rows = {
        str(member.person.pk): member.person.name
        for member in members_of(request.standing.desk, request.at)
        if any(row.role in EDITORIAL for row in member.roles)
    }
    return sorted(rows.items(), key=lambda row: row[1])


def _found(request: OfficeRequest, number: int) -> Alarm:
    rows = Alarm.objects.select_related("edition__release__desk", "owner", "settled_by")
    found = rows.filter(pk=number, desk=request.standing.desk).first()
    if found is None:
        raise Http404
    return found
