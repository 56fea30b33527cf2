"""Letters that reach their askers by hand, of the whole desk: noted together once they were read out or posted."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import ngettext

from hoiam.desks.against import MayNot, ReasonsAgainst
from hoiam.desks.terms import Role
from hoiam.enquiries.operations.noticing import note_all_handed_over
from hoiam.enquiries.queries.notices import letters_by_hand
from hoiam.enquiries.terms import Letter
from hoiam.workroom.access import OfficeRequest, office
from hoiam.workroom.enquiries.lines import address_of, first_line

MOST = 100


@office(Role.INTAKE)
def letters(request: OfficeRequest) -> HttpResponse:
    """What waits, by enquiry; the ticked ones are noted, every letter with its own line in the journal."""
    standing, reasons = request.standing, []
    if request.method == "POST":
        numbers = [number for box in request.POST.getlist("case") for number in box.split("-")]
        try:
            count = note_all_handed_over(
                desk=standing.desk,
                letters=[int(number) for number in numbers if number.isdigit()],
                by=standing.person,
                at=request.at,
            )
        except MayNot:
            raise
        except ReasonsAgainst as against:
            reasons = list(against.reasons)
        else:
            said = ngettext(
                "%(count)s letter is noted as handed over.",
                "%(count)s letters are noted as handed over.",
                count,
            )
            messages.success(request, said % {"count": count})
            return HttpResponseRedirect(f"/office/{standing.desk.code}/")
    rows = letters_by_hand(standing).order_by("enquiry_id", "pk")[:MOST]
    cases = [list(group) for _enquiry, group in groupby(rows, key=lambda row: row.enquiry_id)]
    shown = {"cases": [_line(request, case) for case in cases], "reasons": reasons}
    return render(request, "workroom/enquiries/handing.html", shown, status=409 if reasons else 200)


def _line(request: OfficeRequest, letters: list[Any]) -> dict[str, Any]:
    enquiry = letters[0].enquiry
    address = address_of(enquiry, request.standing.desk.code)
    return {
        "box": "-".join(str(row.pk) for row in letters),
        "reference": enquiry.reference,
        "address": address,
        "question": first_line(enquiry),
        "language": enquiry.language,
        "letters": ", ".join(str(Letter(row.letter).label) for row in letters),
        "has_answer": any(row.letter == Letter.ANSWER for row in letters),
        "since": letters[0].at,
    }
