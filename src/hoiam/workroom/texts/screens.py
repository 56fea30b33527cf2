"""The editor: what is typed is kept while it is typed, and checked at once."""

from __future__ import annotations

import secrets
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _

from hoiam.desks.against import ReasonsAgainst
from hoiam.desks.terms import EDITORIAL
from hoiam.texts.models import Attachment, Text
from hoiam.texts.operations.citing import give_reason, vouch
from hoiam.texts.operations.clearance import send_for_clearance
from hoiam.texts.operations.drafts import Saved, save_draft
from hoiam.texts.operations.filling import fill_place
from hoiam.texts.queries.findings import findings_of
from hoiam.texts.queries.parts import parts_of_text
from hoiam.texts.queries.rendering import rendered
from hoiam.texts.queries.versions import drafts_beside, latest_version, standing_clearance
from hoiam.texts.queries.word_files import word_files_waiting
from hoiam.texts.sentence_book import SentenceBook
from hoiam.texts.subjects import written_at
from hoiam.workroom.access import OfficeRequest, office
from hoiam.workroom.texts.doors import address, find_text, subject_of
from hoiam.workroom.texts.facts import facts_column
from hoiam.workroom.texts.forms import FileForm, TextForm, WordForm
from hoiam.workroom.texts.inserting import offer_of, pictures_at, put_in
from hoiam.workroom.texts.outcomes import keep_outcome, outcome_choice
from hoiam.workroom.texts.places import places_column
from hoiam.workroom.texts.showing import sentence_rows, steps_of

REASON = "reason-"
"""Begins the names of the fields that say why a number needs no fact; the id of the sentence follows."""


@office(*EDITORIAL)
def editor(request: OfficeRequest, text_id: int) -> HttpResponse:
    """The question, the text, the facts; by POST everything is kept first, then the button is done."""
    text = find_text(request, text_id)
    if elsewhere := written_at(text.record_kind, text.pk):
        return HttpResponseRedirect(elsewhere)
    if request.method == "POST":
        return _keep(request, text)
    return show_editor(request, text)


def show_editor(
    request: OfficeRequest,
    text: Text,
    *,
    form: TextForm | None = None,
    reasons: list[object] | None = None,
    status: int = 200,
) -> HttpResponse:
    """The whole page; `form` carries input that was refused, `reasons` say why."""
    clearance = standing_clearance(text)
    latest = latest_version(text)
    subject = subject_of(request, text)
    question = subject.question_text if subject else ""
    files = list(Attachment.objects.of(text))
    context = {
        "text": text,
        "subject": subject,
        "form": form or _fresh_form(text),
        "reasons": reasons or [],
        "clearance": clearance,
        "shown": rendered(latest) if latest and (clearance or text.closed_at) else None,
        "returned": _last_return(latest) if clearance is None and latest else None,
        "steps": steps_of(clearance),
        "beside": drafts_beside(text),
        "files": files,
        "pictures": pictures_at(text, files),
        "offer": None if clearance or text.closed_at else offer_of(text, files),
        "opened_insert": request.POST.get("act", "").startswith("add "),
        "file_form": FileForm(),
        "word_form": WordForm(),
        "word_files": word_files_waiting(text),
        "parts": parts_of_text(text),
        **check_of(request, text),
        **facts_column(request, text, request.GET.get("q", question)),
        "outcome": None if clearance or text.closed_at else outcome_choice(text),
        "places": [] if clearance or text.closed_at else places_column(request, text),
    }
    return render(request, "workroom/texts/editor.html", context, status=status)


def check_of(request: OfficeRequest, text: Text) -> dict[str, Any]:
    """Sentences with citations and findings, and how many stand against sending."""
    book = SentenceBook.read(text.book)
    findings = findings_of(text, at=request.at, book=book)
    return {
        "rows": sentence_rows(book, findings),
        "whole": [finding for finding in findings if not finding.sentence_id],
        "against": sum(finding.stands_against_sending for finding in findings),
        "warned": sum(finding.weight == "warns" for finding in findings),
    }


