"""A form that calls one operation: shown, sent, shown again with its reasons."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms.utils import ErrorList
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from hoiam.conferences.models import Conference
from hoiam.desks.against import ReasonsAgainst
from hoiam.ui.forms import Form


def address(name: str, conference: Conference, *more: Any) -> str:
    """The address of a page of a conference that stands here."""
    return reverse(f"workroom_briefings:{name}", args=[conference.desk.code, conference.reference, *more])


def attempt(form: Form, write: Callable[[Form], Any]) -> list[object] | None:
    """None where it was done; else the reasons against it that belong to no field of the form."""
    if not form.is_valid():
        return []
    try:
        write(form)
    except ReasonsAgainst as against:
        for name, reason in against.fields.items():
            if name in form.fields:
                form.errors.setdefault(name, ErrorList()).append(str(reason))
        apart = [reason for name, reason in against.fields.items() if name in form.fields]
        return [reason for reason in against.reasons if reason not in apart]
    return None


def formed(
    request: HttpRequest,
    form: Form,
    write: Callable[[Form], Any],
    *,
    template: str,
    onward: str | Callable[[], str],
    done: str,
    shown: dict[str, Any],
) -> HttpResponse:
    """The page of one form; sent without a reason against, it leads `onward`."""
    reasons: list[object] = []
    if request.method == "POST":
        found = attempt(form, write)
        if found is None:
            messages.success(request, done)
            return HttpResponseRedirect(onward if isinstance(onward, str) else onward())
        reasons = found
    status = 200 if request.method != "POST" else 409 if reasons else 422
    return render(request, template, {**shown, "form": form, "reasons": reasons}, status=status)


def done_or_said(request: HttpRequest, act: Callable[[], Any], done: str) -> None:
    """For a button without a form: what was done, or every reason against it, as messages of the next page."""
    try:
        act()
        messages.success(request, done)
    except ReasonsAgainst as against:
        for reason in against.reasons:
            messages.error(request, str(reason))
