"""Rules and calendars from rows of text, as they stand in a country pack or a form."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from enum import StrEnum
from typing import Any, TypeVar

from hoiam.deadlines.objections import MOST, against_rule, insist
from hoiam.deadlines.values import (
    Base,
    Calendar,
    CalendarDay,
    CountsFrom,
    DayKind,
    DeadlineError,
    Rule,
    State,
    Unit,
)
from hoiam.deadlines.wording import Why

NO_CALENDAR = "none"
LIST_SIGN = ";"
LAW_BASES = (Base.LEGAL, Base.WARNING)
Choice = TypeVar("Choice", bound=StrEnum)


class _Reader:
    """Reads the columns of one rule and gathers every reason against it."""

    def __init__(self, row: Mapping[str, Any]) -> None:
        self._row = row
        self.id = self.text("id")
        self.reasons: list[Why] = [] if self.id else [Why.of("rule_without_id")]

    def text(self, column: str) -> str:
        value = self._row.get(column)
        return "" if value is None else str(value).strip()

    def listed(self, column: str) -> tuple[str, ...]:
        parts = (part.strip() for part in self.text(column).split(LIST_SIGN))
        return tuple(dict.fromkeys(part for part in parts if part))

    def number(self, column: str) -> int | None:
        text = self.text(column)
        if not text:
            return None
        # isdecimal alone would also take the digits of other scripts, which int() reads silently
        if text.isascii() and text.isdecimal() and len(text) < 10 and 1 <= int(text) <= MOST:
            return int(text)
        self.reasons.append(Why.of("number_wrong", rule=self.id, column=column, value=text, most=MOST))
        return None

    def day(self, column: str) -> date | None:
        text = self.text(column)
        if not text:
            return None
        day = day_from_text(text)
        if day is None:
            self.reasons.append(Why.of("rule_date_wrong", rule=self.id, column=column, value=text))
        return day

    def unit(self, column: str) -> Unit | None:
        text = self.text(column)
        if not text:
            return None
        if text in list(Unit):
            return Unit(text)
        known = ", ".join(Unit)
        self.reasons.append(Why.of("unit_unknown", rule=self.id, column=column, value=text, known=known))
        return None

    def choice(self, column: str, choices: Iterable[Choice], default: Choice) -> Choice:
        text, known = self.text(column), {str(choice): choice for choice in choices}
        if text in known:
            return known[text]
        if text:
            names = ", ".join(known)
            self.reasons.append(
                Why.of("choice_unknown", rule=self.id, column=column, value=text, known=names)
            )
        return default


def rule_from_row(row: Mapping[str, Any]) -> Rule:
    """Read one row of `legal_rules.csv` (see its header); a missing column is an empty one.

    Errors: `DeadlineError` with every reason: unknown unit, no amount, no source, a day that does not exist,
    an end before its beginning, an extension that is only half said.
    """
    read = _Reader(row)
    calendar = read.text("calendar")
    rule = Rule(
        id=read.id,
        unit=read.unit("unit"),
        amount=read.number("amount"),
        counts_from=read.choice("counts_from", CountsFrom, CountsFrom.NEXT_DAY),
        calendar="" if calendar == NO_CALENDAR else calendar,
        base=read.choice("base", LAW_BASES, Base.LEGAL),
        warning_amount=read.number("warning_amount"),
        warning_unit=read.unit("warning_unit"),
        ext_amount=read.number("ext_amount"),
        ext_unit=read.unit("ext_unit"),
        ext_max=read.number("ext_max") or 0,
        ext_needs=read.text("ext_needs"),
        pause_on=read.listed("pause_on"),
        kinds=read.listed("kinds"),
        start_event=read.text("start_event"),
        applies_to=read.text("applies_to"),
        duty=read.text("duty"),
        instrument=read.text("instrument"),
        article=read.text("article"),
        valid_from=read.day("valid_from"),
        valid_to=read.day("valid_to"),
        state=read.choice("state", State, State.FROM_MEMORY),
        source=read.text("source"),
        note=read.text("note"),
        version=read.number("version") or 1,
    )
    insist([*read.reasons, *_against_row(rule, read)])
    return rule


def _against_row(rule: Rule, read: _Reader) -> Iterable[Why]:
    """What the whole row leaves open, without saying twice what is wrong with a single column."""
    wrong = {dict(reason.parameters).get("column") for reason in read.reasons}
    prefix = "warning_" if rule.base is Base.WARNING else ""
    silent = {
        "amount_missing": f"{prefix}amount" in wrong,
        "unit_missing": f"{prefix}unit" in wrong,
        "extension_incomplete": bool(wrong & {"ext_amount", "ext_unit", "ext_max"}),
        "extension_mixed": f"{prefix}unit" in wrong,
    }
    yield from (reason for reason in against_rule(rule) if not silent.get(reason.code, False))
    # the memory of a person is no source but may warn, as long as the row says so
    if not rule.source and rule.state is not State.FROM_MEMORY:
        yield Why.of("rule_without_source", rule=rule.id)


def calendar_from_rows(
    rows: Iterable[Mapping[str, Any]],
    *,
    id: str,
    version: int,
    weekly_rest: Iterable[int] = (6, 7),
    roll_law: str = "",
    language: str = "",
) -> Calendar:
    """Read the rows of a calendar (`day`, `kind`, `name_<language>` or `name`, `source`) as one version.

    `weekly_rest`: ISO weekdays. Days come out sorted. Names are taken in `language`, else in the first given.
    Rows whose column `calendar` names another calendar are left out.
    Errors: `DeadlineError` with one reason for each row that is wrong and each day listed twice.
    """
    days, reasons = [], []
    for row in rows:
        if (row.get("calendar") or id) != id:
            continue
        day_text, kind, source = (str(row.get(name) or "").strip() for name in ("day", "kind", "source"))
        day = day_from_text(day_text)
        if day is None:
            reasons.append(Why.of("calendar_date_wrong", value=day_text))
            continue
        if kind not in list(DayKind):
            reasons.append(Why.of("calendar_kind_unknown", day_date=day, value=kind))
            continue
        if not source:
            reasons.append(Why.of("calendar_source_missing", day_date=day))
            continue
        days.append(CalendarDay(day, DayKind(kind), _name(row, language), source))
    days.sort(key=lambda listed: listed.day)
    try:
        calendar = Calendar(id, version, tuple(days), frozenset(weekly_rest), roll_law)
    except DeadlineError as error:
        raise DeadlineError(*reasons, *error.reasons) from None
    insist(reasons)
    return calendar


def _name(row: Mapping[str, Any], language: str) -> str:
    names = [f"name_{language}", "name", *(column for column in row if str(column).startswith("name_"))]
    return next((str(row[column]).strip() for column in names if row.get(column)), "")


def day_from_text(text: str) -> date | None:
    """A day written as YYYY-MM-DD, else None; other ISO spellings are refused because people misread them."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if day.isoformat() == text else None
