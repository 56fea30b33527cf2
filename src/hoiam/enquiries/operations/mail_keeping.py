"""A message is sealed while nobody has decided on it, and forgotten some time after it was set aside."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet

from hoiam.desks import erasing
from hoiam.desks.operations.journal import erase_details, write_line
from hoiam.enquiries import envelope
from hoiam.enquiries.models import Enquiry, IncomingMail, MailKey
from hoiam.enquiries.queries.mail import SORTED, about_mail
from hoiam.enquiries.queries.sealed import about

MAIL_ERASURE = "enquiries.mail"
MAIL = "enquiries.incomingmail"


def seal_mail(mail: IncomingMail, raw: bytes) -> None:
    """Close a message under a key of its own, which backups keep apart."""
    key = envelope.new_key()
    mail.sealed = envelope.seal_bytes(key, raw, about_mail(mail))
    mail.save(update_fields=["sealed"])
    wrapped = envelope.wrap_key(key, settings.SECRET_KEY)
    MailKey.objects.update_or_create(mail=mail, defaults={"wrapped": wrapped})


def seal_with_case(mail: IncomingMail, raw: bytes, case: Enquiry, key: bytes) -> None:
    """Close a message under the key of its enquiry, so that it is erased with who asked."""
    mail.sealed = envelope.seal_bytes(key, raw, about(case, about_mail(mail)))
    mail.words = ""
    MailKey.objects.filter(mail=mail).delete()


def forget_mail(rows: QuerySet[IncomingMail], at: datetime) -> int:
    """Empty message, words and reason; when it came and what became of it stays."""
    numbers = list(rows.values_list("pk", flat=True))
    MailKey.objects.filter(mail__in=numbers).delete()
    for number in numbers:
        erase_details(record_kind=MAIL, record_id=number, at=at)
    kept = IncomingMail.objects.filter(pk__in=numbers)
    return kept.update(sealed=b"", words="", reason="", erased_at=at)


def erase_old_mail(at: datetime) -> int:
    """Erase what was set aside, or came from a machine, longer ago than `HOIAM_MAIL_KEEP_DAYS`; how many.

    What waits for a decision is never erased: somebody may be waiting for an answer.
    """
    until = at - timedelta(days=settings.MAIL_KEEP_DAYS)
    old = IncomingMail.objects.filter(state__in=SORTED, decided_at__lte=until, erased_at__isnull=True)
    rows = list(old.select_related("desk").defer("sealed")[:500])
    for mail in rows:
        with transaction.atomic():
            forget_mail(IncomingMail.objects.filter(pk=mail.pk), at)
            erasing.note(kind=MAIL_ERASURE, record_id=mail.pk, at=at)
            write_line(desk=mail.desk, by="worker", at=at, verb="erased message", record=mail)
    return len(rows)


def erase_mail_again(about: str, record_id: int, at: datetime) -> None:
    """After a backup was put back. Harmless when repeated."""
    with transaction.atomic():
        forget_mail(IncomingMail.objects.filter(pk=record_id), at)
