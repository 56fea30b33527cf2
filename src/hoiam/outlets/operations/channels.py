"""Ways by which an outlet receives: entered and confirmed by itself, ended by one press."""

from __future__ import annotations

import base64
import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from hoiam.desks.against import insist
from hoiam.desks.models import Person
from hoiam.desks.operations.journal import write_line
from hoiam.evidence.vocabulary import themes as known_themes
from hoiam.outlets import order, rules
from hoiam.outlets.models import Channel, ChannelTheme, Outlet
from hoiam.outlets.operations.writing import write_to
from hoiam.outlets.queries.doors import channel_by_token, outlet_by_token, unconfirmed_channel_by_token
from hoiam.outlets.queries.letters import TRIAL, address_of
from hoiam.outlets.terms import MOST_CHANNELS, ChannelEnd, ChannelKind, LetterKind
from hoiam.post import sealing
from hoiam.post.operations import enqueue, forget
from hoiam.post.queries import parcels_of

NO_LINK = _("This link does not open any more. Ask for a new one.")


def add_channel(
    *, token: str, kind: str, address: str, language: str, themes: Iterable[str], at: datetime
) -> tuple[Channel, str]:
    """Enter a further way of delivery; (channel, secret of a webhook or ""). The secret is told this once.

    An e-mail address receives once the link sent there was opened. Raises `ReasonsAgainst`.
    """
    address, themes = address.strip(), list(themes)
    outlet = _outlet(token, at)
    if kind == ChannelKind.EMAIL:
        address = address.lower()
    insist(
        [
            kind not in ChannelKind.values and _("Choose e-mail or webhook."),
            *(
                rules.against_webhook(address)
                if kind == ChannelKind.WEBHOOK
                else rules.against_email(address)
            ),
            *rules.against_language(language),
            *rules.against_themes(themes, dict(known_themes())),
        ]
    )
    with transaction.atomic():
        Outlet.objects.select_for_update(of=("self",)).get(pk=outlet.pk)
        going = Channel.objects.filter(outlet=outlet, ended_at__isnull=True)
        insist(
            [
                going.count() >= MOST_CHANNELS
                and _("An outlet has up to ten ways of delivery. End one first."),
                going.filter(kind=kind, address=address).exists() and _("This address is entered already."),
            ]
        )
        is_webhook = kind == ChannelKind.WEBHOOK
        secret = new_secret() if is_webhook else ""
        channel = Channel.objects.create(
            outlet=outlet,
            kind=kind,
            address=address,
            sealed_secret=sealing.seal(secret) if secret else "",
            language=language,
            key=order.new_key(),
            made_at=at,
            confirmed_at=at if is_webhook else None,
        )
        _want(channel, themes)
        if not is_webhook:
            write_to(kind=LetterKind.CHANNEL, channel=channel, at=at)
        write_line(desk=outlet.desk, by="outlet", at=at, verb="added channel", record=channel)
    return channel, secret


def confirm_address(*, token: str, at: datetime) -> Channel:
    """The address answers and receives from now on. A second time changes nothing. Raises `ReasonsAgainst`."""
    found = unconfirmed_channel_by_token(token, at)
    insist([] if found else [_("This link does not open any more. Enter the address again.")])
    assert found is not None
    with transaction.atomic():
        kept = _lock(found)
        if kept.confirmed_at is None and kept.ended_at is None:
            kept.confirmed_at = at
            kept.save(update_fields=["confirmed_at"])
            write_line(desk=kept.outlet.desk, by="outlet", at=at, verb="confirmed channel", record=kept)
    return kept


def prefer(*, token: str, channel_id: int, language: str, themes: Iterable[str], at: datetime) -> Channel:
    """Say in which language and on which themes a channel receives; no theme: all. Raises `ReasonsAgainst`."""
    themes = list(themes)
    with transaction.atomic():
        kept = _own(token, channel_id, at)
        insist([*rules.against_language(language), *rules.against_themes(themes, dict(known_themes()))])
        kept.language = language
        kept.save(update_fields=["language"])
        kept.themes.all().delete()
        _want(kept, themes)
        write_line(desk=kept.outlet.desk, by="outlet", at=at, verb="changed preferences", record=kept)
    return kept


def end_channel(*, token: str, channel_id: int, at: datetime) -> Channel:
    """End one way of delivery from the outlet's own page. Raises `ReasonsAgainst`."""
    with transaction.atomic():
        kept = _own(token, channel_id, at)
        end(kept, ChannelEnd.UNSUBSCRIBED, by="outlet", at=at)
    return kept


