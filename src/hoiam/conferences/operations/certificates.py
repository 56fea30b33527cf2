"""Certificates are issued to whoever was there, and revoked with a reason that anybody reads."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from hoiam.conferences import rules
from hoiam.conferences.certified import Content, certificate_document, new_code
from hoiam.conferences.models import Certificate, Conference, Delegate
from hoiam.conferences.operations.case import line, lock
from hoiam.conferences.queries.certificates import present, without_certificate
from hoiam.conferences.terms import ConferenceKind, Precision
from hoiam.desks import signing
from hoiam.desks.against import insist
from hoiam.desks.models import Person

CERTIFIED = (ConferenceKind.TRAINING, ConferenceKind.WORKSHOP)
EXACT = (Precision.DAY, Precision.HOUR)


def issue_certificates(
    *, conference: Conference, by: Person, at: datetime, delegates: Collection[int] | None = None
) -> list[Certificate]:
    """Issue one to everybody who was there and never had one, or to exactly these delegates (numbers of rows).

    Raises `ReasonsAgainst` before the training was held; for each named delegate who was not checked in or has a
    certificate that stands, one reason; and where nobody is left.
    """
    with transaction.atomic():
        kept = lock(conference)
        rules.may(by, kept.desk, at, rules.DECIDING)
        insist(_against_issuing(kept))
        if delegates is None:
            found = list(without_certificate(kept))
        else:
            found = _named(kept, delegates)
        insist([not found and _("Nobody who was there waits for a certificate.")])
        made = _made(kept, found, by, at)
        line(kept, by=by, at=at, verb="issued certificates", detail={"count": len(made)})
    return made


def revoke_certificate(
    *, certificate: Certificate, why: Mapping[str, str], by: Person, at: datetime
) -> Certificate:
    """Say that a certificate no longer stands, and why: the reason is public. There is no way back but a new one."""
    with transaction.atomic():
        lock(certificate.conference)
        kept = Certificate.objects.select_for_update().get(pk=certificate.pk)
        desk = certificate.conference.desk
        rules.may(by, desk, at, rules.DECIDING)
        insist(
            [
                kept.revoked_at is not None and _("This certificate was revoked already."),
                *rules.against_wording(why, empty=_("Say why it is revoked; the reason is public.")),
            ]
        )
        kept.revoked_at, kept.revoked_by, kept.revoked_why = at, by, dict(why)
        kept.save(update_fields=["revoked_at", "revoked_by", "revoked_why"])
        line(certificate.conference, by=by, at=at, verb="revoked certificate", detail={"number": kept.number})
    return kept


def _against_issuing(conference: Conference) -> list[object]:
    return [
        conference.kind not in CERTIFIED and _("Certificates are issued for trainings and workshops."),
        conference.desk.is_practice and _("A practice desk signs no certificates: nothing leaves it."),
        *rules.against_cancelled(conference),
        conference.is_from_documents
        and _("This one is known from documents only: there is no roster to certify from."),
        conference.held_at is None and _("Mark the training as held first."),
        conference.precision not in EXACT
        and _("Enter the day of the training first: it stands on every certificate."),
    ]


def _named(conference: Conference, numbers: Collection[int]) -> list[Delegate]:
    """Those delegates, in the order of the roster; raises with one reason for each who gets none."""
    asked = list(Delegate.objects.filter(conference=conference, pk__in=numbers).order_by("name_folded", "pk"))
    there = {row.pk: row for row in present(conference).filter(pk__in=numbers)}
    standing = Certificate.objects.filter(delegate__in=asked, revoked_at__isnull=True)
    has_one = set(standing.values_list("delegate_id", flat=True))
    insist(
        [
            len(asked) < len(set(numbers))
            and _("Somebody named here is not on the roster of this training."),
            *(
                format_lazy(_("{name} was not there: no check-in is on record."), name=row.name)
                for row in asked
                if row.pk not in there
            ),
            *(
                format_lazy(_("{name} has a certificate already."), name=row.name)
                for row in asked
                if row.pk in has_one
            ),
        ]
    )
    return list(there.values())


def _made(conference: Conference, rows: list[Delegate], by: Person, at: datetime) -> list[Certificate]:
    last = Certificate.objects.filter(conference=conference).aggregate(last=Max("number"))["last"] or 0
    made = [_certificate(conference, row, number, by, at) for number, row in enumerate(rows, start=last + 1)]
    return Certificate.objects.bulk_create(made)


def _certificate(
    conference: Conference, delegate: Delegate, number: int, by: Person, at: datetime
) -> Certificate:
    content = Content(
        code=new_code(),
        reference=conference.reference,
        number=number,
        holder=delegate.name,
        agency=delegate.agency,
        title=conference.title,
        place=conference.place.name if conference.place else {},
        starts_on=conference.starts_on,
        ends_on=conference.ends_on,
        body=conference.desk.body.name,
        office=conference.desk.name,
        desk=conference.desk.code,
        issued_at=at,
    )
    return Certificate(
        conference=conference,
        delegate=delegate,
        number=number,
        code=content.code,
        holder=delegate.name,
        agency=delegate.agency,
        place=delegate.place,
        group=delegate.group,
        document=signing.sign(certificate_document(content)),
        issued_at=at,
        issued_by=by,
    )
