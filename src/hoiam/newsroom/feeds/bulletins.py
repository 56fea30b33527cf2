"""What a feed of bulletins says: the newest of all matters, or of one."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from hoiam.desks.models import Desk
from hoiam.enquiries.models import Bulletin, Matter
from hoiam.newsroom.feeds.entries import NEWEST, Entry
from hoiam.texts.queries.rendering import plain
from hoiam.ui import moments


class BulletinFeed:
    """The newest bulletins, of all matters or of one; superseded ones stay, each an entry of its own."""

    def __init__(self, matter: Matter | None, at: datetime) -> None:
        rows = Bulletin.objects.public(at).select_related("matter__desk__body", "version")
        rows = rows.filter(matter=matter) if matter else rows
        self.matter = matter
        self.bulletins = list(rows.order_by("-issued_at", "-id")[:NEWEST])

    @property
    def desk(self) -> Desk | None:
        return self.matter.desk if self.matter else None

    @property
    def title(self) -> str:
        return _("Bulletins: %(matter)s") % {"matter": self.matter.title} if self.matter else _("Bulletins")

    @property
    def changed_at(self) -> datetime | None:
        """When the newest bulletin was issued; None for an empty feed."""
        return self.bulletins[0].issued_at if self.bulletins else None

    @property
    def home(self) -> str:
        """The page of the same bulletins."""
        if self.matter is None:
            return settings.BASE_URL + reverse("newsroom_matters:list")
        return settings.BASE_URL + reverse("newsroom_matters:matter", args=[self.matter.pk])

    def address(self, form: str) -> str:
        """The feed's own address; `form` is `atom` or `json`."""
        if self.matter is None:
            return settings.BASE_URL + reverse(f"newsroom_feeds:matters_{form}")
        return settings.BASE_URL + reverse(f"newsroom_feeds:matter_{form}", args=[self.matter.pk])

    def stands_on(self) -> list[object]:
        """Every value that the file shows, for its stamp."""
        named: list[object] = [self.matter.title, str(self.matter.desk.name)] if self.matter else []
        return named + [
            (row.pk, row.version.hash, row.matter.title, str(row.matter.desk.name))  # type: ignore[union-attr]
            for row in self.bulletins
        ]

    def entries(self) -> Iterable[Entry]:
        return [_entry(row) for row in self.bulletins]


def _entry(row: Bulletin) -> Entry:
    version = row.version
    assert version is not None and row.issued_at is not None
    address = settings.BASE_URL + reverse("newsroom_matters:bulletin", args=[row.matter_id, row.number])
    next_one = (
        _("Next update: %(moment)s") % {"moment": moments.moment(row.next_update_at)}
        if row.next_update_at
        else _("No further update is promised.")
    )
    return Entry(
        id=f"{address}#{version.hash[:16]}",
        address=address,
        title=_("Bulletin %(number)s: %(matter)s") % {"number": row.number, "matter": row.matter.title},
        language=version.language,
        text=f"{plain(version).strip()}\n\n{next_one}\n",
        desk=str(row.matter.desk.name),
        kind=_("Bulletin"),
        outcome="",
        published_at=row.issued_at,
    )
