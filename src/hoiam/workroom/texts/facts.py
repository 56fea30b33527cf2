"""The facts beside the text: the best for the question, found again by own words, cited by one tap."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from hoiam.desks.against import ReasonsAgainst
from hoiam.desks.terms import EDITORIAL
from hoiam.evidence.cards import card_of
from hoiam.evidence.queries.facts import visible
from hoiam.evidence.terms import FactState
from hoiam.search.queries import Findings, Hit, find
from hoiam.texts.citation_marks import without_marks
from hoiam.texts.models import Text
from hoiam.texts.operations.citing import cite_in_sentence
from hoiam.texts.operations.drafts import save_draft
from hoiam.texts.sentence_book import SentenceBook
from hoiam.ui.shapes import FactCard
from hoiam.workroom.access import OfficeRequest, office
from hoiam.workroom.texts.doors import address, find_text
from hoiam.workroom.texts.forms import CiteForm

BEST = 8
"""Facts and earlier answers that are shown at once."""
LONGEST_QUERY = 400


@office(*EDITORIAL)
def found(request: OfficeRequest, text_id: int) -> HttpResponse:
    """The column alone, for a search of the writer's own words; without htmx the whole editor."""
    text = find_text(request, text_id)
    query = request.GET.get("q", "")
    if not request.htmx:
        return HttpResponseRedirect(address("editor", text))
    context = {"text": text, **facts_column(request, text, query)}
    return render(request, "workroom/texts/_facts.html", context)


@office(*EDITORIAL)
def cite(request: OfficeRequest, text_id: int) -> HttpResponse:
    """Choose the sentence a fact is cited in: the way without JavaScript."""
    text = find_text(request, text_id)
    reference = request.GET.get("fact", "")
    fact = visible(standing=request.standing, at=request.at).filter(reference=reference).first()
    if fact is None:
        messages.error(request, _("That fact is not in the record."))
        return HttpResponseRedirect(address("editor", text))
    book = SentenceBook.read(text.book)
    sentences = [(str(row.id), without_marks(row.text)) for row in book.sentences]
    form = CiteForm(request.POST or None, sentences=sentences, initial={"base_revision": text.revision})
    reasons: list[object] = []
    if form.is_bound and form.is_valid():
        try:
            return _cite_in(request, text, book, reference, form)
        except ReasonsAgainst as against:
            reasons = against.reasons
    version = fact.published or fact.newest
    context = {"text": text, "form": form, "reasons": reasons, "card": card_of(fact, version, is_office=True)}
    status = 409 if reasons else 422 if form.is_bound else 200
    return render(request, "workroom/texts/cite.html", context, status=status)


def _cite_in(
    request: OfficeRequest, text: Text, book: SentenceBook, reference: str, form: CiteForm
) -> HttpResponse:
    body = cite_in_sentence(
        body=text.body, book=book, sentence_id=form.cleaned_data["sentence"], reference=reference
    )
    saved = save_draft(
        text=text,
        body=body,
        base_revision=form.cleaned_data["base_revision"],
        by=request.user,
        at=request.at,
    )
    if saved.conflict:
        return HttpResponseRedirect(address("beside", text, saved.conflict.draft.pk))
    return HttpResponseRedirect(address("editor", text) + "#check")


def facts_column(request: OfficeRequest, text: Text, query: str) -> dict[str, Any]:
    """Cards of the best facts, and earlier answers, for a query; empty where nothing is asked."""
    query = " ".join(query.split())[:LONGEST_QUERY]
    desk = request.standing.desk
    if not query:
        return {"query": "", "cards": [], "answers": [], "is_weak": False}
    findings: Findings = find(
        query, kinds={"fact", "answer"}, audience={"public", f"desk:{desk.pk}"}, limit=BEST
    )
    hits = [hit for hit in findings.hits if hit.kind == "fact"]
    return {
        "query": query,
        "cards": _cards(request, text, [hit.ref for hit in hits]),
        "answers": [_answer(hit, desk) for hit in findings.hits if hit.kind == "answer"],
        "is_weak": findings.weak,
    }


def _cards(request: OfficeRequest, text: Text, references: list[str]) -> list[FactCard]:
    """In the order of the search; only facts this desk may see and cite."""
    rows = visible(standing=request.standing, at=request.at).filter(
        reference__in=references, state__in=(FactState.PUBLISHED, FactState.DRAFT)
    )
    rows = rows.select_related("desk", "published__place", "latest__place").prefetch_related(
        "published__fact_sources__source", "latest__fact_sources__source"
    )
    by_reference = {fact.reference: fact for fact in rows}
    return [
        card_of(
            fact,
            fact.published or fact.newest,
            address=reverse("workroom_facts:fact", args=[text.desk.code, reference]),
            is_office=True,
        )
        for reference in references
        if (fact := by_reference.get(reference))
    ]


def _answer(hit: Hit, desk: Any) -> dict[str, str]:
    is_own = hit.ref.startswith(f"{desk.reference_prefix}-")
    own = f"/office/{desk.code}/enquiries/{hit.ref}/"
    return {
        "reference": hit.ref,
        "title": hit.title,
        "passage": hit.passage,
        "language": hit.language,
        "address": own if is_own else f"/{get_language()}/answers/{hit.ref}/",
    }
