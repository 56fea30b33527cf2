"""Somebody at a training opens this from the code on the wall: which sheet is mine to fill in now?"""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from hoiam.conferences.models import Conference, ItemUse
from hoiam.conferences.operations.items import SCALE
from hoiam.conferences.operations.sheets import fill_in
from hoiam.conferences.queries.learning import opened_phases, sheet_conference, uses_of
from hoiam.conferences.terms import ItemKind, Phase
from hoiam.desks.against import ReasonsAgainst
from hoiam.desks.wording import Wording
from hoiam.newsroom.knocking import turned_away
from hoiam.newsroom.requests import PublicRequest
from hoiam.ui.forms import Form
from hoiam.ui.languages import foreign

SENT_PER_HOUR = 600
"""A whole hall sends from one address."""


class SheetForm(Form):
    """A code and one field for each question."""

    code = forms.CharField(
        label=_("Code of your badge"),
        max_length=20,
        help_text=_("It shows that you were there and counts your sheet once. It is not kept."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )

    def __init__(self, *args: Any, uses: list[ItemUse], **given: Any) -> None:
        super().__init__(*args, **given)
        self.uses = uses
        for number, use in enumerate(uses, start=1):
            self.fields[f"q{use.pk}"] = forms.ChoiceField(
                label=f"{number}. {use.item.words}", choices=_answers(use), widget=forms.RadioSelect
            )
        self.order_fields([*(f"q{use.pk}" for use in uses), "code"])

    def answers(self) -> dict[str, int]:
        return {str(use.pk): int(self.cleaned_data[f"q{use.pk}"]) for use in self.uses}


@require_safe
def sheets(request: PublicRequest, token: str) -> HttpResponse:
    """The sheets that can be filled in now."""
    conference = sheet_conference(token)
    if conference is None:
        return _closed(request)
    shown = _about(conference) | {
        "phases": [(phase, phase.label) for phase in opened_phases(conference, request.at)]
    }
    return _apart(render(request, "newsroom/sheets/sheets.html", shown))


@require_http_methods(["GET", "HEAD", "POST"])
def sheet(request: PublicRequest, token: str, phase: str) -> HttpResponse:
    """One sheet; sent, it says so, and after the second test why the right answers are right."""
    conference = sheet_conference(token)
    if conference is None or phase not in opened_phases(conference, request.at):
        return _closed(request)
    uses = uses_of(conference, phase)
    shown = _about(conference) | {"phase": Phase(phase).label, "token": token}
    form = SheetForm(request.POST if request.method == "POST" else None, uses=uses)
    reasons: list[object] = []
    if form.is_bound:
        if away := turned_away(request, "sheets", limit=SENT_PER_HOUR):
            return _apart(away)
        if form.is_valid():
            try:
                fill_in(
                    token=token,
                    phase=phase,
                    code=form.cleaned_data["code"],
                    answers=form.answers(),
                    at=request.at,
                )
                # No address of its own: it could be opened before the test.
                explained = [_explained(use) for use in uses] if phase == Phase.AFTER else []
                return _apart(render(request, "newsroom/sheets/sent.html", shown | {"explained": explained}))
            except ReasonsAgainst as against:
                reasons = against.reasons
    status = 409 if reasons else 422 if form.errors else 200
    shown |= {"form": form, "reasons": reasons}
    return _apart(render(request, "newsroom/sheets/sheet.html", shown, status=status))


def _answers(use: ItemUse) -> list[tuple[str, str]]:
    if use.item.kind == ItemKind.SCALE:
        ends = {1: _("1 (not at all)"), SCALE: _("5 (fully)")}
        return [(str(step - 1), str(ends.get(step, step))) for step in range(1, SCALE + 1)]
    return [(str(place), str(Wording(one))) for place, one in enumerate(use.item.choices)]


def _explained(use: ItemUse) -> tuple[str, str, str]:
    """Question, right answer, why."""
    item = use.item
    right = str(Wording(item.choices[item.right])) if item.right is not None else ""
    return str(item.words), right, str(item.why)


def _about(conference: Conference) -> dict[str, Any]:
    title, tag = conference.title.in_language()
    return {"title": title, "title_language": foreign(tag) if tag else "", "office": conference.desk.name}


def _closed(request: PublicRequest) -> HttpResponse:
    return _apart(render(request, "newsroom/sheets/closed.html", status=404))


def _apart(response: Any) -> Any:
    """No copy in any cache, no entry in any index, and the address is told to no other site."""
    response["Cache-Control"] = "no-store"
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Referrer-Policy"] = "same-origin"
    return response
