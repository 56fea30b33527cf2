"""What goes to an outlet, written out when it leaves."""

from __future__ import annotations

import json
import time
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import replace
from threading import Lock
from typing import Any

from django.conf import settings
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from hoiam.desks.models import Desk
from hoiam.outlets import links, rendering
from hoiam.outlets.models import Application, Channel, Consignment, Dispatch, Outlet, OutletLetter
from hoiam.outlets.queries.addresses import appeal_address, own_address, site, unsubscribe_address
from hoiam.outlets.terms import APPEAL_WITHIN, ChannelKind, LetterKind, Purpose
from hoiam.post import sealing
from hoiam.post.addresses import webhook_address
from hoiam.post.payloads import Mail, Payload, WebhookBody, Withdrawn

CONSIGNMENT, LETTER, TRIAL = "outlets.consignment", "outlets.letter", "outlets.trial"
"""The kinds of payload under which this room's mail travels by post."""

WRITTEN_FOR = 5.0
"""Seconds for which a written text serves the next channel too: a passage blanked meanwhile leaves soon."""
MOST_WRITTEN = 16
_written: OrderedDict[tuple[int, str, str], tuple[float, Payload]] = OrderedDict()
_lock = Lock()


def address_of(channel: Channel) -> str:
    """The address of a channel as the post takes it."""
    if channel.kind == ChannelKind.WEBHOOK:
        return webhook_address(channel.address, sealing.unseal(channel.sealed_secret))
    return channel.address


def render_consignment(payload_id: int, language: str) -> Payload:
    """What one channel receives; raises `Withdrawn` for a channel that ended meanwhile. See `render_consignments`."""
    found = render_consignments([payload_id], language)
    if payload_id not in found:
        raise Withdrawn
    return found[payload_id]


def render_consignments(payload_ids: Sequence[int], language: str) -> dict[int, Payload]:
    """What these channels receive, by consignment, in one query; those that ended meanwhile are left out.

    The body is the same bytes for every channel of its kind and language; beside it, in the header, stands the
    address to unsubscribe (RFC 8058), which is the channel's own.
    """
    rows = Consignment.objects.select_related("dispatch__desk", "channel__outlet")
    going = rows.filter(pk__in=payload_ids, channel__ended_at__isnull=True)
    return {row.pk: _said(row, language) for row in going}


def _said(row: Consignment, language: str) -> Payload:
    if row.dispatch.purpose == Purpose.EMBARGO:
        said: Payload = _notice_of_loan(row)
    else:
        said = _written_once(row.dispatch, language, row.channel.kind)
    if isinstance(said, Mail):
        return replace(said, headers={**said.headers, **list_headers(row.channel)})
    return said


