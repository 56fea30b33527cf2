"""The worker's round: lease parcels, hand them over, write down what came of it."""

from __future__ import annotations

import logging
import threading
from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import translation

from hoiam.post import leasing, payloads, sealing
from hoiam.post.addresses import webhook_parts
from hoiam.post.carriers import Way, way_out
from hoiam.post.dispatch import Dispatch, Job
from hoiam.post.envelope import Composer
from hoiam.post.lanes import Memory
from hoiam.post.leasing import End, Outcome
from hoiam.post.models import Parcel
from hoiam.post.terms import CHANNELS
from hoiam.post.webhooks import Call, webhook_way

log = logging.getLogger("hoiam.post")
LIMIT = 20_000
"""Parcels of one call."""
NOT_WRITTEN = "The message could not be written out."
_memories: dict[str, Memory] = {channel: Memory() for channel in CHANNELS}
"""What this process has learnt of the domains it sends to."""


def deliver(
    *,
    at: datetime,
    limit: int = LIMIT,
    url: str | None = None,
    channels: Sequence[str] = CHANNELS,
    clock: Callable[[], datetime] | None = None,
    stopping: threading.Event | None = None,
) -> int:
    """Hand over what is due; returns how many parcels were worked on (0: nothing was due).

    No message leaves on a connection before it is written down that the one before it did: a process that is
    killed loses none and repeats at most one for each open connection. `clock` says when each was handed over
    (without it: `at`); `stopping` ends the round after what is under way.
    """
    worked = 0
    for channel in channels:
        leasing.take_back(at=at)
        round_ = Round(channel, settings.EMAIL_URL if url is None else url, clock or (lambda: at))
        worked += round_.go(limit, stopping or threading.Event())
    return worked


class Round:
    """One round of one channel."""

    def __init__(self, channel: str, url: str, clock: Callable[[], datetime]) -> None:
        self.channel, self.url, self.clock = channel, url, clock
        self.lease = leasing.own_lease()
        self.composer = Composer("")

    def go(self, limit: int, stopping: threading.Event) -> int:
        if not leasing.is_due(channel=self.channel, at=self.clock()):
            return 0
        try:
            way = self._way()
        except ValueError as fault:
            return self._no_way(limit, str(fault))
        self.composer = Composer(way.sender)
        return Dispatch(
            way,
            _memories[self.channel],
            claim=self.claim,
            write_out=self.write_out,
            clock=self.clock,
            stopping=stopping,
            limit=limit,
        ).run()

    def _way(self) -> Way:
        return webhook_way() if self.channel == "webhook" else way_out(self.url)

    def _no_way(self, limit: int, why: str) -> int:
        log.warning("Nothing can be sent: HOIAM_EMAIL_URL cannot be understood; see `hoiam check`.")
        at = self.clock()
        parcels = leasing.claim(lease=self.lease, at=at, limit=min(limit, 1_000), channel=self.channel)
        leasing.mark_unreachable(parcels, fault=why, at=at)
        return len(parcels)

    def claim(self, limit: int) -> list[Job]:
        """The next parcels with their addresses opened, and written out where their room does many at once."""
        parcels = leasing.claim(lease=self.lease, at=self.clock(), limit=limit, channel=self.channel)
        jobs: list[Job] = []
        for parcel in parcels:
            try:
                address = sealing.unseal(parcel.sealed_address)
            except ValueError as fault:
                log.error("Parcel %s: %s", parcel.pk, fault)
                leasing.mark_fault(parcel, fault=str(fault), at=self.clock())
                continue
            jobs.append(Job(parcel, _lane(self.channel, address), address))
        return self._written_together(jobs)

    def _written_together(self, jobs: list[Job]) -> list[Job]:
        groups: dict[tuple[str, str], list[Job]] = defaultdict(list)
        for job in jobs:
            if payloads.renders_many(job.parcel.payload_kind):
                groups[job.parcel.payload_kind, job.parcel.language].append(job)
        withdrawn: set[int] = set()
        for (kind, language), same in groups.items():
            try:
                with translation.override(language or settings.LANGUAGE_CODE):
                    written = payloads.render_many(kind, [job.parcel.payload_id for job in same], language)
            except Exception:
                log.exception("Payloads %s could not be written out together; one by one.", kind)
                continue
            for job in same:
                job.payload = written.get(job.parcel.payload_id)
                if job.payload is None:
                    leasing.record([Outcome(job.parcel, End.WITHDRAWN)], at=self.clock())
                    withdrawn.add(job.parcel.pk)
        return [job for job in jobs if job.parcel.pk not in withdrawn]

    def write_out(self, job: Job) -> object | Outcome:
        """What the carrier of the channel takes, or what came of the parcel instead."""
        parcel = job.parcel
        try:
            payload = job.payload or self._render(parcel)
            if self.channel == "webhook":
                return self._call(parcel, job.address, payload)
            return self._letter(parcel, job.address, payload)
        except payloads.Withdrawn:
            return Outcome(parcel, End.WITHDRAWN)
        except Exception:
            log.exception("Parcel %s could not be written out.", parcel.pk)
            return Outcome(parcel, End.LATER, NOT_WRITTEN)

    def _render(self, parcel: Parcel) -> payloads.Payload:
        with translation.override(parcel.language or settings.LANGUAGE_CODE):
            return payloads.render(parcel.payload_kind, parcel.payload_id, parcel.language)

    def _letter(self, parcel: Parcel, address: str, payload: payloads.Payload) -> object:
        if not isinstance(payload, payloads.Mail):
            raise TypeError("A parcel that leaves by e-mail is written out as Mail.")
        return self.composer.compose(payload, to=address, message_id=parcel.message_id, at=self.clock())

    def _call(self, parcel: Parcel, address: str, payload: payloads.Payload) -> object:
        if not isinstance(payload, payloads.WebhookBody):
            raise TypeError("A parcel that leaves by webhook is written out as WebhookBody.")
        url, secret = webhook_parts(address)
        return Call(
            url=url,
            secret=secret,
            id=payload.id or "msg_" + parcel.message_id.strip("<>").partition("@")[0],
            timestamp=int(self.clock().timestamp()),
            content_type=payload.content_type,
            body=payload.body,
            event_type=payload.event_type,
        )


def _lane(channel: str, address: str) -> str:
    """The recipient's domain, or the host of a webhook."""
    if channel == "webhook":
        return urlsplit(webhook_parts(address)[0]).netloc.lower()
    return address.rpartition("@")[2].lower()
