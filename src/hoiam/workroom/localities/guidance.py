"""Opened by an officer of any desk, who asks: has the centre answered this before, and does it still hold?"""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from hoiam.conferences import rules
from hoiam.conferences.models import Guidance
from hoiam.conferences.operations.guidance import confirm_guidance, start_guidance, withdraw_guidance
from hoiam.conferences.queries import localities
from hoiam.conferences.queries.conferences import SEEING
from hoiam.desks.against import MayNot, ReasonsAgainst
from hoiam.desks.queries.standing import Standing
from hoiam.enquiries.queries.paging import page_of
from hoiam.evidence.vocabulary import theme_label, themes
from hoiam.texts.queries.rendering import rendered
from hoiam.ui.forms import Form
from hoiam.ui.languages import foreign
from hoiam.ui.shapes import Page
from hoiam.workroom.access import OfficeRequest, office
from hoiam.workroom.localities.acts import words_field
from hoiam.workroom.localities.tabs import tabs_of

PAGE = 30


class NewForm(Form):
    title = forms.CharField(label=gettext_lazy("The question in general words"), max_length=300)
    theme = forms.ChoiceField(label=gettext_lazy("Theme"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.let_choose("theme", [("", _("Not named")), *themes()])


class GuidanceAct(Form):
    """One act on guidance that was given out."""

    do_not_call_in_templates = True

    name: ClassVar[str]
    label: ClassVar[Any]
    button: ClassVar[Any]
    done: ClassVar[Any]

    def perform(self, about: Guidance, standing: Standing, at: datetime) -> None:
        raise NotImplementedError

    @classmethod
    def is_offered(cls, about: Guidance, standing: Standing) -> bool:
        is_own = about.desk_id == standing.desk.pk and standing.holds(*rules.DECIDING)
        return is_own and about.published_at is not None and about.withdrawn_at is None


class Confirm(GuidanceAct):
    name = "confirm"
    label = gettext_lazy("It still holds")
    button = gettext_lazy("It still holds as it is")
    done = gettext_lazy("Kept: it holds, and the remark is gone.")

    def perform(self, about: Guidance, standing: Standing, at: datetime) -> None:
        confirm_guidance(guidance=about, by=standing.person, at=at)

    @classmethod
    def is_offered(cls, about: Guidance, standing: Standing) -> bool:
        return super().is_offered(about, standing) and about.outdated_since is not None


class Withdraw(GuidanceAct):
    name = "withdraw"
    label = gettext_lazy("Withdraw this guidance")
    button = gettext_lazy("Withdraw the guidance")
    done = gettext_lazy("Withdrawn; every desk that opens it reads why.")

    why = words_field(gettext_lazy("Why it is withdrawn"), rows=2, longest=400)

    def perform(self, about: Guidance, standing: Standing, at: datetime) -> None:
        withdraw_guidance(guidance=about, why=self.cleaned_data["why"], by=standing.person, at=at)


ACTS: dict[str, type[GuidanceAct]] = {act.name: act for act in (Confirm, Withdraw)}


@office(*SEEING)
def guidance_list(request: OfficeRequest) -> HttpResponse:
    """Guidance of every desk, the last first, of a theme or all; and what this desk is writing."""
    theme = request.GET.get("theme", "")
    rows = localities.guidance_for(request.standing, request.at, theme=theme)
    page = page_of(
        rows, by="published_at", cursor=request.GET.get("after", ""), limit=PAGE, is_descending=True
    )
    shown = {
        "rows": [_row(row) for row in page.rows],
        "page": Page(older=f"?theme={theme}&after={page.next_cursor}" if page.next_cursor else ""),
        "written": [_row(row) for row in localities.guidance_being_written(request.standing)[:PAGE]],
        "tabs": tabs_of(request.standing.desk, "guidance"),
        "themes": themes(),
        "theme": theme,
        "may_write": request.standing.holds(*rules.ORGANISING),
        "desk": request.standing.desk,
    }
    return render(request, "workroom/localities/guidance_list.html", shown)


@office(*SEEING)
def guidance_page(request: OfficeRequest, reference: str) -> HttpResponse:
    """One guidance as every desk reads it."""
    found = _found(request, reference)
    is_own = found.desk_id == request.standing.desk.pk
    shown = {
        **_row(found),
        "shown": rendered(found.version) if found.version else None,
        "is_own": is_own,
        "acts": [act for act in ACTS.values() if act.is_offered(found, request.standing)],
        "desk": request.standing.desk,
    }
    return render(request, "workroom/localities/guidance.html", shown)


@office(*rules.ORGANISING)
def new(request: OfficeRequest) -> HttpResponse:
    """Begin guidance that nobody asked for in writing."""
    form = NewForm(request.POST if request.method == "POST" else None)
    reasons: list[object] = []
    if form.is_valid():
        try:
            made = start_guidance(
                desk=request.standing.desk,
                language=get_language() or "",
                by=request.user,
                at=request.at,
                **form.cleaned_data,
            )
        except MayNot:
            raise
        except ReasonsAgainst as against:
            reasons = against.reasons
        else:
            return redirect("workroom_texts:editor", desk=request.standing.desk.code, text_id=made.text_id)
    status = 200 if request.method != "POST" else 409 if reasons else 422
    shown = {"form": form, "reasons": reasons, "desk": request.standing.desk}
    return render(request, "workroom/localities/guidance_new.html", shown, status=status)


@office(*rules.DECIDING)
def act(request: OfficeRequest, reference: str, act: str) -> HttpResponse:
    """Confirm guidance under which a fact has changed, or withdraw it."""
    kind = ACTS.get(act)
    if kind is None:
        raise Http404
    found = _found(request, reference)
    if not kind.is_offered(found, request.standing):
        raise PermissionDenied(_("This cannot be done here now."))
    form = kind(request.POST if request.method == "POST" else None)
    reasons: list[object] = []
    if form.is_valid():
        try:
            form.perform(found, request.standing, request.at)
        except ReasonsAgainst as against:
            reasons = against.reasons
        else:
            messages.success(request, str(form.done))
            return redirect("workroom_localities:guidance", request.standing.desk.code, found.reference)
    status = 200 if request.method != "POST" else 409 if reasons else 422
    shown = {"form": form, "row": found, "reasons": reasons, "desk": request.standing.desk}
    return render(request, "workroom/localities/guidance_act.html", shown, status=status)


def _found(request: OfficeRequest, reference: str) -> Guidance:
    try:
        return localities.get_guidance(reference, request.standing, request.at)
    except Guidance.DoesNotExist:
        raise Http404 from None


def _row(row: Guidance) -> dict[str, object]:
    return {
        "row": row,
        "theme": theme_label(row.theme) if row.theme else "",
        "language": foreign(row.language),
    }
