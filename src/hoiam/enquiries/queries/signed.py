"""What somebody signed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from hoiam.desks.models import Desk, Person
from hoiam.enquiries.models import Bulletin, Enquiry
from hoiam.enquiries.queries.paging import Page, page_of
from hoiam.texts.models import Signature
from hoiam.texts.terms import Decision, SigningRole

PAGE = 50
ENQUIRY = "enquiries.enquiry"


@dataclass(frozen=True)
class SignedLine:
    """One decision of a person on one version of a text."""

    at: datetime
    decision: str
    role: str
    is_lent: bool
    text_id: int
    number: int
    purpose: str
    about: str
    """Reference of the enquiry, or title of the matter."""
    hash: str
    comment: str


def signed_by(person: Person, desk: Desk, *, cursor: str = "") -> Page[SignedLine]:
    """One page of what a person decided at a desk, newest first. Three queries."""
    rows = Signature.objects.filter(person=person, version__text__desk=desk).select_related("version__text")
    page = page_of(rows, by="at", cursor=cursor, limit=PAGE, is_descending=True)
    texts = [row.version.text for row in page.rows]
    references = dict(
        Enquiry.objects.filter(
            pk__in=[text.record_id for text in texts if text.record_kind == ENQUIRY]
        ).values_list("pk", "reference")
    )
    titles = dict(
        Bulletin.objects.filter(
            text__in=[text.pk for text in texts if text.record_kind != ENQUIRY]
        ).values_list("text", "matter__title")
    )
    return Page([_line(row, references, titles) for row in page.rows], page.next_cursor)


def _line(row: Signature, references: dict[int, str], titles: dict[int, str]) -> SignedLine:
    text = row.version.text
    about = references.get(text.record_id, "") if text.record_kind == ENQUIRY else titles.get(text.pk, "")
    return SignedLine(
        at=row.at,
        decision=str(Decision(row.decision).label),
        role=str(SigningRole(row.role).label),
        is_lent=row.is_lent,
        text_id=text.pk,
        number=row.version.number,
        purpose=text.purpose,
        about=about,
        hash=row.text_hash,
        comment=row.comment,
    )
