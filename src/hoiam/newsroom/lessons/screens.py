"""An officer who could not travel opens this and asks: what did the others learn, in ten minutes?"""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import condition, require_safe

from hoiam.conferences.models import Lesson
from hoiam.conferences.queries.lessons import paper_of, public_lessons, read_lesson
from hoiam.newsroom.requests import PublicRequest
from hoiam.newsroom.stamping import etag, for_everybody
from hoiam.ui.languages import foreign
from hoiam.ui.shapes import Page, first_row

MOST = 50


@require_safe
def lessons(request: PublicRequest) -> HttpResponse:
    """The published lessons, the latest first."""
    first = first_row(request.GET.get("from", ""))
    found = list(public_lessons(request.at)[first : first + MOST + 1])
    page = Page(
        newer=f"?from={max(first - MOST, 0)}" if first else "",
        older=f"?from={first + MOST}" if len(found) > MOST else "",
    )
    return for_everybody(render(request, "newsroom/lessons/list.html", {"rows": found[:MOST], "page": page}))


@require_safe
def lesson(request: PublicRequest, code: str) -> HttpResponse:
    """One lesson, with questions to try; the answers open on the page, and nothing is sent."""
    found = _found(request, code)

    def write(request: PublicRequest) -> HttpResponse:
        read = read_lesson(found)
        shown = {"lesson": found, "read": read, "language": foreign(read.language)}
        return render(request, "newsroom/lessons/lesson.html", shown)

    return for_everybody(condition(etag_func=lambda request: _stamp(request, found))(write)(request))


@require_safe
def paper(request: PublicRequest, code: str) -> HttpResponse:
    """The same for print, the answers at the end."""
    found = _found(request, code)

    def write(request: PublicRequest) -> HttpResponse:
        assert found.published_at is not None
        response = HttpResponse(paper_of(found, found.published_at), content_type="application/pdf")
        response["Content-Disposition"] = f'inline; filename="{found.code}.pdf"'
        return response

    return for_everybody(condition(etag_func=lambda request: _stamp(request, found))(write)(request))


def _found(request: PublicRequest, code: str) -> Lesson:
    found = public_lessons(request.at).filter(code=code).first()
    if found is None:
        raise Http404
    return found


def _stamp(request: PublicRequest, found: Lesson) -> str:
    items = list(found.items.order_by("pk").values_list("pk", flat=True))
    return etag(request, dict(found.title), dict(found.body), found.minutes, found.published_at, items)
