"""One letter: its paper, its two files, its number; printing it with the asker's name."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hoiam.desks.against import MayNot, ReasonsAgainst
from hoiam.desks.operations.numbers import NUMBERING
from hoiam.desks.terms import Role
from hoiam.enquiries.models import Enquiry
from hoiam.enquiries.operations.official_letters import print_for_asker
from hoiam.texts.letter.docx import letter_docx
from hoiam.texts.letter.form import letter_form
from hoiam.texts.letter.pdf import letter_pdf
from hoiam.texts.letter.sheet import LetterSheet
from hoiam.texts.models import OfficialLetter
from hoiam.texts.operations.letters import PREPARING, drop_letter, issue_letter, void_letter
from hoiam.texts.queries.letters import SEES, get_letter, sheet_of
from hoiam.texts.terms import LetterState
from hoiam.workroom.access import OfficeRequest, office
from hoiam.workroom.letters.files import file_name, saved_word, shown_pdf
from hoiam.workroom.letters.forms import NumberForm, ReasonForm

ENQUIRY = "enquiries.enquiry"


@office(*SEES)
def letter_page(request: OfficeRequest, letter: int) -> HttpResponse:
    """The paper, what became of it, and what can be done with it now."""
    return _page(request, _letter(request, letter))


@office(*SEES)
def as_pdf(request: OfficeRequest, letter: int) -> HttpResponse:
    """For print; the asker is named by the reference of the case."""
    found = _letter(request, letter)
    return _as_file(found, sheet_of(found), "pdf")


@office(*SEES)
def as_word(request: OfficeRequest, letter: int) -> HttpResponse:
    found = _letter(request, letter)
    return _as_file(found, sheet_of(found), "docx")


@require_POST
@office(Role.INTAKE)
def for_asker(request: OfficeRequest, letter: int) -> HttpResponse:
    """The same paper with the asker's name on it; that the envelope was opened stands in the journal."""
    found = _letter(request, letter)
    try:
        sheet = print_for_asker(letter=found, standing=request.standing, at=request.at)
    except MayNot:
        raise
    except ReasonsAgainst as against:
        return _page(request, found, reasons=against.reasons, status=409)
    return _as_file(found, sheet, "docx" if "word" in request.POST else "pdf")


@require_POST
@office(*NUMBERING)
def issue(request: OfficeRequest, letter: int) -> HttpResponse:
    """Give the letter its number and day."""
    found = _letter(request, letter)
    form = NumberForm(request.POST, desk=request.standing.desk, at=request.at)
    if not form.is_valid():
        return _page(request, found, number_form=form, status=422)
    try:
        issued = issue_letter(
            letter=found, standing=request.standing, at=request.at, numbering=form.numbering()
        )
    except MayNot:
        raise
    except ReasonsAgainst as against:
        return _page(request, found, number_form=form, reasons=against.reasons, status=409)
    messages.success(request, _("Issued under number %(number)s.") % {"number": issued.number})
    return _back(request, found)


@require_POST
@office(*NUMBERING)
def void(request: OfficeRequest, letter: int) -> HttpResponse:
    """Declare an issued letter void; the number stays in the book."""
    found = _letter(request, letter)
    form = ReasonForm(request.POST)
    if not form.is_valid():
        return _page(request, found, reason_form=form, status=422)
    reason = form.cleaned_data["reason"]
    try:
        void_letter(letter=found, reason=reason, standing=request.standing, at=request.at)
    except MayNot:
        raise
    except ReasonsAgainst as against:
        return _page(request, found, reason_form=form, reasons=against.reasons, status=409)
    messages.success(request, _("The letter is void; its number stays in the book with your reason."))
    return _back(request, found)


@require_POST
@office(*PREPARING)
def drop(request: OfficeRequest, letter: int) -> HttpResponse:
    """Give up a letter that has no number."""
    found = _letter(request, letter)
    try:
        drop_letter(letter=found, standing=request.standing, at=request.at)
    except MayNot:
        raise
    except ReasonsAgainst as against:
        return _page(request, found, reasons=against.reasons, status=409)
    messages.success(request, _("Given up."))
    return redirect("workroom_letters:book", desk=request.standing.desk.code)


def _letter(request: OfficeRequest, number: int) -> OfficialLetter:
    try:
        return get_letter(number, standing=request.standing)
    except OfficialLetter.DoesNotExist:
        raise Http404 from None


def _back(request: OfficeRequest, letter: OfficialLetter) -> HttpResponse:
    return redirect("workroom_letters:letter", desk=request.standing.desk.code, letter=letter.pk)


def _as_file(letter: OfficialLetter, sheet: LetterSheet, kind: str) -> HttpResponse:
    form, at = letter_form(), letter.moment()
    if kind == "docx":
        return saved_word(letter_docx(sheet, form, at), file_name(letter, kind))
    return shown_pdf(letter_pdf(sheet, form, at), file_name(letter, kind))


def _page(
    request: OfficeRequest, letter: OfficialLetter, *, reasons: Any = (), status: int = 200, **forms: Any
) -> HttpResponse:
    standing, is_case = request.standing, letter.record_kind == ENQUIRY
    enquiry = Enquiry.objects.only("reference").get(pk=letter.record_id) if is_case else None
    may_number = standing.holds(*NUMBERING)
    is_prepared, is_issued = letter.state == LetterState.PREPARED, letter.state == LetterState.ISSUED
    shown = {
        "desk": standing.desk,
        "letter": letter,
        "sheet": sheet_of(letter),
        "enquiry": enquiry,
        "may_issue": may_number and is_prepared,
        "may_void": may_number and is_issued,
        "may_drop": standing.holds(*PREPARING) and is_prepared,
        "may_print_for_asker": letter.is_to_asker
        and standing.holds(Role.INTAKE)
        and letter.state in (LetterState.PREPARED, LetterState.ISSUED),
        "number_form": forms.get("number_form") or NumberForm(desk=standing.desk, at=request.at),
        "reason_form": forms.get("reason_form") or ReasonForm(),
        "reasons": reasons,
    }
    return render(request, "workroom/letters/letter.html", shown, status=status)
