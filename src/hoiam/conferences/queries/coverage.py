"""Whom the trainings reached, over places and years: counted from roster and check-in, never from a document.

Six queries of sums, whatever the number of people. A conference known from documents counts nowhere here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.conf import settings
from django.db.models import Count, Exists, Max, OuterRef, Q, QuerySet, Sum
from django.db.models.functions import Coalesce
from django.utils import timezone

from hoiam.conferences.models import (
    Certificate,
    CheckIn,
    Conference,
    Delegate,
    Invitation,
    LocalRequest,
    PressCount,
)
from hoiam.conferences.terms import (
    WAITING_STATES,
    ConferenceKind,
    DelegateState,
    InvitationState,
    RequestKind,
)
from hoiam.desks.models import Place, PlaceSuccession
from hoiam.desks.pack.template import pack_template

REACHING = (ConferenceKind.TRAINING, ConferenceKind.WORKSHOP)
"""Kinds of conferences that are held to teach."""
YEARS = 5
IN_POST_YEARS = 3
"""Somebody counts as trained and in post who was checked in within so many years; who has changed post since is not
known here, because nobody is followed."""
SENT = (InvitationState.SENT, InvitationState.ACCEPTED, InvitationState.DECLINED)
MEASURES = ("invited", "nominated", "registered", "attended", "certified")


@dataclass(frozen=True)
class Cell:
    """One place, or kind of agency, in one year. Letters for `invited`, else delegates, each once a conference."""

    invited: int = 0
    nominated: int = 0
    """Named by the body, whatever became of it."""
    registered: int = 0
    attended: int = 0
    """Checked in."""
    certified: int = 0

    def __add__(self, other: Cell) -> Cell:
        return Cell(*(getattr(self, name) + getattr(other, name) for name in MEASURES))


NOTHING = Cell()


@dataclass(frozen=True)
class PlaceLine:
    """One place over the years. Of a place that followed others their people count, and it says how many of them
    had anybody."""

    place: Place
    cells: tuple[Cell, ...]
    """One for each year of the table."""
    last_on: date | None = None
    """First day of the last training at which somebody was checked in."""
    in_post: int = 0
    """Checked in within the last `IN_POST_YEARS` years."""
    formers: int = 0
    """Places that it came from; 0: it is as it always was, or the table is of that day."""
    formers_reached: int = 0
    """Of those, how many had somebody checked in in these years."""
    own: int = 0
    """Checked in since it exists in this extent."""
    questions: int = 0
    """Questions and difficulties that wait for a reply."""

    @property
    def total(self) -> Cell:
        return sum(self.cells, NOTHING)


@dataclass(frozen=True)
class Coverage:
    """The table: places by years."""

    years: tuple[int, ...]
    on: date
    """The places are those that exist on this day."""
    lines: tuple[PlaceLine, ...]
    conferences: tuple[int, ...]
    """Trainings that were announced, in each year; those that only documents tell of are not among them."""
    press: tuple[int | None, ...]
    """People of the press that trainings counted, in each year; None where nobody counted."""
    elsewhere: int = 0
    """Checked in for places that did not exist yet on that day, so that they stand in no line."""

    @property
    def last_year(self) -> int:
        return self.years[-1]

    @property
    def totals(self) -> tuple[Cell, ...]:
        columns = zip(*(line.cells for line in self.lines), strict=True)
        return tuple(sum(column, NOTHING) for column in columns) or tuple(NOTHING for _year in self.years)

    @property
    def without(self) -> tuple[PlaceLine, ...]:
        """Places with nobody trained in post."""
        return tuple(line for line in self.lines if not line.in_post)


INVITED, CERTIFIED = MEASURES.index("invited"), MEASURES.index("certified")
CAME = MEASURES.index("attended")


@dataclass
class _Sums:
    """What is counted for one place of the roster: plain numbers in the order of `MEASURES`, added up in place."""

    years: dict[int, list[int]] = field(default_factory=dict)
    last_on: date | None = None
    in_post: int = 0
    attended: int = 0

    def of(self, year: int) -> list[int]:
        return self.years.setdefault(year, [0] * len(MEASURES))

    def add_people(self, day: date, named: int, here: int, came: int, *, recent: bool) -> None:
        row = self.of(day.year)
        row[1] += named
        row[2] += here
        row[CAME] += came
        if came:
            self.attended += came
            self.in_post += came if recent else 0
            self.last_on = max(self.last_on, day) if self.last_on else day


def coverage(at: datetime, *, last_year: int | None = None, on: date | None = None) -> Coverage:
    """The last `YEARS` years up to `last_year`, for the places that exist on a day (default: today's)."""
    today = timezone.localdate(at)
    last = last_year or today.year
    years = tuple(range(last - YEARS + 1, last + 1))
    on = on or today
    held = _conferences(at, years[0], last)
    sums = _sums(held, in_post_since(today))
    places = list(
        Place.objects.in_force(on).filter(kind__in=place_types()).only("code", "name", "name_folded")
    )
    home, elsewhere = _homes(sums, {place.pk for place in places})
    questions = _questions()
    lines = [_line(place, years, sums, home, questions) for place in places]
    return Coverage(
        years=years,
        on=on,
        lines=tuple(lines),
        conferences=tuple(sum(1 for day in held.values() if day.year == year) for year in years),
        press=_press(held, years),
        elsewhere=elsewhere,
    )


@dataclass(frozen=True)
class KindLine:
    """One kind of agency over the years, in the whole country."""

    code: str
    cells: tuple[Cell, ...]


def by_agency_kind(at: datetime, *, last_year: int | None = None) -> list[KindLine]:
    """Every kind of agency that sent somebody, those with most first. Letters to "any" kind are not among them."""
    last = last_year or timezone.localdate(at).year
    years = tuple(range(last - YEARS + 1, last + 1))
    held = _conferences(at, years[0], last)
    found: dict[str, dict[int, Cell]] = defaultdict(lambda: defaultdict(Cell))
    for kind, number, *counts in (
        _delegates(held).values_list("agency_kind", "conference").annotate(**_COUNTS)
    ):
        found[kind][held[number].year] += Cell(0, *counts)
    rows = [KindLine(kind, tuple(cells[year] for year in years)) for kind, cells in found.items()]
    return sorted(rows, key=lambda row: (-sum(cell.attended for cell in row.cells), row.code))


def trained_in_post(place_ids: Collection[int], at: datetime) -> dict[int, int]:
    """{place of today: people checked in within the last years, those of its predecessors too}; once a conference."""
    since = in_post_since(timezone.localdate(at))
    held = _conferences(at, since.year, timezone.localdate(at).year)
    sums = _sums({number: day for number, day in held.items() if day >= since}, since)
    home, _elsewhere = _homes(sums, set(place_ids))
    return {place: sum(sums[former].in_post for former in home.get(place, ())) for place in place_ids}


def in_post_since(today: date) -> date:
    """From this day on a training counts for those who are in post."""
    return date(today.year - IN_POST_YEARS, today.month, min(today.day, 28))


def former_day(at: datetime) -> date | None:
    """The last day of the places that were before today's; None where none of the kind has ended."""
    rows = Place.objects.filter(kind__in=place_types(), valid_to__lt=timezone.localdate(at))
    return rows.aggregate(last=Max("valid_to"))["last"]


def place_types() -> tuple[str, ...]:
    """Kinds of places that trainings reach: those that are expected to have a desk."""
    pack = pack_template(settings.COUNTRY.code)
    return pack.place_types if pack else ()


def _conferences(at: datetime, first: int, last: int) -> dict[int, date]:
    """{training: its first day}: announced, kept by a roster, not cancelled."""
    rows = Conference.objects.public(at).filter(
        kind__in=REACHING,
        is_from_documents=False,
        cancelled_at__isnull=True,
        starts_on__gte=date(first, 1, 1),
        starts_on__lte=date(last, 12, 31),
    )
    return dict(rows.order_by().values_list("pk", "starts_on"))


_CAME = Exists(CheckIn.objects.filter(delegate=OuterRef("pk")))
_REGISTERED = Q(state=DelegateState.REGISTERED)
_COUNTS = {
    "named": Count("pk"),
    "here": Count("pk", filter=_REGISTERED),
    "came": Count("pk", filter=_REGISTERED & Q(_CAME)),
}


def _delegates(held: Mapping[int, date]) -> QuerySet[Delegate]:
    return Delegate.objects.filter(conference__in=list(held)).order_by()


def _sums(held: Mapping[int, date], since: date) -> dict[int, _Sums]:
    """{place as it stood: its sums}, in three queries."""
    sums: dict[int, _Sums] = defaultdict(_Sums)
    if not held:
        return sums
    rows = _delegates(held).values_list("place", "conference").annotate(**_COUNTS)
    for place, number, named, here, came in rows:
        day = held[number]
        sums[place].add_people(day, named, here, came, recent=day >= since)
    letters = Invitation.objects.filter(conference__in=list(held), state__in=SENT).order_by()
    for place, number, count in letters.values_list("place", "conference").annotate(Count("pk")):
        sums[place].of(held[number].year)[INVITED] += count
    issued = Certificate.objects.filter(conference__in=list(held), revoked_at__isnull=True).order_by()
    for place, number, count in issued.values_list("place", "conference").annotate(Count("pk")):
        sums[place].of(held[number].year)[CERTIFIED] += count
    return sums


def _homes(sums: Mapping[int, _Sums], wanted: set[int]) -> tuple[dict[int, list[int]], int]:
    """({place of the table: places whose people count there}, how many were checked in for none of them)."""
    heirs: dict[int, list[int]] = defaultdict(list)
    for former, present in PlaceSuccession.objects.values_list("former", "present"):
        heirs[former].append(present)
    home: dict[int, list[int]] = {place: [place] for place in wanted}
    for former in list(heirs):
        if former not in wanted and (heir := _heir(former, heirs, wanted)):
            home[heir].append(former)
    at_home = {place for places in home.values() for place in places}
    return home, sum(one.attended for place, one in sums.items() if place not in at_home)


def _heir(place: int, heirs: Mapping[int, Sequence[int]], wanted: set[int]) -> int | None:
    """The place of the table in which a former one lives on; the first where it was divided."""
    seen, now = {place}, list(heirs.get(place, ()))
    while now:
        found = now.pop(0)
        if found in wanted:
            return found
        if found not in seen:
            seen.add(found)
            now.extend(heirs.get(found, ()))
    return None


def _line(
    place: Place,
    years: tuple[int, ...],
    sums: dict[int, _Sums],
    home: Mapping[int, Sequence[int]],
    questions: Mapping[int, int],
) -> PlaceLine:
    counted = [(number, sums[number]) for number in home[place.pk] if number in sums]
    formers = [number for number in home[place.pk] if number != place.pk]
    last = [one.last_on for _number, one in counted if one.last_on]
    return PlaceLine(
        place=place,
        cells=tuple(
            _cell([one.years[year] for _number, one in counted if year in one.years]) for year in years
        ),
        last_on=max(last) if last else None,
        in_post=sum(one.in_post for _number, one in counted),
        formers=len(formers),
        formers_reached=sum(1 for number, one in counted if number != place.pk and one.attended),
        own=sum(one.attended for number, one in counted if number == place.pk),
        questions=sum(questions.get(number, 0) for number in home[place.pk]),
    )


def _cell(rows: Sequence[Sequence[int]]) -> Cell:
    """The rows of one year of a place, and of those it came from, as one."""
    if not rows:
        return NOTHING
    return Cell(*rows[0]) if len(rows) == 1 else Cell(*map(sum, zip(*rows, strict=True)))


def _questions() -> dict[int, int]:
    """{place: questions and difficulties that wait}, of the place itself or of the desk that asked."""
    rows = LocalRequest.objects.filter(
        kind__in=(RequestKind.QUESTION, RequestKind.DIFFICULTY),
        state__in=sorted(WAITING_STATES),
        desk__is_practice=False,
    )
    asked = rows.order_by().values_list(Coalesce("place", "desk__place")).annotate(Count("pk"))
    return {place: count for place, count in asked if place}


def _press(held: Mapping[int, date], years: tuple[int, ...]) -> tuple[int | None, ...]:
    heads: dict[int, int] = defaultdict(int)
    counted = PressCount.objects.filter(conference__in=list(held)).order_by()
    for number, count in counted.values_list("conference").annotate(Sum("heads")):
        heads[held[number].year] += count
    return tuple(heads.get(year) for year in years)
