"""Why a day counted or did not, as a code with parameters and as a sentence in any language."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any


@dataclass(frozen=True, slots=True)
class Why:
    """A reason as a value: `code` picks the sentence, `parameters` fill it.

    A parameter whose name ends in `_date` is a date; `because` is another `Why`; the rest
    are text or numbers.
    """

    code: str
    parameters: tuple[tuple[str, Any], ...] = ()

    @classmethod
    def of(cls, code: str, **parameters: Any) -> Why:
        return cls(code, tuple(sorted(parameters.items())))


TRACE = {
    "day_zero": "day zero: %(event)s",
    "first_day_counts": "the day of the event is the first day: %(event)s",
    "working_day": "working day %(number)s of %(amount)s",
    "calendar_day": "day %(number)s of %(amount)s",
    "weekly_rest": "%(weekday)s",
    "holiday": "public holiday: %(name)s",
    "worked_in_exchange": "worked %(weekday)s in exchange",
    "paused": "paused: %(reason)s",
    "paused_until_further": "paused and not yet resumed: %(reason)s",
    "last_day": "last day, ends at %(time)s (%(zone)s)",
    "limit_before_extension": "last day of the limit before the extension",
    "extension_begins": "extension %(number)s of %(amount)s begins, granted on %(granted_date)s",
    "last_day_off": "last day is off (%(because)s): rolls forward",
    "last_day_off_by_law": "last day is off (%(because)s): rolls forward to the next working day (%(law)s)",
    "rolled_over": "%(because)s: rolls forward",
    "next_working_day": "next working day",
    "hours_start": "the clock starts at %(time)s; nights and days off count",
    "hours_run": "ran for %(hours)s h %(minutes)s min",
    "hours_stop": "paused from %(time)s: %(reason)s",
    "hours_resume": "resumed at %(time)s",
    "hours_end": "ends at %(time)s (%(zone)s)",
}

NOTES = {
    "rule_not_yet_in_force": "%(rule)s is in force from %(from_date)s; this clock starts before that day.",
    "rule_no_longer_in_force": "%(rule)s was in force until %(to_date)s; this clock starts after that day.",
    "warns_only": "%(rule)s was not read in the law itself: this due date warns and is not a legal limit.",
    "year_without_holidays": (
        "Calendar %(calendar)s lists no day of %(year)s: in that year only the week was looked at."
    ),
}

CHANGES = {
    "not_moved": "The due date stays %(due_date)s.",
    "moved_later": "The due date moves from %(old_date)s to %(new_date)s, %(days)s day(s) later.",
    "moved_earlier": "The due date moves from %(old_date)s to %(new_date)s, %(days)s day(s) earlier.",
    "moved_by_minutes": (
        "The due date stays %(due_date)s; the time moves from %(old_time)s to %(new_time)s."
    ),
    "now_paused": "The due date was %(old_date)s; the clock is now paused.",
    "resumed": "The clock runs again; the due date is %(new_date)s.",
    "still_paused": "The clock stays paused.",
    "day_lost": "%(day_date)s no longer counts: %(because)s.",
    "day_won": "%(day_date)s now counts: %(because)s.",
    "day_off_now": "%(day_date)s is no longer a possible last day: %(because)s.",
    "rule_changed": "Rule %(rule)s changed from version %(old)s to version %(new)s.",
    "rule_replaced": "Rule %(old)s was replaced by %(new)s.",
    "calendar_changed": "Calendar %(calendar)s changed from version %(old)s to version %(new)s.",
}

REASONS = {
    "amount_missing": "Rule %(rule)s does not say how much time there is.",
    "amount_not_plausible": "Rule %(rule)s: the amount must be between 1 and %(most)s, not %(value)s.",
    "unit_missing": "Rule %(rule)s does not say in which unit time is counted.",
    "unit_unknown": "Rule %(rule)s: “%(value)s” in column %(column)s is no known unit; known are %(known)s.",
    "choice_unknown": "Rule %(rule)s: “%(value)s” is not possible in column %(column)s; known are %(known)s.",
    "number_wrong": "Rule %(rule)s: “%(value)s” in %(column)s is not a whole number from 1 to %(most)s.",
    "rule_date_wrong": "Rule %(rule)s: “%(value)s” in column %(column)s is not a day written as YYYY-MM-DD.",
    "validity_reversed": "Rule %(rule)s ends on %(to_date)s, before it begins on %(from_date)s.",
    "rule_without_id": "A rule needs an id.",
    "rule_without_source": "Rule %(rule)s names no source; a limit without a source is not used.",
    "extension_incomplete": (
        "Rule %(rule)s: an extension needs an amount, a unit and how many times it may be granted."
    ),
    "extension_mixed": "Rule %(rule)s: a limit and its extension are both in running hours, or neither is.",
    "calendar_missing": "Rule %(rule)s is counted with calendar %(calendar)s, but none was given.",
    "calendar_other": "Rule %(rule)s is counted with calendar %(calendar)s, not with %(given)s.",
    "calendar_unnamed": "Rule %(rule)s is counted in %(unit)s and must name a calendar.",
    "calendar_day_twice": "%(day_date)s is in the calendar twice.",
    "calendar_without_work": "Calendar %(calendar)s has no working day in the week.",
    "calendar_date_wrong": "“%(value)s” is not a day of the calendar; days are written as YYYY-MM-DD.",
    "calendar_kind_unknown": "%(day_date)s is “%(value)s”; a day in the calendar is “off” or “worked”.",
    "calendar_source_missing": "%(day_date)s names no source; a day without a source is not used.",
    "start_without_zone": "The start %(value)s has no time zone; say which, for instance +07:00 or Z.",
    "instant_without_zone": "The instant %(value)s has no time zone; say which, for instance +07:00 or Z.",
    "pause_not_allowed": "Rule %(rule)s does not allow a pause.",
    "pause_ground_unknown": "Rule %(rule)s allows no pause for “%(reason)s”; it allows: %(known)s.",
    "pause_ground_missing": "Rule %(rule)s allows several grounds for a pause; say which: %(known)s.",
    "pause_reversed": "The pause of %(start_date)s ends before it begins.",
    "pause_before_start": "The pause of %(start_date)s begins before the clock started.",
    "pauses_overlap": "The pause of %(start_date)s begins before the one before it has ended.",
    "pause_after_due": "The pause of %(start_date)s begins after the time was over on %(due_date)s.",
    "extension_not_allowed": "Rule %(rule)s does not allow an extension.",
    "extension_too_often": "Rule %(rule)s may be extended %(most)s time(s), not %(times)s.",
    "extension_times_wrong": "An extension is granted at least once, not %(times)s times.",
    "extension_needs": "An extension of %(rule)s needs: %(needs)s.",
    "extension_before_start": "The extension of %(granted_date)s was granted before the clock started.",
    "extension_after_due": (
        "The extension of %(granted_date)s was granted after the time was over on %(due_date)s."
    ),
    "beyond_calendar": "Rule %(rule)s would be due after the year 9999.",
}

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

UNITS = {
    "running_hour": "running hours",
    "calendar_day": "calendar days",
    "working_day": "working days",
    "month": "months",
    "quarter": "quarters",
}

NO_EVENT = "the event"

SENTENCES = TRACE | NOTES | CHANGES | REASONS


def msgids() -> Iterator[str]:
    """Every English text that a catalogue needs, each once, in the order of this file."""
    texts = (*SENTENCES.values(), *WEEKDAYS, *UNITS.values(), NO_EVENT)
    yield from dict.fromkeys(texts)


def _as_written(parameter: str, value: str) -> str:
    return value.replace("_", " ") if parameter == "event" else value


@dataclass(frozen=True, slots=True)
class Language:
    """How to say a reason to somebody; the default is English with words as the country pack writes them.

    `translate`: from an English msgid of this file. `write_date`: a day as people write it.
    `pack_word`: what the country pack calls a thing, given the parameter's name (one of `PACK_WORDS`) and
    its value, for instance ("event", "request_valid") or ("name", the holiday's name in the first language).
    """

    translate: Callable[[str], str] = str
    write_date: Callable[[date], str] = date.isoformat
    pack_word: Callable[[str, str], str] = _as_written


PACK_WORDS = frozenset({"event", "name", "reason", "law", "needs"})
ENGLISH = Language()


def sentence(why: Why, language: Language = ENGLISH) -> str:
    """The reason in words. Raises `KeyError` for a code that is not in this file."""
    words = {name: _word(name, value, language) for name, value in why.parameters}
    return language.translate(SENTENCES[why.code]) % words


def sentences(whys: Iterable[Why], language: Language = ENGLISH) -> str:
    """All reasons of one day as one line, separated by semicolons."""
    return "; ".join(sentence(why, language) for why in whys)


def _word(name: str, value: Any, language: Language) -> Any:
    if isinstance(value, Why):
        return sentence(value, language)
    if isinstance(value, date):
        return language.write_date(value)
    if name == "weekday":
        return language.translate(WEEKDAYS[value - 1])
    if name == "unit":
        return language.translate(UNITS[value])
    if name == "event" and not value:
        return language.translate(NO_EVENT)
    return language.pack_word(name, value) if name in PACK_WORDS else value
