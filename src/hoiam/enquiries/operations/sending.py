"""Letters to the asker: one row, one parcel, an address that nobody sees."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from hoiam.desks.models import Person
from hoiam.desks.terms import Role
from hoiam.enquiries.models import Answer, Correspondence, Enquiry
from hoiam.enquiries.operations.case import tell
from hoiam.enquiries.queries.people import holding
from hoiam.enquiries.queries.sealed import opened_within
from hoiam.enquiries.terms import Letter, NoticeWhat
from hoiam.post.operations import enqueue

PAYLOAD = "enquiries.letter"


def send_letter(
    *,
    enquiry: Enquiry,
    letter: Letter,
    by: Person | str,
    at: datetime,
    words: str = "",
    answer: Answer | None = None,
    facts: dict[str, Any] | None = None,
    spoken_at: datetime | None = None,
    is_quiet: bool = False,
) -> Correspondence:
    """Write a letter to the asker and hand it to the post, in the current transaction.

    An asker without an e-mail address is written to by hand: intake is told; not where the asker heard the
    same at `spoken_at`. After the seal was erased the row stays without a parcel, as it does
    where `is_quiet`: it is then to be read behind the status link. So it does where nobody is known by anything,
    as with a question called out at a conference: that answer is read in public.
    """
    content = opened_within(enquiry)
    is_quiet = is_quiet or (content is not None and not content.asker.said())
    email = content.asker.email if content else ""
    row = Correspondence.objects.create(
        enquiry=enquiry,
        letter=letter,
        words=words,
        answer=answer,
        facts=facts or {},
        by=by if isinstance(by, Person) else None,
        at=at,
        is_sent_by_hand=not email and not is_quiet,
        handed_over_at=None if email else spoken_at,
    )
    if is_quiet:
        return row
    if email:
        enqueue(
            payload_kind=PAYLOAD,
            payload_id=row.pk,
            address=email,
            at=at,
            desk=enquiry.desk,
            language=enquiry.language,
        )
    elif content and letter != Letter.RECEIPT and spoken_at is None:
        tell(holding(enquiry.desk, at, Role.INTAKE), what=NoticeWhat.SEND_BY_HAND, enquiry=enquiry, at=at)
    return row
