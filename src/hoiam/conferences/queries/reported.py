"""What documents report stands beside what the roster gives; where they do not agree, both are shown and named."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import product
from math import ceil, inf, prod

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from hoiam.conferences.models import CheckIn, Conference, Delegate, ReportedFigure, Round, Site
from hoiam.conferences.queries.conferences import SEEING
from hoiam.conferences.terms import DelegateState, Measure
from hoiam.desks.models import Desk
from hoiam.desks.queries.standing import Standing

ABOUT = 0.1
"""How far from a figure that a document calls "nearly" the true one may lie, as a share of it."""
MOST_SUMS = 12
"""Sums of a round that are written out; a round with more of them shows the least and the greatest."""


@dataclass(frozen=True)
class Beside:
    """One measure of one conference: every document's figure, and what the roster gives."""

    measure: str
    figures: tuple[ReportedFigure, ...]
    computed: int | None
    """None: no roster was kept, or it does not count this."""

    @property
    def label(self) -> str:
        return str(Measure(self.measure).label)

    @property
    def is_conflict(self) -> bool:
        """Whether no one number agrees with all of them."""
        spans = [span_of(figure) for figure in self.figures]
        if self.computed is not None:
            spans.append((self.computed, self.computed))
        return do_conflict(spans)


@dataclass(frozen=True)
class Sum:
    """One way to add up the figures of the conferences of a round."""

    parts: tuple[ReportedFigure, ...]

    @property
    def total(self) -> int:
        return sum(part.number for part in self.parts)

    @property
    def written(self) -> str:
        """`19 + 19 + 26 = 64`."""
        return f"{' + '.join(str(part.number) for part in self.parts)} = {self.total}"


@dataclass(frozen=True)
class RoundBeside:
    """One measure of one round: what is claimed of the whole, and what its conferences add up to."""

    round: Round
    measure: str
    claimed: tuple[ReportedFigure, ...]
    sums: tuple[Sum, ...] = field(default=())
    unknown: int = 0
    """Conferences of the round of which no document gives a figure: then nothing is added up."""

    @property
    def label(self) -> str:
        return str(Measure(self.measure).label)

    @property
    def is_conflict(self) -> bool:
        """Whether a way of adding up disagrees with another, or with what is claimed of the whole."""
        spans = [span_of(figure) for figure in self.claimed]
        return do_conflict(spans) or any(do_conflict([*spans, _span_of_sum(one)]) for one in self.sums)


def beside(conference: Conference) -> list[Beside]:
    """Every measure of which a document or the roster tells something, in the order of the measures."""
    return beside_of_many([conference])[conference.pk]


def beside_of_many(rows: Sequence[Conference]) -> dict[int, list[Beside]]:
    """{conference: its measures}, in three queries for any number."""
    figures: dict[tuple[int | None, str], list[ReportedFigure]] = defaultdict(list)
    for figure in ReportedFigure.objects.filter(conference__in=rows).order_by("pk"):
        figures[figure.conference_id, figure.measure].append(figure)
    computed = computed_of_many(rows)
    return {
        row.pk: [
            Beside(measure, tuple(figures[row.pk, measure]), computed[row.pk].get(measure))
            for measure in Measure.values
            if (row.pk, measure) in figures or computed[row.pk].get(measure)
        ]
        for row in rows
    }


def computed_of_many(rows: Sequence[Conference]) -> dict[int, dict[str, int]]:
    """{conference: {measure: number}} as check-in and record give it; {} for one that documents alone tell of."""
    own = {row.pk: row for row in rows if not row.is_from_documents}
    came = Delegate.objects.filter(conference__in=own, state=DelegateState.REGISTERED)
    came = came.filter(Exists(CheckIn.objects.filter(delegate=OuterRef("pk"))))
    counted = (
        came.order_by()
        .values("conference")
        .annotate(people=Count("pk"), places=Count("place", distinct=True))
    )
    heads = {row["conference"]: (row["places"], row["people"]) for row in counted}
    sites = Site.objects.filter(conference__in=own).order_by().values_list("conference").annotate(Count("pk"))
    points = dict(sites)
    found: dict[int, dict[str, int]] = {row.pk: {} for row in rows}
    for number, row in own.items():
        places, people = heads.get(number, (0, 0))
        found[number] = {
            Measure.PROVINCES: places,
            Measure.PARTICIPANTS: people,
            Measure.POINTS: points.get(number, 0),
            Measure.OUTLETS: row.outlets_coming,
        }
    return found


