"""Asking another desk or body for its part of what a text answers."""

from __future__ import annotations

from datetime import timedelta

from django.apps import apps
from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from hoiam.desks.against import ReasonsAgainst
from hoiam.desks.terms import EDITORIAL
from hoiam.texts.files import LARGEST
from hoiam.texts.models import Text
from hoiam.texts.operations.parts import ask_part
from hoiam.workroom.access import OfficeRequest, office
from hoiam.workroom.parts.forms import AskForm
from hoiam.workroom.texts.doors import subject_of

USUAL_TIME = timedelta(days=3)
"""Proposed for an answer; the asker of the part chooses."""


@office(*EDITORIAL)
def ask(request: OfficeRequest, text_id: int) -> HttpResponse:
    """Choose whom to ask, write the question for them, and by when."""
    standing = request.standing
    text = Text.objects.select_related("desk").filter(pk=text_id, desk=standing.desk).first()
    if text is None:
        raise Http404
    subject = subject_of(request, text)
    first = {
        "question": subject.question_text if subject else "",
        "due_date": timezone.localdate(request.at) + USUAL_TIME,
    }
    form = AskForm(request.POST or None, request.FILES or None, own=standing.desk, initial=first)
    reasons: list[object] = []
    if form.is_bound and form.is_valid():
        try:
            _ask(request, text, form)
        except ReasonsAgainst as against:
            reasons = against.reasons
        else:
            messages.success(request, _("Asked. The time counts for them from now on."))
            return HttpResponseRedirect(reverse("workroom_texts:editor", args=[text.desk.code, text.pk]))
    status = 409 if reasons else 422 if form.errors else 200
    context = {"text": text, "subject": subject, "form": form, "reasons": reasons}
    return render(request, "workroom/parts/ask.html", context, status=status)


def _ask(request: OfficeRequest, text: Text, form: AskForm) -> None:
    given = form.cleaned_data
    sent = given["file"]
    record = apps.get_model(text.record_kind)._default_manager.get(pk=text.record_id)
    ask_part(
        record=record,
        text=text,
        question=given["question"],
        language=text.language,
        due_at=form.due_at(),
        standing=request.standing,
        at=request.at,
        to_desk=given["to_desk"],
        to_body=given["to_body"],
        address=given["address"],
        files=[(sent.name, sent.read(LARGEST + 1))] if sent else (),
    )
