"""Anyone finds the fact or the answer."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from hoiam.newsroom.requests import PublicRequest
from hoiam.newsroom.search import results
from hoiam.newsroom.stamping import asked_again
from hoiam.search.queries import Hit, find, mark
from hoiam.ui.shapes import Link, Page

LIMIT = 20
MOST_PAGES = 10
LONGEST = 400


@require_safe
def search(request: PublicRequest) -> HttpResponse:
    """Public facts and answers in one list, or one kind; nothing that is not public is found or counted."""
    query = " ".join(request.GET.get("q", "").split())[:LONGEST]
    kind = request.GET.get("kind", "")
    chosen = [kind] if kind in results.kinds() else results.kinds()
    number = _number(request.GET.get("page", ""))
    context: dict[str, Any] = {"query": query, "kind": kind}
    if query:
        findings = find(
            query,
            kinds=chosen,
            audience=("public",),
            limit=LIMIT,
            offset=(number - 1) * LIMIT,
            as_typed=request.GET.get("as") == "typed",
        )
        shown = results.resolve([(hit.kind, hit.ref) for hit in findings.hits], request.at)
        restored = findings.reading.restored
        context |= {
            "findings": findings,
            "rows": [
                _row(hit, shown[hit.kind, hit.ref]) for hit in findings.hits if (hit.kind, hit.ref) in shown
            ],
            "restored": restored if restored != query else "",
            "as_typed_address": f"?{urlencode({'q': query, 'as': 'typed'})}",
            "suggestions": [Link(text, f"?{urlencode({'q': text})}") for text in findings.suggestions],
            "page": _page(query, kind, number, has_more=len(findings.hits) == LIMIT),
        }
    response = render(request, "newsroom/search/search.html", context)
    return asked_again(response)


def _number(text: str) -> int:
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 4 else 1
    return min(max(number, 1), MOST_PAGES)


def _page(query: str, kind: str, number: int, *, has_more: bool) -> Page:
    def address(to: int) -> str:
        return f"?{urlencode({'q': query, **({'kind': kind} if kind else {}), 'page': to})}"

    return Page(
        newer=address(number - 1) if number > 1 else "",
        older=address(number + 1) if has_more and number < MOST_PAGES else "",
    )


def _row(hit: Hit, result: results.Result) -> dict[str, object]:
    """One hit with its passage in runs, and the words of it that the question asked for."""
    runs = mark(hit.passage, hit)
    matched = dict.fromkeys(text for text, is_asked in runs if is_asked)
    return {"hit": hit, "result": result, "runs": runs, "matched": list(matched)}
