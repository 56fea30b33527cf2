"""A notice in a sentence, with the address to go to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hoiam.enquiries.models import Notice
from hoiam.enquiries.queries.notice_mails import address_of
from hoiam.enquiries.terms import NoticeWhat
from hoiam.ui import moments
from hoiam.ui.shapes import Tone

WORDS: dict[str, tuple[Any, str, Tone]] = {
    NoticeWhat.ARRIVED: (gettext_lazy("A question arrived"), "inbox", "info"),
    NoticeWhat.ASSIGNED: (gettext_lazy("Was given to you"), "person", "info"),
    NoticeWhat.ASKER_WROTE: (gettext_lazy("The asker wrote"), "reply", "info"),
    NoticeWhat.DISPUTED: (gettext_lazy("The asker objects"), "flag", "warning"),
    NoticeWhat.REVIEW_ASKED: (gettext_lazy("A review was asked for"), "eye", "warning"),
    NoticeWhat.TRANSFER_OFFERED: (gettext_lazy("Another desk offers an enquiry"), "transfer", "info"),
    NoticeWhat.TRANSFER_DECIDED: (gettext_lazy("The offered transfer was decided"), "transfer", "info"),
    NoticeWhat.SEND_BY_HAND: (gettext_lazy("A letter must be handed over by hand"), "send", "warning"),
    NoticeWhat.CAME_BACK: (
        gettext_lazy("A letter came back; reach the asker otherwise"),
        "undo",
        "danger",
    ),
    NoticeWhat.CITED_FACT_CHANGED: (
        gettext_lazy("A fact cited in a sent answer has changed"),
        "bell",
        "danger",
    ),
    NoticeWhat.EMERGENCY: (gettext_lazy("A public emergency was declared"), "warning", "danger"),
    NoticeWhat.BULLETIN_WAITS: (gettext_lazy("A bulletin waits to be cleared"), "check", "warning"),
    NoticeWhat.RETURNED: (gettext_lazy("The text came back from clearance"), "undo", "warning"),
}
PAST = 100
"""Per cent of the time at which a limit has passed."""


@dataclass(frozen=True)
class NoticeLine:
    number: int
    title: str
    about: str
    address: str
    icon: str
    tone: Tone
    at: datetime
    due_at: datetime | None


def notice_line(row: Notice, desk_code: str) -> NoticeLine:
    """One notice; it names the enquiry or matter and never who asked."""
    title, icon, tone = _words(row)
    about, address = "", ""
    if row.enquiry is not None:
        is_ours = row.enquiry.desk_id == row.desk_id
        about = row.enquiry.reference
        address = f"/office/{desk_code}/enquiries/{row.enquiry.reference}/" if is_ours else ""
    elif row.matter is not None:
        about, address = row.matter.title, address_of(row)
    return NoticeLine(row.pk, title, about, address, icon, tone, row.made_at, row.due_at)


def _words(row: Notice) -> tuple[str, str, Tone]:
    if row.what != NoticeWhat.TIME:
        said, icon, tone = WORDS.get(row.what, (row.get_what_display(), "info", "neutral"))
        return str(said), icon, tone
    words = words_of_time(row.share or 0, row.due_at)
    return words, "clock", "danger" if (row.share or 0) >= PAST else "warning"


def words_of_time(share: int, due_at: datetime | None) -> str:
    """How much of a limit has passed; `share` in per cent."""
    day = moments.day(due_at) if due_at else ""
    if share >= PAST:
        return _("A limit has passed (%(day)s)") % {"day": day}
    return _("%(share)s%% of the time until %(day)s has passed") % {"share": share, "day": day}


def one_each(rows: Iterable[Notice]) -> list[Notice]:
    """Of several marks of time of one limit only the latest; everything else as it is, the latest first."""
    seen: set[tuple[int | None, int | None, datetime | None]] = set()
    kept = []
    for row in rows:
        key = (row.enquiry_id, row.matter_id, row.due_at)
        if row.what == NoticeWhat.TIME and key in seen:
            continue
        if row.what == NoticeWhat.TIME:
            seen.add(key)
        kept.append(row)
    return kept
