"""Whoever clears texts or administers must have a second factor, except in the demo."""

from __future__ import annotations

from collections.abc import Callable

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from hoiam.desks.rules import needs_second_factor

STRONG = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


def require_second_factor(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Send such a person to set one up before any page of the office opens."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if settings.IS_DEMO or not request.path.startswith("/office/") or not request.user.is_authenticated:
            return get_response(request)
        if Authenticator.objects.filter(user=request.user, type__in=STRONG).exists():
            return get_response(request)
        if not needs_second_factor(request.user, request.at):  # type: ignore[attr-defined]
            return get_response(request)
        messages.warning(request, _("Your role needs a second factor. Set one up to go on."))
        return HttpResponseRedirect(reverse("mfa_index"))

    return middleware
