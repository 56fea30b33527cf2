"""Releases on the home page: what goes out soon, what waits to be confirmed, what rests on a fact that changed."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext_lazy

from hoiam.desks.queries.standing import Standing
from hoiam.releases.models import Alarm, Edition, Notice
from hoiam.releases.queries.releases import notices_for, open_alarms, open_editions, to_confirm
from hoiam.releases.terms import NoticeWhat

SHOWN = 8
SOON = timedelta(days=7)
"""How far ahead the home page looks."""
TOLD = (NoticeWhat.SECOND_WANTED, NoticeWhat.BLANKING_ASKED, NoticeWhat.RETURNED, NoticeWhat.APPROVED)
"""Notices that the page shows of their own; the rest stands in its lists already."""
WORDS: dict[str, tuple[Any, str, str]] = {
    NoticeWhat.SECOND_WANTED: (
        gettext_lazy("A second person is wanted for an emergency publication"),
        "warning",
        "danger",
    ),
    NoticeWhat.BLANKING_ASKED: (
        gettext_lazy("A passage is to be blanked to protect a person"),
        "eye",
        "warning",
    ),
    NoticeWhat.RETURNED: (gettext_lazy("A text of it came back from clearance"), "undo", "warning"),
    NoticeWhat.APPROVED: (gettext_lazy("Every text of it is cleared"), "check", "info"),
}


@dataclass(frozen=True)
class ReleaseNotice:
    row: Notice
    words: str
    icon: str
    tone: str


@dataclass(frozen=True)
class ReleasesToday:
    going: list[Edition] = field(default_factory=list)
    """With a time within a week, the first first."""
    alarms: list[Alarm] = field(default_factory=list)
    confirm: list[Edition] = field(default_factory=list)
    notices: list[ReleaseNotice] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.going) or self.has_trouble

    @property
    def has_trouble(self) -> bool:
        return bool(self.alarms or self.confirm or self.notices)


def releases_today(standing: Standing, at: datetime) -> ReleasesToday:
    """In four queries, whatever the desk has."""
    told = notices_for(standing).filter(what__in=TOLD)[:SHOWN]
    return ReleasesToday(
        going=list(open_editions(standing).filter(publish_at__lte=at + SOON)[:SHOWN]),
        alarms=list(open_alarms(standing)[:SHOWN]),
        confirm=list(to_confirm(standing)[:SHOWN]),
        notices=[_notice(row) for row in told],
    )


def _notice(row: Notice) -> ReleaseNotice:
    words, icon, tone = WORDS[row.what]
    return ReleaseNotice(row, str(words), icon, tone)
