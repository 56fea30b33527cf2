"""The page behind the link: the question, the time, one box to answer in."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from hoiam.desks.against import ReasonsAgainst
from hoiam.newsroom.knocking import turned_away
from hoiam.newsroom.parts.forms import AnswerForm, DeclineForm
from hoiam.newsroom.requests import PublicRequest
from hoiam.texts.files import LARGEST
from hoiam.texts.models import Attachment, Part
from hoiam.texts.operations.parts import answer_part_by_link, decline_part
from hoiam.texts.queries.part_form import MEDIA_TYPE, part_form_docx
from hoiam.texts.queries.parts import part_by_token
from hoiam.ui.forms import Form

ANSWERS_AN_HOUR = 30
"""How often one address may send something here; an office shares one."""


@require_http_methods(["GET", "HEAD", "POST"])
def part_page(request: PublicRequest, token: str) -> HttpResponse:
    """Show the part, take its answer. A link that does not open gets a page that says what to do."""
    part = part_by_token(token, request.at)
    if part is None:
        return _kept_apart(render(request, "newsroom/parts/closed.html", status=404))
    form: Form = AnswerForm()
    decline: Form = DeclineForm()
    reasons: list[object] = []
    if request.method == "POST":
        if away := turned_away(request, "parts", limit=ANSWERS_AN_HOUR):
            return _kept_apart(away)
        is_decline = request.POST.get("act") == "decline"
        sent: Form = DeclineForm(request.POST) if is_decline else AnswerForm(request.POST, request.FILES)
        form, decline = (form, sent) if is_decline else (sent, decline)
        if sent.is_valid():
            try:
                _take(request, part, token, sent.cleaned_data, is_decline=is_decline)
            except ReasonsAgainst as against:
                reasons = against.reasons
            else:
                if is_decline:
                    return _kept_apart(render(request, "newsroom/parts/thanks.html", {"part": part}))
                messages.success(
                    request, _("Thank you. Your answer has arrived. You can still correct it here.")
                )
                return HttpResponseRedirect(request.path)
    context: dict[str, Any] = {
        "part": part,
        "token": token,
        "files": Attachment.objects.of(part),
        "answers": part.answers.all(),
        "form": form,
        "decline": decline,
        "reasons": reasons,
    }
    status = 409 if reasons else 422 if form.errors or decline.errors else 200
    return _kept_apart(render(request, "newsroom/parts/part.html", context, status=status))


@require_safe
def form_file(request: PublicRequest, token: str) -> HttpResponse:
    """The form as a Word document, for offices that answer on paper first."""
    part = _find(request, token)
    response = HttpResponse(part_form_docx(part), content_type=MEDIA_TYPE)
    response["Content-Disposition"] = f'attachment; filename="form-{part.pk}.docx"'
    return _kept_apart(response)


@require_safe
def fetch(request: PublicRequest, token: str, file_id: int) -> HttpResponse:
    """A file that went with the question."""
    file = Attachment.objects.of(_find(request, token)).filter(pk=file_id).first()
    if file is None:
        raise Http404
    opened = default_storage.open(file.stored_name)
    response = FileResponse(opened, as_attachment=True, filename=file.name, content_type=file.media_type)
    response["X-Content-Type-Options"] = "nosniff"
    return _kept_apart(response)


def _take(request: PublicRequest, part: Part, token: str, given: dict[str, Any], *, is_decline: bool) -> None:
    at = request.at
    if is_decline:
        decline_part(part=part, why=given["why"], at=at, token=token)
        return
    sent = given["file"]
    files = [(sent.name, sent.read(LARGEST + 1))] if sent else []
    answer_part_by_link(token=token, body=given["body"], office=given["office"], at=at, files=files)


def _find(request: PublicRequest, token: str) -> Part:
    part = part_by_token(token, request.at)
    if part is None:
        raise Http404
    return part


def _kept_apart(response: Any) -> Any:
    """No copy in any cache, no entry in any index, and the address is told to no other site.

    Not `no-referrer`: browsers then send forms as from nowhere, and the guard against forged forms refuses them.
    """
    response["Cache-Control"] = "no-store"
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Referrer-Policy"] = "same-origin"
    return response
