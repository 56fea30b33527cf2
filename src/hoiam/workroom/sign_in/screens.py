"""Coming in: the login page, the invitation, the language of one's pages; and what is closed."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from typing import Any

from allauth.account.views import LoginView
from allauth.core import ratelimit
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from hoiam.desks.against import ReasonsAgainst
from hoiam.desks.operations.people import accept_invitation, choose_language, open_invitation
from hoiam.workroom.sign_in.forms import AcceptInvitation, ChooseLanguage


@dataclass(frozen=True)
class DemoLogin:
    email: str
    name: str
    tasks: dict[str, str]

    @property
    def task(self) -> str:
        return self.tasks.get(get_language() or "", "") or next(iter(self.tasks.values()), "")


@cache
def demo_logins() -> tuple[DemoLogin, ...]:
    """The invented people of the demo who can sign in, in the order of its table."""
    text = (settings.DATA_ROOT / "demo" / "people.csv").read_text(encoding="utf-8")
    return tuple(
        DemoLogin(row["email"], row["name"], {tag: row[f"task_{tag}"] for tag in ("vi", "en")})
        for row in csv.DictReader(text.splitlines())
        if row["has_login"] == "yes"
    )


class Login(LoginView):
    """The library's login page; in the demo with its five logins."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        shown = {"demo_logins": demo_logins(), "demo_passphrase": settings.DEMO_PASSPHRASE}
        return {**super().get_context_data(**kwargs), **(shown if settings.IS_DEMO else {})}

    def form_invalid(self, form: Any) -> HttpResponse:
        """The library shows too many tries as any other error; a program that tries should read it too."""
        response = super().form_invalid(form)
        if form.has_error("__all__", code="too_many_login_attempts"):
            response.status_code = 429
        return response


@sensitive_post_parameters("password1", "password2")
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """A one-time link: choose name and password. Guessing is slowed down, reading the page counts too."""
    if not ratelimit.consume(_as_post(request), action="invitation"):
        return ratelimit.respond_429(request)
    found = open_invitation(token, request.at)  # type: ignore[attr-defined]
    if found is None:
        return render(request, "workroom/sign_in/invitation_over.html", status=410)
    sent = request.POST if request.method == "POST" else None
    form = AcceptInvitation(sent, person=found.person, initial={"name": found.person.name})
    reasons: list[object] = []
    if form.is_valid():
        try:
            accept_invitation(
                token=token,
                name=form.cleaned_data["name"],
                password=form.cleaned_data["password1"],
                at=request.at,  # type: ignore[attr-defined]
            )
        except ReasonsAgainst as against:
            reasons = against.reasons
        else:
            messages.success(request, _("Welcome. Sign in with your e-mail address and your new password."))
            return HttpResponseRedirect(reverse("account_login"))
    shown = {"form": form, "reasons": reasons, "person": found.person}
    return render(request, "workroom/sign_in/invitation.html", shown, status=422 if sent else 200)


@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Choose the language of the office's pages; kept with the person, else in a cookie."""
    form = ChooseLanguage(request.POST)
    if not form.is_valid():
        raise Http404
    tag, back = form.cleaned_data["language"], form.cleaned_data["next"]
    is_ours = url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure())
    response = HttpResponseRedirect(back if is_ours else reverse("account_login"))
    if request.user.is_authenticated:
        choose_language(person=request.user, language=tag)
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        tag,
        max_age=settings.SESSION_COOKIE_AGE,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return response


def closed(request: HttpRequest, **given: Any) -> HttpResponse:
    """Pages of the library that this house does not use: they do not exist."""
    raise Http404


class _as_post:
    """The library counts no reading; an invitation's page counts every visit."""

    method = "POST"

    def __init__(self, request: HttpRequest) -> None:
        self._request = request

    def __getattr__(self, name: str) -> Any:
        return getattr(self._request, name)
