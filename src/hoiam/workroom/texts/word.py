"""A text goes out as a Word document and comes back; nothing is taken in before somebody has looked."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hoiam.desks.against import ReasonsAgainst
from hoiam.desks.terms import EDITORIAL
from hoiam.texts.files import LARGEST, harmless_name
from hoiam.texts.models import Text, WordFile
from hoiam.texts.operations.word_files import bring_word_file, return_word_file, take_word_file
from hoiam.texts.queries.versions import standing_clearance
from hoiam.texts.queries.word_files import docx_of, view_of
from hoiam.texts.terms import WordFileState
from hoiam.texts.word.writing import MEDIA_TYPE
from hoiam.workroom.access import OfficeRequest, office
from hoiam.workroom.texts.doors import address, find_text, subject_of
from hoiam.workroom.texts.forms import ReturnForm, TakeForm, WordForm


@office(*EDITORIAL)
def download(request: OfficeRequest, text_id: int) -> HttpResponse:
    """The text as it was last saved, as .docx."""
    text = find_text(request, text_id)
    subject = subject_of(request, text)
    title = subject.title if subject else _("Text")
    name = harmless_name(f"{title} - {text.revision}", ".docx")
    response = HttpResponse(docx_of(text, title=title, at=request.at), content_type=MEDIA_TYPE)
    response.headers["Content-Disposition"] = content_disposition_header(True, name)
    response["X-Content-Type-Options"] = "nosniff"
    return response


@require_POST
@office(*EDITORIAL)
def bring(request: OfficeRequest, text_id: int) -> HttpResponse:
    """Read a Word file and show what it would change."""
    text = find_text(request, text_id)
    form = WordForm(request.POST, request.FILES)
    if not form.is_valid():
        messages.error(request, _("Choose a Word file first."))
        return HttpResponseRedirect(address("editor", text) + "#word")
    sent = form.cleaned_data["word_file"]
    try:
        file = bring_word_file(
            text=text, name=sent.name, content=sent.read(LARGEST + 1), by=request.user, at=request.at
        )
    except ReasonsAgainst as against:
        for reason in against.reasons:
            messages.error(request, str(reason))
        return HttpResponseRedirect(address("editor", text) + "#word")
    return HttpResponseRedirect(address("word_file", text, file.pk))


@office(*EDITORIAL)
def word_file(request: OfficeRequest, text_id: int, file_id: int) -> HttpResponse:
    """Who changed what, and the comments; by POST all of it is taken in or returned."""
    text = find_text(request, text_id)
    file = text.word_files.select_related("brought_by", "decided_by").filter(pk=file_id).first()
    if file is None:
        raise Http404
    reasons: list[object] = []
    form = ReturnForm()
    if request.method == "POST":
        try:
            if request.POST.get("decision") == "take":
                return _take(request, text, file)
            form = ReturnForm(request.POST)
            if form.is_valid():
                return_word_file(file=file, by=request.user, at=request.at, note=form.cleaned_data["note"])
                messages.success(request, _("Returned. Nothing of the file was taken into the text."))
                return HttpResponseRedirect(address("editor", text))
        except ReasonsAgainst as against:
            reasons = against.reasons
    status = 409 if reasons else 422 if form.errors else 200
    context = {**_shown(request, text, file), "form": form, "reasons": reasons}
    return render(request, "workroom/texts/word_file.html", context, status=status)


def _take(request: OfficeRequest, text: Text, file: WordFile) -> HttpResponse:
    form = TakeForm(request.POST)
    base = form.cleaned_data["base_revision"] if form.is_valid() else 0
    saved = take_word_file(file=file, base_revision=base, by=request.user, at=request.at)
    if saved.conflict:
        messages.info(request, _("The text was edited since this file went out. Both stand side by side."))
        return HttpResponseRedirect(address("beside", text, saved.conflict.draft.pk))
    messages.success(
        request, _("Taken in. Sentences that changed ask for their sources to be checked again.")
    )
    return HttpResponseRedirect(address("editor", text) + "#check")


def _shown(request: OfficeRequest, text: Text, file: WordFile) -> dict[str, Any]:
    return {
        "text": text,
        "file": file,
        "subject": subject_of(request, text),
        "view": view_of(file, text),
        "is_waiting": file.state == WordFileState.WAITING and not text.closed_at,
        "is_older": file.went_out_from_here and file.base_revision != text.revision,
        "clearance": standing_clearance(text),
    }
