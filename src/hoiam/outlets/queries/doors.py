"""Doors that open by a link alone: what a token names, as long as it may be opened."""

from __future__ import annotations

from datetime import datetime

from hoiam.outlets import links
from hoiam.outlets.models import Application, Channel, Outlet, Refusal
from hoiam.outlets.terms import APPEAL_WITHIN, CONFIRM_WITHIN


def outlet_by_token(token: str, at: datetime) -> Outlet | None:
    """The registered outlet whose present link this is; None for any other, also for one that has run out."""
    opened = links.read_token(token, links.OUTLET)
    if opened is None:
        return None
    rows = Outlet.objects.registered(at).select_related("desk")
    return rows.filter(pk=opened.number, link_number=opened.count).first()


def channel_by_token(token: str) -> Channel | None:
    """The channel that the link in the header of a message ends; ended ones too, so that a second press is kind."""
    opened = links.read_token(token, links.UNSUBSCRIBE)
    rows = Channel.objects.select_related("outlet__desk")
    return rows.filter(pk=opened.number).first() if opened else None


def unconfirmed_channel_by_token(token: str, at: datetime) -> Channel | None:
    """The address that waits to be confirmed, within three days; confirmed ones too."""
    opened = links.read_token(token, links.ADDRESS)
    rows = Channel.objects.select_related("outlet__desk").filter(ended_at__isnull=True)
    rows = rows.filter(made_at__gt=at - CONFIRM_WITHIN)
    return rows.filter(pk=opened.number).first() if opened else None


def application_by_token(token: str, at: datetime) -> Application | None:
    """The application that waits to be confirmed, within three days; confirmed ones too."""
    opened = links.read_token(token, links.CONFIRM)
    rows = Application.objects.select_related("desk").filter(asked_at__gt=at - CONFIRM_WITHIN)
    return rows.filter(pk=opened.number, erased_at__isnull=True).first() if opened else None


def refusal_by_token(token: str, at: datetime) -> Refusal | None:
    """The refusal against which this link appeals, as long as an appeal may be made or was."""
    opened = links.read_token(token, links.APPEAL)
    rows = Refusal.objects.select_related("desk", "criterion", "appeal", "application", "outlet")
    return rows.filter(pk=opened.number, at__gt=at - APPEAL_WITHIN).first() if opened else None
