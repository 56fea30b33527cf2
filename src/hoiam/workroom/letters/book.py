"""The book of numbers of the body's letters, year by year, and the letterhead."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hoiam.desks.against import MayNot, ReasonsAgainst
from hoiam.desks.models import BookNumber
from hoiam.desks.operations.letterheads import HEADING, set_letterhead
from hoiam.desks.operations.numbers import (
    NUMBERING,
    begin_book,
    note_paper_use,
    reserve_numbers,
    strike_number,
)
from hoiam.desks.queries.letterheads import letterhead_of
from hoiam.desks.queries.numbers import book_of, get_number
from hoiam.texts.queries.letters import SEES, letters_by_number, letters_waiting
from hoiam.workroom.access import OfficeRequest, office
from hoiam.workroom.letters.forms import BeginForm, LetterheadForm, PaperForm, ReasonForm, ReserveForm

NUMBER_FORMS = {"paper": PaperForm, "strike": ReasonForm}


@office(*SEES)
def number_book(request: OfficeRequest) -> HttpResponse:
    """Letters that wait for a number, and every number of a year with what became of it."""
    return _page(request)


@require_POST
@office(*NUMBERING)
def begin(request: OfficeRequest) -> HttpResponse:
    """Let this year's book begin where the one on paper ended."""
    form = BeginForm(request.POST)
    if not form.is_valid():
        return _page(request, begin_form=form, status=422)
    year = timezone.localdate(request.at).year
    try:
        begin_book(standing=request.standing, year=year, first=form.cleaned_data["first"], at=request.at)
    except MayNot:
        raise
    except ReasonsAgainst as against:
        return _page(request, begin_form=form, reasons=against.reasons, status=409)
    messages.success(request, _("The book begins at that number."))
    return _back(request)


@require_POST
@office(*NUMBERING)
def reserve(request: OfficeRequest) -> HttpResponse:
    """Set the next numbers aside for letters finished on paper."""
    form = ReserveForm(request.POST)
    if not form.is_valid():
        return _page(request, reserve_form=form, status=422)
    given, symbol = form.cleaned_data, letterhead_of(request.standing.desk).symbol
    try:
        rows = reserve_numbers(standing=request.standing, symbol=symbol, at=request.at, **given)
    except MayNot:
        raise
    except ReasonsAgainst as against:
        return _page(request, reserve_form=form, reasons=against.reasons, status=409)
    messages.success(request, _("Set aside: %(numbers)s.") % {"numbers": ", ".join(map(str, rows))})
    return _back(request)


@office(*NUMBERING)
def number_act(request: OfficeRequest, number: int, act: str) -> HttpResponse:
    """Note what on paper a number was used for, or strike it out."""
    standing, at = request.standing, request.at
    found = NUMBER_FORMS.get(act)
    try:
        row = get_number(number, standing=standing)
    except BookNumber.DoesNotExist:
        raise Http404 from None
    if found is None:
        raise Http404
    form = found(request.POST if request.method == "POST" else None)
    reasons: list[object] = []
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            if act == "paper":
                note_paper_use(row=row, standing=standing, at=at, **given)
            else:
                strike_number(row=row, standing=standing, at=at, **given)
            messages.success(request, _("Noted in the book."))
            return _back(request)
        except MayNot:
            raise
        except ReasonsAgainst as against:
            reasons = against.reasons
    status = 200 if request.method != "POST" else 409 if reasons else 422
    shown = {"desk": standing.desk, "row": row, "act": act, "form": form, "reasons": reasons}
    return render(request, "workroom/letters/number_act.html", shown, status=status)


@office(*HEADING)
def letterhead(request: OfficeRequest) -> HttpResponse:
    """What stands at the head and foot of every letter of the desk."""
    standing, sent = request.standing, request.method == "POST"
    head = letterhead_of(standing.desk)
    form = LetterheadForm(request.POST if sent else None, head=head)
    reasons: list[object] = []
    if sent and form.is_valid():
        try:
            set_letterhead(standing=standing, changes=form.changes(), at=request.at)
            messages.success(request, _("Saved. Letters that were issued stay as they are."))
            return redirect("workroom_letters:letterhead", desk=standing.desk.code)
        except MayNot:
            raise
        except ReasonsAgainst as against:
            reasons = against.reasons
    status = 200 if not sent else 409 if reasons else 422
    shown = {"desk": standing.desk, "form": form, "reasons": reasons, "is_proposed": head._state.adding}
    return render(request, "workroom/letters/letterhead.html", shown, status=status)


def _back(request: OfficeRequest) -> HttpResponse:
    return redirect("workroom_letters:book", desk=request.standing.desk.code)


def _page(request: OfficeRequest, *, reasons: Any = (), status: int = 200, **forms: Any) -> HttpResponse:
    standing, today = request.standing, timezone.localdate(request.at)
    written = request.GET.get("year", "")
    year = int(written) if written.isascii() and written.isdigit() and len(written) == 4 else today.year
    book = book_of(standing.desk, year, request.at)
    letters = letters_by_number(standing, year)
    may_number = standing.holds(*NUMBERING)
    shown = {
        "desk": standing.desk,
        "book": book,
        "rows": [(row, letters.get(row.pk), row.desk_id == standing.desk.pk) for row in book.numbers],
        "waiting": letters_waiting(standing),
        "may_number": may_number,
        "may_begin": may_number and year == today.year and not book.numbers,
        "may_head": standing.holds(*HEADING),
        "is_this_year": year == today.year,
        "begin_form": forms.get("begin_form") or BeginForm(initial={"first": book.first}),
        "reserve_form": forms.get("reserve_form") or ReserveForm(),
        "reasons": reasons,
    }
    return render(request, "workroom/letters/book.html", shown, status=status)
