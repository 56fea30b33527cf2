"""Writing a letter: from something sent or asked on an enquiry, with a preview, kept or numbered at once."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from hoiam.desks.against import MayNot, ReasonsAgainst
from hoiam.desks.operations.numbers import NUMBERING
from hoiam.enquiries.models import Enquiry
from hoiam.enquiries.operations.official_letters import write_official_letter
from hoiam.enquiries.queries.enquiries import get_enquiry
from hoiam.enquiries.queries.letter_occasions import Choices, Occasion, letter_values, occasions_of
from hoiam.enquiries.queries.situation import situation_of
from hoiam.texts.letter.form import has_letter_form, letter_form
from hoiam.texts.letter.pdf import letter_pdf
from hoiam.texts.models import Part
from hoiam.texts.operations.letters import PREPARING
from hoiam.texts.queries.letters import preview
from hoiam.texts.queries.parts import get_part
from hoiam.workroom.access import OfficeRequest, office
from hoiam.workroom.letters.files import shown_pdf
from hoiam.workroom.letters.forms import WriteForm

ENQUIRY = "enquiries.enquiry"


@office(*PREPARING)
def write(request: OfficeRequest, reference: str) -> HttpResponse:
    """One letter, proposed whole; POST looks at it again, keeps it for signature, or numbers it at once."""
    enquiry = _enquiry(request, reference)
    occasions = _occasions(request, enquiry)
    chosen = _chosen(request, occasions)
    if chosen is None:
        return _page(request, enquiry, occasions, None, None)
    sent = request.POST if request.method == "POST" else None
    form = WriteForm(sent, occasion=chosen, enquiry=enquiry, at=request.at)
    if sent is None:
        return _page(request, enquiry, occasions, chosen, form, choices=form.proposed())
    if not form.is_valid():
        return _page(request, enquiry, occasions, chosen, form, status=422)
    wanted = sent.get("do")
    if wanted == "pdf":
        sheet = preview(letter_values(chosen, enquiry, form.choices(), request.at), request.at)
        return shown_pdf(letter_pdf(sheet, letter_form(), request.at))
    if wanted not in ("prepare", "issue"):
        return _page(request, enquiry, occasions, chosen, form, choices=form.choices())
    try:
        letter = write_official_letter(
            enquiry=enquiry,
            occasion=chosen,
            choices=form.choices(),
            standing=request.standing,
            at=request.at,
            is_to_issue=wanted == "issue",
            numbering=form.numbering(),
            once=form.cleaned_data["once"],
        )
    except MayNot:
        raise
    except ReasonsAgainst as against:
        choices, reasons = form.choices(), against.reasons
        shown = (request, enquiry, occasions, chosen, form)
        return _page(*shown, choices=choices, reasons=reasons, status=409)
    said = (
        _("Issued under number %(number)s.") % {"number": letter.number}
        if letter.number
        else _("Kept for signature.")
    )
    messages.success(request, said)
    return HttpResponseRedirect(f"/office/{enquiry.desk.code}/letters/{letter.pk}/")


@office(*PREPARING)
def for_part(request: OfficeRequest, part: int) -> HttpResponse:
    """From a part asked of another body to the letter that asks it."""
    try:
        found = get_part(part, standing=request.standing)
    except Part.DoesNotExist:
        raise Http404 from None
    if found.record_kind != ENQUIRY or found.desk_id != request.standing.desk.pk:
        raise Http404
    enquiry = Enquiry.objects.only("reference").get(pk=found.record_id)
    address = redirect("workroom_letters:write", request.standing.desk.code, enquiry.reference)
    address["Location"] += f"?for=request-{found.pk}"
    return address


def _enquiry(request: OfficeRequest, reference: str) -> Enquiry:
    try:
        return get_enquiry(reference, standing=request.standing)
    except Enquiry.DoesNotExist:
        raise Http404 from None


def _occasions(request: OfficeRequest, enquiry: Enquiry) -> list[Occasion]:
    if not has_letter_form():
        return []
    return occasions_of(situation_of(enquiry, standing=request.standing, at=request.at))


def _chosen(request: OfficeRequest, occasions: list[Occasion]) -> Occasion | None:
    """The one that the address names, else the newest."""
    key = request.GET.get("for", "")
    if not key:
        return occasions[0] if occasions else None
    found = next((one for one in occasions if one.key == key), None)
    if found is None:
        raise Http404
    return found


def _page(
    request: OfficeRequest,
    enquiry: Enquiry,
    occasions: list[Occasion],
    chosen: Occasion | None,
    form: WriteForm | None,
    *,
    choices: Choices | None = None,
    reasons: Any = (),
    status: int = 200,
) -> HttpResponse:
    desk = request.standing.desk
    values = letter_values(chosen, enquiry, choices, request.at) if chosen and choices else None
    shown = {
        "desk": desk,
        "enquiry": enquiry,
        "case_address": f"/office/{desk.code}/enquiries/{enquiry.reference}/",
        "occasions": occasions,
        "chosen": chosen,
        "form": form,
        "sheet": preview(values, request.at) if values else None,
        "reasons": reasons,
        "may_number": request.standing.holds(*NUMBERING),
        "has_form": has_letter_form(),
    }
    return render(request, "workroom/letters/write.html", shown, status=status)
