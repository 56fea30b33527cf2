"""A count as JSON: to be read by people and programs, or to be kept beside the clock and read again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from hoiam.deadlines.outcome import Due, TraceLine
from hoiam.deadlines.wording import ENGLISH, Language, Why, sentence, sentences


def explain(due: Due, language: Language = ENGLISH) -> dict[str, Any]:
    """The due moment and the story of every day, in words.

    Shape: `{"due", "unit", "calendar", "version", "trace": [{"day", "counted", "why"}], "rule", "base",
    "warns_only", "zone", "paused_since", "notes"}`. `due` is an instant with the offset of the clock's zone,
    None while paused.
    """
    zone = ZoneInfo(due.zone)
    return {
        "due": None if due.due_at is None else due.due_at.astimezone(zone).isoformat(),
        "unit": due.unit.value,
        "calendar": due.calendar or None,
        "version": due.version,
        "trace": [
            {"day": line.day.isoformat(), "counted": line.counted, "why": sentences(line.why, language)}
            for line in due.trace
        ],
        "rule": due.rule,
        "base": due.base.value,
        "warns_only": due.warns_only,
        "zone": due.zone,
        "paused_since": due.paused_since and due.paused_since.astimezone(zone).isoformat(),
        "notes": [sentence(note, language) for note in due.notes],
    }


def trace_to_rows(trace: Iterable[TraceLine]) -> list[dict[str, Any]]:
    """The trace with codes and parameters instead of sentences, fit for JSON."""
    return [
        {"day": line.day.isoformat(), "counted": line.counted, "why": [why_to_row(why) for why in line.why]}
        for line in trace
    ]


def trace_from_rows(rows: Iterable[Mapping[str, Any]]) -> tuple[TraceLine, ...]:
    """What `trace_to_rows` wrote, as it was."""
    return tuple(
        TraceLine(
            date.fromisoformat(row["day"]), row["counted"], tuple(why_from_row(why) for why in row["why"])
        )
        for row in rows
    )


def why_to_row(why: Why) -> dict[str, Any]:
    """`{"code", …parameters}`; dates as text, a reason within a reason as a row of its own."""

    def plain(value: Any) -> Any:
        if isinstance(value, Why):
            return why_to_row(value)
        return value.isoformat() if isinstance(value, date) else value

    return {"code": why.code, **{name: plain(value) for name, value in why.parameters}}


def why_from_row(row: Mapping[str, Any]) -> Why:
    """What `why_to_row` wrote, as it was."""

    def rich(name: str, value: Any) -> Any:
        if isinstance(value, Mapping):
            return why_from_row(value)
        return date.fromisoformat(value) if name.endswith("_date") else value

    return Why.of(row["code"], **{name: rich(name, value) for name, value in row.items() if name != "code"})
