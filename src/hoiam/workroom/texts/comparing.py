"""Two versions of a text side by side: where two people saved, and what changed from version to version."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _

from hoiam.desks.against import ReasonsAgainst
from hoiam.desks.terms import EDITORIAL
from hoiam.texts.difference import SentenceChange, difference
from hoiam.texts.identity import KnownSentence
from hoiam.texts.models import Draft, Text, TextVersion
from hoiam.texts.operations.drafts import resolve_conflict
from hoiam.texts.queries.history import Step as Passed
from hoiam.texts.queries.history import history
from hoiam.texts.sentence_book import SentenceBook
from hoiam.texts.terms import DraftState
from hoiam.ui.shapes import Event
from hoiam.workroom.access import OfficeRequest, office
from hoiam.workroom.texts.doors import address, find_text, subject_of
from hoiam.workroom.texts.forms import JoinedForm

PAPER_TONES = {"paper_brought": "info", "paper_confirmed": "success", "paper_rejected": "danger"}


@office(*EDITORIAL)
def beside(request: OfficeRequest, text_id: int, draft_id: int) -> HttpResponse:
    """A draft that lost to another save, beside the text, sentence by sentence; somebody decides."""
    text = find_text(request, text_id)
    draft = text.drafts.select_related("person").filter(pk=draft_id).first()
    if draft is None:
        raise Http404
    if draft.state != DraftState.BESIDE:
        messages.info(request, _("This has been decided already."))
        return HttpResponseRedirect(address("editor", text))
    form = JoinedForm(request.POST or None, initial={"body": text.body, "base_revision": text.revision})
    reasons: list[object] = []
    if request.method == "POST" and form.is_valid():
        try:
            saved = resolve_conflict(
                draft=draft,
                keep=request.POST.get("keep", ""),
                body=form.cleaned_data["body"],
                base_revision=form.cleaned_data["base_revision"],
                by=request.user,
                at=request.at,
            )
        except ReasonsAgainst as against:
            reasons = against.reasons
        else:
            if saved.conflict is None:
                messages.success(request, _("Decided. What was not kept stays in the history."))
                return HttpResponseRedirect(address("editor", text))
            reasons = [_("The text was saved again meanwhile. Look at both once more.")]
            text.refresh_from_db()
            form = JoinedForm(initial={"body": form.cleaned_data["body"], "base_revision": text.revision})
    return render(
        request,
        "workroom/texts/beside.html",
        _both(request, text, draft, form, reasons),
        status=409 if reasons else 200,
    )


@office(*EDITORIAL)
def history_page(request: OfficeRequest, text_id: int) -> HttpResponse:
    """What became of the text, newest first; one step opened shows what it changed."""
    text = find_text(request, text_id)
    steps = history(text)
    opened = request.GET.get("show", "")
    shown = [(step, _key(step), _event(step)) for step in steps]
    chosen = next((step for step, key, _event_of in shown if key and key == opened), None)
    context = {
        "text": text,
        "subject": subject_of(request, text),
        "steps": shown,
        "opened": opened,
        "changes": _changes(text, chosen) if chosen else None,
        "chosen": chosen,
    }
    return render(request, "workroom/texts/history.html", context)


def changes_since_last(version: TextVersion) -> Sequence[SentenceChange]:
    """What changed from the version sent before; () for the first one."""
    before = version.text.versions.filter(number__lt=version.number).order_by("-number").first()
    return difference(_sentences(before), _sentences(version)) if before else ()


def _both(
    request: OfficeRequest, text: Text, draft: Draft, form: JoinedForm, reasons: list[object]
) -> dict[str, Any]:
    book = SentenceBook.read(text.book)
    is_mine = draft.person_id == request.user.pk
    return {
        "text": text,
        "draft": draft,
        "is_mine": is_mine,
        "form": form,
        "reasons": reasons,
        "changes": difference(book.sentences, book.after(draft.body).sentences),
    }


def _changes(text: Text, step: Passed) -> Sequence[SentenceChange]:
    """What a version changed since the one before; or how an earlier draft differs from the text now."""
    if step.version:
        return changes_since_last(step.version) or difference((), _sentences(step.version))
    assert step.draft is not None
    book = SentenceBook.read(text.book)
    return difference(book.after(step.draft.body).sentences, book.sentences)


def _sentences(version: TextVersion) -> list[KnownSentence]:
    return [KnownSentence(sentence_id, sentence) for sentence_id, sentence in version.sentences]


def _key(step: Passed) -> str:
    """What names a step in the address: a version sent, or a draft; "" for signatures."""
    if step.draft:
        return f"d{step.draft.pk}"
    return f"v{step.version.number}" if step.version and step.kind == "sent" else ""


def _event(step: Passed) -> Event:
    number = step.version.number if step.version else 0
    titles = {
        "earlier": _("Another person wrote on; this is what stood before"),
        "set_aside": _("A draft beside the text was set aside"),
        "taken": _("A draft beside the text was taken in"),
        "sent": _("Version %(number)d was sent for clearance") % {"number": number},
        "approve": _("Version %(number)d was approved") % {"number": number},
        "return": _("Version %(number)d was returned") % {"number": number},
        "paper_brought": _("A signed sheet for version %(number)d was brought in") % {"number": number},
        "paper_confirmed": _("Version %(number)d was approved on paper") % {"number": number},
        "paper_rejected": _("A signed sheet for version %(number)d was rejected") % {"number": number},
        "ended": _("Clearance of version %(number)d ended: %(state)s")
        % {"number": number, "state": step.state},
    }
    tones = {"approve": "success", "return": "danger", "ended": "warning", "sent": "info", **PAPER_TONES}
    comment = step.signature.comment if step.signature else step.paper.decided_why if step.paper else ""
    return Event(
        title=titles[step.kind],
        at=step.at,
        text=comment,
        by=step.by.name if step.by else "",
        tone=tones.get(step.kind, "neutral"),  # type: ignore[arg-type]
    )
