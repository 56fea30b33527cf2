"""The door of every office page: which desk, who stands there, and in which role."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django_htmx.middleware import HtmxDetails

from hoiam.desks.models import Desk, Person
from hoiam.desks.operations.unsent import forget_typed
from hoiam.desks.queries.standing import Standing, installation_roles, standing_of


class OfficeRequest(HttpRequest):
    """A request as the screens behind these doors get it; no object is ever made of this class."""

    user: Person
    at: datetime
    """The instant, read once at the edge."""
    htmx: HtmxDetails
    standing: Standing
    """Behind `office`: who stands at which desk, in which roles."""
    installation_roles: frozenset[str]
    """Behind `installation`."""


def office(*roles: str) -> Callable[[Any], Any]:
    """Open a page below `/office/<desk>/` to members of that desk who hold one of `roles` (none: any).

    The screen gets `request.standing`. Someone without any role at the desk meets a 404, as for a desk that
    does not exist; a member in another role meets a 403 that says which roles open the page.
    """

    def decorate(screen: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @login_required
        @wraps(screen)
        def guarded(request: HttpRequest, desk: str, **given: Any) -> HttpResponse:
            try:
                found = Desk.objects.select_related("body", "place").get(code=desk)
            except Desk.DoesNotExist:
                raise Http404 from None
            standing = standing_of(request.user, found, request.at)  # type: ignore[arg-type,attr-defined]
            if not standing.roles:
                raise Http404
            if roles and not standing.holds(*roles):
                raise PermissionDenied(_("This page belongs to another role at this desk."))
            request.standing = standing  # type: ignore[attr-defined]
            answer = screen(request, **given)
            if _was_sent(request, answer):
                forget_typed(person=request.user, address=request.path)  # type: ignore[arg-type]
            return answer

        guarded.opens_to = frozenset(roles)  # type: ignore[attr-defined]
        return guarded

    return decorate


def _was_sent(request: HttpRequest, answer: HttpResponse) -> bool:
    """Whether a form that keeps its typing was accepted: the answer leads on to another page."""
    return request.method == "POST" and "kept_typing" in request.POST and answer.status_code in (302, 303)


def installation(*roles: str) -> Callable[[Any], Any]:
    """Open a page of the whole installation to people who hold one of these installation roles."""

    def decorate(screen: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @login_required
        @wraps(screen)
        def guarded(request: HttpRequest, **given: Any) -> HttpResponse:
            held = installation_roles(request.user)  # type: ignore[arg-type]
            if not held & set(roles):
                raise PermissionDenied(_("This page belongs to an officer of the whole installation."))
            request.installation_roles = held  # type: ignore[attr-defined]
            return screen(request, **given)

        guarded.opens_to_installation = frozenset(roles)  # type: ignore[attr-defined]
        return guarded

    return decorate
