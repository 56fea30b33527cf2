"""Erasing who asked, some time after an enquiry is closed, with every copy."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from hoiam.desks import erasing
from hoiam.desks.models import Desk
from hoiam.desks.operations.journal import erase_details, write_line
from hoiam.enquiries.models import (
    AskerSeal,
    Correspondence,
    DoubleSubmit,
    Enquiry,
    IncomingMail,
    SealedFile,
    SealKey,
)
from hoiam.enquiries.operations.case import ENQUIRY, lock
from hoiam.enquiries.operations.mail_keeping import forget_mail
from hoiam.enquiries.operations.sending import PAYLOAD
from hoiam.enquiries.terms import MailState
from hoiam.post.operations import forget

ERASURE = "enquiries.seal"


def erase_old_seals(at: datetime) -> int:
    """Erase every seal whose enquiry was closed longer ago than its desk keeps them; returns how many.

    A review or an objection of the asker that nobody has decided keeps the seal, so that they get the reply.
    """
    erased = 0
    for desk in Desk.objects.all():
        closed = Enquiry.objects.filter(
            desk=desk,
            closed_at__lte=at - timedelta(days=desk.seal_retention_days),
            seal_key__isnull=False,
        )
        waiting = closed.filter(reviews__decided_at__isnull=True, reviews__is_from_asker=True)
        objecting = closed.filter(disputes__isnull=False, disputes__settled_at__isnull=True)
        ids = set(closed.values_list("pk", flat=True))
        ids -= set(waiting.values_list("pk", flat=True)) | set(objecting.values_list("pk", flat=True))
        for enquiry in Enquiry.objects.filter(pk__in=ids).order_by("pk"):
            erase_seal(enquiry=enquiry, at=at)
            erased += 1
    return erased


def erase_seal(*, enquiry: Enquiry, at: datetime) -> None:
    """Erase key, seal, files, messages as written, the post's addresses and what the journal said in words.

    The line of the erasure itself stays, and the chain verifies as before.
    """
    with transaction.atomic():
        case = lock(enquiry)
        _erase_rows(case, at)
        erasing.note(kind=ERASURE, record_id=case.pk, at=at)
        write_line(desk=case.desk, by="worker", at=at, verb="erased seal", record=case)


def erase_again(about: str, record_id: int, at: datetime) -> None:
    """After a backup was put back: erase anew what had been erased before. Harmless when repeated."""
    restored = Enquiry.objects.filter(pk=record_id).first()
    if restored is not None:
        with transaction.atomic():
            _erase_rows(lock(restored), at)


def _erase_rows(case: Enquiry, at: datetime) -> None:
    letters = Correspondence.objects.filter(enquiry=case)
    forget(payload_kind=PAYLOAD, payload_ids=list(letters.values_list("pk", flat=True)), at=at)
    letters.update(sealed_words=b"")
    SealKey.objects.filter(enquiry=case).delete()
    AskerSeal.objects.filter(enquiry=case).delete()
    SealedFile.objects.filter(enquiry=case).delete()
    forget_mail(IncomingMail.objects.filter(enquiry=case).exclude(state=MailState.TRIAGE), at)
    DoubleSubmit.objects.filter(enquiry=case).delete()
    erase_details(record_kind=ENQUIRY, record_id=case.pk, at=at)
