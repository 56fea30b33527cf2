"""The public talks that rest on a fact, for the page of that fact."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from hoiam.conferences.models import Talk
from hoiam.evidence.citers import PublicUse
from hoiam.evidence.models import Citation

CITING_KIND = "texts.textversion"


def public_talks_citing(citations: Sequence[Citation], at: datetime) -> list[PublicUse]:
    """Public talks among the texts that cite, each with the version of the fact it cites."""
    cited = {row.citing_id: row.version for row in citations if row.citing_kind == CITING_KIND}
    if not cited:
        return []
    rows = Talk.objects.public(at).filter(version__in=cited).order_by("-published_at", "-pk")
    return [
        PublicUse(
            title=_("Talk: %(title)s") % {"title": row.title},
            address=reverse("newsroom_conferences:talk", args=[row.pk]),
            day=timezone.localdate(row.published_at),
            language=row.title.in_language()[1],
            version=cited[row.version_id].number,  # type: ignore[index]
        )
        for row in rows
    ]
