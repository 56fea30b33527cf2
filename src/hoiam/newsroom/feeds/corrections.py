"""What the feed of the log of corrections says."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from hoiam.desks.models import Desk
from hoiam.newsroom.corrected import corrections
from hoiam.newsroom.feeds.entries import NEWEST, Entry


class CorrectionFeed:
    """The newest corrections and withdrawals of releases, and corrections of answers."""

    desk: Desk | None = None

    def __init__(self, at: datetime) -> None:
        self.rows = corrections(at, limit=NEWEST).entries

    @property
    def title(self) -> str:
        return _("Corrections")

    @property
    def changed_at(self) -> datetime | None:
        return self.rows[0].at if self.rows else None

    @property
    def home(self) -> str:
        return settings.BASE_URL + reverse("newsroom_releases:corrections")

    def address(self, form: str) -> str:
        return settings.BASE_URL + reverse(f"newsroom_feeds:corrections_{form}")

    def stands_on(self) -> list[object]:
        return list(self.rows)

    def entries(self) -> Iterable[Entry]:
        return [
            Entry(
                id=f"{self.home}#{row.id}",
                address=settings.BASE_URL + row.address,
                title=row.title,
                language=row.language or get_language() or "",
                text="\n\n".join(part for part in (row.change, row.note) if part),
                desk=row.desk,
                kind=row.change,
                outcome="",
                published_at=row.at,
            )
            for row in self.rows
        ]
