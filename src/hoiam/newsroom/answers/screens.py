"""Anyone reads what was asked and answered, in the order in which it became public."""

from __future__ import annotations

from datetime import datetime

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import get_language_from_request
from django.views.decorators.http import condition, require_safe

from hoiam.enquiries.models import Answer
from hoiam.newsroom.answers.sheets import AnswerSheet, LogSheet
from hoiam.newsroom.requests import PublicRequest
from hoiam.newsroom.stamping import written_once


def _log_sheet(request: PublicRequest) -> LogSheet:
    """The sheet of this request, read once for its stamp and for the page."""
    known: LogSheet | None = getattr(request, "_log_sheet", None)
    if known is None:
        known = request._log_sheet = LogSheet(request)  # type: ignore[attr-defined]
    return known


def _answer_sheet(request: PublicRequest, reference: str) -> AnswerSheet:
    known: AnswerSheet | None = getattr(request, "_answer_sheet", None)
    if known is None:
        known = request._answer_sheet = AnswerSheet(request, reference)  # type: ignore[attr-defined]
    return known


def _answer_stamp(request: PublicRequest, reference: str) -> str:
    return _answer_sheet(request, reference).stamp


def _answer_changed(request: PublicRequest, reference: str) -> datetime | None:
    return _answer_sheet(request, reference).changed_at


@require_safe
@condition(
    etag_func=lambda request: _log_sheet(request).stamp,
    last_modified_func=lambda request: _log_sheet(request).changed_at,
)
def log(request: PublicRequest) -> HttpResponse:
    """The log, newest first, narrowed by desk, kind, outcome, theme, or searched."""
    sheet = _log_sheet(request)
    return written_once(sheet.stamp, lambda: render(request, "newsroom/answers/log.html", sheet.context()))


@require_safe
def short(request: PublicRequest, reference: str) -> HttpResponse:
    """The short address, as it is dictated or sent in a message: on to the answer once it is public.

    In the reader's language, else the installation's.
    """
    if not Answer.objects.public(request.at).filter(enquiry__reference=reference).exists():
        raise Http404
    language = get_language_from_request(request)
    return HttpResponseRedirect(f"/{language}/answers/{reference}/")


@require_safe
@condition(etag_func=_answer_stamp, last_modified_func=_answer_changed)
def answer(request: PublicRequest, reference: str) -> HttpResponse:
    """One question with everything that was said to it in public."""
    sheet = _answer_sheet(request, reference)
    return written_once(sheet.stamp, lambda: render(request, "newsroom/answers/answer.html", sheet.context()))
