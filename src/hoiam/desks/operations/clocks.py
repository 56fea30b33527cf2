"""Clocks start, stand still, are lengthened, are met; and move when the law or the calendar does."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from hoiam.deadlines import DeadlineError, Due, compare, reached_at, sentence, trace_from_rows, trace_to_rows
from hoiam.desks.against import ReasonsAgainst, insist
from hoiam.desks.inserting import insert_rows
from hoiam.desks.models import Clock, ClockExtension, ClockMark, ClockPause, Desk, LawRule, Person
from hoiam.desks.operations.journal import write_line
from hoiam.desks.pack import load_pack
from hoiam.desks.queries.clocks import counted
from hoiam.desks.queries.law import laws_for, reader_language, rule_value, zone
from hoiam.desks.queries.own_rules import target_days
from hoiam.desks.signals import clocks_changed, mark_reached
from hoiam.desks.terms import Duty

MARKS = (50, 75, 90, 100)
"""Shares of the time, in per cent, at which somebody is told."""


def start_clocks(
    *,
    desk: Desk,
    record: models.Model,
    kind: str,
    event: str,
    started_at: datetime,
    by: Person | str,
    at: datetime,
    acts: Collection[str] = (),
) -> list[Clock]:
    """Start a clock for every rule in force for this kind and event on the local day of `started_at`.

    Rules that nobody has read in the law run as warnings. Called again for the same event it starts only what
    does not run yet or was stopped. `acts`: only rules that want one of these. Returns the clocks of this event;
    [] where the law knows no limit.
    """
    with transaction.atomic():
        known = _of(record).filter(stopped_at__isnull=True).select_related("rule")
        running = {clock.rule_id: clock for clock in known if clock.rule_id}
        for law in laws_for(kind, event, started_at):
            if law.pk in running or (acts and law.act not in acts):
                continue
            clock = _new(desk, record, duty=_duty_of(law), act=law.act, started_at=started_at, rule=law)
            running[law.pk] = clock
            _write(clock, by, at, "started clock", {"rule": law.rule_id, "due": _iso(clock.due_at)})
        _tell(record)
    return list(running.values())


def start_clocks_of_many(
    *,
    desk: Desk,
    record_kind: str,
    record_ids: Sequence[int],
    kind: str,
    event: str,
    started_at: datetime,
    by: Person | str,
    at: datetime,
    about: models.Model | None = None,
) -> int:
    """`start_clocks` for many new records that one event has touched: counted once, written in bulk; how many.

    Where the law knows no limit, the desk's own target runs. One journal line, `about` what touched them all;
    `clocks_changed` is not sent.
    """
    if record_kind not in Clock.reference_targets:
        raise ValueError(f"A clock is not declared for {record_kind}.")
    if not record_ids:
        return 0
    patterns = [
        Clock(desk=desk, act=law.act, started_at=started_at, rule=law, duty=_duty_of(law))
        for law in laws_for(kind, event, started_at)
    ] or [Clock(desk=desk, act="answer", started_at=started_at, duty=Duty.TARGET, limit=_target_of(desk))]
    with transaction.atomic():
        for pattern in patterns:
            _apply(pattern)
            same = {field.attname: getattr(pattern, field.attname) for field in Clock._meta.concrete_fields}
            same["record_kind"] = record_kind
            insert_rows(Clock, ("record_id",), ((number,) for number in record_ids), same)
        number = len(record_ids) * len(patterns)
        detail = {"number": number, "kind": record_kind, "due": _iso(patterns[0].due_at)}
        write_line(desk=desk, by=by, at=at, verb="started clocks", record=about, detail=detail)
    return number


def start_target(
    *,
    desk: Desk,
    record: models.Model,
    act: str,
    started_at: datetime,
    by: Person | str,
    at: datetime,
    calendar: str,
) -> Clock:
    """Start the desk's own target for an act, in working days; public figures do not call it law."""
    limit = {"amount": target_days(desk), "unit": "working_day", "calendar": calendar}
    with transaction.atomic():
        clock = _new(desk, record, duty=Duty.TARGET, act=act, started_at=started_at, limit=limit)
        _write(clock, by, at, "started target", {"due": _iso(clock.due_at)})
        _tell(record)
    return clock


