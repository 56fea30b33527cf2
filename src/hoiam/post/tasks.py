"""The worker's round: lease parcels, hand them over, write down what came of it."""

from __future__ import annotations

import logging
import os
import smtplib
import threading
from datetime import datetime

from django.conf import settings
from django.utils import translation

from hoiam.post import carriers, operations, payloads, sealing
from hoiam.post.envelope import compose
from hoiam.post.models import Parcel

log = logging.getLogger("hoiam.post")
BATCH = 25


def deliver(*, at: datetime, limit: int = BATCH, url: str | None = None) -> int:
    """Hand over what is due; returns how many parcels were worked on (0: nothing was due).

    Every parcel is marked as soon as the other side took it, so that a process killed between two parcels
    loses none and repeats at most the one it was handing over.
    """
    lease = f"{os.uname().nodename}:{os.getpid()}:{threading.get_ident()}"[:40]
    parcels = operations.claim(lease=lease, at=at, limit=limit)
    if not parcels:
        return 0
    try:
        with carriers.carrier(url if url is not None else settings.EMAIL_URL) as carrier:
            for parcel in parcels:
                _hand_over(parcel, carrier, at)
    except (OSError, smtplib.SMTPException, ValueError) as fault:
        log.warning("No way out for %s parcels: %s", len(parcels), fault.__class__.__name__)
        sentence = str(fault) if isinstance(fault, ValueError) else "The mail server could not be reached."
        for parcel in Parcel.objects.filter(pk__in=[row.pk for row in parcels], state="sending", lease=lease):
            operations.mark_fault(parcel=parcel, fault=sentence, at=at, is_final=False)
    return len(parcels)


def _hand_over(parcel: Parcel, carrier: carriers.Carrier, at: datetime) -> None:
    try:
        with translation.override(parcel.language or settings.LANGUAGE_CODE):
            mail = payloads.render(parcel.payload_kind, parcel.payload_id, parcel.language)
        message = compose(
            mail,
            to=sealing.unseal(parcel.sealed_address),
            sender=carrier.sender,
            message_id=parcel.message_id,
            at=at,
        )
    except payloads.Withdrawn:
        operations.cancel(parcel=parcel)
        return
    except Exception:
        log.exception("Parcel %s could not be written out.", parcel.pk)
        sentence = "The message could not be written out."
        operations.mark_fault(parcel=parcel, fault=sentence, at=at, is_final=False)
        return
    try:
        carrier.hand_over(message)
    except carriers.Refused as refused:
        operations.mark_fault(parcel=parcel, fault=str(refused), at=at, is_final=True)
        return
    except carriers.NotNow as later:
        operations.mark_fault(parcel=parcel, fault=str(later), at=at, is_final=False)
        return
    operations.mark_handed_over(parcel=parcel, at=at)
