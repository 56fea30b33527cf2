"""The public releases that rest on a fact, for the page of that fact."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.urls import reverse
from django.utils import timezone

from hoiam.evidence.citers import PublicUse
from hoiam.evidence.models import Citation
from hoiam.newsroom.published import newest_editions, title_of

CITING_KIND = "texts.textversion"


def public_releases_citing(citations: Sequence[Citation], at: datetime) -> list[PublicUse]:
    """Newest public editions among the texts that cite, each with the version of the fact it cites."""
    cited = {row.citing_id: row.version for row in citations if row.citing_kind == CITING_KIND}
    if not cited:
        return []
    rows = newest_editions(at).filter(texts__version__in=cited).distinct()
    return [
        PublicUse(
            title=title_of(text),
            address=reverse(
                "newsroom_releases:in_language",
                args=[edition.release.reference, edition.number, text.language],
            ),
            day=timezone.localdate(edition.published_at),
            language=text.language,
            version=cited[text.version_id].number,  # type: ignore[index]
        )
        for edition in rows
        for text in edition.texts.all()
        if text.version_id in cited
    ]
