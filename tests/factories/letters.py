"""Who signs at a desk, how its letters are headed, and a letter of an answered enquiry."""

from __future__ import annotations

from datetime import date, datetime

from hoiam.desks.models import Desk, Holding, Letterhead
from hoiam.enquiries.models import Answer
from hoiam.enquiries.operations.official_letters import write_official_letter
from hoiam.enquiries.queries.letter_occasions import (
    Choices,
    Occasion,
    occasions_of,
    proposed_signers,
    proposed_subject,
    proposed_text,
)
from hoiam.enquiries.queries.situation import situation_of
from hoiam.texts.models import OfficialLetter
from tests.factories.desks import Cast
from tests.factories.enquiries import DAY, make_answered, stand

WORDED = {
    "superior": {},
    "issuer": {"vi": "Ủy ban nhân dân\nthành phố Đà Nẵng", "en": "People's Committee\nof Da Nang City"},
    "place": {"vi": "Đà Nẵng", "en": "Da Nang"},
    "collective": {"vi": "Ủy ban nhân dân", "en": "People's Committee"},
}


def make_letterhead(desk: Desk, at: datetime, **fields) -> Letterhead:
    given = {**WORDED, "symbol": "UBND-VP", "archive": "VT, VP", "changed_at": at, **fields}
    return Letterhead.objects.update_or_create(desk=desk, defaults=given)[0]


def make_signers(desk: Desk) -> dict[str, Holding]:
    """A head and a deputy in office, and a deputy who has left."""
    rows = (
        ("head", "Lê Văn Mẫu", {"vi": "Chủ tịch", "en": "Chairperson"}, None),
        ("deputy_head", "Trần Thị Mẫu", {"vi": "Phó Chủ tịch", "en": "Vice Chairperson"}, None),
        ("deputy_head", "Phạm Cũ Mẫu", {"vi": "Phó Chủ tịch", "en": "Vice Chairperson"}, date(2025, 12, 31)),
    )
    made = [
        Holding.objects.create(
            desk=desk, post=post, holder=name, title=title, valid_from=date(2025, 7, 1), valid_to=until
        )
        for post, name, title, until in rows
    ]
    return {row.holder: row for row in made}


def ready(cast: Cast, at: datetime) -> None:
    make_letterhead(cast.desk, at)
    make_signers(cast.desk)


def occasions(cast: Cast, enquiry, at: datetime, name: str = "intake") -> list[Occasion]:
    return occasions_of(situation_of(enquiry, standing=stand(cast, name, at), at=at))


def choose(occasion: Occasion, enquiry, at: datetime, **fields) -> Choices:
    """Everything as it is proposed."""
    fields.setdefault("subject", proposed_subject(occasion, enquiry))
    fields.setdefault("text", proposed_text(occasion, enquiry))
    fields.setdefault("signer", proposed_signers(enquiry.desk, at)[0])
    return Choices(**fields)


def make_letter(
    cast: Cast,
    answer: Answer | None = None,
    *,
    at: datetime | None = None,
    name: str = "intake",
    is_to_issue: bool = True,
    once: str = "",
    **fields,
) -> OfficialLetter:
    """A letter that carries a sent answer, numbered by intake unless told otherwise."""
    answer = answer or make_answered(cast)
    at = at or answer.sent_at + DAY
    ready(cast, at) if not Letterhead.objects.filter(desk=cast.desk).exists() else None
    enquiry = answer.enquiry
    occasion = next(one for one in occasions(cast, enquiry, at, name) if one.answer == answer)
    return write_official_letter(
        enquiry=enquiry,
        occasion=occasion,
        choices=choose(occasion, enquiry, at, **fields),
        standing=stand(cast, name, at),
        at=at,
        is_to_issue=is_to_issue,
        once=once,
    )
