"""What a feed of releases says: the newest of all desks, of one, or of one theme."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.db.models import Prefetch
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from hoiam.desks.models import Desk
from hoiam.evidence.vocabulary import theme_label
from hoiam.newsroom.feeds.entries import NEWEST, Entry
from hoiam.newsroom.published import is_withdrawn, text_in, title_of
from hoiam.releases.models import Edition, EditionText
from hoiam.releases.queries.blanked import rendered_public
from hoiam.texts.queries.rendering import plain_of


class ReleaseFeed:
    """The newest public editions; a correction is an entry of its own beside what it corrects."""

    def __init__(self, desk: Desk | None, theme: str, at: datetime) -> None:
        texts = EditionText.objects.filter(version__isnull=False).select_related("version").order_by("id")
        rows = Edition.objects.public(at).select_related("release__desk__body")
        rows = rows.filter(release__desk=desk) if desk else rows
        rows = rows.filter(release__theme=theme) if theme else rows
        rows = rows.prefetch_related(Prefetch("texts", queryset=texts.prefetch_related("blankings")))
        self.desk, self.theme, self.at = desk, theme, at
        self.editions = list(rows.newest_first()[:NEWEST])

    @property
    def title(self) -> str:
        if self.desk:
            return _("Releases: %(name)s") % {"name": self.desk.name}
        return _("Releases: %(name)s") % {"name": theme_label(self.theme)} if self.theme else _("Releases")

    @property
    def changed_at(self) -> datetime | None:
        """When the newest edition became public; None for an empty feed."""
        return self.editions[0].published_at if self.editions else None

    @property
    def home(self) -> str:
        """The page of the same releases."""
        chosen = f"?desk={self.desk.code}" if self.desk else f"?theme={self.theme}" if self.theme else ""
        return settings.BASE_URL + reverse("newsroom_releases:list") + chosen

    def address(self, form: str) -> str:
        """The feed's own address; `form` is `atom`, `json` or `ninjs`."""
        return settings.BASE_URL + release_feed_address(form, self.desk, self.theme)

    def stands_on(self) -> list[object]:
        """Every value that the file shows, for its stamp."""
        return [
            self.title,
            *(
                (row.pk, text.document_hash, row.release.withdrawn_at, str(row.release.desk.name))
                for row in self.editions
                for text in row.texts.all()
            ),
        ]

    def entries(self) -> Iterable[Entry]:
        return [self._entry(row) for row in self.editions]

    def _entry(self, row: Edition) -> Entry:
        release, text = row.release, text_in(row, get_language() or "")
        address = settings.BASE_URL + reverse(
            "newsroom_releases:edition", args=[release.reference, row.number]
        )
        title = title_of(text)
        note = row.note.in_language()[0]
        return Entry(
            id=f"{address}#{text.document_hash[:16]}",
            address=address,
            title=_("Correction: %(question)s") % {"question": title} if row.number > 1 else title,
            language=text.language,
            text="\n".join(part for part in (note, plain_of(rendered_public(text))) if part),
            desk=str(release.desk.name),
            kind=str(release.get_kind_display()),
            outcome=_("withdrawn") if is_withdrawn(release, self.at) else "",
            published_at=row.published_at,  # type: ignore[arg-type]
        )


def release_feed_address(form: str, desk: Desk | None = None, theme: str = "") -> str:
    """Where a feed of releases stands, below the language of the moment."""
    if desk:
        return reverse(f"newsroom_feeds:desk_releases_{form}", kwargs={"desk": desk.code})
    if theme:
        return reverse(f"newsroom_feeds:theme_releases_{form}", kwargs={"theme": theme})
    return reverse(f"newsroom_feeds:releases_{form}")
