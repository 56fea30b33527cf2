"""One language beside the original: each sentence with its translation, saved by one button, sent for clearance."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from hoiam.desks.against import ReasonsAgainst
from hoiam.desks.terms import EDITORIAL
from hoiam.releases.models import EditionText
from hoiam.releases.operations.writing import mark_reviewed, remove_language, translate
from hoiam.releases.translation import Unit, plain
from hoiam.texts.operations.citing import give_reason, vouch
from hoiam.texts.operations.clearance import send_for_clearance
from hoiam.texts.queries.findings import findings_of
from hoiam.texts.queries.versions import latest_version, standing_clearance
from hoiam.texts.sentence_book import SentenceBook
from hoiam.workroom.access import OfficeRequest, office
from hoiam.workroom.releases.doors import address, find_edition_text
from hoiam.workroom.releases.heads import head_of
from hoiam.workroom.releases.naming import language_name
from hoiam.workroom.releases.reading import read
from hoiam.workroom.releases.sentences import progress_of, units_beside

FIELD, WAS = "s-", "w-"
"""Begin the names of the fields of sentences, and of what stood there when the page was opened; the id of the
original's sentence follows."""
REASON = "reason-"
"""Begins the names of the fields that say why a number needs no fact; the id of the translated sentence follows."""
LONGEST = 20_000
_MET = gettext_lazy(
    "Somebody else wrote one of these sentences while you did. Theirs is saved; yours stands in the field. Decide "
    "which stays, then save."
)


@office(*EDITORIAL)
def text(request: OfficeRequest, reference: str, number: int) -> HttpResponse:
    """A language of a release: its original is written in the editor, a translation sentence by sentence here."""
    row = find_edition_text(request, reference, number)
    release = row.edition.release
    if row.language == release.language:
        return HttpResponseRedirect(f"/office/{release.desk.code}/texts/{row.text_id}/")
    if request.method == "POST":
        return _keep(request, row)
    return _show(request, row)


@require_POST
@office(*EDITORIAL)
def review(request: OfficeRequest, reference: str, number: int) -> HttpResponse:
    """Say that somebody who knows both languages compared them."""
    row = find_edition_text(request, reference, number)
    try:
        mark_reviewed(edition_text=row, by=request.standing.person, at=request.at)
        messages.success(request, _("Marked as reviewed. The public reads that it is."))
    except ReasonsAgainst as against:
        for reason in against.reasons:
            messages.error(request, str(reason))
    return HttpResponseRedirect(address("text", row.edition.release, row.pk))


@require_POST
@office(*EDITORIAL)
def remove(request: OfficeRequest, reference: str, number: int) -> HttpResponse:
    """Take a language out of an edition that is not approved."""
    row = find_edition_text(request, reference, number)
    release = row.edition.release
    try:
        remove_language(edition_text=row, by=request.standing.person, at=request.at)
        messages.success(request, _("The language is taken out. Its words stay in the history of its text."))
        return HttpResponseRedirect(address("release", release))
    except ReasonsAgainst as against:
        for reason in against.reasons:
            messages.error(request, str(reason))
    return HttpResponseRedirect(address("text", release, row.pk))


def _keep(request: OfficeRequest, row: EditionText) -> HttpResponse:
    """Save what was typed, then do what the button says. Nothing that somebody wrote meanwhile is written over."""
    typed, was = _posted(request, FIELD), _posted(request, WAS)
    person, at = request.standing.person, request.at
    known = {unit.key: unit for unit in units_beside(_original_of(row), row)}
    holds = set(request.POST.getlist("holds"))
    mine = {
        key: words
        for key, words in typed.items()
        if key in known and (words != was.get(key, words) or (key in holds and known[key].state == "stale"))
    }
    met = {key for key, words in mine.items() if known[key].words not in (was.get(key, ""), words)}
    try:
        sentences = {key: words for key, words in mine.items() if key not in met}
        translate(edition_text=row, sentences=sentences, by=person, at=at)
        if met:
            fresh = find_edition_text(request, row.edition.release.reference, row.pk)
            return _show(request, fresh, typed={key: mine[key] for key in met}, met=met, status=409)
        row.text.refresh_from_db()
        _answer_findings(request, row)
        if request.POST.get("act") == "send":
            send_for_clearance(text=row.text, standing=request.standing, at=at, revision=row.text.revision)
            messages.success(request, _("The translation is in clearance. The reviewer reads it next."))
            return HttpResponseRedirect(address("release", row.edition.release))
    except ReasonsAgainst as against:
        fresh = find_edition_text(request, row.edition.release.reference, row.pk)
        return _show(request, fresh, typed=typed, reasons=against.reasons, status=409)
    messages.success(request, _("The translation is saved."))
    view = "?view=open" if request.POST.get("view") == "open" else ""
    return HttpResponseRedirect(address("text", row.edition.release, row.pk) + view)


