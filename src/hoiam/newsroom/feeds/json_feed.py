"""A feed as JSON Feed 1.1 (jsonfeed.org)."""

from __future__ import annotations

import json
from typing import Any

from django.utils.translation import get_language

from hoiam.newsroom import license
from hoiam.newsroom.feeds.bulletins import BulletinFeed
from hoiam.newsroom.feeds.corrections import CorrectionFeed
from hoiam.newsroom.feeds.entries import Entry, Feed
from hoiam.newsroom.feeds.releases import ReleaseFeed


def written(feed: Feed | BulletinFeed | ReleaseFeed | CorrectionFeed) -> str:
    """The feed as a JSON document; the licence stands in an extension of its own, `_license`."""
    document = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "home_page_url": feed.home,
        "feed_url": feed.address("json"),
        "language": get_language(),
        "_license": {"name": license.NAME, "url": license.ADDRESS},
        "items": [_item(entry) for entry in feed.entries()],
    }
    return json.dumps(document, ensure_ascii=False, indent=1)


def _item(entry: Entry) -> dict[str, Any]:
    return {
        "id": entry.id,
        "url": entry.address,
        "title": entry.title,
        "content_text": entry.text,
        "date_published": entry.published_at.isoformat(),
        "authors": [{"name": entry.desk}],
        "tags": [tag for tag in (entry.kind, entry.outcome) if tag],
        "language": entry.language,
    }
