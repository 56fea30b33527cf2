"""How to come to a training, on its public page: by invitation, and until when."""

from __future__ import annotations

from datetime import datetime

from hoiam.conferences.models import Conference
from hoiam.conferences.terms import ConferenceKind
from hoiam.newsroom.conference_parts import Part


def how_to_come(conference: Conference, at: datetime) -> Part | None:
    """Nothing for a press briefing, nor once it was held or cancelled."""
    if conference.kind == ConferenceKind.BRIEFING or conference.held_at or conference.cancelled_at:
        return None
    closes = conference.registration_closes_at
    is_closed = closes is not None and at >= closes
    return Part(
        stands_on=(closes, is_closed, conference.seats, conference.desk.phone, conference.desk.email),
        template="newsroom/delegations/coming.html",
        context={"closes_at": closes, "is_closed": is_closed},
    )
