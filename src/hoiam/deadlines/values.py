"""The values that go in: rules, calendars, pauses, extensions. Plain, frozen, without rows or screens."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from hoiam.deadlines.wording import Why, sentence


class Unit(StrEnum):
    """What a limit is counted in."""

    RUNNING_HOUR = "running_hour"
    CALENDAR_DAY = "calendar_day"
    WORKING_DAY = "working_day"
    MONTH = "month"
    QUARTER = "quarter"


class Base(StrEnum):
    """What a limit rests on; law rows are `legal` or `warning`, the other two are given by rooms above."""

    LEGAL = "legal"
    WARNING = "warning"
    OWN = "own"
    TARGET = "target"


class CountsFrom(StrEnum):
    """Whether the day of the event is the first day (`event`) or day zero (`next_day`).

    Running hours start at the instant of the event in both cases: a limit in hours has no day zero.
    Source: for Viet Nam Civil Code 91/2015/QH13, article 147(1) for hours, 147(2)–(3) for days.
    """

    EVENT = "event"
    NEXT_DAY = "next_day"


class State(StrEnum):
    """How well a rule is known; only `read` and `confirmed` rows may run as legal clocks."""

    CONFIRMED = "confirmed"
    READ = "read"
    FROM_MEMORY = "from_memory"
    UNKNOWN_LIMIT = "unknown_limit"


class DayKind(StrEnum):
    OFF = "off"
    WORKED = "worked"


class DeadlineError(ValueError):
    """Values that cannot be counted with. `reasons` holds every reason found, each a `Why`."""

    def __init__(self, *reasons: Why) -> None:
        self.reasons = reasons
        super().__init__(" ".join(sentence(reason) for reason in reasons))


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One version of one row of law: within which time something is due, and what may move it.

    `amount` and `unit` may be empty for a warning rule, whose `warning_amount` and `warning_unit` then run.
    `kinds`: the kinds of record it applies to. `pause_on`: the only grounds for a pause; empty means none.
    `ext_max`: how many times `ext_amount` may be added; `ext_needs`: what each extension needs.
    """

    id: str
    unit: Unit | None = None
    amount: int | None = None
    counts_from: CountsFrom = CountsFrom.NEXT_DAY
    calendar: str = ""
    base: Base = Base.LEGAL
    warning_amount: int | None = None
    warning_unit: Unit | None = None
    ext_amount: int | None = None
    ext_unit: Unit | None = None
    ext_max: int = 0
    ext_needs: str = ""
    pause_on: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    start_event: str = ""
    applies_to: str = ""
    duty: str = ""
    instrument: str = ""
    article: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    state: State = State.READ
    source: str = ""
    note: str = ""
    version: int = 1

    @property
    def running_amount(self) -> int | None:
        """The amount that is counted: the warning amount where the law's own is not known."""
        return self.warning_amount if self.base is Base.WARNING else self.amount

    @property
    def running_unit(self) -> Unit | None:
        return self.warning_unit if self.base is Base.WARNING else self.unit

    @property
    def warns_only(self) -> bool:
        """True where passing the due date may not be called a breach of law: nobody has read the limit."""
        return self.base is Base.WARNING or self.state not in (State.CONFIRMED, State.READ)

    def is_in_force(self, day: date) -> bool:
        """Both ends of the validity belong to it; an empty end is open."""
        begun = self.valid_from is None or self.valid_from <= day
        return begun and (self.valid_to is None or day <= self.valid_to)


@dataclass(frozen=True, slots=True)
class CalendarDay:
    """A day that differs from its week: off although a weekday, or worked although a day of rest."""

    day: date
    kind: DayKind
    name: str
    source: str = ""


@dataclass(frozen=True, slots=True)
class Calendar:
    """The working days of one country as known in one version.

    `weekly_rest`: ISO weekdays, 1 is Monday. `roll_law`: the provision by which a limit that ends on a day
    off ends with the next working day, as it is to be cited in the trace.
    Raises `DeadlineError` for a day listed twice and for a week without a working day.
    """

    id: str
    version: int
    days: tuple[CalendarDay, ...] = ()
    weekly_rest: frozenset[int] = frozenset({6, 7})
    roll_law: str = ""
    by_day: dict[date, CalendarDay] = field(init=False, repr=False, compare=False)
    announced_years: frozenset[int] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        by_day: dict[date, CalendarDay] = {}
        reasons = []
        for day in self.days:
            if day.day in by_day:
                reasons.append(Why.of("calendar_day_twice", day_date=day.day))
            by_day[day.day] = day
        if self.weekly_rest >= frozenset(range(1, 8)):
            reasons.append(Why.of("calendar_without_work", calendar=self.id))
        if reasons:
            raise DeadlineError(*reasons)
        object.__setattr__(self, "by_day", by_day)
        object.__setattr__(self, "announced_years", frozenset(day.day.year for day in self.days))

    def is_off(self, day: date) -> bool:
        """A listed day is what the list says; any other day follows the week."""
        listed = self.by_day.get(day)
        if listed is not None:
            return listed.kind is DayKind.OFF
        return day.isoweekday() in self.weekly_rest


@dataclass(frozen=True, slots=True)
class Pause:
    """A stretch in which the clock stands still; `end` is None while it lasts.

    `reason` is one of the rule's grounds (`Rule.pause_on`); it may be left empty where there is only one.
    """

    start: datetime
    end: datetime | None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Extension:
    """`times` lengthenings granted at one instant; `needs_met` says that what the rule asks for is there."""

    granted_at: datetime
    times: int = 1
    needs_met: bool = False
