"""The least that makes a text, and one in clearance."""

from __future__ import annotations

from datetime import UTC, datetime

from hoiam.desks.models import Desk, Person
from hoiam.desks.queries.standing import Standing, standing_of
from hoiam.texts.models import Text, TextVersion
from hoiam.texts.operations.clearance import send_for_clearance, sign
from hoiam.texts.operations.drafts import save_draft, start_text

AT = datetime(2026, 8, 3, 2, 0, tzinfo=UTC)
"""Monday morning, 9:00 in Viet Nam."""
PLAIN_BODY = "Sở đã nhận câu hỏi của quý báo. Sở sẽ trả lời theo quy định."
"""Two sentences that hold no number and cite nothing."""


def standing(person: Person, desk: Desk, at: datetime = AT) -> Standing:
    return standing_of(person, desk, at)


def make_text(cast, body: str = PLAIN_BODY, **fields) -> Text:
    """A text of the cast's desk, written by its case officer, for the desk itself as its record."""
    fields.setdefault("record", cast.desk)
    fields.setdefault("purpose", "answer")
    fields.setdefault("language", "vi")
    text = start_text(desk=cast.desk, by=cast.case_officer, at=AT, **fields)
    if body:
        save_draft(text=text, body=body, base_revision=text.revision, by=cast.case_officer, at=AT)
    text.refresh_from_db()
    return text


def make_version(cast, body: str = PLAIN_BODY, **fields) -> TextVersion:
    """A version in clearance, sent by the case officer; nobody has signed."""
    text = make_text(cast, body, **fields)
    return send_for_clearance(text=text, standing=standing(cast.case_officer, cast.desk), at=AT)


def make_cleared(cast, body: str = PLAIN_BODY, **fields) -> TextVersion:
    """A version that reviewer and spokesperson have signed."""
    version = make_version(cast, body, **fields)
    for role in ("reviewer", "spokesperson"):
        person = getattr(cast, role)
        sign(
            version=version,
            text_hash=version.hash,
            standing=standing(person, version.text.desk),
            role=role,
            at=AT,
        )
    version.clearance.refresh_from_db()
    return version
