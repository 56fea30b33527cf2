"""Conferences and requests of places on the home page: what this person was told and has not put away."""

from __future__ import annotations

from dataclasses import dataclass

from hoiam.conferences.models import Notice
from hoiam.conferences.queries.notice_mails import address_of, subject_of
from hoiam.conferences.queries.notices import notices_for
from hoiam.conferences.terms import NoticeWhat
from hoiam.desks.queries.standing import Standing
from hoiam.ui.shapes import Tone
from hoiam.workroom.home.told import PAST, words_of_time

SHOWN = 8
READ = 40
"""Rows read at most: a limit has up to four marks of time."""
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
    """In one query; of the marks of time of one limit only the latest."""
    latest = {_limit_of(row): row for row in reversed(list(notices_for(standing)[:READ]))}
    return [_line(row) for row in reversed(latest.values())][:SHOWN]


def _limit_of(row: Notice) -> tuple[object, ...]:
    """The same for every mark of time of one limit; of anything else, the notice itself."""
    if not row.share:
        return (row.pk,)
    return row.what, row.conference_id, row.request_id, row.due_at


def _line(row: Notice) -> ConferenceNotice:
    is_late = row.share is not None and row.share >= PAST
    tone: Tone = "danger" if row.what in WRONG or is_late else "warning" if row.share else "info"
    icon = "clock" if row.share else "bell" if row.what in WRONG else "calendar"
    words = subject_of(row)
    if row.share:
        words = f"{words}. {words_of_time(row.share, row.due_at)}"
    return ConferenceNotice(row.pk, words, address_of(row), icon, tone, row)
