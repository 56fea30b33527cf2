"""Every reason against counting with the given values, found before anything is counted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, tzinfo

from hoiam.deadlines.localday import local_day, whole_minute
from hoiam.deadlines.values import Calendar, DeadlineError, Extension, Pause, Rule, Unit
from hoiam.deadlines.wording import Why

MOST = 10_000
"""No limit in any unit is larger; a larger number is a slip of the pen."""


def insist(reasons: Sequence[Why]) -> None:
    """Raise `DeadlineError` with all reasons; an empty list means go."""
    if reasons:
        raise DeadlineError(*reasons)


def against_rule(rule: Rule) -> Iterator[Why]:
    """What the rule leaves open, so that no due date follows from it."""
    amount, unit = rule.running_amount, rule.running_unit
    if amount is None:
        yield Why.of("amount_missing", rule=rule.id)
    elif not 1 <= amount <= MOST:
        yield Why.of("amount_not_plausible", rule=rule.id, value=amount, most=MOST)
    if unit is None:
        yield Why.of("unit_missing", rule=rule.id)
    elif not isinstance(unit, Unit):
        known = ", ".join(Unit)
        yield Why.of("unit_unknown", rule=rule.id, value=str(unit), column="unit", known=known)
    if Unit.WORKING_DAY in (unit, rule.ext_unit) and not rule.calendar:
        yield Why.of("calendar_unnamed", rule=rule.id, unit=Unit.WORKING_DAY.value)
    if rule.valid_from and rule.valid_to and rule.valid_to < rule.valid_from:
        yield Why.of("validity_reversed", rule=rule.id, from_date=rule.valid_from, to_date=rule.valid_to)
    yield from _against_its_extension(rule)


def _against_its_extension(rule: Rule) -> Iterator[Why]:
    parts = (rule.ext_amount, rule.ext_unit, rule.ext_max)
    if not any(parts):
        return
    if not all(parts) or not 1 <= (rule.ext_amount or 0) <= MOST or rule.ext_max < 1:
        yield Why.of("extension_incomplete", rule=rule.id)
    elif (rule.ext_unit is Unit.RUNNING_HOUR) != (rule.running_unit is Unit.RUNNING_HOUR):
        yield Why.of("extension_mixed", rule=rule.id)


def against_calendar(rule: Rule, calendar: Calendar | None) -> Iterator[Why]:
    """Running hours need no calendar; every other unit needs the one the rule names."""
    if rule.running_unit is Unit.RUNNING_HOUR or not rule.calendar:
        return
    if calendar is None:
        yield Why.of("calendar_missing", rule=rule.id, calendar=rule.calendar)
    elif calendar.id != rule.calendar:
        yield Why.of("calendar_other", rule=rule.id, calendar=rule.calendar, given=calendar.id)


def against_instants(
    started_at: datetime, pauses: Sequence[Pause], extensions: Sequence[Extension]
) -> Iterator[Why]:
    """Instants without a time zone mean nothing on a server that stands elsewhere."""
    if started_at.utcoffset() is None:
        yield Why.of("start_without_zone", value=started_at.isoformat())
    others = [at for pause in pauses for at in (pause.start, pause.end) if at is not None]
    for at in (*others, *(extension.granted_at for extension in extensions)):
        if at.utcoffset() is None:
            yield Why.of("instant_without_zone", value=at.isoformat())


def against_pauses(rule: Rule, started_at: datetime, pauses: Sequence[Pause], zone: tzinfo) -> Iterator[Why]:
    """Pauses only where the rule says so, on its grounds, one after the other. `pauses` are in order."""
    if pauses and not rule.pause_on:
        yield Why.of("pause_not_allowed", rule=rule.id)
        return
    known = ", ".join(rule.pause_on)
    previous: Pause | None = None
    for pause in pauses:
        start_date = local_day(pause.start, zone)
        if not pause.reason and len(rule.pause_on) > 1:
            yield Why.of("pause_ground_missing", rule=rule.id, known=known)
        elif pause.reason and pause.reason not in rule.pause_on:
            yield Why.of("pause_ground_unknown", rule=rule.id, reason=pause.reason, known=known)
        if pause.end is not None and pause.end < pause.start:
            yield Why.of("pause_reversed", start_date=start_date)
        if pause.start < started_at:
            yield Why.of("pause_before_start", start_date=start_date)
        if previous is not None and (previous.end is None or pause.start < previous.end):
            yield Why.of("pauses_overlap", start_date=start_date)
        previous = pause


def against_extensions(
    rule: Rule, started_at: datetime, extensions: Sequence[Extension], zone: tzinfo
) -> Iterator[Why]:
    """Extensions only where the rule says so, as often as it says, with what it asks for."""
    if not extensions:
        return
    if not rule.ext_amount:
        yield Why.of("extension_not_allowed", rule=rule.id)
        return
    for extension in extensions:
        if extension.times < 1:
            yield Why.of("extension_times_wrong", times=extension.times)
        if extension.granted_at < started_at:
            day = local_day(extension.granted_at, zone)
            yield Why.of("extension_before_start", granted_date=day)
    times = sum(extension.times for extension in extensions)
    if times > rule.ext_max:
        yield Why.of("extension_too_often", rule=rule.id, most=rule.ext_max, times=times)
    if rule.ext_needs and not all(extension.needs_met for extension in extensions):
        yield Why.of("extension_needs", rule=rule.id, needs=rule.ext_needs)


def against_late_grant(extension: Extension, due_at: datetime, due_date: date, zone: tzinfo) -> list[Why]:
    """A limit that is over cannot be lengthened."""
    if whole_minute(extension.granted_at) <= due_at:
        return []
    granted_date = local_day(extension.granted_at, zone)
    return [Why.of("extension_after_due", granted_date=granted_date, due_date=due_date)]


def against_late_pauses(pauses: Sequence[Pause], due_at: datetime, due_date: date, zone: tzinfo) -> list[Why]:
    """A clock that has run out cannot be stopped."""
    return [
        Why.of("pause_after_due", start_date=local_day(pause.start, zone), due_date=due_date)
        for pause in pauses
        if whole_minute(pause.start) > due_at
    ]
