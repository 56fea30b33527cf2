"""Whoever follows a briefing opens this to ask: no name, and an address only for an answer that comes later."""

from __future__ import annotations

from django import forms
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from hoiam.conferences.operations.floor import LONGEST, ask_by_form
from hoiam.conferences.queries.floor import open_for_questions
from hoiam.desks.against import ReasonsAgainst
from hoiam.newsroom.knocking import turned_away
from hoiam.newsroom.requests import PublicRequest
from hoiam.ui.forms import Form

ASKED_PER_HOUR = 20


class QuestionForm(Form):
    """The question, and where an answer that comes later goes."""

    question = forms.CharField(
        label=_("Your question"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("It may be read out and stand in the record. Leave out names of private persons."),
    )
    email = forms.CharField(
        label=_("E-mail address for the answer"),
        required=False,
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        help_text=_(
            "Only if the answer is promised for later: it is sealed until then, and deleted when the question is "
            "answered there. Without it you read the answer in the record."
        ),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: PublicRequest, reference: str) -> HttpResponse:
    """The form, from the announcement until the end; 404 at any other time."""
    conference = open_for_questions(reference, request.at)
    if conference is None:
        raise Http404
    form, reasons = QuestionForm(), list[object]()
    if request.method == "POST":
        if away := turned_away(request, "conference-ask", limit=ASKED_PER_HOUR):
            return away
        form = QuestionForm(request.POST)
        if form.is_valid():
            try:
                ask_by_form(
                    conference=conference,
                    language=get_language() or conference.language,
                    at=request.at,
                    **form.cleaned_data,
                )
                return HttpResponseRedirect(f"{reverse('newsroom_briefings:ask', args=[reference])}?sent")
            except ReasonsAgainst as against:
                for field, reason in against.fields.items():
                    if field in form.fields:
                        form.add_error(field, str(reason))
                reasons = [reason for field, reason in against.fields.items() if field not in form.fields]
                reasons = reasons or ([] if against.fields else against.reasons)
    shown = {"conference": conference, "form": form, "reasons": reasons, "is_sent": "sent" in request.GET}
    status = 422 if request.method == "POST" else 200
    response = render(request, "newsroom/briefings/ask.html", shown, status=status)
    response.headers["Cache-Control"] = "no-store"
    return response