def start_asked(
    *,
    desk: Desk,
    record: models.Model,
    act: str,
    started_at: datetime,
    due_at: datetime,
    by: Person | str,
    at: datetime,
) -> Clock:
    """Note the time by which the asker wants the answer. Raises `ReasonsAgainst` for a time that is past."""
    insist([] if due_at > started_at else [_("The time you ask for is past already.")])
    with transaction.atomic():
        clock = Clock.objects.create(
            desk=desk,
            record_kind=record._meta.label_lower,
            record_id=record.pk,
            duty=Duty.ASKED,
            act=act,
            started_at=started_at,
            due_at=due_at,
            next_mark=MARKS[-1],
            next_mark_at=due_at,
        )
        _write(clock, by, at, "noted the asker's time", {"due": _iso(due_at)})
        _tell(record)
    return clock


def start_promise(
    *,
    desk: Desk,
    record: models.Model,
    act: str,
    due_at: datetime,
    by: Person | str,
    at: datetime,
) -> Clock:
    """Run the time until a moment that the desk has named in public, such as the next bulletin.

    Its shares pass evenly, by day and by night. Raises `ReasonsAgainst` for a moment that is past.
    """
    insist([] if due_at > at else [_("The promised time is past already.")])
    with transaction.atomic():
        clock = Clock(
            desk=desk,
            record_kind=record._meta.label_lower,
            record_id=record.pk,
            duty=Duty.PROMISED,
            act=act,
            started_at=at,
            due_at=due_at,
        )
        _set_next_mark(clock, None, after=0)
        clock.save()
        _write(clock, by, at, "promised", {"due": _iso(due_at)})
        _tell(record)
    return clock


def pause_clock(*, clock: Clock, by: Person | str, at: datetime, reason: str = "") -> ClockPause:
    """Let a clock stand still from now, where its rule allows that ground; raises `ReasonsAgainst` else."""
    insist([_("This clock does not run any more.")] if not _runs(clock) else [])
    with transaction.atomic():
        pause = ClockPause.objects.create(clock=clock, starts_at=at, reason=reason)
        _count_again(clock)
        _write(clock, by, at, "paused clock", {"reason": reason})
        _tell(clock)
    return pause


def resume_clock(*, clock: Clock, by: Person | str, at: datetime) -> None:
    """End the pause that lasts; a clock that is not paused is left as it is."""
    with transaction.atomic():
        ended = clock.pauses.filter(ends_at__isnull=True).update(ends_at=at)
        if not ended:
            return
        _count_again(clock)
        _write(clock, by, at, "resumed clock", {"due": _iso(clock.due_at)})
        _tell(clock)


def extend_clock(
    *, clock: Clock, by: Person, at: datetime, reason: str, needs_met: bool = False
) -> ClockExtension:
    """Lengthen a clock once, where its rule allows it, before it is due and with what the rule asks for."""
    insist(
        [
            not _runs(clock) and _("This clock does not run any more."),
            not reason.strip() and _("Say why more time is needed; the asker reads it."),
        ]
    )
    with transaction.atomic():
        extension = ClockExtension.objects.create(
            clock=clock, granted_at=at, granted_by=by, reason=reason.strip()[:300], needs_met=needs_met
        )
        _count_again(clock)
        _write(clock, by, at, "extended clock", {"reason": extension.reason, "due": _iso(clock.due_at)})
        _tell(clock)
    return extension


def meet_clocks(
    *,
    record: models.Model,
    act: str,
    by: Person | str,
    at: datetime,
    happened_at: datetime | None = None,
) -> list[Clock]:
    """Meet every open clock of the record that waits for this act; returns them.

    `happened_at`: when the act itself was done, where it is noted only at `at`.
    """
    moment = happened_at or at
    with transaction.atomic():
        met = list(_of(record).open().filter(act=act).select_related("rule"))
        for clock in met:
            clock.pauses.filter(ends_at__isnull=True).update(ends_at=moment)
            clock.met_at = moment
            clock.next_mark_at = None
            clock.save(update_fields=["met_at", "next_mark_at"])
            _write(clock, by, at, "met clock", {"act": act, "in_time": is_in_time(clock)})
        _tell(record)
    return met


