"""Looking at facts in the office."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from hoiam.desks.terms import EDITORIAL
from hoiam.evidence.cards import card_of
from hoiam.evidence.models import Fact, FactVersion
from hoiam.evidence.queries.citations import citing
from hoiam.evidence.queries.facts import contested_by, get_fact, territory_of, visible
from hoiam.evidence.queries.lists import Choice, chosen, page_of
from hoiam.evidence.queries.lists import to_complete as facts_to_complete
from hoiam.evidence.queries.of_place import facts_for
from hoiam.evidence.rules import STEWARDS, still_open
from hoiam.evidence.terms import Doubt, FactState
from hoiam.ui.shapes import FactCard, Page
from hoiam.workroom.access import OfficeRequest, office
from hoiam.workroom.facts.act_forms import EndForm, SupersedeForm
from hoiam.workroom.facts.forms import FilterForm


@office(*EDITORIAL)
def fact_list(request: OfficeRequest) -> HttpResponse:
    """Every fact the desk may see, by reference, filtered, a page at a time."""
    form = FilterForm(request.GET or None, desk=request.standing.desk)
    choice = Choice(**form.cleaned_data) if form.is_bound and form.is_valid() else Choice()
    rows = chosen(visible(standing=request.standing, at=request.at), choice, version="latest")
    rows = rows.shown_in_office().prefetch_related("latest__fact_sources__source")
    page = page_of(rows, after=request.GET.get("after", ""), before=request.GET.get("before", ""))
    desk = request.standing.desk
    lines = [
        {
            "card": card_of(
                fact, fact.newest, address=fact_address(desk.code, fact.reference), is_office=True
            ),
            "fact": fact,
            "is_own": fact.desk_id == desk.pk,
        }
        for fact in page.facts
    ]
    context = {
        "form": form,
        "rows": lines,
        "page": _neighbours(request, page.before, page.after),
        "is_filtered": choice != Choice(),
        "desk": desk,
        "of_place": facts_for(desk, request.at) if choice == Choice() else [],
    }
    return render(request, "workroom/facts/list.html", context)


@office(*EDITORIAL)
def fact_page(request: OfficeRequest, reference: str) -> HttpResponse:
    """One fact with its versions, sources, limits, and who cites it."""
    return show_fact(request, find(request, reference))


@office(*EDITORIAL)
def to_complete(request: OfficeRequest) -> HttpResponse:
    """What waits for a steward before the public may read it, each with what is still open."""
    desk = request.standing.desk
    waiting = facts_to_complete(desk, after=request.GET.get("after", ""))
    rows = [
        {
            "card": card_of(
                fact, fact.newest, address=fact_address(desk.code, fact.reference), is_office=True
            ),
            "open": open_points,
            "fact": fact,
        }
        for fact, open_points in waiting
    ]
    after = waiting[-1][0].reference if len(waiting) == 25 else ""
    context = {"rows": rows, "page": _neighbours(request, "", after), "desk": desk}
    return render(request, "workroom/facts/complete.html", context)


def find(request: OfficeRequest, reference: str) -> Fact:
    """The fact, or 404 where this officer may not see it."""
    try:
        return get_fact(reference, standing=request.standing, at=request.at)
    except Fact.DoesNotExist as unknown:
        raise Http404 from unknown


def show_fact(
    request: OfficeRequest, fact: Fact, *, reasons: object = (), form: object = None, status: int = 200
) -> HttpResponse:
    """The page of a fact, perhaps with reasons against the act that was tried on it."""
    standing = request.standing
    is_own = fact.desk_id == standing.desk.pk
    version = fact.newest if is_own else fact.in_public
    sources = list(version.fact_sources.select_related("source", "snapshot"))
    citations = list(citing(fact)[:50])
    is_steward = is_own and standing.holds(*STEWARDS)
    context = {
        "fact": fact,
        "version": version,
        "card": card_of(fact, version, is_office=True),
        "sources": sources,
        "versions": list(fact.versions.select_related("made_by").order_by("-number", "-revision")[:50])
        if is_own
        else [],
        "citations": [(one, Doubt(one.doubt).label if one.doubt else "") for one in citations],
        "contested": contested_cards(fact, request),
        "territory": territory_of(version),
        "still_open": still_open(version) if is_own else [],
        "is_own": is_own,
        "is_steward": is_steward,
        "may_publish": is_steward and version.published_at is None,
        "may_end": is_steward and fact.state in (FactState.PUBLISHED, FactState.EXPIRED),
        "end_form": form if isinstance(form, EndForm) else EndForm(),
        "supersede_form": form if isinstance(form, SupersedeForm) else SupersedeForm(),
        "reasons": reasons,
        "desk": standing.desk,
        "title": _("Fact %(reference)s") % {"reference": fact.reference},
    }
    return render(request, "workroom/facts/fact.html", context, status=status)


def _versions(fact: Fact) -> list[FactVersion]:
    return list(fact.versions.select_related("made_by").order_by("-number", "-revision")[:50])


def contested_cards(fact: Fact, request: OfficeRequest) -> list[FactCard]:
    """Cards of the facts marked as contradicting this one, as far as this officer may see them."""
    pks = contested_by(fact)
    if not pks:
        return []
    rows = visible(standing=request.standing, at=request.at).filter(pk__in=pks).shown_in_office()
    rows = rows.prefetch_related("latest__fact_sources__source", "published__fact_sources__source")
    return [_card(request, other, other.published or other.newest) for other in rows]


def _card(request: OfficeRequest, fact: Fact, version: FactVersion) -> FactCard:
    address = fact_address(request.standing.desk.code, fact.reference)
    return card_of(fact, version, address=address, is_office=True)


def fact_address(desk: str, reference: str) -> str:
    return reverse("workroom_facts:fact", kwargs={"desk": desk, "reference": reference})


def _neighbours(request: OfficeRequest, before: str, after: str) -> Page:
    kept = {name: value for name, value in request.GET.items() if name not in ("before", "after") and value}
    return Page(
        newer=f"?{urlencode({**kept, 'before': before})}" if before else "",
        older=f"?{urlencode({**kept, 'after': after})}" if after else "",
    )
