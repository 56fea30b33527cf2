"""Find the fact while the phone is ringing."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render

from hoiam.desks.terms import EDITORIAL
from hoiam.search.queries import Hit, find, mark
from hoiam.workroom.access import OfficeRequest, office
from hoiam.workroom.search import results
from hoiam.workroom.search.records import show_named

LIMIT = 20
LONGEST = 800


@office(*EDITORIAL)
def search(request: OfficeRequest) -> HttpResponse:
    """Facts, earlier answers and open gaps in one list, with the words that matched and how it was read.

    In front: enquiries of the desk that the query names by reference, also those without an answer.
    """
    query = " ".join(request.GET.get("q", "").split())[:LONGEST]
    desk = request.standing.desk
    context = {"query": query, "desk": desk}
    if query:
        findings = find(
            query,
            kinds=results.kinds(),
            audience=("public", "desks", f"desk:{desk.pk}"),
            limit=LIMIT,
            as_typed=request.GET.get("as") == "typed",
        )
        shown = results.resolve([(hit.kind, hit.ref) for hit in findings.hits], request.standing, request.at)
        named = [
            (reference, result)
            for reference, result in show_named(query, request.standing)
            if ("answer", reference) not in shown
        ]
        context |= {
            "findings": findings,
            "named": named,
            "is_weak": findings.weak and not named,
            "rows": [
                _row(hit, shown[hit.kind, hit.ref]) for hit in findings.hits if (hit.kind, hit.ref) in shown
            ],
            "restored": findings.reading.restored if findings.reading.restored != query else "",
            "as_typed_address": f"?{urlencode({'q': query, 'as': 'typed'})}",
            "gap_address": urlencode({"question": query}),
            "suggestions": [(text, f"?{urlencode({'q': text})}") for text in findings.suggestions],
        }
    return render(request, "workroom/search/search.html", context)


def _row(hit: Hit, result: results.Result) -> dict[str, object]:
    """One hit with its passage in runs, and the words of it that the question asked for."""
    runs = mark(hit.passage, hit)
    matched = dict.fromkeys(text for text, is_asked in runs if is_asked)
    return {"hit": hit, "result": result, "runs": runs, "matched": list(matched)}