def reopen_clocks(
    *, record: models.Model, acts: tuple[str, ...], met_at: datetime, by: Person | str, at: datetime
) -> int:
    """Let the clocks run on that were met at `met_at` by something that turned out not to count; how many."""
    with transaction.atomic():
        rows = _of(record).filter(act__in=acts, met_at=met_at, stopped_at__isnull=True)
        met = list(rows.select_related("rule", "desk"))
        for clock in met:
            clock.met_at = None
            clock.save(update_fields=["met_at"])
            _count_again(clock)
            _write(clock, by, at, "reopened clock", {"act": clock.act})
        _tell(record)
    return len(met)


def stop_clocks(*, record: models.Model, by: Person | str, at: datetime, why: str, event: str = "") -> int:
    """Stop what still runs (withdrawn, transferred, merged); returns how many clocks stopped.

    `event`: only clocks of rules that begin with it, where that event turns out not to have happened yet.
    """
    with transaction.atomic():
        begun = _of(record).open()
        running = list(begun.filter(rule__start_event=event) if event else begun)
        for clock in running:
            clock.stopped_at, clock.stopped_why, clock.next_mark_at = at, why[:200], None
            clock.save(update_fields=["stopped_at", "stopped_why", "next_mark_at"])
            _write(clock, by, at, "stopped clock", {"why": why})
        _tell(record)
    return len(running)


def recompute_clocks(*, by: Person | str, at: datetime, why: str) -> list[tuple[Clock, str]]:
    """Count every open clock again under the current rules and calendars; [(clock, what moved)].

    Each clock that moved gets a journal line that says from when to when and by which day. A pause or
    extension granted under an earlier reading of the law is not taken back: where the new one would not have
    allowed it, the clock stays under the version it ran by, and its line says why.
    """
    moved: list[tuple[Clock, str]] = []
    with transaction.atomic():
        rows = (
            Clock.objects.open().exclude(duty__in=(Duty.ASKED, Duty.PROMISED)).select_related("rule", "desk")
        )
        for clock in rows.prefetch_related("pauses", "extensions").order_by("pk"):
            try:
                verb, said = "moved clock", _move(clock)
            except ReasonsAgainst as kept:
                clock.refresh_from_db()
                reasons = " ".join(str(reason) for reason in kept.reasons)
                verb, said = "kept clock", gettext("Stays as it was counted before: %s") % reasons
            if said:
                _write(clock, by, at, verb, {"why": why, "what": said})
                clocks_changed.send(Clock, record_kind=clock.record_kind, record_id=clock.record_id)
                moved.append((clock, said))
    return moved


def _move(clock: Clock) -> str:
    """Count one clock under the current version of its rule; what moved, "" when nothing did."""
    before, former = clock.due_at, _stored(clock)
    if clock.rule and not clock.rule.is_current:
        clock.rule = LawRule.objects.get(rule_id=clock.rule.rule_id, is_current=True)
    duty = clock.duty
    if clock.rule:
        clock.duty = Duty.WARNING if rule_value(clock.rule).warns_only else Duty.LEGAL
    after = _apply(clock)
    if clock.due_at == before and clock.duty == duty:
        return ""
    clock.save()
    return str(compare(former, after)) if former and after else f"{_iso(before)} → {_iso(clock.due_at)}"


def _stored(clock: Clock) -> Due | None:
    """The count as it was written down last: former due date, trace and versions of rule and calendar."""
    due = _recounted(clock)
    if due is None or not clock.trace:
        return None
    last = clock.due_at and clock.due_at.astimezone(zone()).date()
    versions = dict(part.rsplit(":", 1) for part in clock.counted_with.split())
    calendar = versions.get(due.calendar)
    return replace(
        due,
        due_at=clock.due_at,
        due_date=last,
        trace=trace_from_rows(clock.trace),
        rule_version=int(versions.get(due.rule, due.rule_version)),
        calendar_version=int(calendar) if calendar else due.calendar_version,
    )


