"""Outlets in the register, with the least that lets something be sent to them."""

from __future__ import annotations

from datetime import datetime, timedelta

from hoiam.desks.models import Desk
from hoiam.outlets import order
from hoiam.outlets.models import Channel, ChannelTheme, Outlet
from hoiam.outlets.terms import REGISTERED_FOR, ChannelKind
from hoiam.post import sealing
from tests.factories.remembering import remembered

SECRET = "whsec_c2VjcmV0IG9mIHRoZSB0ZXN0cyBvbmx5IQ=="


@remembered
def make_outlet(
    desk: Desk, name: str = "Báo Sông Hàn", *, at: datetime, channel: bool = True, **fields
) -> Outlet:
    """A registered outlet with one open channel by e-mail; registered a day before `at`."""
    number = Outlet.objects.count() + 1
    begun = fields.pop("registered_at", at - timedelta(days=1))
    email = fields.pop("email", f"toa-soan-{number}@bao.example")
    outlet = Outlet.objects.create(
        desk=desk,
        code=fields.pop("code", f"O-{number:06d}"),
        name=name,
        kind=fields.pop("kind", "newspaper"),
        language=fields.pop("language", "vi"),
        email=email,
        registered_at=begun,
        expires_at=fields.pop("expires_at", begun + REGISTERED_FOR),
        **fields,
    )
    if channel:
        make_channel(outlet, email, at=begun)
    return outlet


@remembered
def make_channel(
    outlet: Outlet, address: str, *, at: datetime, themes: tuple[str, ...] = (), **fields
) -> Channel:
    """An open channel; a webhook has the tests' secret."""
    kind = fields.pop("kind", ChannelKind.EMAIL)
    channel = Channel.objects.create(
        outlet=outlet,
        kind=kind,
        address=address,
        sealed_secret=sealing.seal(SECRET) if kind == ChannelKind.WEBHOOK else "",
        language=fields.pop("language", outlet.language),
        key=order.new_key(),
        made_at=at,
        confirmed_at=fields.pop("confirmed_at", at),
        **fields,
    )
    ChannelTheme.objects.bulk_create(ChannelTheme(channel=channel, theme=theme) for theme in themes)
    return channel


def make_many_outlets(desk: Desk, number: int, *, at: datetime) -> None:
    """So many registered outlets with one channel by e-mail each, written in bulk."""
    begun = at - timedelta(days=1)
    for first in range(0, number, 5_000):
        outlets = Outlet.objects.bulk_create(
            Outlet(
                desk=desk,
                code=f"M-{place:07d}",
                name=f"Tòa soạn {place}",
                kind="online",
                language="vi" if place % 3 else "en",
                email=f"tin-{place}@toa-soan-{place % 97}.example",
                registered_at=begun,
                expires_at=begun + REGISTERED_FOR,
            )
            for place in range(first, min(first + 5_000, number))
        )
        Channel.objects.bulk_create(
            Channel(
                outlet=outlet,
                kind=ChannelKind.EMAIL,
                address=outlet.email,
                language=outlet.language,
                key=order.new_key(),
                made_at=begun,
                confirmed_at=begun,
            )
            for outlet in outlets
        )
