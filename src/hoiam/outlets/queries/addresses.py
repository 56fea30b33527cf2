"""Addresses of the public site that letters name."""

from __future__ import annotations

from django.conf import settings

from hoiam.outlets import links
from hoiam.outlets.models import Channel, Outlet, Refusal


def site(language: str) -> str:
    """The language of the site for somebody who prefers `language`: the same, English, or the site's first."""
    installed = [tag for tag, _name in settings.LANGUAGES]
    wanted = language.split("-")[0].lower()
    return next((tag for tag in (wanted, "en") if tag in installed), settings.LANGUAGE_CODE)


def own_address(outlet: Outlet) -> str:
    """The outlet's own page; whoever has this address acts for the outlet."""
    token = links.token_of(links.OUTLET, outlet.pk, outlet.link_number)
    return f"{settings.BASE_URL}/{site(outlet.language)}/outlets/own/{token}/"


def appeal_address(refusal: Refusal) -> str:
    """Where whoever was refused may appeal."""
    about = refusal.application or refusal.outlet
    tag = site(about.language if about else "")
    return f"{settings.BASE_URL}/{tag}/outlets/appeal/{links.token_of(links.APPEAL, refusal.pk)}/"


def unsubscribe_address(channel: Channel) -> str:
    """Where one press ends a channel; short, so that it stands on one line of a header."""
    tag = site(channel.language)
    return f"{settings.BASE_URL}/{tag}/outlets/u/{links.token_of(links.UNSUBSCRIBE, channel.pk)}/"
