"""Programmes as their desk sees them: rounds and conferences, groups, and how far each group was reached."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db.models import Count, Q, QuerySet, Sum
from django.utils import timezone

from hoiam.conferences.models import (
    Conference,
    Delegate,
    GroupSize,
    PressCount,
    Programme,
    Round,
    TargetGroup,
)
from hoiam.conferences.queries.conferences import SEEING
from hoiam.conferences.terms import DelegateState
from hoiam.desks.queries.standing import Standing
from hoiam.desks.terms import InstallationRole

PAGE = 50


def programmes_of(standing: Standing) -> QuerySet[Programme]:
    """The programmes of the desk, the latest first; none for roles that do not see them."""
    if not _sees(standing):
        return Programme.objects.none()
    return Programme.objects.filter(desk=standing.desk).annotate(
        round_count=Count("rounds", distinct=True), group_count=Count("groups", distinct=True)
    )


def get_programme(code: str, standing: Standing) -> Programme:
    """The programme of that code; raises `Programme.DoesNotExist` where it is another desk's or not to be seen."""
    if not _sees(standing):
        raise Programme.DoesNotExist
    return Programme.objects.select_related("desk").get(code=code, desk=standing.desk)


@dataclass(frozen=True)
class Denominator:
    """Out of how many: the number for the whole programme, else the sum of those of places."""

    number: int
    places: int
    """Of how many places it is the sum; 0: it was stated for the whole."""
    as_of: date
    """The oldest of the days on which they were counted."""
    sources: tuple[str, ...]


@dataclass(frozen=True)
class Reached:
    """How far one group was reached by the conferences of a programme that were held."""

    group: TargetGroup
    attended: int
    """People, each once however often they came; of the press the sum of the counts, in which one may be twice."""
    registered: int
    denominator: Denominator | None
    """None: nobody said how many there are, so there is no share."""

    @property
    def share(self) -> float | None:
        """Per cent, as computed from the record; None without a denominator."""
        return self.attended * 100 / self.denominator.number if self.denominator else None

    @property
    def is_met(self) -> bool:
        return self.share is not None and self.share >= self.group.share


@dataclass(frozen=True)
class RoundLine:
    round: Round
    conferences: list[Conference] = field(default_factory=list)


def rounds_of(programme: Programme) -> list[RoundLine]:
    """Rounds, the latest first, with their conferences of this desk in order of time."""
    lines = {row.pk: RoundLine(row) for row in programme.rounds.all()}
    rows = Conference.objects.filter(round__in=lines, desk_id=programme.desk_id).select_related("place")
    for conference in rows.order_by("starts_on", "pk"):
        assert conference.round_id is not None
        lines[conference.round_id].conferences.append(conference)
    return list(lines.values())


def reached(programme: Programme, at: datetime) -> list[Reached]:
    """Every group with who came, from the roster and the check-in alone; figures of documents stand elsewhere."""
    groups = list(programme.groups.all())
    came = _people(programme, Q(checkins__isnull=False))
    named = _people(programme, Q())
    press = dict(
        PressCount.objects.filter(conference__round__programme=programme)
        .values_list("group")
        .annotate(Sum("heads"))
    )
    sizes = denominators(groups, timezone.localdate(at))
    return [
        Reached(
            group=group,
            attended=press.get(group.pk, 0) if group.is_press else came[group.pk],
            registered=0 if group.is_press else named[group.pk],
            denominator=sizes.get(group.pk),
        )
        for group in groups
    ]


def denominators(groups: Iterable[TargetGroup], day: date) -> dict[int, Denominator]:
    """{group: denominator} by the newest numbers counted by that day, in one query."""
    newest: dict[int, dict[int | None, GroupSize]] = defaultdict(dict)
    rows = GroupSize.objects.filter(group__in=groups, as_of__lte=day)
    for row in rows.order_by("as_of", "pk"):
        newest[row.group_id][row.place_id] = row
    return {group: _one(sizes) for group, sizes in newest.items()}


def _one(sizes: dict[int | None, GroupSize]) -> Denominator:
    taken = [sizes[None]] if None in sizes else list(sizes.values())
    return Denominator(
        number=sum(row.number for row in taken),
        places=0 if None in sizes else len(taken),
        as_of=min(row.as_of for row in taken),
        sources=tuple(dict.fromkeys(row.source for row in taken)),
    )


def _people(programme: Programme, narrowed: Q) -> dict[int, int]:
    """{group: people}: the same name at the same agency and place is one person, however often named."""
    rows = Delegate.objects.filter(
        narrowed,
        conference__round__programme=programme,
        conference__cancelled_at__isnull=True,
        state=DelegateState.REGISTERED,
        group__isnull=False,
    )
    people = rows.order_by().values_list("group", "place", "agency", "name_folded").distinct()
    counted: dict[int, int] = defaultdict(int)
    for group, *_who in people:
        assert group is not None
        counted[group] += 1
    return counted


def _sees(standing: Standing) -> bool:
    return standing.holds(*SEEING) or InstallationRole.PROGRAMME_OFFICER in standing.installation_roles
