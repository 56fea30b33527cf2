"""A feed as Atom (RFC 4287)."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from django.utils.feedgenerator import Atom1Feed
from django.utils.html import linebreaks
from django.utils.translation import get_language

from hoiam.newsroom import license
from hoiam.newsroom.feeds.bulletins import BulletinFeed
from hoiam.newsroom.feeds.corrections import CorrectionFeed
from hoiam.newsroom.feeds.entries import Feed
from hoiam.newsroom.feeds.releases import ReleaseFeed

NEVER = datetime(2000, 1, 1, tzinfo=UTC)
"""Since when an empty feed stands as it is: a fixed instant, so that an unchanged file stays unchanged."""


class _Atom(Atom1Feed):
    """Entries tell the language they are written in, which may not be that of the feed."""

    def item_attributes(self, item: dict[str, Any]) -> dict[str, str]:
        return {"xml:lang": item["language"]} if item["language"] else {}

    def latest_post_date(self) -> datetime:
        return max((item["updateddate"] for item in self.items), default=NEVER)


def written(feed: Feed | BulletinFeed | ReleaseFeed | CorrectionFeed) -> str:
    """The feed as an XML document."""
    document = _Atom(
        title=feed.title,
        link=feed.home,
        description="",
        language=get_language(),
        feed_url=feed.address("atom"),
        feed_guid=feed.address("atom"),
        author_name=str(feed.desk.name) if feed.desk else feed.title,
        feed_copyright=f"{license.NAME} {license.ADDRESS}",
    )
    for entry in feed.entries():
        document.add_item(
            title=entry.title,
            link=entry.address,
            description=linebreaks(entry.text, autoescape=True),
            unique_id=entry.id,
            author_name=entry.desk,
            pubdate=entry.published_at,
            updateddate=entry.published_at,
            categories=tuple(filter(None, (entry.kind, entry.outcome))),
            language=entry.language,
        )
    text: str = document.writeString("utf-8")
    return text
