"""Opened by a reader or a journalist, who asks: what did this desk promise beyond the law, and since when?"""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import condition, require_safe

from hoiam.desks.models import Desk, OwnRule
from hoiam.desks.queries.own_rules import own_rules
from hoiam.evidence.vocabulary import theme_label
from hoiam.newsroom.requests import PublicRequest
from hoiam.newsroom.stamping import etag, for_everybody


def _read(request: PublicRequest, desk: str) -> tuple[Desk, list[OwnRule]]:
    """Read once for the stamp and for the page."""
    known: tuple[Desk, list[OwnRule]] | None = getattr(request, "_own_rules", None)
    if known is None:
        found = get_object_or_404(Desk.objects.public(), code=desk)
        known = request._own_rules = (found, own_rules(found))  # type: ignore[attr-defined]
    return known


def _stamp(request: PublicRequest, desk: str) -> str:
    found, rows = _read(request, desk)
    said = [(row.pk, str(row.words), row.ended_at, str(row.ended_why)) for row in rows]
    return etag(request, str(found.name), said)


@require_safe
@condition(etag_func=_stamp)
def rules(request: PublicRequest, desk: str) -> HttpResponse:
    """Rules in force, and those that ended with the reason."""
    found, rows = _read(request, desk)
    told = [(row, theme_label(row.theme) if row.theme else "") for row in rows]
    shown = {
        "desk": found,
        "running": [one for one in told if one[0].ended_at is None],
        "ended": [one for one in told if one[0].ended_at is not None],
    }
    return for_everybody(render(request, "newsroom/own_rules/rules.html", shown))