def _recounted(clock: Clock) -> Due | None:
    """What the arithmetic says now; None where the present calendar no longer bears what was granted."""
    try:
        return counted(clock)
    except DeadlineError:
        return None


def mark_times(*, at: datetime) -> int:
    """Note every share of the time that has passed by now, once, and tell the floors above; how many."""
    reached = list(
        Clock.objects.open()
        .filter(next_mark_at__lte=at)
        .select_related("rule", "desk")
        .order_by("next_mark_at")[:500]
    )
    for clock in reached:
        with transaction.atomic():
            share = clock.next_mark or MARKS[-1]
            _made, is_new = ClockMark.objects.get_or_create(
                clock=clock, share=share, defaults={"marked_at": at}
            )
            _set_next_mark(clock, _recounted(clock), after=share)
            clock.save(update_fields=["next_mark", "next_mark_at"])
            if is_new:
                mark_reached.send(Clock, clock=clock, share=share, at=at)
    return len(reached)


def is_in_time(clock: Clock) -> bool:
    """Whether the act came by the due moment; its minute is the last in time."""
    if clock.met_at is None or clock.due_at is None:
        return clock.met_at is not None
    return clock.met_at.replace(second=0, microsecond=0) <= clock.due_at


def _duty_of(law: LawRule) -> Duty:
    return Duty.WARNING if rule_value(law).warns_only else Duty.LEGAL


def _target_of(desk: Desk) -> dict[str, Any]:
    calendar = load_pack(settings.COUNTRY.code).country.calendar
    return {"amount": target_days(desk), "unit": "working_day", "calendar": calendar}


def _of(record: models.Model) -> Any:
    return Clock.objects.of(record._meta.label_lower, record.pk)


def _runs(clock: Clock) -> bool:
    return clock.met_at is None and clock.stopped_at is None


def _new(desk: Desk, record: models.Model, **fields: Any) -> Clock:
    kind = record._meta.label_lower
    if kind not in Clock.reference_targets:
        raise ValueError(f"A clock is not declared for {kind}.")
    clock = Clock(desk=desk, record_kind=kind, record_id=record.pk, **fields)
    _apply(clock)
    clock.save()
    return clock


def _count_again(clock: Clock) -> None:
    clock._prefetched_objects_cache = {}  # type: ignore[attr-defined]
    _apply(clock)
    clock.save(update_fields=["due_at", "trace", "counted_with", "next_mark", "next_mark_at"])


def _apply(clock: Clock) -> Due | None:
    """Put what the arithmetic says into the clock's columns; the arithmetic's reasons become the act's."""
    try:
        due = counted(clock)
    except DeadlineError as error:
        raise ReasonsAgainst([sentence(why, reader_language()) for why in error.reasons]) from None
    if due is not None:
        clock.due_at, clock.trace, clock.counted_with = due.due_at, trace_to_rows(due.trace), due.version
    if due is not None or (clock.pk and clock.duty == Duty.PROMISED):
        share = max((row.share for row in clock.marks.all()), default=0) if clock.pk else 0
        _set_next_mark(clock, due, after=share)
    return due


def _set_next_mark(clock: Clock, due: Due | None, *, after: int) -> None:
    clock.next_mark = next((mark for mark in MARKS if mark > after), None)
    clock.next_mark_at = None
    if clock.next_mark == MARKS[-1]:
        clock.next_mark_at = clock.due_at
    elif clock.next_mark and due is not None:
        clock.next_mark_at = reached_at(due, clock.next_mark)
    elif clock.next_mark and clock.duty == Duty.PROMISED and clock.due_at:
        clock.next_mark_at = clock.started_at + (clock.due_at - clock.started_at) * clock.next_mark / 100


def _write(clock: Clock, by: Person | str, at: datetime, verb: str, detail: dict[str, Any]) -> None:
    write_line(desk=clock.desk, by=by, at=at, verb=verb, record=clock, detail={**detail, "act": clock.act})


def _tell(what: models.Model) -> None:
    kind, number = (
        (what.record_kind, what.record_id) if isinstance(what, Clock) else (what._meta.label_lower, what.pk)
    )
    clocks_changed.send(Clock, record_kind=kind, record_id=number)


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None
