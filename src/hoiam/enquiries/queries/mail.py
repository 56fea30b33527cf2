"""Messages that reached a desk by e-mail: what is to be sorted, what became of the rest, how an asker replies."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db.models import Case, Count, IntegerField, Min, QuerySet, Value, When
from django.utils.encoding import force_str

from hoiam.desks.models import Desk
from hoiam.desks.queries.standing import Standing
from hoiam.desks.terms import Role
from hoiam.enquiries import envelope
from hoiam.enquiries.mail.addresses import reply_address, tagged_reference
from hoiam.enquiries.models import Enquiry, IncomingMail, MailKey
from hoiam.enquiries.queries.sealed import about, key_of
from hoiam.enquiries.terms import MailState
from hoiam.post.mailboxes import read_place
from hoiam.post.models import Mailbox
from hoiam.post.queries import stuck_arrivals, unread_mailboxes

SORTED = (MailState.SET_ASIDE, MailState.AUTOMATIC, MailState.REFUSED, MailState.CAME_BACK)
"""What a person may still want to look at: nobody, or a rule, made an enquiry of it."""
SORTABLE = (MailState.TRIAGE, MailState.SET_ASIDE, MailState.AUTOMATIC)


@dataclass(frozen=True)
class Waiting:
    """How many messages are to be sorted and since when the oldest waits."""

    count: int
    since: datetime | None


def secrets() -> list[str]:
    return [force_str(one) for one in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)]


def reply_to(enquiry: Enquiry) -> str:
    """The address to which the asker replies: with the tag of the enquiry where mail is read by the program."""
    email = enquiry.desk.email
    if not (email and settings.MAILBOX_URL):
        return email
    try:
        has_plus = read_place(settings.MAILBOX_URL).has_plus
    except ValueError:
        return email
    return reply_address(email, enquiry.reference, settings.SECRET_KEY) if has_plus else email


def reference_in(addressed: frozenset[str]) -> str | None:
    """The reference in the tag of one of these addresses; "" where none is genuine, None where there is none."""
    found = {tagged_reference(address, secrets()) for address in addressed} - {None}
    genuine = sorted(one for one in found if one)
    return genuine[0] if genuine else "" if found else None


def mail_to_sort(standing: Standing) -> QuerySet[IncomingMail]:
    """What intake has to decide on, the oldest first: its clock began when our server took it."""
    if not standing.holds(Role.INTAKE):
        return IncomingMail.objects.none()
    rows = IncomingMail.objects.filter(desk=standing.desk, state=MailState.TRIAGE)
    return rows.select_related("enquiry").defer("sealed")


def mail_sorted(standing: Standing) -> QuerySet[IncomingMail]:
    """What was set aside, by a person or because a machine wrote it, the newest first."""
    if not standing.holds(Role.INTAKE):
        return IncomingMail.objects.none()
    rows = IncomingMail.objects.filter(desk=standing.desk, state__in=SORTED)
    return rows.select_related("enquiry", "decided_by").defer("sealed").order_by("-received_at", "-id")


def get_mail(number: int, *, standing: Standing) -> IncomingMail:
    """Raises `IncomingMail.DoesNotExist` for another desk's, an unknown one, and for everybody but intake."""
    if not standing.holds(Role.INTAKE):
        raise IncomingMail.DoesNotExist
    rows = IncomingMail.objects.select_related("desk", "enquiry", "decided_by")
    return rows.get(pk=number, desk=standing.desk)


def waiting_mail(standing: Standing) -> Waiting:
    if not standing.holds(Role.INTAKE):
        return Waiting(0, None)
    rows = IncomingMail.objects.filter(desk=standing.desk, state=MailState.TRIAGE)
    found = rows.aggregate(count=Count("pk"), since=Min("received_at"))
    return Waiting(found["count"], found["since"])


def mail_of_case(enquiry: Enquiry) -> list[IncomingMail]:
    """Messages about an enquiry that are no letters of it: unconfirmed ones, automatic ones, reports."""
    states = (MailState.TRIAGE, MailState.AUTOMATIC, MailState.CAME_BACK)
    rows = IncomingMail.objects.filter(enquiry=enquiry, state__in=states, letter__isnull=True)
    return list(rows.defer("sealed", "words"))


def unread_mailbox(standing: Standing) -> Mailbox | None:
    """The mailbox that cannot be read just now, for those who can do something about it."""
    if not (settings.MAILBOX_URL and standing.holds(Role.INTAKE, Role.HEAD, Role.DESK_ADMIN)):
        return None
    return unread_mailboxes().first()


def unread_messages(standing: Standing) -> int:
    """How many fetched messages could not be read again and again."""
    if not (settings.MAILBOX_URL and standing.holds(Role.INTAKE, Role.DESK_ADMIN)):
        return 0
    return stuck_arrivals()


def desks_of_mail() -> QuerySet[Desk]:
    """Open desks; first the one that `desk=` of the mailbox's address names, which sorts what names no desk."""
    code = read_place(settings.MAILBOX_URL).desk if settings.MAILBOX_URL else ""
    named = Case(When(code=code, then=Value(0)), default=Value(1), output_field=IntegerField())
    return Desk.objects.public().filter(is_open=True).order_by(named, "pk")


def raw_of(mail: IncomingMail) -> bytes | None:
    """The message as it is kept; None once it was erased. For acts of intake; no list calls this.

    Raises `CannotOpen` where key and message do not belong together.
    """
    sealed = bytes(mail.sealed)
    if not sealed:
        return None
    row = MailKey.objects.filter(mail=mail).first()
    if row is not None:
        return envelope.open_bytes(envelope.unwrap_key(row.wrapped, secrets()), sealed, about_mail(mail))
    key = key_of(mail.enquiry) if mail.enquiry else None
    if key is None or mail.enquiry is None:
        return None
    return envelope.open_bytes(key, sealed, about(mail.enquiry, about_mail(mail)))


def about_mail(mail: IncomingMail) -> str:
    return f"mail {mail.pk}"
