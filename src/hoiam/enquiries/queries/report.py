"""What a desk did in a period, as its report to the body above tells it. Never who asked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Q

from hoiam.desks.models import Clock, Desk, JournalLine, LawRule
from hoiam.desks.operations.clocks import is_in_time
from hoiam.desks.terms import Duty
from hoiam.enquiries.models import Enquiry, Matter
from hoiam.enquiries.queries.punctuality import Period, Punctuality, punctuality_of
from hoiam.enquiries.queries.punctuality.figures import LAW, counted_by
from hoiam.enquiries.queries.punctuality.period import received_in
from hoiam.enquiries.terms import OPEN
from hoiam.evidence.models import Fact, FactVersion, Gap
from hoiam.evidence.terms import FactState, GapState
from hoiam.texts.models import Part
from hoiam.texts.terms import PartState

MOST_OPEN = 200
"""Open enquiries that a report lists one by one."""
RECORD_KINDS = ("enquiries.enquiry", "enquiries.matter", "texts.part")


@dataclass(frozen=True)
class MatterLine:
    title: str
    opened_at: datetime
    closed_at: datetime | None
    bulletins: int
    """Issued within the period."""


@dataclass(frozen=True)
class DeskReport:
    """Figures of a period beside those of the period of equal length before it, counted at one instant."""

    desk: Desk
    period: Period
    now: Punctuality
    before: Punctuality
    by_kind: dict[str, int]
    by_channel: dict[str, int]
    by_theme: dict[str, int]
    """"" stands for enquiries whose theme nobody named."""
    matters: list[MatterLine]
    facts: dict[str, int]
    """`new`, `corrected`, `expired`, `withdrawn`, within the period."""
    gaps: dict[str, int]
    """`opened`, `closed` within the period; `open` now."""
    parts: dict[str, int]
    """`asked`, `answered`, `late`: parts asked of other desks and bodies within the period."""
    open_enquiries: list[Enquiry]
    """Still open of all that was ever received, by due date; at most `MOST_OPEN`."""


def report_of(desk: Desk, period: Period, at: datetime) -> DeskReport:
    """Count everything anew; a fixed number of queries whatever the size of the period."""
    rows = received_in(period, desk)
    start, end = period.bounds()
    return DeskReport(
        desk=desk,
        period=period,
        now=punctuality_of(desk, period, at),
        before=punctuality_of(desk, before(period), at),
        by_kind=_most_first(counted_by(rows, "kind")),
        by_channel=_most_first(counted_by(rows, "channel")),
        by_theme=_most_first(counted_by(rows, "theme")),
        matters=_matters(desk, start, end),
        facts=_facts(desk, start, end),
        gaps=_gaps(desk, start, end),
        parts=_parts(desk, start, end, at),
        open_enquiries=list(
            Enquiry.objects.filter(desk=desk, state__in=OPEN, closed_at__isnull=True).in_order()[:MOST_OPEN]
        ),
    )


def before(period: Period) -> Period:
    """The period of the same name before it: the month, quarter or year that ends the day before."""
    last = period.first - timedelta(days=1)
    months = (period.last.year - period.first.year) * 12 + period.last.month - period.first.month + 1
    first = last.replace(day=1)
    for _month in range(months - 1):
        first = (first - timedelta(days=1)).replace(day=1)
    return Period(first, last)


@dataclass(frozen=True)
class Proof:
    """That one limit of law was kept or missed, and the line of the journal that proves when."""

    record: str
    """Reference of the enquiry, title of the matter, or "P" with the number of a part."""
    act: str
    rule: LawRule | None
    is_confirmed: bool
    """Whether the row of law was confirmed; an unconfirmed one only warns."""
    started_at: datetime
    due_at: datetime | None
    met_at: datetime | None
    in_time: bool
    line: str
    """`da-nang#412`: chain and number of the journal's line; "" while the limit runs."""
    digest: str


