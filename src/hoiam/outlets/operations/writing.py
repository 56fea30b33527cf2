"""Letters to an outlet about its own registration: one row, one parcel, within the act that causes it."""

from __future__ import annotations

from datetime import datetime

from hoiam.outlets.models import Application, Channel, Outlet, OutletLetter, Refusal
from hoiam.outlets.queries.letters import LETTER, address_for, desk_of
from hoiam.outlets.terms import LetterKind
from hoiam.post.operations import enqueue


def write_to(
    *,
    kind: LetterKind,
    at: datetime,
    outlet: Outlet | None = None,
    channel: Channel | None = None,
    application: Application | None = None,
    refusal: Refusal | None = None,
) -> OutletLetter | None:
    """Give one letter to the post; None where there is no address any more."""
    row = OutletLetter(
        kind=kind, outlet=outlet, channel=channel, application=application, refusal=refusal, at=at
    )
    address, language = address_for(row)
    if not address:
        return None
    row.save(force_insert=True)
    enqueue(
        payload_kind=LETTER, payload_id=row.pk, address=address, at=at, desk=desk_of(row), language=language
    )
    return row
