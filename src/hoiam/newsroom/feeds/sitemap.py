"""The map of the public site (sitemaps.org), in files of at most 10,000 records."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from math import ceil
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from django.conf import settings
from django.db.models import Max, QuerySet
from django.db.models.functions import Coalesce
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import translation
from django.views.decorators.http import require_safe

from hoiam.conferences.models import Conference, Talk
from hoiam.desks.models import Desk
from hoiam.enquiries.models import Answer, Bulletin
from hoiam.evidence.models import Fact
from hoiam.newsroom.requests import PublicRequest
from hoiam.newsroom.stamping import asked_again
from hoiam.releases.models import Edition

MOST = 10_000
"""Records in one file: each stands there once in every language, and a file may hold 50,000 addresses."""
HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
XMLNS = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
FIXED = (
    "newsroom_home:home",
    "newsroom_desks:desks",
    "newsroom_releases:list",
    "newsroom_releases:corrections",
    "newsroom_answers:log",
    "newsroom_facts:list",
    "newsroom_matters:list",
    "newsroom_conferences:list",
    "newsroom_punctuality:overview",
    "newsroom_feeds:feeds",
)
OF_DESK = ("newsroom_desks:desk", "newsroom_punctuality:desk", "newsroom_punctuality:days")


@dataclass(frozen=True)
class Place:
    """One page, without its language: the name of its address, what is filled in, when it changed."""

    name: str
    filled: tuple[str, ...] = ()
    changed_at: datetime | None = None


def _pages(at: datetime, part: int) -> Iterable[Place]:
    desks = Desk.objects.public().order_by("code").values_list("code", flat=True)
    yield from (Place(name) for name in FIXED)
    for code in desks:
        yield from (Place(name, (code,)) for name in OF_DESK)


def _answers(at: datetime) -> QuerySet[Any, Any]:
    """(reference, when it last changed) of every enquiry with a public answer, in the order of references."""
    rows = Answer.objects.public(at).order_by().values("enquiry__reference")
    return (
        rows.annotate(changed_at=Max("enters_log_at"))
        .order_by("enquiry__reference")
        .values_list("enquiry__reference", "changed_at")
    )


def _facts(at: datetime) -> QuerySet[Any, Any]:
    return Fact.objects.public(at).order_by("reference").values_list("reference", "changed_at")


def _matters(at: datetime) -> QuerySet[Any, Any]:
    """(number, when its newest bulletin was issued) of every matter with a public bulletin, by number."""
    rows = Bulletin.objects.public(at).order_by().values("matter").annotate(changed_at=Max("issued_at"))
    return rows.order_by("matter").values_list("matter", "changed_at")


def _releases(at: datetime) -> QuerySet[Any, Any]:
    """(reference, when its newest edition became public) of every public release, by reference."""
    rows = Edition.objects.public(at).order_by().values("release__reference")
    return (
        rows.annotate(changed_at=Max("published_at"))
        .order_by("release__reference")
        .values_list("release__reference", "changed_at")
    )


def _conferences(at: datetime) -> QuerySet[Any, Any]:
    """(reference, when it was announced or last changed) of every public conference, by reference."""
    rows = Conference.objects.public(at).annotate(changed_at=Coalesce(Max("changes__at"), "announced_at"))
    return rows.order_by("reference").values_list("reference", "changed_at")


def _talks(at: datetime) -> QuerySet[Any, Any]:
    return Talk.objects.public(at).order_by("pk").values_list("pk", "published_at")


def _records(name: str, rows: Callable[[datetime], QuerySet[Any, Any]]) -> Callable[..., Iterable[Place]]:
    def places(at: datetime, part: int) -> Iterable[Place]:
        found = rows(at)[(part - 1) * MOST : part * MOST]
        return [Place(name, (reference,), changed_at) for reference, changed_at in found]

    return places


SECTIONS: dict[str, Callable[..., Iterable[Place]]] = {
    "pages": _pages,
    "answers": _records("newsroom_answers:answer", _answers),
    "facts": _records("newsroom_facts:fact", _facts),
    "matters": _records("newsroom_matters:matter", _matters),
    "releases": _records("newsroom_releases:release", _releases),
    "conferences": _records("newsroom_conferences:conference", _conferences),
    "talks": _records("newsroom_conferences:talk", _talks),
}


@require_safe
def index(request: PublicRequest) -> HttpResponse:
    """The list of the files."""
    at = request.at
    counts = {
        "pages": 1,
        "answers": _answers(at).count(),
        "facts": _facts(at).count(),
        "matters": _matters(at).count(),
        "releases": _releases(at).count(),
        "conferences": _conferences(at).count(),
        "talks": _talks(at).count(),
    }
    lines = [f"<sitemapindex {XMLNS}>"]
    for section, count in counts.items():
        for part in range(1, ceil(count / MOST) + 1):
            address = settings.BASE_URL + reverse("sitemap_part", args=[section, part])
            lines.append(f"<sitemap><loc>{escape(address)}</loc></sitemap>")
    return _xml([*lines, "</sitemapindex>"])


@require_safe
def section(request: PublicRequest, section: str, part: int) -> HttpResponse:
    """One file: every page in every language, each naming the others."""
    if section not in SECTIONS or not 0 < part <= MOST:
        raise Http404
    places = list(SECTIONS[section](request.at, part))
    if not places or (section == "pages" and part > 1):
        raise Http404
    lines = [f'<urlset {XMLNS} xmlns:xhtml="http://www.w3.org/1999/xhtml">']
    for place in places:
        lines += _lines(place)
    return _xml([*lines, "</urlset>"])


def _lines(place: Place) -> list[str]:
    addresses = {}
    for tag, _name in settings.LANGUAGES:
        with translation.override(tag):
            addresses[tag] = settings.BASE_URL + reverse(place.name, args=place.filled)
    others = "".join(
        f'<xhtml:link rel="alternate" hreflang="{tag}" href={quoteattr(address)}/>'
        for tag, address in addresses.items()
    )
    changed = f"<lastmod>{place.changed_at.isoformat()}</lastmod>" if place.changed_at else ""
    return [f"<url><loc>{escape(address)}</loc>{changed}{others}</url>" for address in addresses.values()]


def _xml(lines: list[str]) -> HttpResponse:
    text = HEAD + "\n".join(lines) + "\n"
    return asked_again(HttpResponse(text, content_type="application/xml; charset=utf-8"))
