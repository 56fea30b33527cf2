"""Law rows and calendars as the values that the arithmetic takes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import get_language, gettext

from hoiam.deadlines import (
    Calendar,
    DeadlineError,
    Extension,
    Language,
    Pause,
    Rule,
    State,
    calendar_from_rows,
    day_of_start,
    due,
    rule_from_row,
    rules_in_force,
    sentence,
)
from hoiam.deadlines import explain as told
from hoiam.desks.against import ReasonsAgainst
from hoiam.desks.models import CalendarVersion, LawRule
from hoiam.desks.pack import load_pack
from hoiam.desks.wording import Wording


def zone() -> ZoneInfo:
    """The zone whose days the law counts in."""
    return ZoneInfo(settings.TIME_ZONE)


def reader_language() -> Language:
    """How the arithmetic's sentences are told in the active language."""
    words = _pack_words(get_language() or settings.LANGUAGE_CODE)
    return Language(
        translate=gettext,
        write_date=lambda day: date_format(day, "SHORT_DATE_FORMAT"),
        pack_word=lambda parameter, value: words.get((parameter, value), value.replace("_", " ")),
    )


@lru_cache(maxsize=8)
def _pack_words(language: str) -> dict[tuple[str, str], str]:
    """What the country pack calls its events and holidays in one language."""
    pack, first = load_pack(settings.COUNTRY.code), settings.LANGUAGE_CODE
    said = {("event", rule.start_event): rule.start_event_name for rule in pack.rules}
    said |= {("name", day.name.get(first, "")): day.name for day in pack.calendar_days}
    law = pack.country.roll_law
    said[("law", law.get(first, ""))] = law
    return {key: Wording(names).in_language(language)[0] for key, names in said.items()}


def rule_value(law: LawRule) -> Rule:
    """One law row as the arithmetic takes it, in the state that the officers gave it."""
    rule = rule_from_row(law.row)
    return replace(rule, version=law.version, state=State(law.state))


def current_calendar(calendar_id: str) -> Calendar | None:
    """The calendar as known now; None for rules that need none (`none` or empty)."""
    if calendar_id in ("", "none"):
        return None
    version = CalendarVersion.objects.filter(calendar_id=calendar_id, is_current=True).first()
    return _calendar_value(version.pk, version.made_at, version.reason) if version else None


@lru_cache(maxsize=64)
def _calendar_value(version_pk: int, made_at: datetime, reason: str) -> Calendar:
    """One version of a calendar. A version never changes, so it is read once per process.

    A number alone would not do: after a version was taken back with its transaction, the next one bears it.
    """
    version = CalendarVersion.objects.get(pk=version_pk)
    country = load_pack(settings.COUNTRY.code).country
    rows: list[dict[str, Any]] = [
        {
            "day": day.day.isoformat(),
            "kind": day.kind,
            "name": day.name.in_language(settings.LANGUAGE_CODE)[0],
            "source": day.source or "calendar",
        }
        for day in version.days.all()
    ]
    return calendar_from_rows(
        rows,
        id=version.calendar_id,
        version=version.version,
        weekly_rest=country.weekly_rest_days,
        roll_law=country.roll_law.get(settings.LANGUAGE_CODE, ""),
    )


def explain(*, rule_id: str, start: str, pauses: Sequence[str] = (), extensions: int = 0) -> dict[str, Any]:
    """A due date under the current version of a rule, told day by day (see `hoiam.deadlines.explain`).

    `start`: ISO instant with its zone; `pauses`: `ISO/ISO`. Raises `ReasonsAgainst` with every reason.
    """
    law = LawRule.objects.filter(rule_id=rule_id, is_current=True).first()
    if law is None:
        known = ", ".join(LawRule.objects.filter(is_current=True).values_list("rule_id", flat=True))
        raise ReasonsAgainst(
            [gettext("There is no rule %(rule)s. Known: %(known)s.") % {"rule": rule_id, "known": known}]
        )
    try:
        rule = rule_value(law)
        began = _instant(start)
        stops = [_pause(text) for text in pauses]
        longer = [Extension(began, times=extensions, needs_met=True)] if extensions else []
        counted = due(
            rule,
            began,
            calendar=current_calendar(rule.calendar),
            zone=zone(),
            pauses=stops,
            extensions=longer,
        )
    except DeadlineError as error:
        raise ReasonsAgainst([sentence(why, reader_language()) for why in error.reasons]) from None
    return told(counted, reader_language())


def _instant(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise ReasonsAgainst(
            [gettext("%(text)s is not an instant like 2026-09-01T08:30+07:00.") % {"text": text}]
        ) from None
    if moment.tzinfo is None:
        raise ReasonsAgainst(
            [gettext("%(text)s has no time zone; write it like 2026-09-01T08:30+07:00.") % {"text": text}]
        )
    return moment


def _pause(text: str) -> Pause:
    start, divider, end = text.partition("/")
    if not divider:
        raise ReasonsAgainst([gettext("A pause is written START/END, both instants with their zone.")])
    return Pause(_instant(start), _instant(end) if end else None)


def laws_for(kind: str, event: str, started_at: datetime) -> list[LawRule]:
    """The current law rows for a record of `kind` whose clock `event` starts: the law of that local day."""
    rows = {law.rule_id: law for law in LawRule.objects.filter(is_current=True, start_event=event)}
    values = [rule_value(law) for law in rows.values() if kind in law.kinds]
    chosen = rules_in_force(values, kind, event, day_of_start(started_at, zone()))
    return [rows[rule.id] for rule in chosen]
