"""Anyone opens these: does this desk meet the press as often as it must, and did it keep what it promised there?"""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import condition, require_safe

from hoiam.conferences.dates import said
from hoiam.conferences.models import Conference
from hoiam.conferences.queries.conclusions import conclusions_of
from hoiam.conferences.queries.floor import public_promises
from hoiam.conferences.queries.packages import public_package
from hoiam.conferences.queries.periods import PeriodLine, lines_of
from hoiam.conferences.queries.public import public_conference
from hoiam.conferences.queries.seats import counts_of
from hoiam.conferences.queries.series import Questions, public_series, questions_in
from hoiam.conferences.terms import PeriodState, Rhythm
from hoiam.desks.models import Desk
from hoiam.newsroom.briefings.parts import shown_conclusions, shown_promises
from hoiam.newsroom.requests import PublicRequest
from hoiam.newsroom.stamping import etag, for_everybody, written_once
from hoiam.texts.queries.rendering import rendered
from hoiam.ui.languages import foreign
from hoiam.ui.shapes import Page, first_row

PAGE = 24
TONES = {
    PeriodState.HELD: "success",
    PeriodState.PLANNED: "info",
    PeriodState.OPEN: "neutral",
    PeriodState.MISSED: "danger",
}


@require_safe
def series(request: PublicRequest, desk: str) -> HttpResponse:
    """Every series of a desk: periods held, planned and missed with the reason, what became of the questions."""
    found = get_object_or_404(Desk.objects.public().select_related("body"), code=desk)
    rows = list(public_series().filter(desk=found).order_by("ended_at", "pk"))
    lines, asked = lines_of(rows, request.at), questions_in(request.at, series=rows)
    first = first_row(request.GET.get("from", ""))
    longest = max((len(each) for each in lines.values()), default=0)
    shown = {
        "desk": found,
        "rows": [
            {
                "series": row,
                "title": row.title.in_language(),
                "rhythm": Rhythm(row.rhythm).label,
                "lines": [_line(one, request) for one in lines[row.pk][first : first + PAGE]],
                "held": sum(one.state == PeriodState.HELD for one in lines[row.pk]),
                "missed": sum(one.state == PeriodState.MISSED for one in lines[row.pk]),
                "questions": asked.get(row.pk, Questions()),
            }
            for row in rows
        ],
        "page": Page(
            newer=f"?from={max(first - PAGE, 0)}" if first else "",
            older=f"?from={first + PAGE}" if longest > first + PAGE else "",
        ),
    }
    return for_everybody(render(request, "newsroom/briefings/series.html", shown))


@require_safe
def record(request: PublicRequest, reference: str) -> HttpResponse:
    """The cleared words of a record, with its promises and conclusions as they stand now."""
    try:
        conference = public_conference(reference, request.at)
    except Conference.DoesNotExist:
        raise Http404 from None
    version = conference.record_version
    if version is None or not Conference.objects.with_record(request.at).filter(pk=conference.pk).exists():
        raise Http404
    promises = shown_promises(public_promises([conference.pk], request.at))
    conclusions = shown_conclusions(list(conclusions_of(conference)), request.at)
    package, counts = public_package(conference, request.at), counts_of(conference)
    press = (counts.invited, counts.coming, counts.heads) if conference.seats_deleted_at else None
    stamp = etag(
        request, version.hash, dict(conference.title), said(conference), promises, conclusions, package, press
    )

    def write() -> HttpResponse:
        title, language = conference.title.in_language()
        text = rendered(version)
        shown = {
            "conference": conference,
            "title": title,
            "title_language": foreign(language),
            "time": said(conference),
            "text": text,
            "language": foreign(text.language),
            "promises": promises,
            "conclusions": conclusions,
            "package": package,
            "press": press,
        }
        return render(request, "newsroom/briefings/record.html", shown)

    def answer(_request: PublicRequest) -> HttpResponse:
        return for_everybody(written_once(stamp, write))

    return condition(etag_func=lambda _request: stamp)(answer)(request)


def _line(line: PeriodLine, request: PublicRequest) -> dict[str, object]:
    """A period; a conference that is not announced yet is not told."""
    public = [row for row in line.conferences if row.announced_at and row.announced_at <= request.at]
    state = line.state
    if state == PeriodState.PLANNED and not public:
        state = PeriodState.OPEN
    return {
        "line": line,
        "state": state,
        "tone": TONES[state],
        "conferences": [(row, said(row)) for row in public],
    }