def rounds_beside(rounds: Iterable[Round]) -> list[RoundBeside]:
    """Of each round every measure that is claimed of the whole, or that all its conferences tell; three queries."""
    rounds = list(rounds)
    conferences: dict[int, list[int]] = defaultdict(list)
    held = Conference.objects.filter(round__in=rounds, cancelled_at__isnull=True).held()
    for number, conference in held.order_by("starts_on", "pk").values_list("round", "pk"):
        assert number is not None
        conferences[number].append(conference)
    told: dict[tuple[str, int], list[ReportedFigure]] = defaultdict(list)
    claimed: dict[tuple[str, int], list[ReportedFigure]] = defaultdict(list)
    about = Q(round__in=rounds) | Q(conference__round__in=rounds)
    for figure in ReportedFigure.objects.filter(about).order_by("pk"):
        if figure.conference_id:
            told[figure.measure, figure.conference_id].append(figure)
        elif figure.round_id:
            claimed[figure.measure, figure.round_id].append(figure)
    return [
        found
        for one in rounds
        for measure in Measure.values
        if (found := _round(one, measure, conferences[one.pk], told, claimed))
    ]


def conflicts_of_conferences(rows: QuerySet[Conference]) -> list[tuple[Conference, Beside]]:
    """(conference, measure) wherever figures do not agree, the last conference first; four queries."""
    wanted = list(rows.filter(reported__isnull=False).distinct().order_by("-starts_on", "-pk"))
    told = beside_of_many(wanted)
    return [(row, one) for row in wanted for one in told[row.pk] if one.is_conflict]


def get_round(number: int, standing: Standing) -> Round:
    """Raises `Round.DoesNotExist` for another desk's, or a role that does not see it."""
    if not standing.holds(*SEEING):
        raise Round.DoesNotExist
    return Round.objects.select_related("programme__desk").get(pk=number, programme__desk=standing.desk)


def get_figure(number: int, **about: Conference | Round) -> ReportedFigure:
    """The figure of that number about this conference or round; raises `ReportedFigure.DoesNotExist`."""
    rows = ReportedFigure.objects.select_related("conference__desk", "round__programme__desk")
    return rows.get(pk=number, **about)


def rounds_with_figures(desk: Desk | None = None, at: datetime | None = None) -> list[Round]:
    """Rounds that documents tell something of, the latest first; of one desk, or those the public knows at `at`."""
    rows = Round.objects.filter(Q(reported__isnull=False) | Q(conferences__reported__isnull=False))
    if desk:
        rows = rows.filter(programme__desk=desk)
    if at:
        rows = rows.filter(conferences__in=Conference.objects.public(at))
    return list(rows.select_related("programme__desk").distinct().order_by("-year", "-pk"))


def span_of(figure: ReportedFigure) -> tuple[float, float]:
    """The numbers with which a figure agrees: itself; more than it; or within a tenth of a "nearly"."""
    if figure.is_at_least:
        return figure.number, inf
    if figure.is_about:
        return ceil(figure.number * (1 - ABOUT)), figure.number * (1 + ABOUT)
    return figure.number, figure.number


def do_conflict(spans: Sequence[tuple[float, float]]) -> bool:
    """Whether no number lies in all of them."""
    return bool(spans) and max(low for low, _high in spans) > min(high for _low, high in spans)


def _round(
    one: Round,
    measure: str,
    conferences: list[int],
    told: dict[tuple[str, int], list[ReportedFigure]],
    claimed: dict[tuple[str, int], list[ReportedFigure]],
) -> RoundBeside | None:
    given = [told.get((measure, conference), []) for conference in conferences]
    whole = tuple(claimed.get((measure, one.pk), []))
    unknown = sum(1 for figures in given if not figures)
    if not whole and (unknown or len(conferences) < 2):
        return None
    distinct = [list({figure.number: figure for figure in figures}.values()) for figures in given]
    if unknown or not distinct:
        return RoundBeside(one, measure, whole, unknown=unknown)
    if prod(len(figures) for figures in distinct) > MOST_SUMS:
        ends = (min, max)
        distinct_ends = [
            tuple(end(figures, key=lambda one: one.number) for figures in distinct) for end in ends
        ]
        return RoundBeside(one, measure, whole, tuple(Sum(parts) for parts in distinct_ends))
    return RoundBeside(one, measure, whole, tuple(Sum(parts) for parts in product(*distinct)))


def _span_of_sum(one: Sum) -> tuple[float, float]:
    spans = [span_of(part) for part in one.parts]
    return sum(low for low, _high in spans), sum(high for _low, high in spans)
