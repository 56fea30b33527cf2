"""From the rows of each file to values, one small reader a table."""

from __future__ import annotations

from datetime import date

from hoiam.deadlines.rows import rule_from_row
from hoiam.deadlines.values import DayKind, DeadlineError, Rule
from hoiam.deadlines.wording import sentence
from hoiam.desks.pack.records import (
    AgencyKind,
    Body,
    CalendarDay,
    FormerName,
    Group,
    LegalRule,
    LoadedWord,
    Place,
    Post,
    RefusalGround,
    Theme,
    Tile,
)
from hoiam.desks.pack.rows import Row

AGENCY_LEVELS = ("central", "province", "district", "commune", "press", "other")
GROUND_STATES = ("confirmed", "read", "article_not_confirmed", "from_memory")


def place(row: Row, types: tuple[str, ...]) -> Place:
    valid_from, valid_to = row.day("valid_from"), row.day("valid_to")
    _check_order(row, valid_from, valid_to)
    urls = row.urls("source_urls")
    if row.one_of("type", types) != "country" and not urls:
        row.fault("source_urls", "a place needs the address of its source.")
    return Place(
        code=row.needed("code"),
        name=row.wording("name"),
        name_folded=row.needed("name_folded"),
        type=row.text("type"),
        aliases=row.several("aliases"),
        former_names=_former_names(row),
        part_of=row.text("part_of"),
        region=row.text("region"),
        valid_from=valid_from,
        valid_to=valid_to,
        predecessors=row.several("predecessors"),
        successors=row.several("successors"),
        legal_basis=row.text("legal_basis"),
        source=row.needed("source"),
        source_urls=urls,
        note=row.text("note"),
    )


def body(row: Row) -> Body:
    valid_from, from_precision = row.partial_day("valid_from", is_end=False)
    valid_to, to_precision = row.partial_day("valid_to", is_end=True)
    _check_order(row, valid_from, valid_to)
    return Body(
        code=row.needed("code"),
        reference=row.text("reference"),
        name=row.wording("name"),
        name_folded=row.needed("name_folded"),
        short_name=row.wording("short", is_needed=False),
        aliases=row.several("aliases"),
        level=row.one_of("level", ("central", "province", "international")),
        type=row.needed("type"),
        place=row.text("place"),
        part_of=row.text("part_of"),
        is_pattern=row.yes("is_pattern"),
        role=row.wording("role", is_needed=False),
        valid_from=valid_from,
        valid_from_precision=from_precision,
        valid_to=valid_to,
        valid_to_precision=to_precision,
        predecessors=row.several("predecessors"),
        successors=row.several("successors"),
        legal_basis=row.text("legal_basis"),
        source=row.needed("source"),
        source_urls=row.urls("source_urls"),
        note=row.text("note"),
    )


def post(row: Row) -> Post:
    return Post(
        code=row.needed("code"),
        name=row.wording("name"),
        may_speak=row.yes("may_speak"),
        duty=row.wording("duty"),
        source=row.needed("source"),
    )


def legal_rule(row: Row) -> LegalRule:
    """A row of law that the arithmetic of deadlines can count with; its own objections are noted."""
    rule = _countable(row)
    if not row.several("kinds"):
        row.fault("kinds", "a rule applies to at least one kind of record.")
    return LegalRule(
        id=row.needed("id"),
        row=dict(row.cells),
        kinds=row.several("kinds"),
        instrument=row.wording("instrument"),
        article=row.text("article"),
        applies_to=row.wording("applies_to"),
        start_event=row.needed("start_event"),
        start_event_name=row.wording("start_event"),
        calendar=row.needed("calendar"),
        duty=row.wording("duty"),
        valid_from=rule.valid_from if rule else None,
        valid_to=rule.valid_to if rule else None,
        state=row.needed("state"),
        source=row.text("source"),
        note=row.wording("note", is_needed=False),
    )


def calendar_day(row: Row) -> CalendarDay:
    row.needed("day")
    return CalendarDay(
        calendar=row.needed("calendar"),
        day=row.day("day") or date.min,
        kind=row.one_of("kind", tuple(DayKind)),
        name=row.wording("name"),
        source=row.needed("source"),
        announced_on=row.text("announced_on"),
        state=row.text("state"),
    )


def refusal_ground(row: Row) -> RefusalGround:
    """A ground; its instrument, article (or that it was not seen) and remedy stand in every language."""
    valid_from, valid_to = row.day("valid_from"), row.day("valid_to")
    _check_order(row, valid_from, valid_to)
    if not row.several("kinds"):
        row.fault("kinds", "a ground applies to at least one kind of request.")
    return RefusalGround(
        code=row.needed("code"),
        kinds=row.several("kinds"),
        instrument=row.wording("instrument"),
        article=row.wording("article"),
        label=row.wording("label"),
        remedy=row.wording("remedy"),
        valid_from=valid_from,
        valid_to=valid_to,
        state=row.one_of("state", GROUND_STATES),
        source=row.needed("source"),
    )


def loaded_word(row: Row) -> LoadedWord:
    return LoadedWord(
        term=row.needed("term"),
        language=row.one_of("language", row.tags),
        why=row.wording("why"),
        instead=row.text("instead"),
    )


def theme(row: Row, aliases: dict[str, list[str]]) -> Theme:
    return Theme(
        code=row.needed("code"),
        name=row.wording("name"),
        is_right=row.yes("is_right"),
        aliases=tuple(aliases.get(row.text("code"), ())),
    )


def group(row: Row) -> Group:
    return Group(code=row.needed("code"), name=row.wording("name"), aliases=row.several("aliases"))


def agency_kind(row: Row) -> AgencyKind:
    return AgencyKind(
        code=row.needed("code"),
        name=row.wording("name"),
        aliases=row.several("aliases"),
        level=row.one_of("level", AGENCY_LEVELS),
        source=row.needed("source"),
    )


def tile(row: Row) -> Tile:
    return Tile(
        place=row.needed("place"),
        column=row.number("column") or 0,
        row=row.number("row") or 0,
        label=row.needed("label"),
    )


def _countable(row: Row) -> Rule | None:
    try:
        return rule_from_row(row.cells)
    except DeadlineError as wrong:
        for reason in wrong.reasons:
            row.fault(dict(reason.parameters).get("column", ""), sentence(reason))
    return None


def _former_names(row: Row) -> tuple[FormerName, ...]:
    """Cells like "Old Name (2024-12-31)"."""
    names = []
    for written in row.several("former_names"):
        name, _, day = written.rstrip(")").rpartition(" (")
        try:
            names.append(FormerName(name=name, until=date.fromisoformat(day)))
        except ValueError:
            row.fault("former_names", f"“{written}” must be a name and its last day: Name (YYYY-MM-DD).")
    return tuple(names)


def _check_order(row: Row, valid_from: date | None, valid_to: date | None) -> None:
    if valid_from and valid_to and valid_to < valid_from:
        row.fault("valid_to", f"it ends ({valid_to}) before it begins ({valid_from}).")
