"""Public facts: by theme, and one by one."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.core.cache import cache
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.translation import get_language
from django.views.decorators.http import condition, require_safe

from hoiam.evidence.cards import card_of
from hoiam.evidence.citers import PublicUse, public_uses
from hoiam.evidence.models import Citation, Fact, FactVersion
from hoiam.evidence.queries.facts import contested_by, get_fact, published_versions, territory_of
from hoiam.evidence.queries.lists import Choice, chosen, page_of, theme_counts
from hoiam.evidence.showing import (
    BEARING_TONES,
    STATE_TONES,
    figure_text,
    groups_text,
    period_text,
    place_text,
    themes_text,
)
from hoiam.evidence.terms import Bearing, FactKind, FactState, Translation
from hoiam.evidence.vocabulary import theme_label, themes
from hoiam.newsroom.requests import PublicRequest
from hoiam.newsroom.stamping import asked_again, etag, written_once
from hoiam.ui.shapes import Link, Page

MINUTE = 60
COUNTS = "newsroom.facts.theme_counts"
"""Counted once a minute: a sum over the whole record is no work for every reader."""


@dataclass(frozen=True)
class Stamp:
    """What a fact's page stands on, looked up once for the conditional answer and the page."""

    fact: Fact
    uses: list[PublicUse]
    contested: list[Fact]


@require_safe
def fact_list(request: PublicRequest) -> HttpResponse:
    """Facts by reference, with the themes beside them: achievements and shortcomings counted side by side."""
    choice = Choice(
        theme=request.GET.get("theme", "")[:80],
        bearing=_known(request, "bearing", Bearing.values),
        kind=_known(request, "kind", FactKind.values),
    )
    rows = chosen(Fact.objects.public(request.at), choice, version="published").shown_to_public()
    rows = rows.prefetch_related("published__fact_sources__source")
    page = page_of(rows, after=request.GET.get("after", ""), before=request.GET.get("before", ""))
    kept = {name: value for name, value in asdict(choice).items() if value}
    context = {
        "cards": [card_of(fact, fact.in_public, address=fact_address(fact.reference)) for fact in page.facts],
        "page": Page(
            newer=f"?{urlencode({**kept, 'before': page.before})}" if page.before else "",
            older=f"?{urlencode({**kept, 'after': page.after})}" if page.after else "",
        ),
        "choice": choice,
        "theme_name": theme_label(choice.theme) if choice.theme else "",
        "themes": _theme_links(request, choice),
        "bearings": _filter_links("bearing", Bearing.choices, kept),
        "kinds": _filter_links("kind", FactKind.choices, kept),
    }
    response = render(request, "newsroom/facts/list.html", context)
    patch_cache_control(response, public=True, max_age=MINUTE)
    return response


@require_safe
@condition(
    etag_func=lambda request, reference: _etag(request, reference),
    last_modified_func=lambda request, reference: _changed(request, reference),
)
def fact_page(request: PublicRequest, reference: str) -> HttpResponse:
    """One fact as it stands now, or an earlier version of it, with everything needed to judge it.

    Names of places and desks are not in the stamp, so a page is written anew every minute at the latest.
    """
    minute = int(request.at.timestamp()) // MINUTE
    page = written_once(f"{_etag(request, reference)} {minute}", lambda: _written(request, reference))
    return asked_again(page)


