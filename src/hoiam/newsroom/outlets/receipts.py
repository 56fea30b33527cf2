"""Anybody opens this after T and asks: did all outlets get it at the same instant, and in an order nobody chose?

Somebody who wants to check it takes the list and the seed along and works both out again."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from hoiam.newsroom.requests import PublicRequest
from hoiam.newsroom.stamping import asked_again, for_everybody
from hoiam.outlets.models import Dispatch
from hoiam.outlets.operations.embargo import count_guess
from hoiam.outlets.queries.receipts import (
    ChannelReceipt,
    Receipt,
    list_of,
    outlets_that_opened,
    receipts_of,
    sealed_before,
)
from hoiam.releases.models import Edition

KIND = Edition._meta.label_lower
SECONDS = 10


@require_safe
def receipt(request: PublicRequest, reference: str, number: int) -> HttpResponse:
    """The receipt of a public edition; for any other address there is nothing, whatever the reason."""
    edition = _public(reference, number, request.at)
    found = receipts_of(KIND, edition.pk)
    shown = {
        "edition": edition,
        "release": edition.release,
        "receipts": [_sheet(row) for row in found],
        "opened": outlets_that_opened(KIND, edition.pk),
    }
    return asked_again(render(request, "newsroom/outlets/receipt.html", shown))


@require_safe
def listed(
    request: PublicRequest, reference: str, number: int, dispatch: int
) -> HttpResponse | StreamingHttpResponse:
    """The sealed list of a dispatch, line by line."""
    edition = _public(reference, number, request.at)
    sent = Dispatch.objects.filter(record_kind=KIND, record_id=edition.pk, sent_at__isnull=False)
    found = sent.filter(pk=dispatch).first()
    if found is None:
        raise Http404
    response = StreamingHttpResponse(list_of(found), content_type="text/plain; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{reference}-{number}-list.txt"'
    return response


@require_safe
def sealed(request: PublicRequest) -> HttpResponse:
    """Hashes of lists and seeds that are sealed and not yet sent, sorted by themselves: they tell nothing else."""
    shown = {"hashes": sealed_before(request.at)}
    return for_everybody(render(request, "newsroom/outlets/sealed.html", shown), SECONDS)


def public_editions(dispatches: Iterable[Dispatch], at: datetime) -> dict[int, Edition]:
    """What was carried by these dispatches and is public, by the number of the dispatch; one query."""
    carried = {row.pk: row.record_id for row in dispatches if row.record_kind == KIND}
    found = Edition.objects.public(at).select_related("release").in_bulk(list(set(carried.values())))
    return {dispatch: found[edition] for dispatch, edition in carried.items() if edition in found}


def _public(reference: str, number: int, at: datetime) -> Edition:
    rows = Edition.objects.public(at).select_related("release__desk__body")
    edition = rows.filter(release__reference=reference, number=number).first()
    if edition is None:
        count_guess(at=at)
        raise Http404
    return edition


def _sheet(receipt: Receipt) -> dict[str, Any]:
    """One dispatch as the page shows it, with the time each hand-over took after the sending."""
    sent_at = receipt.dispatch.sent_at
    assert sent_at is not None
    return {
        "receipt": receipt,
        "dispatch": receipt.dispatch,
        "ways": [(way, list(_spans(sent_at, way))) for way in receipt.ways],
    }


def _spans(sent_at: datetime, way: ChannelReceipt) -> Iterable[tuple[str, str]]:
    """(which hand-over, how long after the sending it was) of those that there are."""
    for name in ("first", "median", "most", "last"):
        moment = getattr(way, f"{name}_at")
        if moment is not None:
            yield name, span_words(moment - sent_at)


def span_words(span: timedelta) -> str:
    """A span as people read it: 3.2 s, 4 min 10 s, 2 h 5 min."""
    seconds = max(span.total_seconds(), 0.0)
    if seconds < 60:
        return _("%(seconds)s s") % {"seconds": number_format(seconds, decimal_pos=1)}
    minutes, rest = divmod(round(seconds), 60)
    if minutes < 60:
        return _("%(minutes)s min %(seconds)s s") % {"minutes": minutes, "seconds": rest}
    return _("%(hours)s h %(minutes)s min") % {"hours": minutes // 60, "minutes": minutes % 60}
