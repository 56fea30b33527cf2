"""The country pack becomes rows: places, bodies, law, calendars, grounds. Loading it again changes nothing."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db import transaction

from hoiam.deadlines.rows import day_from_text
from hoiam.desks.models import (
    Body,
    BodySuccession,
    CalendarDay,
    CalendarVersion,
    JournalLine,
    LawRule,
    Person,
    Place,
    PlaceSuccession,
    RefusalGround,
)
from hoiam.desks.operations.journal import write_line
from hoiam.desks.pack import CountryPack, load_pack
from hoiam.desks.pack.records import Body as PackBody
from hoiam.desks.pack.records import CalendarDay as PackDay
from hoiam.desks.wording import Wording


def load_country(*, by: Person | str, at: datetime, pack: CountryPack | None = None) -> dict[str, int]:
    """Bring the rows in line with the pack; {what: how many rows the pack has}.

    A law row or calendar that differs from the current one becomes a new version, never an overwriting;
    open clocks are moved by `recompute_clocks`, not here. A version made by an officer is left as it is.
    """
    pack = pack or load_pack(settings.COUNTRY.code)
    with transaction.atomic():
        _load_places(pack)
        _load_bodies(pack)
        _load_rules(pack)
        _load_calendars(pack, at)
        _load_grounds(pack)
        counted = {
            "places": len(pack.places),
            "bodies": len(pack.bodies),
            "law rows": len(pack.rules),
            "calendar days": len(pack.calendar_days),
            "grounds of refusal": len(pack.grounds),
        }
        write_line(desk=None, by=by, at=at, verb="loaded country pack", detail=counted)
    return counted


def _in_officers_hands(kind: type[Place] | type[Body]) -> set[str]:
    """Codes of rows that an officer has added, ended or linked: the pack does not write over them."""
    touched = JournalLine.objects.filter(chain="", record_kind=kind._meta.label_lower)
    return set(
        kind._default_manager.filter(pk__in=touched.values("record_id")).values_list("code", flat=True)
    )


def _write_over(rows: list[Any], *, key: str = "code") -> None:
    """Insert rows, or bring the ones of the same key in line: one statement, however many there are."""
    if rows:
        columns = [field.name for field in rows[0]._meta.concrete_fields if not field.primary_key]
        given = [name for name in columns if name not in (key, "part_of", "email")]
        rows[0]._meta.default_manager.bulk_create(
            rows, update_conflicts=True, unique_fields=[key], update_fields=given
        )


def _load_places(pack: CountryPack) -> None:
    kept = _in_officers_hands(Place)
    _write_over(
        [
            Place(
                code=row.code,
                kind=row.type,
                name=Wording(row.name),
                name_folded=row.name_folded,
                aliases=[*row.aliases, *(former.name for former in row.former_names)],
                region=row.region,
                valid_from=row.valid_from,
                valid_to=row.valid_to,
                legal_basis=row.legal_basis,
                source=" | ".join(filter(None, [row.source, *row.source_urls])),
            )
            for row in pack.places
            if row.code not in kept
        ]
    )
    known = {place.code: place for place in Place.objects.all()}
    parts = [known[row.code] for row in pack.places if row.part_of]
    for place, whole in zip(parts, (row.part_of for row in pack.places if row.part_of), strict=True):
        place.part_of = known[whole]
    Place.objects.bulk_update(parts, ["part_of"])
    pairs = {(row.code, successor) for row in pack.places for successor in row.successors}
    PlaceSuccession.objects.bulk_create(
        [PlaceSuccession(former=known[former], present=known[present]) for former, present in sorted(pairs)],
        ignore_conflicts=True,
    )


def _load_bodies(pack: CountryPack) -> None:
    places = {place.code: place for place in Place.objects.all()}
    kept = _in_officers_hands(Body)
    _write_over([_body(row, places) for row in pack.bodies if row.code not in kept])
    known = {body.code: body for body in Body.objects.all()}
    BodySuccession.objects.bulk_create(
        [
            BodySuccession(former=known[row.code], present=known[successor])
            for row in pack.bodies
            for successor in row.successors
        ],
        ignore_conflicts=True,
    )


def _body(row: PackBody, places: dict[str, Place]) -> Body:
    return Body(
        code=row.code,
        name=Wording(row.name),
        name_folded=row.name_folded,
        short_name=next(iter(row.short_name.values()), ""),
        aliases=[row.reference, *row.aliases] if row.reference else list(row.aliases),
        level=row.level,
        kind=row.type,
        role=Wording(row.role),
        place=places.get(row.place),
        valid_from=row.valid_from,
        valid_from_precision=row.valid_from_precision or "unknown",
        valid_to=row.valid_to,
        valid_to_precision=row.valid_to_precision or "unknown",
        legal_basis=row.legal_basis,
        source=" | ".join(filter(None, [row.source, *row.source_urls])),
        note=row.note,
    )


def _load_rules(pack: CountryPack) -> None:
    current = {rule.rule_id: rule for rule in LawRule.objects.filter(is_current=True)}
    made: list[LawRule] = []
    for row in pack.rules:
        known = current.get(row.id)
        if known and (known.row == row.row or known.confirmed_by_id or known.made_by_id):
            continue
        if known:
            LawRule.objects.filter(pk=known.pk).update(is_current=False)
        made.append(
            LawRule(
                rule_id=row.id,
                version=known.version + 1 if known else 1,
                row=row.row,
                kinds=list(row.kinds),
                start_event=row.start_event,
                act=row.row.get("act") or "answer",
                instrument=Wording(row.instrument),
                article=row.article,
                duty=Wording(row.duty),
                note=Wording(row.note),
                valid_from=row.valid_from,
                valid_to=row.valid_to,
                state=row.state,
                source=row.source,
            )
        )
    LawRule.objects.bulk_create(made)


def _load_calendars(pack: CountryPack, at: datetime) -> None:
    for calendar_id in sorted({day.calendar for day in pack.calendar_days} | {pack.country.calendar}):
        days = [day for day in pack.calendar_days if day.calendar == calendar_id]
        current = CalendarVersion.objects.filter(calendar_id=calendar_id, is_current=True).first()
        if current and (current.made_by_id or _said(current.days.all()) == _said(days)):
            continue
        make_calendar_version(calendar_id=calendar_id, days=days, made_by=None, reason="country pack", at=at)


def make_calendar_version(
    *, calendar_id: str, days: Iterable[Any], made_by: Person | None, reason: str, at: datetime
) -> CalendarVersion:
    """Write a whole calendar as its next version and make it the current one, in the caller's transaction.

    `days` have `day`, `kind`, `name`, `source`, `state` and may have `announced_date`.
    """
    former = CalendarVersion.objects.filter(calendar_id=calendar_id, is_current=True).first()
    CalendarVersion.objects.filter(calendar_id=calendar_id, is_current=True).update(is_current=False)
    made = CalendarVersion.objects.create(
        calendar_id=calendar_id,
        version=former.version + 1 if former else 1,
        made_at=at,
        made_by=made_by,
        reason=reason[:300],
    )
    CalendarDay.objects.bulk_create(
        CalendarDay(
            calendar=made,
            day=day.day,
            kind=day.kind,
            name=Wording(day.name),
            source=day.source,
            announced_date=_announced(day),
            state=day.state,
        )
        for day in days
    )
    return made


def _announced(day: Any) -> date | None:
    """A row says the day as a date, a pack as it is written; what is not a day is left out."""
    said = getattr(day, "announced_date", None) or getattr(day, "announced_on", "")
    return said if isinstance(said, date) else day_from_text(str(said or ""))


def _said(days: Iterable[CalendarDay | PackDay]) -> list[tuple[Any, ...]]:
    return sorted((day.day, day.kind, sorted(day.name.items()), day.source) for day in days)


def _load_grounds(pack: CountryPack) -> None:
    _write_over(
        [
            RefusalGround(
                code=row.code,
                kinds=list(row.kinds),
                instrument=Wording(row.instrument),
                article=Wording(row.article),
                label=Wording(row.label),
                remedy=Wording(row.remedy),
                valid_from=row.valid_from,
                valid_to=row.valid_to,
                state=row.state,
                source=row.source,
            )
            for row in pack.grounds
        ]
    )