def _written(request: PublicRequest, reference: str) -> HttpResponse:
    stamp = _stamp(request, reference)
    fact = stamp.fact
    versions = published_versions(fact, request.at)
    version = _asked_for(request, versions, fact)
    language = (get_language() or "").split("-")[0]
    statement, tag = version.statement.in_language()
    limits, limits_tag = version.limits.in_language()
    context = {
        "fact": fact,
        "version": version,
        "is_current": version.pk == fact.published_id,
        "statement": statement,
        "statement_language": tag if tag != language else "",
        "is_unreviewed": version.translation_mark(tag) == Translation.UNREVIEWED,
        "figure": figure_text(version),
        "period": period_text(version),
        "place": place_text(version),
        "territory": territory_of(version),
        "groups": groups_text(version),
        "themes": [(code, theme_label(code)) for code in version.themes],
        "themes_text": themes_text(version),
        "limits": limits,
        "limits_language": limits_tag if limits_tag != language else "",
        "sources": list(version.fact_sources.select_related("source").order_by("position")),
        "bearing_tone": BEARING_TONES.get(version.bearing, "neutral"),
        "state": FactState(fact.state).label,
        "state_tone": STATE_TONES.get(fact.state, "neutral"),
        "is_ended": fact.state != FactState.PUBLISHED,
        "versions": versions,
        "contested": [
            card_of(one, one.in_public, address=fact_address(one.reference)) for one in stamp.contested
        ],
        "uses": stamp.uses,
    }
    return render(request, "newsroom/facts/fact.html", context)


def fact_address(reference: str) -> str:
    return reverse("newsroom_facts:fact", kwargs={"reference": reference})


def _stamp(request: PublicRequest, reference: str) -> Stamp:
    known = getattr(request, "_fact_stamp", None)
    if known is None:
        try:
            fact = get_fact(reference, at=request.at)
        except Fact.DoesNotExist as unknown:
            raise Http404 from unknown
        citations = list(Citation.objects.filter(fact=fact).order_by("pk"))
        known = Stamp(fact, public_uses(citations, request.at), _contested(fact, request.at))
        request._fact_stamp = known  # type: ignore[attr-defined]
    return known


def _contested(fact: Fact, at: datetime) -> list[Fact]:
    pairs = contested_by(fact)
    if not pairs:
        return []
    rows = Fact.objects.public(at).filter(pk__in=pairs).shown_to_public()
    return list(rows.prefetch_related("published__fact_sources__source"))


def _etag(request: PublicRequest, reference: str) -> str:
    stamp = _stamp(request, reference)
    fact = stamp.fact
    return etag(
        request,
        (fact.pk, fact.state, fact.changed_at, fact.in_public.digest, str(fact.desk.name)),
        [(use.address, use.title, use.day) for use in stamp.uses],
        [(other.reference, other.changed_at) for other in stamp.contested],
    )


def _changed(request: PublicRequest, reference: str) -> datetime | None:
    stamp = _stamp(request, reference)
    return max([stamp.fact.changed_at, *(other.changed_at for other in stamp.contested)])


def _asked_for(request: PublicRequest, versions: list[FactVersion], fact: Fact) -> FactVersion:
    """The version named in the address, the published one without a name; 404 for one never public."""
    asked = request.GET.get("version", "")
    if not asked:
        return next(version for version in versions if version.pk == fact.published_id)
    found = [version for version in versions if str(version.number) == asked]
    if not found:
        raise Http404
    return found[0]


def _known(request: PublicRequest, name: str, values: list[str]) -> str:
    given = request.GET.get(name, "")
    return given if given in values else ""


def _theme_links(request: PublicRequest, choice: Choice) -> list[dict[str, Any]]:
    counts = cache.get_or_set(COUNTS, lambda: theme_counts(request.at), MINUTE) or {}
    known = dict(themes())
    codes = [*(code for code in known if code in counts), *(code for code in counts if code not in known)]
    return [
        {
            "code": code,
            "label": known.get(code, code),
            "address": f"?{urlencode({'theme': code})}",
            "is_current": code == choice.theme,
            "total": sum(counts[code].values()),
            "achievements": counts[code].get(Bearing.ACHIEVEMENT, 0),
            "shortcomings": counts[code].get(Bearing.SHORTCOMING, 0),
        }
        for code in codes
    ]


def _filter_links(name: str, choices: list[tuple[str, Any]], kept: dict[str, str]) -> list[Link]:
    others = {key: value for key, value in kept.items() if key != name}
    return [
        Link(
            label=str(label),
            address=f"?{urlencode({**others, name: value})}",
            is_current=kept.get(name) == value,
        )
        for value, label in choices
    ]
