"""The signing folder: every text that waits for one person, whole, each with a decision of its own, one press.

What it does is what the page of one text does, text by text: the same reasons against, one signature and one line
of the journal each. Nothing is approved beforehand, and afterwards no further text is shown.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import ngettext

from hoiam.desks.against import MayNot, ReasonsAgainst
from hoiam.desks.terms import EDITORIAL
from hoiam.texts.models import Text, TextVersion
from hoiam.texts.operations.clearance import sign
from hoiam.texts.queries.versions import waiting_for
from hoiam.texts.terms import Decision, SigningRole
from hoiam.workroom.access import OfficeRequest, office
from hoiam.workroom.texts.clearing import role_of, shown_to_sign

MOST = 10
"""Texts on one page: what somebody reads at a sitting."""
KIND = "enquiries.enquiry"
"""Only answers: a bulletin or a release is decided on its own page, beside what is bound to it."""
_IDS = re.compile(r'( id="| href="#)')
_NAMED = re.compile(r' aria-labelledby="([^"]+)"')


@dataclass(frozen=True)
class Folded:
    """One text of the folder as it is read and decided."""

    version: TextVersion
    title: str
    due: datetime | None
    shown: SafeString
    why_not: list[object]
    decision: str = ""
    comment: str = ""
    reasons: list[object] = field(default_factory=list)
    """Why the decision that was sent could not be carried out."""

    @property
    def text(self) -> Text:
        return self.version.text


@office(*EDITORIAL)
def folder(request: OfficeRequest) -> HttpResponse:
    """The texts that wait, the longest waiting first; by POST the decisions, each carried out on its own."""
    refused: dict[int, list[object]] = {}
    if request.method == "POST":
        refused = _decide_all(request)
        if not refused:
            return HttpResponseRedirect(f"/office/{request.standing.desk.code}/")
    waiting = [row for row in waiting_for(request.standing, request.at) if row.text.record_kind == KIND]
    shown = [row for row in waiting if row.pk in refused] or waiting[:MOST]
    for reason in {str(one) for key in refused.keys() - {row.pk for row in shown} for one in refused[key]}:
        messages.error(request, reason)
    context = {
        "rows": [_folded(request, row, refused.get(row.pk, [])) for row in shown],
        "more": 0 if refused else len(waiting) - len(shown),
    }
    return render(request, "workroom/texts/folder.html", context, status=409 if refused else 200)


def _decide_all(request: OfficeRequest) -> dict[int, list[object]]:
    """Carry out every decision; {version id: why not} of those that could not be, the others are said."""
    numbers = [int(one) for one in request.POST.getlist("version") if one.isdigit()][: 2 * MOST]
    versions = TextVersion.objects.select_related("text__desk", "clearance")
    rows = versions.filter(pk__in=numbers, text__desk=request.standing.desk, text__record_kind=KIND)
    done: Counter[str] = Counter()
    refused: dict[int, list[object]] = {}
    for version in rows.order_by("sent_at", "pk"):
        decision = request.POST.get(f"decision-{version.pk}", "")
        if decision not in Decision.values:
            continue
        try:
            _sign(request, version, decision)
            done[decision] += 1
        except MayNot:
            raise
        except ReasonsAgainst as against:
            refused[version.pk] = list(against.reasons)
    _say(request, done)
    return refused


def _sign(request: OfficeRequest, version: TextVersion, decision: str) -> None:
    sign(
        version=version,
        text_hash=request.POST.get(f"text_hash-{version.pk}", ""),
        standing=request.standing,
        role=role_of(request, version) or SigningRole.REVIEWER,
        decision=decision,
        comment=request.POST.get(f"comment-{version.pk}", ""),
        at=request.at,
    )


def _say(request: OfficeRequest, done: Counter[str]) -> None:
    approved, returned = done[Decision.APPROVE], done[Decision.RETURN]
    if approved:
        said = ngettext("%(count)s text is approved.", "%(count)s texts are approved.", approved)
        messages.success(request, said % {"count": approved})
    if returned:
        said = ngettext(
            "%(count)s text is returned with your comment.",
            "%(count)s texts are returned with your comments.",
            returned,
        )
        messages.success(request, said % {"count": returned})


def _folded(request: OfficeRequest, version: TextVersion, reasons: list[object]) -> Folded:
    context = shown_to_sign(request, version.text, version)
    subject = context["subject"]
    page: str = render_to_string("workroom/texts/_to_sign.html", context, request)
    number = version.text_id
    # Several texts on one page: each keeps its own anchors, and its parts are named with its title.
    page = _NAMED.sub(rf' aria-labelledby="t{number}-\g<1> of-{number}"', page)
    return Folded(
        version=version,
        title=subject.title if subject else str(version.text.pk),
        due=subject.due if subject else None,
        shown=SafeString(_IDS.sub(rf"\g<1>t{number}-", page)),
        why_not=context["why_not"],
        decision=request.POST.get(f"decision-{version.pk}", ""),
        comment=request.POST.get(f"comment-{version.pk}", ""),
        reasons=reasons,
    )
