"""Writing facts down: quickly from a pasted paragraph, in full, and anew."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from hoiam.desks.against import ReasonsAgainst
from hoiam.desks.models import Place
from hoiam.desks.terms import EDITORIAL
from hoiam.evidence.models import Fact
from hoiam.evidence.operations.drafting import draft_fact, quick_fact, revise_fact
from hoiam.evidence.reading.encodings import UnreadableText, read_pasted
from hoiam.evidence.reading.places import Gazetteer
from hoiam.evidence.reading.proposal import SentenceProposal, propose
from hoiam.texts.sentences import sentence_spans
from hoiam.workroom.access import OfficeRequest, office
from hoiam.workroom.facts.forms import FactForm, QuickForm, Sources, initial_of, sources_of
from hoiam.workroom.facts.screens import fact_address, find

LONGEST = 20_000
MOST_SENTENCES = 40


@dataclass(frozen=True)
class Proposal:
    """One sentence with the five fields it would fill, ready for a button."""

    statement: str
    value: str
    unit: str
    period: str
    place: str
    warnings: tuple[str, ...]


@office(*EDITORIAL)
def quick(request: OfficeRequest) -> HttpResponse:
    """Paste a paragraph, press once: every sentence is offered with its figure, period and place.

    `take` fills the five fields from one sentence, `save` keeps them. Without JavaScript each is one press.
    """
    desk = request.standing.desk
    pasted = request.POST.get("pasted", "")[:LONGEST]
    reasons: list[object] = []
    proposals: list[Proposal] = []
    if pasted:
        try:
            pasted = read_pasted(pasted).text
            proposals = proposals_of(pasted)
        except UnreadableText as unreadable:
            reasons = [unreadable.message]
    taken = _taken(request, proposals)
    form = QuickForm(request.POST if "save" in request.POST else None, initial=taken)
    if form.is_bound and form.is_valid():
        try:
            fact = quick_fact(desk=desk, content=form.content(), by=request.user, at=request.at)
        except ReasonsAgainst as refused:
            reasons = refused.reasons
        else:
            said = _("Kept as %(reference)s. It can be cited at this desk now: [%(reference)s]")
            messages.success(request, said % {"reference": fact.reference})
            return redirect(fact_address(desk.code, fact.reference))
    context = {
        "form": form,
        "pasted": pasted,
        "proposals": list(enumerate(proposals)),
        "taken": request.POST.get("take", "0" if proposals else ""),
        "was_read": bool(pasted),
        "reasons": reasons,
        "desk": desk,
    }
    return render(request, "workroom/facts/quick.html", context, status=422 if form.is_bound else 200)


def proposals_of(text: str) -> list[Proposal]:
    """One proposal for each sentence, those that hold a number first, else in their order."""
    gazetteer = Gazetteer((place.code, _names(place)) for place in Place.objects.all())
    read = propose(text, sentence_spans(text)[:MOST_SENTENCES], gazetteer)
    made = [_proposal(one) for one in read if one.text.strip()]
    return sorted(made, key=lambda one: not one.value)


def _names(place: Place) -> list[str]:
    """The names to look for. "Thành phố Đà Nẵng" is left out beside "Đà Nẵng": the longer one begins with a
    word that stands in small letters inside a sentence.
    """
    names = list(place.name.values())
    return [*names, *(alias for alias in place.aliases if not alias.endswith(tuple(names)))]


def _proposal(one: SentenceProposal) -> Proposal:
    number, date = one.main_number, one.main_date
    places = [found for found in (one.places or one.inherited_places) if found.is_certain]
    value, unit = _value_and_unit(number.text) if number else ("", "")
    warnings = [
        *(
            _("“%(text)s” is no date of any calendar.") % {"text": found.text}
            for found in one.impossible_dates
        ),
        *(_("“%(text)s” reads in two ways; look at it.") % {"text": n.text} for n in one.ambiguous_numbers),
        *(
            _("“%(text)s” may be a private person; leave it out.") % {"text": found.text}
            for found in one.private
        ),
    ]
    return Proposal(
        statement=" ".join(one.text.split()),
        value=value,
        unit=unit,
        period=date.text if date else "",
        place="; ".join(dict.fromkeys(found.text for found in places)),
        warnings=tuple(warnings),
    )


def _value_and_unit(text: str) -> tuple[str, str]:
    """`93,35 %` in its two fields; a scale word belongs to the unit: `81,5`, `nghìn tỷ đồng`."""
    digits = len(text)
    for position, sign in enumerate(text):
        if not (sign.isdigit() or sign in ".,-–−/" or sign.isspace()):
            digits = position
            break
    value, unit = text[:digits].strip(" ,-–"), text[digits:].strip()
    return (value, unit) if value else ("", "")


def _taken(request: OfficeRequest, proposals: list[Proposal]) -> dict[str, str]:
    """The fields of the chosen sentence (the first, unasked); what was typed already is kept."""
    typed = {name: request.POST[name] for name in ("source_title",) if request.POST.get(name)}
    if not proposals:
        return {**{name: request.POST.get(name, "") for name in QuickForm.base_fields}, **typed}
    chosen = request.POST.get("take", "0")
    number = int(chosen) if chosen.isascii() and chosen.isdigit() else 0
    if number >= len(proposals):
        number = 0
    one = proposals[number]
    fields = ("statement", "value", "unit", "period", "place")
    return {**{name: getattr(one, name) for name in fields}, **typed}


@office(*EDITORIAL)
def draft(request: OfficeRequest) -> HttpResponse:
    """Write a fact down with everything about it."""
    desk = request.standing.desk
    form, sources = FactForm(request.POST or None), Sources(request.POST or None, prefix="source")
    reasons: list[object] = []
    if request.method == "POST" and form.is_valid() and sources.is_valid():
        try:
            content = form.content(sources.given())
            fact = draft_fact(desk=desk, content=content, by=request.user, at=request.at)
        except ReasonsAgainst as refused:
            reasons = refused.reasons
        else:
            messages.success(request, _("Kept as %(reference)s.") % {"reference": fact.reference})
            return redirect(fact_address(desk.code, fact.reference))
    context = {"form": form, "sources": sources, "reasons": reasons, "desk": desk, "fact": None}
    return render(request, "workroom/facts/write.html", context, status=422 if form.is_bound else 200)


@office(*EDITORIAL)
def revise(request: OfficeRequest, reference: str) -> HttpResponse:
    """Prepare another version; the public goes on reading the published one."""
    fact = find(request, reference)
    if fact.desk_id != request.standing.desk.pk:
        raise Http404
    version = fact.newest
    form = FactForm(request.POST or None, initial=initial_of(version))
    sources = Sources(request.POST or None, initial=sources_of(version), prefix="source")
    reasons: list[object] = []
    if request.method == "POST" and form.is_valid() and sources.is_valid():
        try:
            content = form.content(sources.given())
            base = _base(fact, form.cleaned_data["base"])
            revise_fact(fact=fact, content=content, base=base, by=request.user, at=request.at)
        except ReasonsAgainst as refused:
            reasons = refused.reasons
        else:
            messages.success(request, _("The new version is kept; it is not public yet."))
            return redirect(fact_address(request.standing.desk.code, fact.reference))
    context = {
        "form": form,
        "sources": sources,
        "reasons": reasons,
        "desk": request.standing.desk,
        "fact": fact,
        "version": version,
    }
    return render(request, "workroom/facts/write.html", context, status=422 if form.is_bound else 200)


def _base(fact: Fact, number: int | None):
    """The version the writer started from; one that is not of this fact counts as stale."""
    return fact.versions.filter(pk=number or 0).first() or fact.versions.model(pk=0)