def proofs_of(desk: Desk, period: Period, at: datetime) -> list[Proof]:
    """Every limit of law of the desk that was met in the period, or passed in it unmet; by due moment.

    Four queries.
    """
    start, end = period.bounds()
    met_in = Q(met_at__gte=start, met_at__lt=end)
    missed_in = Q(met_at__isnull=True, due_at__gte=start, due_at__lt=min(end, max(at, start)))
    clocks = list(
        Clock.objects.filter(
            met_in | missed_in,
            desk=desk,
            record_kind__in=RECORD_KINDS,
            duty__in=LAW,
            stopped_at__isnull=True,
        )
        .select_related("rule")
        .order_by("due_at", "id")
    )
    named = _names(clocks)
    met = JournalLine.objects.filter(
        record_kind="desks.clock", record_id__in=[clock.pk for clock in clocks], verb="met clock"
    )
    lines = {line.record_id: line for line in met}
    return [_proof(clock, named, lines.get(clock.pk)) for clock in clocks]


def _names(clocks: list[Clock]) -> dict[tuple[str, int], str]:
    """{(kind, id): how the record is called}."""
    numbers: dict[str, list[int]] = {kind: [] for kind in RECORD_KINDS}
    for clock in clocks:
        numbers[clock.record_kind].append(clock.record_id)
    enquiry, matter, part = RECORD_KINDS
    references = Enquiry.objects.filter(pk__in=numbers[enquiry]).values_list("pk", "reference")
    titles = Matter.objects.filter(pk__in=numbers[matter]).values_list("pk", "title")
    return {
        **{(enquiry, pk): reference for pk, reference in references},
        **{(matter, pk): title for pk, title in titles},
        **{(part, pk): f"P{pk}" for pk in numbers[part]},
    }


def _proof(clock: Clock, named: dict[tuple[str, int], str], line: JournalLine | None) -> Proof:
    return Proof(
        record=named.get((clock.record_kind, clock.record_id), ""),
        act=clock.act,
        rule=clock.rule,
        is_confirmed=clock.duty == Duty.LEGAL,
        started_at=clock.started_at,
        due_at=clock.due_at,
        met_at=clock.met_at,
        in_time=clock.met_at is not None and is_in_time(clock),
        line=f"{line.chain}#{line.number}" if line else "",
        digest=line.digest if line else "",
    )


def _most_first(counts: dict[str, int]) -> dict[str, int]:
    return dict(sorted(counts.items(), key=lambda row: -row[1]))


def _matters(desk: Desk, start: datetime, end: datetime) -> list[MatterLine]:
    issued = Count("bulletins", filter=Q(bulletins__issued_at__gte=start, bulletins__issued_at__lt=end))
    rows = Matter.objects.filter(
        Q(closed_at__isnull=True) | Q(closed_at__gte=start), desk=desk, opened_at__lt=end
    ).annotate(issued=issued)
    return [
        MatterLine(row.title, row.opened_at, row.closed_at, row.issued) for row in rows.order_by("opened_at")
    ]


def _facts(desk: Desk, start: datetime, end: datetime) -> dict[str, int]:
    published = Q(published_at__gte=start, published_at__lt=end)
    counted = FactVersion.objects.filter(published, fact__desk=desk).aggregate(
        new=Count("pk", filter=Q(number=1)), corrected=Count("pk", filter=Q(number__gt=1))
    )
    ended = Fact.objects.filter(desk=desk, ended_at__gte=start, ended_at__lt=end).aggregate(
        expired=Count("pk", filter=Q(state=FactState.EXPIRED)),
        withdrawn=Count("pk", filter=Q(state=FactState.WITHDRAWN)),
    )
    return {**counted, **ended}


def _gaps(desk: Desk, start: datetime, end: datetime) -> dict[str, int]:
    counted: dict[str, int] = Gap.objects.filter(desk=desk).aggregate(
        opened=Count("pk", filter=Q(opened_at__gte=start, opened_at__lt=end)),
        closed=Count("pk", filter=Q(closed_at__gte=start, closed_at__lt=end)),
        open=Count("pk", filter=Q(state=GapState.OPEN)),
    )
    return counted


def _parts(desk: Desk, start: datetime, end: datetime, at: datetime) -> dict[str, int]:
    asked = Part.objects.filter(desk=desk, asked_at__gte=start, asked_at__lt=end)
    counted: dict[str, int] = asked.aggregate(
        asked=Count("pk"),
        answered=Count("pk", filter=Q(state=PartState.ANSWERED)),
        late=Count("pk", filter=Q(state=PartState.ASKED, due_at__lt=at)),
    )
    return counted
