"""Facts, earlier answers and gaps among the results of the office search."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from hoiam.desks.queries.standing import Standing
from hoiam.enquiries.models import Answer, Enquiry
from hoiam.enquiries.queries.disclosures import public_by_references
from hoiam.enquiries.queries.enquiries import enquiries_named
from hoiam.evidence.cards import card_of
from hoiam.evidence.models import Gap
from hoiam.evidence.queries.facts import visible
from hoiam.evidence.terms import GapState
from hoiam.ui.moments import day
from hoiam.workroom.search.results import Result


def show_facts(references: Sequence[str], standing: Standing, at: datetime) -> dict[str, Result]:
    rows = visible(standing=standing, at=at).filter(reference__in=references).shown_in_office()
    rows = rows.select_related("published__place").prefetch_related(
        "latest__fact_sources__source", "published__fact_sources__source"
    )
    shown = {}
    for fact in rows:
        address = reverse(
            "workroom_facts:fact", kwargs={"desk": standing.desk.code, "reference": fact.reference}
        )
        card = card_of(fact, fact.published or fact.newest, address=address, is_office=True)
        shown[fact.reference] = Result(address=address, kind_label=_("Fact"), card=card)
    return shown


def show_named(query: str, standing: Standing) -> list[tuple[str, Result]]:
    """The desk's own enquiries that the query names by reference, answered or not: (reference, result)."""
    return [
        (enquiry.reference, _enquiry(enquiry, standing))
        for enquiry in enquiries_named(query, standing=standing)
    ]


def _enquiry(enquiry: Enquiry, standing: Standing) -> Result:
    received = day(timezone.localdate(enquiry.received_at))
    return Result(
        address=reverse("workroom_enquiries:case", args=[standing.desk.code, enquiry.reference]),
        kind_label=_("Enquiry"),
        title=enquiry.question,
        note=f"{enquiry.get_state_display()}, {received}",
    )


def show_answers(references: Sequence[str], standing: Standing, at: datetime) -> dict[str, Result]:
    """What this desk has sent, and what any desk has in the public log; never who asked."""
    wanted = list(references)
    own = Answer.objects.filter(desk=standing.desk, enquiry__reference__in=wanted, sent_at__isnull=False)
    answers = [*public_by_references(wanted, at), *own.select_related("enquiry", "desk").order_by("pk")]
    return {answer.enquiry.reference: _answer(answer, standing) for answer in answers}


def _answer(answer: Answer, standing: Standing) -> Result:
    reference = answer.enquiry.reference
    if answer.desk_id == standing.desk.pk:
        address = reverse("workroom_enquiries:case", args=[standing.desk.code, reference])
    else:
        address = reverse("newsroom_answers:answer", args=[reference])
    sent = day(timezone.localdate(answer.sent_at))
    return Result(
        address=address,
        kind_label=_("Answer"),
        title=answer.enquiry.question,
        note=f"{answer.desk}, {answer.get_outcome_display()}, {sent}",
    )


def show_gaps(references: Sequence[str], standing: Standing, at: datetime) -> dict[str, Result]:
    numbers = [int(ref[1:]) for ref in references if ref[1:].isdigit()]
    gaps = Gap.objects.filter(desk=standing.desk, state=GapState.OPEN, pk__in=numbers).select_related("owner")
    return {
        gap.reference: Result(
            address=reverse(
                "workroom_gaps:gap", kwargs={"desk": standing.desk.code, "reference": gap.reference}
            ),
            kind_label=_("Open gap"),
            title=gap.question,
            note=str(gap.owner or ""),
        )
        for gap in gaps
    }