def unsubscribe(*, token: str, at: datetime) -> Channel:
    """End a channel by the address in the header of a message (RFC 8058). A second press changes nothing.

    It opens for ever: whoever has an old message may always stop the next one. Raises `ReasonsAgainst` for an
    address that this installation did not make.
    """
    found = channel_by_token(token)
    insist([] if found else [_("This address does not end anything here.")])
    assert found is not None
    with transaction.atomic():
        kept = _lock(found)
        end(kept, ChannelEnd.UNSUBSCRIBED, by="outlet", at=at)
    return kept


def renew_secret(*, token: str, channel_id: int, at: datetime) -> tuple[Channel, str]:
    """A new secret for a webhook, told this once; what leaves from now on is signed with it."""
    with transaction.atomic():
        kept = _own(token, channel_id, at)
        insist([] if kept.kind == ChannelKind.WEBHOOK else [_("Only a webhook has a secret.")])
        secret = new_secret()
        kept.sealed_secret = sealing.seal(secret)
        kept.save(update_fields=["sealed_secret"])
        write_line(desk=kept.outlet.desk, by="outlet", at=at, verb="renewed secret", record=kept)
    return kept, secret


def try_own(*, token: str, channel_id: int, at: datetime) -> Channel:
    """The outlet lets a trial be sent to its webhook. Raises `ReasonsAgainst`."""
    with transaction.atomic():
        kept = _own(token, channel_id, at)
        _try(kept, at)
    return kept


def try_channel(*, channel: Channel, by: Person, at: datetime) -> Channel:
    """An officer of the keeping desk sends a trial to a webhook. Raises `MayNot`, `ReasonsAgainst`."""
    with transaction.atomic():
        kept = _lock(channel)
        rules.may(by, kept.outlet.desk, at, rules.REACHING)
        _try(kept, at)
        write_line(desk=kept.outlet.desk, by=by, at=at, verb="sent trial", record=kept)
    return kept


def end(channel: Channel, why: ChannelEnd, *, by: Person | str, at: datetime) -> None:
    """End a locked channel, in the caller's transaction; what is on its way there is not sent any more."""
    if channel.ended_at is not None:
        return
    channel.ended_at, channel.ended_why = at, why
    channel.save(update_fields=["ended_at", "ended_why"])
    write_line(
        desk=channel.outlet.desk, by=by, at=at, verb="ended channel", record=channel, detail={"why": why}
    )


def new_secret() -> str:
    """A fresh secret in the manner of Standard Webhooks: `whsec_` and 32 bytes in base64."""
    return "whsec_" + base64.b64encode(secrets.token_bytes(32)).decode()


TRIALS_APART = timedelta(minutes=1)


def _try(channel: Channel, at: datetime) -> None:
    insist(
        [
            channel.kind != ChannelKind.WEBHOOK
            and _("Only a webhook is tried; mail is confirmed by its link."),
            channel.ended_at and _("This way of delivery was ended."),
            parcels_of(TRIAL, channel.pk).filter(made_at__gt=at - TRIALS_APART).exists()
            and _("A trial was sent less than a minute ago. Wait for it."),
        ]
    )
    forget(payload_kind=TRIAL, payload_ids=[channel.pk], at=at)
    enqueue(
        payload_kind=TRIAL,
        payload_id=channel.pk,
        address=address_of(channel),
        channel=channel.kind,
        at=at,
        desk=channel.outlet.desk,
        language=channel.language,
    )


def _want(channel: Channel, themes: Iterable[str]) -> None:
    ChannelTheme.objects.bulk_create(
        ChannelTheme(channel=channel, theme=theme) for theme in sorted(set(themes))
    )


def _outlet(token: str, at: datetime) -> Outlet:
    outlet = outlet_by_token(token, at)
    insist([] if outlet else [NO_LINK])
    assert outlet is not None
    return outlet


def _own(token: str, channel_id: int, at: datetime) -> Channel:
    """An open channel of the outlet whose link this is, locked."""
    outlet = _outlet(token, at)
    rows = Channel.objects.select_for_update(of=("self",)).select_related("outlet__desk")
    found = rows.filter(pk=channel_id, outlet=outlet, ended_at__isnull=True).first()
    insist([] if found else [_("This way of delivery was ended.")])
    assert found is not None
    return found


def _lock(channel: Channel) -> Channel:
    rows = Channel.objects.select_for_update(of=("self",)).select_related("outlet__desk")
    return rows.get(pk=channel.pk)
