"""Certificates: those of a conference, who waits for one, one by its code, and how they read on paper."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from hoiam.conferences.certificate_paper import Page, certificates_pdf
from hoiam.conferences.certified import read_code
from hoiam.conferences.models import Certificate, CheckIn, Conference, Delegate
from hoiam.conferences.terms import DelegateState
from hoiam.desks.wording import Wording
from hoiam.ui.moments import day


def certificates_of(conference: Conference) -> QuerySet[Certificate]:
    """By number, revoked ones too."""
    return Certificate.objects.filter(conference=conference).select_related("place", "revoked_by")


def present(conference: Conference) -> QuerySet[Delegate]:
    """Delegates who were there: registered, and checked in at least once."""
    seen = CheckIn.objects.filter(delegate=OuterRef("pk"))
    rows = Delegate.objects.filter(conference=conference, state=DelegateState.REGISTERED)
    return rows.filter(Exists(seen)).select_related("place", "group")


def without_certificate(conference: Conference) -> QuerySet[Delegate]:
    """Who was there and never had one; a revoked one is only given again by name."""
    return present(conference).exclude(Exists(Certificate.objects.filter(delegate=OuterRef("pk"))))


def get_certificate(code: str, conference: Conference) -> Certificate:
    """One of a conference; raises `Certificate.DoesNotExist`."""
    return certificates_of(conference).get(code=read_code(code))


def public_certificate(code: str, at: datetime) -> Certificate | None:
    """The certificate of a code, revoked or not; None where there is none, or it is of a practice desk."""
    clean = read_code(code)
    rows = Certificate.objects.public(at).select_related("conference__desk__body", "conference__place")
    return rows.filter(code=clean).first() if clean else None


def address_of(certificate: Certificate) -> str:
    """What the QR code opens; short, so that the code stays coarse enough to be read from paper."""
    return f"{settings.BASE_URL}/c/{certificate.code}"


def paper_of(conference: Conference, rows: Iterable[Certificate], at: datetime) -> bytes:
    """These certificates as one PDF in the language of the conference, or the installation's first.

    Raises `ReasonsAgainst` where typst is not installed.
    """
    known = dict(settings.LANGUAGES)
    language = conference.language if conference.language in known else settings.LANGUAGE_CODE
    with translation.override(language):
        title = f"{conference.reference} – {conference.title}"
        pages = [_page(row.document, address_of(row)) for row in rows]
    return certificates_pdf(pages, language=language, title=title, at=at)


def _page(said: dict[str, Any], address: str) -> Page:
    issued = timezone.localtime(datetime.fromisoformat(said["issued_at"]))
    place = str(Wording(said["place"]))
    days = held_on(said)
    return Page(
        body=str(Wording(said["body"])),
        office=str(Wording(said["office"])),
        title=_("Certificate of participation"),
        lead=_("This certifies that"),
        holder=said["holder"],
        agency=said["agency"],
        took_part=_("took part in"),
        training=str(Wording(said["title"])),
        when=_("%(place)s, %(days)s") % {"place": place, "days": days} if place else days,
        issued=_("Issued on %(day)s") % {"day": day(issued)},
        number=_("No. %(number)s of %(reference)s") % said,
        code=said["code"],
        check=_("Anybody can check this certificate at the address below."),
        address=address,
    )


def held_on(said: dict[str, Any]) -> str:
    """The days of the training, as the signed document gives them."""
    first, last = (day(date.fromisoformat(said[name])) for name in ("starts_on", "ends_on"))
    return first if first == last else f"{first} – {last}"