def _answer_findings(request: OfficeRequest, row: EditionText) -> None:
    """Keep why a number needs no fact, and that somebody looked at a sentence that reads otherwise now."""
    person, at = request.standing.person, request.at
    book = SentenceBook.read(row.text.book)
    known = book.valid_reasons()
    for name, given in request.POST.items():
        sentence, reason = name.removeprefix(REASON), str(given)
        is_ours = name.startswith(REASON) and sentence in book.text_of
        if is_ours and reason.strip() != known.get(sentence, ""):
            give_reason(text=row.text, sentence_id=sentence, reason=reason, by=person, at=at)
    act = request.POST.get("act", "")
    if act.startswith("vouch "):
        sentence, _space, reference = act.removeprefix("vouch ").partition(" ")
        vouch(text=row.text, sentence_id=sentence, reference=reference, by=person, at=at)
    row.text.refresh_from_db()


def _posted(request: OfficeRequest, prefix: str) -> dict[str, str]:
    """{sentence of the original: words} of the fields whose names begin so, in one line each."""
    return {
        name.removeprefix(prefix): plain(str(words)[:LONGEST])
        for name, words in request.POST.items()
        if name.startswith(prefix)
    }


def _original_of(row: EditionText) -> EditionText | None:
    found = EditionText.objects.filter(edition=row.edition, language=row.edition.release.language)
    return found.select_related("text").first()


def _show(
    request: OfficeRequest,
    row: EditionText,
    *,
    typed: dict[str, str] | None = None,
    met: set[str] | None = None,
    reasons: list[object] | None = None,
    status: int = 200,
) -> HttpResponse:
    reading = read(row.edition.release, request.standing, request.at)
    original = _original_of(row)
    units = units_beside(original, row)
    view = request.GET.get("view", "all")
    clearance = standing_clearance(row.text)
    is_locked = bool(clearance or row.edition.published_at or row.edition.dropped_at or row.text.closed_at)
    shown: dict[str, Any] = {
        **head_of(reading),
        "row": row,
        "original": original,
        "original_name": language_name(row.edition.release.language),
        "name": language_name(row.language),
        "progress": progress_of(original, row),
        "rows": _rows(units, typed or {}, met or set(), only_open=view == "open" and not typed),
        "view": view,
        "reasons": [*(reasons or []), *([_MET] if met else [])],
        "clearance": clearance,
        "is_locked": is_locked,
        "returned": _last_return(row) if not clearance else None,
        "findings": [] if is_locked else findings_of(row.text, at=request.at),
    }
    return render(request, "workroom/releases/translate.html", shown, status=status)


def _rows(
    units: list[Unit], typed: dict[str, str], met: set[str], *, only_open: bool
) -> list[dict[str, Any]]:
    """Units as the page shows them: in reading order, with a mark where another piece begins."""
    rows, last = [], (-1, -1)
    for number, unit in enumerate(units, start=1):
        if only_open and unit.state == "translated":
            continue
        place = (unit.block, unit.piece)
        rows.append(
            {
                "unit": unit,
                "number": number,
                "words": typed.get(unit.key, unit.words),
                "begins": place != last,
                "is_met": unit.key in met,
            }
        )
        last = place
    return rows


def _last_return(row: EditionText) -> Any:
    """The signature that sent the last version back, None where it was not returned."""
    latest = latest_version(row.text)
    if latest is None:
        return None
    return latest.signatures.filter(decision="return").select_related("person").first()
