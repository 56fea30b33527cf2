"""How punctual the desks are."""

from __future__ import annotations

from datetime import date

from django.http import Http404
from django.utils import timezone
from ninja import Query, Router, Schema

from hoiam.desks.models import Desk
from hoiam.enquiries.queries.punctuality import (
    ENOUGH,
    NAMED,
    DeskLine,
    Measure,
    lines_by_desk,
    period_named,
    punctuality_of,
)
from hoiam.newsroom.api.paging import LONGEST, MOST, USUAL, read_cursor, write_cursor
from hoiam.newsroom.api.shapes import Licensed, Listed, page
from hoiam.newsroom.requests import PublicRequest

router = Router(tags=["statistics"])
PERIOD = Query(
    "",
    pattern=f"^(?:{NAMED.pattern.replace('?P<year>', '').replace('?P<part>', '')})?$",
    description="`2026`, `2026-Q3` or `2026-09`; the running quarter where it is left out",
)


class Span(Schema):
    """Local days, both within; counted is what was received on them."""

    name: str
    first: date
    last: date


class StatisticsLine(Schema):
    desk: str
    received: int
    closed: int
    overdue: int
    limits_due: int
    limits_kept: int


class StatisticsList(Listed):
    period: Span
    items: list[StatisticsLine]


class Step(Schema):
    """Days that passed since receipt; null below five, where they would say more than there is."""

    count: int
    median_days: float | None
    p90_days: float | None


class StatisticsDocument(Licensed):
    """Figures of one desk. `limits_…` count limits of law that were met or have passed; `paused_days` adds up
    over clocks; everything else counts enquiries."""

    desk: str
    period: Span
    received: int
    acknowledged: Step
    first_answer: Step
    closed: Step
    limits_due: int
    limits_kept: int
    open: int
    overdue: int
    by_state: dict[str, int]
    refused_by_code: dict[str, int]
    withheld_by_code: dict[str, int]
    disputes_by_subject: dict[str, int]
    reordered: int
    paused: int
    paused_days: float


@router.get(
    "/statistics",
    response=StatisticsList,
    operation_id="list_statistics",
    summary="Punctuality, one line a desk",
)
def list_statistics(
    request: PublicRequest,
    period: str = PERIOD,
    cursor: str = Query("", max_length=LONGEST),
    limit: int = Query(USUAL, ge=1, le=MOST),
) -> StatisticsList:
    at = request.at
    name, span = period_named(period, timezone.localdate(at))
    codes = (
        Desk.objects.public().filter(code__gt=read_cursor(cursor)).order_by("code").values_list("pk", "code")
    )
    found = list(codes[: limit + 1])
    shown = found[:limit]
    lines = lines_by_desk(span, at)
    return StatisticsList(
        period=Span(name=name, first=span.first, last=span.last),
        items=[_line(code, lines.get(pk, DeskLine())) for pk, code in shown],
        next_cursor=write_cursor(shown[-1][1] if len(found) > limit else ""),
        source=f"{page('newsroom_punctuality:overview')}?period={name}",
    )


@router.get(
    "/statistics/{desk}",
    response=StatisticsDocument,
    operation_id="read_statistics",
    summary="Punctuality of one desk",
)
def read_statistics(request: PublicRequest, desk: str, period: str = PERIOD) -> StatisticsDocument:
    at = request.at
    found = Desk.objects.public().filter(code=desk).first() if "\x00" not in desk else None
    if found is None:
        raise Http404
    name, span = period_named(period, timezone.localdate(at))
    counted = punctuality_of(found, span, at)
    return StatisticsDocument(
        desk=found.code,
        period=Span(name=name, first=span.first, last=span.last),
        received=counted.received,
        acknowledged=_step(counted.acknowledged),
        first_answer=_step(counted.first_answer),
        closed=_step(counted.closed),
        limits_due=counted.due,
        limits_kept=counted.in_time,
        open=counted.is_open,
        overdue=counted.overdue,
        by_state=counted.by_state,
        refused_by_code=counted.refused_by_code,
        withheld_by_code=counted.withheld_by_code,
        disputes_by_subject=counted.disputes_by_subject,
        reordered=counted.reorders,
        paused=counted.paused,
        paused_days=counted.paused_days,
        source=f"{page('newsroom_punctuality:desk', found.code)}?period={name}",
    )


def _line(code: str, line: DeskLine) -> StatisticsLine:
    return StatisticsLine(
        desk=code,
        received=line.received,
        closed=line.closed,
        overdue=line.overdue,
        limits_due=line.due,
        limits_kept=line.in_time,
    )


def _step(measure: Measure) -> Step:
    if measure.count < ENOUGH:
        return Step(count=measure.count, median_days=None, p90_days=None)
    return Step(count=measure.count, median_days=measure.median_days, p90_days=measure.p90_days)
