"""When something is due: a rule, a start, what moved it; and the story of every day on the way."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, tzinfo

from hoiam.deadlines import objections
from hoiam.deadlines.days import DayWalk, days_of, still_days
from hoiam.deadlines.hours import HourRun, tell_hours
from hoiam.deadlines.localday import day_end, local_day
from hoiam.deadlines.outcome import Due
from hoiam.deadlines.values import Calendar, CountsFrom, DeadlineError, Extension, Pause, Rule, Unit
from hoiam.deadlines.wording import Why


def due(
    rule: Rule,
    started_at: datetime,
    *,
    calendar: Calendar | None,
    zone: tzinfo,
    pauses: Iterable[Pause] = (),
    extensions: Iterable[Extension] = (),
) -> Due:
    """Count the rule's amount from the start and say when it is due, with a line for every local day.

    Running hours end to the minute and never roll. Every other unit ends with the last second of its last
    local day in `zone`; a last day off rolls forward to the next working day, also before an extension
    begins, because by law the limit ends only there. A calendar is needed where the rule names one.
    Where a pause lasts, `due_at` is None and `paused_since` says from when.

    Errors: `DeadlineError` with every reason at once: nothing to count, an instant without zone, the wrong
    calendar, a pause or extension the rule does not allow or that comes after the time was over.
    """
    pauses = tuple(pauses)
    extensions = tuple(extensions)
    objections.insist(list(objections.against_instants(started_at, pauses, extensions)))
    pauses = tuple(sorted(pauses, key=lambda pause: pause.start))
    extensions = tuple(sorted(extensions, key=lambda extension: extension.granted_at))
    objections.insist(
        [
            *objections.against_rule(rule),
            *objections.against_calendar(rule, calendar),
            *objections.against_pauses(rule, started_at, pauses, zone),
            *objections.against_extensions(rule, started_at, extensions, zone),
        ]
    )
    used = calendar if rule.calendar and rule.running_unit is not Unit.RUNNING_HOUR else None
    pauses = tuple(replace(p, reason=p.reason or rule.pause_on[0]) for p in pauses)
    count = _in_hours if rule.running_unit is Unit.RUNNING_HOUR else _in_days
    try:
        result = count(rule, started_at, used, zone, pauses, extensions)
    except OverflowError as error:
        raise DeadlineError(Why.of("beyond_calendar", rule=rule.id)) from error
    if result.due_at is not None and result.due_date is not None:
        late = objections.against_late_pauses(pauses, result.due_at, result.due_date, zone)
        objections.insist(late)
    return result


def _in_days(
    rule: Rule,
    started_at: datetime,
    calendar: Calendar | None,
    zone: tzinfo,
    pauses: Sequence[Pause],
    extensions: Sequence[Extension],
) -> Due:
    start, (amount, unit) = local_day(started_at, zone), _limit(rule)
    walk = DayWalk(start, calendar, still_days(pauses, zone))
    first_day_counts = rule.counts_from is CountsFrom.EVENT
    first: tuple[Why, ...] = ()
    if first_day_counts:
        first = (Why.of("first_day_counts", event=rule.start_event),)
    else:
        walk.tell_day_zero(Why.of("day_zero", event=rule.start_event))
    walk.count(days_of(amount, unit, start, first_day_counts=first_day_counts), unit, first)
    walk.roll_forward()
    for number, extension in enumerate(_one_by_one(extensions), start=1):
        if walk.paused_since is None:
            ends_at = day_end(walk.day, zone)
            objections.insist(objections.against_late_grant(extension, ends_at, walk.day, zone))
            walk.say_of_last_day(Why.of("limit_before_extension"))
        begins = _extension_begins(number, rule, extension, zone)
        amount, unit = _lengthening(rule)
        walk.count(days_of(amount, unit, walk.day, first_day_counts=False), unit, (begins,))
        walk.roll_forward()
    if walk.paused_since is not None:
        return _outcome(rule, started_at, calendar, zone, pauses, walk, None)
    walk.say_of_last_day(Why.of("last_day", time="23:59:59", zone=str(zone)))
    return _outcome(rule, started_at, calendar, zone, pauses, walk, day_end(walk.day, zone))


def _in_hours(
    rule: Rule,
    started_at: datetime,
    calendar: Calendar | None,
    zone: tzinfo,
    pauses: Sequence[Pause],
    extensions: Sequence[Extension],
) -> Due:
    run = HourRun(started_at, pauses)
    run.run(_limit(rule)[0])
    marks = []
    for number, extension in enumerate(_one_by_one(extensions), start=1):
        if run.paused_since is None:
            day = local_day(run.at, zone)
            objections.insist(objections.against_late_grant(extension, run.at, day, zone))
            marks.append((run.at, _extension_begins(number, rule, extension, zone)))
        run.run(_lengthening(rule)[0])
    run.lines = tell_hours(run, started_at, pauses, marks, zone)
    ends_at = None if run.paused_since is not None else run.at
    return _outcome(rule, started_at, calendar, zone, pauses, run, ends_at)


def _limit(rule: Rule) -> tuple[int, Unit]:
    """Amount and unit, known to be there since nothing objected."""
    assert rule.running_amount is not None and rule.running_unit is not None
    return rule.running_amount, rule.running_unit


def _lengthening(rule: Rule) -> tuple[int, Unit]:
    assert rule.ext_amount is not None and rule.ext_unit is not None
    return rule.ext_amount, rule.ext_unit


def _one_by_one(extensions: Sequence[Extension]) -> list[Extension]:
    return [extension for extension in extensions for _ in range(extension.times)]


def _extension_begins(number: int, rule: Rule, extension: Extension, zone: tzinfo) -> Why:
    granted = local_day(extension.granted_at, zone)
    return Why.of("extension_begins", number=number, amount=rule.ext_max, granted_date=granted)


def _outcome(
    rule: Rule,
    started_at: datetime,
    calendar: Calendar | None,
    zone: tzinfo,
    pauses: Sequence[Pause],
    counted: DayWalk | HourRun,
    due_at: datetime | None,
) -> Due:
    last = counted.lines[-1].day
    return Due(
        due_at=due_at,
        due_date=None if due_at is None else local_day(due_at, zone),
        unit=_limit(rule)[1],
        calendar=rule.calendar if calendar is not None else "",
        calendar_version=None if calendar is None else calendar.version,
        rule=rule.id,
        rule_version=rule.version,
        base=rule.base,
        warns_only=rule.warns_only,
        zone=str(zone),
        started_at=started_at.astimezone(UTC),
        total=counted.total,
        pauses=tuple(pauses),
        trace=tuple(counted.lines),
        paused_since=None if counted.paused_since is None else counted.paused_since.astimezone(UTC),
        notes=tuple(_notes(rule, local_day(started_at, zone), last, calendar)),
    )


def _notes(rule: Rule, first: date, last: date, calendar: Calendar | None) -> list[Why]:
    notes = []
    if rule.warns_only:
        notes.append(Why.of("warns_only", rule=rule.id))
    if rule.valid_from and first < rule.valid_from:
        notes.append(Why.of("rule_not_yet_in_force", rule=rule.id, from_date=rule.valid_from))
    if rule.valid_to and first > rule.valid_to:
        notes.append(Why.of("rule_no_longer_in_force", rule=rule.id, to_date=rule.valid_to))
    if calendar is not None:
        for year in range(first.year, last.year + 1):
            if year not in calendar.announced_years:
                notes.append(Why.of("year_without_holidays", calendar=calendar.id, year=str(year)))
    return notes
