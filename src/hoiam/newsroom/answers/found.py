"""Answers among the results of the public search."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from hoiam.enquiries.queries.disclosures import public_by_references
from hoiam.newsroom.search.results import Result
from hoiam.ui.languages import foreign


def show_answers(references: Sequence[str], at: datetime) -> dict[str, Result]:
    """The questions whose answers are public at that instant."""
    return {
        answer.enquiry.reference: Result(
            address=reverse("newsroom_answers:answer", args=[answer.enquiry.reference]),
            kind_label=_("Answer"),
            title=answer.enquiry.question,
            note=f"{answer.desk.name}, {answer.get_outcome_display()}",
            day=timezone.localdate(answer.enters_log_at),
            language=foreign(answer.enquiry.language),
        )
        for answer in public_by_references(list(references), at)
    }
