"""Conferences and requests of places on the home page: what this person was told and has not put away."""

from __future__ import annotations

from dataclasses import dataclass

from hoiam.conferences.models import Notice
from hoiam.conferences.queries.notice_mails import address_of, subject_of
from hoiam.conferences.queries.notices import notices_for
from hoiam.conferences.terms import NoticeWhat
from hoiam.desks.queries.standing import Standing
from hoiam.ui.shapes import Tone

SHOWN = 8
WRONG = frozenset({NoticeWhat.CANCELLED, NoticeWhat.TALK_OUTDATED, NoticeWhat.GUIDANCE_OUTDATED})


@dataclass(frozen=True)
class ConferenceNotice:
    number: int
    words: str
    address: str
    icon: str
    tone: Tone
    row: Notice


def conferences_today(standing: Standing) -> list[ConferenceNotice]:
    """In one query."""
    return [_line(row) for row in notices_for(standing)[:SHOWN]]


def _line(row: Notice) -> ConferenceNotice:
    is_late = row.share is not None and row.share >= 100
    tone: Tone = "danger" if row.what in WRONG or is_late else "warning" if row.share else "info"
    icon = "clock" if row.share else "bell" if row.what in WRONG else "calendar"
    return ConferenceNotice(row.pk, subject_of(row), address_of(row), icon, tone, row)
