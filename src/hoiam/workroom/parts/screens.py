"""The parts of this desk: answer one, read what came, take one back."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from hoiam.desks.against import ReasonsAgainst
from hoiam.desks.terms import EDITORIAL
from hoiam.texts.files import LARGEST
from hoiam.texts.models import Attachment, Part
from hoiam.texts.operations.parts import File, answer_part, decline_part, take_back_part
from hoiam.texts.queries.part_form import MEDIA_TYPE, part_form_docx, read_part_form
from hoiam.texts.queries.part_letter import address_of_link
from hoiam.texts.queries.parts import files_of_answer, get_part, parts_asked_by, parts_done_by, parts_for
from hoiam.texts.terms import PartState
from hoiam.ui.forms import Form
from hoiam.workroom.access import OfficeRequest, office
from hoiam.workroom.parts.forms import AnswerForm, LetterForm, WhyForm
from hoiam.workroom.parts.sending import as_download


@office(*EDITORIAL)
def part_list(request: OfficeRequest) -> HttpResponse:
    """What waits for this desk, what it waits for, what is done; the earliest due first."""
    standing = request.standing
    context = {
        "desk": standing.desk,
        "to_answer": parts_for(standing),
        "asked": parts_asked_by(standing),
        "done": parts_done_by(standing),
    }
    return render(request, "workroom/parts/list.html", context)


@office(*EDITORIAL)
def part_page(request: OfficeRequest, part_id: int) -> HttpResponse:
    """One part, as the desk that answers or as the desk that asked."""
    part = _find(request, part_id)
    form, why, reasons = _answer_form(request, part), WhyForm(), []
    if request.method == "POST":
        is_ending = request.POST.get("act") in ("decline", "take_back")
        sent: Form = WhyForm(request.POST) if is_ending else type(form)(request.POST, request.FILES)
        form, why = (form, sent) if is_ending else (sent, why)  # type: ignore[assignment]
        if sent.is_valid():
            try:
                return _act(request, part, sent)
            except ReasonsAgainst as against:
                reasons = against.reasons
    context = {**_shown(request, part), "form": form, "why": why, "reasons": reasons}
    status = 409 if reasons else 422 if form.errors or why.errors else 200
    return render(request, "workroom/parts/part.html", context, status=status)


@office(*EDITORIAL)
def fetch(request: OfficeRequest, part_id: int, file_id: int) -> FileResponse:
    """A file that went with the question, or came with an answer."""
    part = _find(request, part_id)
    files = [*Attachment.objects.of(part), *files_of_answer(part)]
    found = next((file for file in files if file.pk == file_id), None)
    if found is None:
        raise Http404
    return as_download(found)


@office(*EDITORIAL)
def form_file(request: OfficeRequest, part_id: int) -> HttpResponse:
    """The form of a part as a Word document, to send by another way."""
    part = _find(request, part_id)
    response = HttpResponse(part_form_docx(part), content_type=MEDIA_TYPE)
    response["Content-Disposition"] = f'attachment; filename="form-{part.pk}.docx"'
    return response


def _act(request: OfficeRequest, part: Part, form: Form) -> HttpResponse:
    standing, at = request.standing, request.at
    given = form.cleaned_data
    act = request.POST.get("act")
    if act == "decline":
        decline_part(part=part, why=given["why"], standing=standing, at=at)
        messages.success(request, _("Declined. The desk that asked sees why."))
    elif act == "take_back":
        take_back_part(part=part, why=given["why"], standing=standing, at=at)
        messages.success(request, _("Taken back. Nobody waits for it any more."))
    else:
        answer_part(part=part, standing=standing, at=at, **_answer(part, given))
        messages.success(request, _("The answer is kept. The desk that asked reads it now."))
    return HttpResponseRedirect(reverse("workroom_parts:part", args=[standing.desk.code, part.pk]))


def _answer(part: Part, given: dict[str, Any]) -> dict[str, Any]:
    """Body, office and files; from a filled form of this part where one was sent."""
    sent = given.get("file")
    files: list[File] = [(sent.name, sent.read(LARGEST + 1))] if sent else []
    body, said_by = given["body"], given.get("office", "")
    if files and not body.strip():
        filled = read_part_form(files[0][1])
        if filled and filled.part_id == part.pk:
            body, said_by = filled.body, said_by or filled.office[:160]
    return {"body": body, "office": said_by, "files": files}


def _shown(request: OfficeRequest, part: Part) -> dict[str, Any]:
    desk = request.standing.desk
    answers_here = desk.pk == (part.to_desk_id or part.desk_id)
    is_asked_here = desk.pk == part.desk_id
    has_link = is_asked_here and part.token_expires_at is not None and part.state == PartState.ASKED
    return {
        "desk": desk,
        "part": part,
        "files": Attachment.objects.of(part),
        "answers": [(answer, Attachment.objects.of(answer)) for answer in part.answers.all()],
        "may_answer": answers_here and part.state in (PartState.ASKED, PartState.ANSWERED),
        "may_decline": desk.pk == part.to_desk_id and part.state == PartState.ASKED,
        "may_take_back": is_asked_here and part.state == PartState.ASKED,
        "is_asked_here": is_asked_here,
        "link": address_of_link(part, part.language) if has_link else "",
    }


def _answer_form(request: OfficeRequest, part: Part) -> AnswerForm:
    return LetterForm() if part.to_body_id else AnswerForm()


def _find(request: OfficeRequest, part_id: int) -> Part:
    try:
        return get_part(part_id, standing=request.standing)
    except Part.DoesNotExist:
        raise Http404 from None
