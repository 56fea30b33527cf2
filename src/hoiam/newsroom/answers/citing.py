"""The answers of the public log that rest on a fact, for the page of that fact."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.urls import reverse

from hoiam.enquiries.models import Answer
from hoiam.evidence.citers import PublicUse
from hoiam.evidence.models import Citation

CITING_KIND = "texts.textversion"


def public_answers_citing(citations: Sequence[Citation], at: datetime) -> list[PublicUse]:
    """Public answers among the texts that cite, each with the version of the fact it cites."""
    cited = {row.citing_id: row.version for row in citations if row.citing_kind == CITING_KIND}
    if not cited:
        return []
    rows = Answer.objects.public(at).filter(version__in=cited).select_related("enquiry")
    return [
        PublicUse(
            title=row.enquiry.question,
            address=reverse("newsroom_answers:answer", args=[row.enquiry.reference]),
            day=row.enters_log_at.date() if row.enters_log_at else None,
            language=row.enquiry.language,
            version=cited[row.version_id].number,  # type: ignore[index]
        )
        for row in rows
    ]