def _keep(request: OfficeRequest, text: Text) -> HttpResponse:
    """Save what was typed, then do what the button says: check, vouch, send."""
    form = TextForm(request.POST)
    if not form.is_valid():
        return _refuse(request, text, form, [], 422)
    try:
        saved = _save(request, text, form)
        text.refresh_from_db()
        if saved.conflict:
            return _show_conflict(request, text, saved)
        keep_outcome(request, text)
        done = _do(request, text, request.POST.get("act", ""), form.cleaned_data["window"])
    except ReasonsAgainst as against:
        text.refresh_from_db()
        return _refuse(request, text, form, against.reasons, 409)
    if done:
        return done
    if request.htmx:
        return render(
            request, "workroom/texts/_check.html", {"text": text, "is_fresh": True, **check_of(request, text)}
        )
    messages.success(request, _("The text is saved."))
    return HttpResponseRedirect(address("editor", text) + "#check")


def _save(request: OfficeRequest, text: Text, form: TextForm) -> Saved:
    """Keep the body, and each reason that was written or changed."""
    person, at = request.user, request.at
    given = form.cleaned_data
    saved = save_draft(
        text=text,
        body=given["body"],
        base_revision=given["base_revision"],
        window=given["window"],
        by=person,
        at=at,
    )
    if saved.conflict:
        return saved
    text.refresh_from_db()
    book = SentenceBook.read(text.book)
    known = book.valid_reasons()
    for name, reason in form.data.items():
        sentence_id = name.removeprefix(REASON)
        is_ours = name.startswith(REASON) and sentence_id in book.text_of
        if is_ours and reason.strip() != known.get(sentence_id, ""):
            give_reason(text=text, sentence_id=sentence_id, reason=reason, by=person, at=at)
    return saved


def _do(request: OfficeRequest, text: Text, act: str, window: str) -> HttpResponse | None:
    """Carry out the button: "send", "vouch s2 F001", "fill F001 value <words of the place>", "add picture".

    None where only saving was asked for.
    """
    standing, at = request.standing, request.at
    if act == "send":
        send_for_clearance(text=text, standing=standing, at=at, revision=text.revision)
        messages.success(request, _("The text is in clearance. The reviewer reads it next."))
        return HttpResponseRedirect(address("clearance", text))
    if act.startswith("vouch "):
        sentence_id, _space, reference = act.removeprefix("vouch ").partition(" ")
        vouch(text=text, sentence_id=sentence_id, reference=reference, by=standing.person, at=at)
        text.refresh_from_db()
    if act.startswith("fill "):
        return _fill(request, text, act.removeprefix("fill "), window)
    if act.startswith("add "):
        saved, said = put_in(request, text, act.removeprefix("add "), request.POST, window)
        if saved.conflict:
            return HttpResponseRedirect(address("beside", text, saved.conflict.draft.pk))
        messages.success(request, said)
        return HttpResponseRedirect(address("editor", text))
    return None


def _fill(request: OfficeRequest, text: Text, asked: str, window: str) -> HttpResponse:
    """Put a fact where the text asks for one; `asked` is "F001 value <words of the place>"."""
    reference, _space, more = asked.partition(" ")
    share, _space, place = more.partition(" ")
    saved = fill_place(
        text=text,
        words=place,
        reference=reference,
        share=share,
        base_revision=text.revision,
        window=window,
        by=request.user,
        at=request.at,
    )
    if saved.conflict:
        return HttpResponseRedirect(address("beside", text, saved.conflict.draft.pk))
    messages.success(request, _("%(reference)s fills the open place.") % {"reference": reference})
    return HttpResponseRedirect(address("editor", text) + "#check")


def _show_conflict(request: OfficeRequest, text: Text, saved: Saved) -> HttpResponse:
    """What was typed is saved, but beside the text: say so and lead to both."""
    assert saved.conflict is not None
    if request.htmx:
        context = {"text": text, "conflict": saved.conflict, **check_of(request, text)}
        return render(request, "workroom/texts/_check.html", context)
    return HttpResponseRedirect(address("beside", text, saved.conflict.draft.pk))


def _refuse(
    request: OfficeRequest, text: Text, form: TextForm, reasons: list[object], status: int
) -> HttpResponse:
    """Say why not, beside the input as it was typed."""
    if request.htmx:
        sentences = [*reasons, *(sentence for errors in form.errors.values() for sentence in errors)]
        context = {"text": text, "reasons": sentences, **check_of(request, text)}
        return render(request, "workroom/texts/_check.html", context, status=status)
    return show_editor(request, text, form=form, reasons=reasons, status=status)


def _fresh_form(text: Text) -> TextForm:
    first = {"body": text.body, "base_revision": text.revision, "window": secrets.token_hex(8)}
    return TextForm(initial=first)


def _last_return(latest: Any) -> Any:
    """The signature that sent the last version back, None where it was not returned."""
    return latest.signatures.filter(decision="return").select_related("person").first()
