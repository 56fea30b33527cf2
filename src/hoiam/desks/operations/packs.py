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


def _load_places(pack: CountryPack) -> None:
    kept = _in_officers_hands(Place)
    for row in pack.places:
        if row.code in kept:
            continue
        Place.objects.update_or_create(
            code=row.code,
            defaults={
                "kind": row.type,
                "name": Wording(row.name),
                "name_folded": row.name_folded,
                "aliases": [*row.aliases, *(former.name for former in row.former_names)],
                "region": row.region,
                "valid_from": row.valid_from,
                "valid_to": row.valid_to,
                "legal_basis": row.legal_basis,
                "source": " | ".join(filter(None, [row.source, *row.source_urls])),
            },
        )
    known = {place.code: place for place in Place.objects.all()}
    for row in pack.places:
        if row.part_of:
            Place.objects.filter(code=row.code).update(part_of=known[row.part_of])
    pairs = {(row.code, successor) for row in pack.places for successor in row.successors}
    for former, present in sorted(pairs):
        PlaceSuccession.objects.get_or_create(former=known[former], present=known[present])


def _load_bodies(pack: CountryPack) -> None:
    places = {place.code: place for place in Place.objects.all()}
    kept = _in_officers_hands(Body)
    for row in pack.bodies:
        if row.code in kept:
            continue
        Body.objects.update_or_create(
            code=row.code,
            defaults={
                "name": Wording(row.name),
                "name_folded": row.name_folded,
                "short_name": next(iter(row.short_name.values()), ""),
                "aliases": [row.reference, *row.aliases] if row.reference else list(row.aliases),
                "level": row.level,
                "kind": row.type,
                "role": Wording(row.role),
                "place": places.get(row.place),
                "valid_from": row.valid_from,
                "valid_from_precision": row.valid_from_precision or "unknown",
                "valid_to": row.valid_to,
                "valid_to_precision": row.valid_to_precision or "unknown",
                "legal_basis": row.legal_basis,
                "source": " | ".join(filter(None, [row.source, *row.source_urls])),
                "note": row.note,
            },
        )
    known = {body.code: body for body in Body.objects.all()}
    for row in pack.bodies:
        for successor in row.successors:
            BodySuccession.objects.get_or_create(former=known[row.code], present=known[successor])


def _load_rules(pack: CountryPack) -> None:
    current = {rule.rule_id: rule for rule in LawRule.objects.filter(is_current=True)}
    for row in pack.rules:
        known = current.get(row.id)
        if known and (known.row == row.row or known.confirmed_by_id or known.made_by_id):
            continue
        if known:
            LawRule.objects.filter(pk=known.pk).update(is_current=False)
        LawRule.objects.create(
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
    for row in pack.grounds:
        RefusalGround.objects.update_or_create(
            code=row.code,
            defaults={
                "kinds": list(row.kinds),
                "instrument": Wording(row.instrument),
                "article": Wording(row.article),
                "label": Wording(row.label),
                "remedy": Wording(row.remedy),
                "valid_from": row.valid_from,
                "valid_to": row.valid_to,
                "state": row.state,
                "source": row.source,
            },
        )