def list_headers(channel: Channel) -> dict[str, str]:
    """RFC 2369 and RFC 8058: unsubscribing by one press in the mail program, without any sign-in."""
    return {
        "List-Unsubscribe": f"<{unsubscribe_address(channel)}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }


def _written_once(dispatch: Dispatch, language: str, kind: str) -> Payload:
    """The text of a dispatch; thousands of parcels of one kind and language are written out once."""
    key, now = (dispatch.pk, language, kind), time.monotonic()
    with _lock:
        known = _written.get(key)
        if known is not None and now - known[0] < WRITTEN_FOR:
            return known[1]
    said = rendering.render(dispatch.record_kind, dispatch.record_id, language, kind)
    with _lock:
        _written[key] = (now, said)
        _written.move_to_end(key)
        while len(_written) > MOST_WRITTEN:
            _written.popitem(last=False)
    return said


def _notice_of_loan(row: Consignment) -> Payload:
    """That a text is lent, and where it is read. Neither title nor subject nor time: mail passes many hands."""
    outlet, desk = row.channel.outlet, row.dispatch.desk
    tag = site(outlet.language)
    with translation.override(tag):
        address = own_address(outlet)
        if row.channel.kind == ChannelKind.WEBHOOK:
            event, said = "embargo.lent", {"page": address}
            return webhook_body(event, row.dispatch, said)
        return Mail(
            subject=_("A text is lent to you under embargo"),
            text=_paragraphs(
                _(
                    "A text is lent to every registered outlet before its publication. Read it on your page, "
                    "and until when it is to be kept to yourself:"
                ),
                address,
                _("Every registered outlet has it from the same instant, or none has it."),
                str(desk.name),
            ),
            sender_name=str(desk.name),
        )


def webhook_body(event: str, dispatch: Dispatch, data: dict[str, Any]) -> WebhookBody:
    """The body of an event of a dispatch, the same for every outlet: `type`, `timestamp`, `data`."""
    at = dispatch.sent_at or dispatch.sealed_at
    return _body(event, f"dispatch-{dispatch.pk}", {"type": event, "timestamp": at.isoformat(), "data": data})


def _body(event: str, identity: str, said: dict[str, Any]) -> WebhookBody:
    return WebhookBody(
        content_type="application/json",
        body=json.dumps(said, ensure_ascii=False, sort_keys=True).encode(),
        event_type=event,
        id=identity,
    )


def render_trial(payload_id: int, language: str) -> WebhookBody:
    """A trial that an officer or the outlet sends to a webhook."""
    channel = Channel.objects.get(pk=payload_id)
    if channel.ended_at is not None:
        raise Withdrawn
    said = {"type": "trial", "timestamp": channel.made_at.isoformat(), "data": {"works": True}}
    return _body("trial", f"trial-{channel.pk}", said)


def render_letter(payload_id: int, language: str) -> Mail:
    """A letter about the registration itself, in the outlet's language where the site speaks it."""
    row = OutletLetter.objects.select_related(
        "outlet__desk", "channel__outlet__desk", "application__desk", "refusal__criterion", "refusal__desk"
    ).get(pk=payload_id)
    with translation.override(site(language)):
        kind = LetterKind(row.kind)
        desk = desk_of(row)
        return Mail(
            subject=str(kind.label),
            text=_paragraphs(*_WORDS[kind](row), _signature(desk)),
            sender_name=str(desk.name),
        )


def desk_of(row: OutletLetter) -> Desk:
    """The desk that writes."""
    about = row.refusal or row.application or row.outlet or (row.channel.outlet if row.channel else None)
    assert about is not None
    return about.desk


def _confirm(row: OutletLetter) -> list[str]:
    assert row.application is not None
    token = links.token_of(links.CONFIRM, row.application.pk)
    return [
        _("Somebody asked to register %(name)s as an outlet, with this work address.")
        % {"name": row.application.name},
        _("If that is so, open this link within 3 days and confirm:"),
        f"{settings.BASE_URL}/{_tag()}/outlets/confirm/{token}/",
        _("If not, do nothing: nothing will be sent, and what was entered is erased."),
    ]


def _accepted(row: OutletLetter) -> list[str]:
    assert row.outlet is not None
    return [
        _("%(name)s is registered under the code %(code)s until %(day)s.")
        % {"name": row.outlet.name, "code": row.outlet.code, "day": _day(row.outlet.expires_at)},
        _("This link opens your page: ways of delivery, themes, what was sent to you, texts under embargo."),
        own_address(row.outlet),
        _("Keep it within your outlet: whoever has it acts for you. A new link there makes this one void."),
    ]


def _refused(row: OutletLetter) -> list[str]:
    refusal = row.refusal
    assert refusal is not None
    return [
        _("The application was refused.") if refusal.application_id else _("The registration was ended."),
        _("Criterion: %(words)s") % {"words": refusal.criterion.words},
        _("Reason: %(reason)s") % {"reason": refusal.reason},
        _("This stands in public under the code %(code)s, without your name.") % {"code": refusal.code},
        _("You may appeal until %(day)s. It is decided outside the desk that refused:")
        % {"day": _day(refusal.at + APPEAL_WITHIN)},
        appeal_address(refusal),
        _("Whoever is not registered receives everything at the same instant on the public pages and feeds."),
    ]


def _appeal_decided(row: OutletLetter) -> list[str]:
    refusal = row.refusal
    assert refusal is not None
    return [
        str(refusal.appeal.get_outcome_display()) + ".",
        _("Reason: %(reason)s") % {"reason": refusal.appeal.reason},
    ]


def _link(row: OutletLetter) -> list[str]:
    assert row.outlet is not None
    return [_("This link opens the page of %(name)s:") % {"name": row.outlet.name}, own_address(row.outlet)]


def _expires(row: OutletLetter) -> list[str]:
    assert row.outlet is not None
    return [
        _("The registration of %(name)s ends on %(day)s.")
        % {"name": row.outlet.name, "day": _day(row.outlet.expires_at)},
        _("One press on your page keeps it for two more years:"),
        own_address(row.outlet),
    ]


def _channel(row: OutletLetter) -> list[str]:
    assert row.channel is not None
    token = links.token_of(links.ADDRESS, row.channel.pk)
    return [
        _("%(name)s asks to receive releases at this address.") % {"name": row.channel.outlet.name},
        _("If that is right, open this link within 3 days and confirm:"),
        f"{settings.BASE_URL}/{_tag()}/outlets/address/{token}/",
    ]


_WORDS = {
    LetterKind.CONFIRM: _confirm,
    LetterKind.ACCEPTED: _accepted,
    LetterKind.REFUSED: _refused,
    LetterKind.ENDED: _refused,
    LetterKind.APPEAL_DECIDED: _appeal_decided,
    LetterKind.LINK: _link,
    LetterKind.EXPIRES: _expires,
    LetterKind.CHANNEL: _channel,
}


def address_for(row: OutletLetter) -> tuple[str, str]:
    """(e-mail address, language) a letter goes to; ("", "") where it was erased."""
    about: Outlet | Application | None = row.outlet or row.application
    if row.channel is not None:
        return row.channel.address, row.channel.language
    if about is None and row.refusal is not None:
        about = row.refusal.outlet or row.refusal.application
    return (about.email, about.language) if about is not None else ("", "")


def _paragraphs(*said: str) -> str:
    return "\n\n".join(filter(None, said)) + "\n"


def _signature(desk: Desk) -> str:
    return "-- \n" + "\n".join(filter(None, [str(desk.name), desk.phone, desk.email]))


def _day(moment: Any) -> str:
    return date_format(timezone.localtime(moment), "SHORT_DATE_FORMAT")


def _tag() -> str:
    return (translation.get_language() or settings.LANGUAGE_CODE).split("-")[0]
