"""The public bulletins that rest on a fact, for the page of that fact."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from hoiam.enquiries.models import Bulletin
from hoiam.evidence.citers import PublicUse
from hoiam.evidence.models import Citation

CITING_KIND = "texts.textversion"


def public_bulletins_citing(citations: Sequence[Citation], at: datetime) -> list[PublicUse]:
    """Public bulletins among the texts that cite, each with the version of the fact it cites."""
    cited = {row.citing_id: row.version for row in citations if row.citing_kind == CITING_KIND}
    if not cited:
        return []
    rows = Bulletin.objects.public(at).filter(version__in=cited).select_related("matter", "text")
    return [
        PublicUse(
            title=_("Bulletin %(number)s: %(matter)s") % {"number": row.number, "matter": row.matter.title},
            address=reverse("newsroom_matters:bulletin", args=[row.matter_id, row.number]),
            day=timezone.localdate(row.issued_at),
            language=row.text.language,
            version=cited[row.version_id].number,  # type: ignore[index]
        )
        for row in rows
    ]
