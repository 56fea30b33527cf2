"""Whoever prepares trainings writes here for those who cannot travel; the head publishes."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hoiam.conferences import rules
from hoiam.conferences.models import Lesson
from hoiam.conferences.operations.lessons import (
    LONGEST,
    change_lesson,
    publish_lesson,
    take_lesson_back,
    write_lesson,
)
from hoiam.conferences.queries.conferences import SEEING
from hoiam.conferences.queries.learning import items_of
from hoiam.conferences.queries.lessons import get_lesson, lessons_of, paper_of
from hoiam.conferences.terms import ItemKind
from hoiam.desks.against import MayNot, ReasonsAgainst
from hoiam.desks.models import Desk
from hoiam.workroom.access import OfficeRequest, office
from hoiam.workroom.learning.acting import InLanguages, paged, pdf_file, typed_from


class LessonForm(InLanguages):
    code = forms.SlugField(
        label=gettext_lazy("Code"),
        max_length=60,
        help_text=gettext_lazy("Stands in the address, such as answering-in-time."),
    )
    minutes = forms.IntegerField(label=gettext_lazy("Minutes"), min_value=1, max_value=30, initial=10)
    items = forms.MultipleChoiceField(
        label=gettext_lazy("Questions to try"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, desk: Desk, lesson: Lesson | None = None, **given: Any) -> None:
        if lesson is not None:
            given["initial"] = typed_from("title", lesson.title) | typed_from("body", lesson.body)
            chosen = [str(pk) for pk in lesson.items.values_list("pk", flat=True)]
            given["initial"] |= {"minutes": lesson.minutes, "items": chosen}
        super().__init__(*args, **given)
        self.known = {str(row.pk): row for row in items_of(desk).filter(kind=ItemKind.CHOICE)}
        if lesson is not None:
            self.known |= {str(row.pk): row for row in lesson.items.all()}
            del self.fields["code"]
        self.let_choose("items", [(key, f"{row.code}: {row.words}") for key, row in self.known.items()])
        hint = gettext_lazy("A line with # begins a heading, one with - a list.")
        self.spoken("title", gettext_lazy("Title"), longest=200)
        self.spoken("body", gettext_lazy("The lesson"), longest=LONGEST, rows=12, help_text=hint)
        titles = [name for name in self.fields if name.startswith("title_")]
        bodies = [name for name in self.fields if name.startswith("body_")]
        self.order_fields(["code", *titles, "minutes", *bodies, "items"])

    def given(self) -> dict[str, Any]:
        said = self.cleaned_data
        return {
            **({"code": said["code"]} if "code" in self.fields else {}),
            "title": self.wording("title"),
            "body": self.wording("body"),
            "minutes": said["minutes"],
            "items": [self.known[key] for key in said["items"]],
        }


@office(*SEEING)
def lessons(request: OfficeRequest) -> HttpResponse:
    """The lessons of the desk, by code."""
    rows, page = paged(request, lessons_of(request.standing.desk))
    shown = {"rows": rows, "page": page, "writes": request.standing.holds(*rules.ORGANISING)}
    return render(request, "workroom/learning/lessons.html", shown)


@office(*rules.ORGANISING)
def new_lesson(request: OfficeRequest) -> HttpResponse:
    """A lesson nobody reads yet."""
    desk = request.standing.desk
    form = LessonForm(request.POST if request.method == "POST" else None, desk=desk)
    reasons: list[object] = []
    if form.is_bound and form.is_valid():
        try:
            made = write_lesson(desk=desk, by=request.standing.person, at=request.at, **form.given())
            messages.success(request, _("The lesson is kept; nobody reads it before it is published."))
            return redirect("workroom_learning:lesson", desk.code, made.code)
        except ReasonsAgainst as against:
            reasons = against.reasons
    return _page(request, form, None, reasons)


@office(*rules.ORGANISING)
def lesson(request: OfficeRequest, code: str) -> HttpResponse:
    """Change it, publish it, take it back."""
    found = _found(request, code)
    act = request.POST.get("act", "") if request.method == "POST" else ""
    form = LessonForm(request.POST if act == "change" else None, desk=request.standing.desk, lesson=found)
    reasons: list[object] = []
    if act and (not form.is_bound or form.is_valid()):
        try:
            messages.success(request, _act(request, found, act, form))
            return redirect("workroom_learning:lesson", request.standing.desk.code, found.code)
        except MayNot:
            raise
        except ReasonsAgainst as against:
            reasons = against.reasons
    return _page(request, form, found, reasons)


@office(*SEEING)
def lesson_pdf(request: OfficeRequest, code: str) -> HttpResponse:
    """As it would be printed, published or not."""
    found = _found(request, code)
    return pdf_file(paper_of(found, request.at), found.code)


def _act(request: OfficeRequest, found: Lesson, act: str, form: LessonForm) -> str:
    given: dict[str, Any] = {"lesson": found, "by": request.standing.person, "at": request.at}
    if act == "change":
        change_lesson(**given, **form.given())
        return _("The lesson is kept.")
    if act == "publish":
        publish_lesson(**given)
        return _("The lesson is published.")
    if act == "back":
        take_lesson_back(**given)
        return _("The lesson is taken back; nobody reads it any more.")
    raise ReasonsAgainst([_("This button is not known. Load the page again.")])


def _page(
    request: OfficeRequest, form: LessonForm, found: Lesson | None, reasons: list[object]
) -> HttpResponse:
    decides = request.standing.holds(*rules.DECIDING)
    shown = {
        "form": form,
        "lesson": found,
        "reasons": reasons,
        "decides": decides,
        "may_change": decides or found is None or found.published_at is None,
    }
    status = 409 if reasons else 422 if form.errors else 200
    return render(request, "workroom/learning/lesson.html", shown, status=status)


def _found(request: OfficeRequest, code: str) -> Lesson:
    try:
        return get_lesson(code, request.standing.desk)
    except Lesson.DoesNotExist:
        raise Http404 from None
