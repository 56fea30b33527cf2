"""An officer in the room opens these to note what is asked; afterwards, to answer, promise or set aside each."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _

from hoiam.conferences import rules
from hoiam.conferences.models import FloorQuestion
from hoiam.conferences.operations.floor import (
    answer_there,
    note_question,
    promise_answer,
    set_aside,
    word_question,
)
from hoiam.conferences.queries.conferences import SEEING
from hoiam.conferences.queries.floor import is_settled, questions_of, state_of
from hoiam.conferences.queries.series import Questions, questions_in
from hoiam.conferences.terms import QuestionState
from hoiam.ui.forms import Form
from hoiam.ui.languages import foreign
from hoiam.ui.shapes import Page, first_row
from hoiam.workroom.briefings.forming import address, attempt, formed
from hoiam.workroom.briefings.forms import AnswerForm, NoteForm, PromiseForm, WhyForm, WordForm
from hoiam.workroom.conference_frame import ConferenceRequest, conference_page, framed
from hoiam.workroom.conferences.spoken import said

PAGE = 50
TONES = {
    QuestionState.OPEN: "warning",
    QuestionState.ANSWERED: "success",
    QuestionState.PROMISED: "info",
    QuestionState.LATE: "danger",
    QuestionState.KEPT: "success",
    QuestionState.SET_ASIDE: "neutral",
}


@conference_page(*SEEING)
def questions(request: ConferenceRequest) -> HttpResponse:
    """Every question in order; above them the one field that is needed in the room."""
    conference = request.conference
    may_note = _may_note(request)

    def write(form: Form) -> None:
        note_question(conference=conference, by=request.user, at=request.at, **form.cleaned_data)

    sent = request.POST if request.method == "POST" and may_note else None
    form = NoteForm(sent, language=conference.language)
    first = first_row(request.GET.get("from", ""))
    found = list(questions_of(conference)[first : first + PAGE + 1])
    return formed(
        request,
        form,
        write,
        template="workroom/briefings/questions.html",
        onward=address("questions", conference),
        done=_("Noted."),
        shown=framed(
            request,
            rows=[
                (row, state, TONES[state], foreign(row.language))
                for row in found[:PAGE]
                for state in [state_of(row, request.at)]
            ],
            counts=questions_in(request.at, conference=conference.pk).get(conference.pk, Questions()),
            may_note=may_note,
            page=Page(
                newer=f"?from={max(first - PAGE, 0)}" if first else "",
                older=f"?from={first + PAGE}" if len(found) > PAGE else "",
            ),
        ),
    )


@conference_page(*SEEING)
def question(request: ConferenceRequest, number: int) -> HttpResponse:
    """One question and the ways to decide it; the button says which of them was sent."""
    row = questions_of(request.conference).filter(number=number).first()
    if row is None:
        raise Http404
    row.conference = request.conference
    acts = _acts(request, row)
    act = request.POST.get("act", "") if request.method == "POST" else ""
    forms = {name: made(request.POST if name == act else None) for name, (made, _w, _d) in acts.items()}
    reasons: list[object] = []
    if act in acts:
        _made, write, done = acts[act]
        found = attempt(forms[act], write)
        if found is None:
            messages.success(request, done)
            return HttpResponseRedirect(address("questions", request.conference))
        reasons = found
    state = state_of(row, request.at)
    shown = framed(
        request,
        row=row,
        state=state,
        tone=TONES[state],
        language=foreign(row.language),
        forms=forms,
        sent=forms.get(act),
        reasons=reasons,
        is_settled=is_settled(request.conference),
    )
    status = 200 if not act else 409 if reasons else 422
    return render(request, "workroom/briefings/question.html", shown, status=status)


Act = tuple[Callable[[Any], Form], Callable[[Form], Any], str]


def _acts(request: ConferenceRequest, row: FloorQuestion) -> dict[str, Act]:
    """{name of the button: (its form, what it calls, what is said then)}, as far as this person may."""
    if row.enquiry_id or is_settled(request.conference) or not request.standing.holds(*rules.ORGANISING):
        return {}
    by_at: dict[str, Any] = {"question": row, "by": request.user, "at": request.at}
    found: dict[str, Act] = {
        "answer": (
            lambda sent: AnswerForm(sent, row=row),
            lambda form: answer_there(answer=said(form, "answer"), office=said(form, "office"), **by_at),
            _("The answer is noted."),
        ),
        "promise": (
            PromiseForm,
            lambda form: promise_answer(**form.cleaned_data, **by_at),
            _("Promised. The question is an enquiry from now on."),
        ),
        "aside": (
            lambda sent: WhyForm(sent, label=_("Why it is set aside"), hint=_("It stands in the record.")),
            lambda form: set_aside(why=said(form, "why"), **by_at),
            _("Set aside, with the reason."),
        ),
        "word": (
            lambda sent: WordForm(sent, row=row),
            lambda form: word_question(words=form.cleaned_data["question"], **by_at),
            _("The words are kept."),
        ),
    }
    if not request.standing.holds(*rules.DECIDING):
        del found["promise"]
    return found


def _may_note(request: ConferenceRequest) -> bool:
    conference = request.conference
    is_noted = conference.announced_at is not None and conference.cancelled_at is None
    return is_noted and not is_settled(conference) and request.standing.holds(*rules.ORGANISING)
