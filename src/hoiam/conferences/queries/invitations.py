"""Invitations as their desk sees them, and the one behind a link."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db.models import Count, Q, QuerySet
from django.utils import translation

from hoiam.conferences.links import DELEGATION, read_token, token_of
from hoiam.conferences.models import Conference, Delegate, Invitation
from hoiam.conferences.terms import DelegateState, InvitationState


def invitations_of(conference: Conference) -> QuerySet[Invitation]:
    """By place, with how many delegates each named; the conference stands behind its own door."""
    named = Q(delegates__state=DelegateState.REGISTERED)
    waiting = Q(delegates__state=DelegateState.WAITING)
    rows = Invitation.objects.filter(conference=conference).select_related("place", "body")
    return rows.annotate(
        named=Count("delegates", filter=named), waiting=Count("delegates", filter=waiting)
    ).order_by("place__name_folded", "pk")


def get_invitation(number: int, conference: Conference) -> Invitation:
    """Raises `Invitation.DoesNotExist` for one to another conference."""
    rows = invitations_of(conference).select_related("conference__desk")
    return rows.get(pk=number)


def invitation_by_token(token: str, at: datetime) -> Invitation | None:
    """The invitation that a link opens now; None for a forged, an ended, a replaced and a withdrawn one."""
    found = genuine(token)
    opened = read_token(token, DELEGATION)
    if found is None or opened is None or opened.count != found.link_number:
        return None
    is_open = found.state != InvitationState.WITHDRAWN and at < found.link_ends_at
    return found if is_open else None


def genuine(token: str) -> Invitation | None:
    """The invitation that a link was once made for, also where it opens no more: whom to call stands there."""
    opened = read_token(token, DELEGATION)
    if opened is None:
        return None
    rows = Invitation.objects.select_related("conference__desk", "conference__place", "place")
    return rows.filter(pk=opened.number).first()


def delegates_of(invitation: Invitation) -> list[Delegate]:
    """Everybody it named who was not taken off, in the order of their names."""
    rows = Delegate.objects.filter(invitation=invitation).exclude(state=DelegateState.CANCELLED)
    return list(rows.order_by("state", "name_folded", "pk"))


def link_of(invitation: Invitation, language: str = "") -> str:
    """The whole address of the page where the invited body manages its delegation."""
    token = token_of(DELEGATION, invitation.pk, invitation.link_number)
    tag = (language or translation.get_language() or settings.LANGUAGE_CODE).split("-")[0]
    return f"{settings.BASE_URL}/{tag}/delegation/{token}/"
