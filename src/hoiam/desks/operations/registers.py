"""Places and bodies come, end and pass on; what was is never overwritten.

A new name is a new entry that follows the old one: figures of a place keep the place of their day.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from typing import Any, TypeVar

from django.conf import settings
from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from hoiam.desks.against import insist
from hoiam.desks.models import Body, BodySuccession, Person, Place, PlaceSuccession
from hoiam.desks.operations.journal import write_line
from hoiam.desks.operations.law import insist_officer
from hoiam.desks.terms import DatePrecision, InstallationRole
from hoiam.desks.wording import Wording
from hoiam.search.analysis.syllables import fold

Entry = TypeVar("Entry", Place, Body)


def add_place(
    *,
    code: str,
    kind: str,
    name: dict[str, str],
    valid_from: date | None,
    legal_basis: str,
    source: str,
    by: Person,
    at: datetime,
    part_of: Place | None = None,
    predecessors: Collection[Place] = (),
    kinds: Collection[str] = (),
) -> Place:
    """Add a place with the day from which it exists. `kinds`: what a place may be, from the country pack.

    Raises `MayNot` for anybody but a steward of places; `ReasonsAgainst` for a code that is none or taken, an
    unknown kind, no name, no source, or a predecessor that began later.
    """
    insist_officer(by, InstallationRole.STEWARD_OF_PLACES)
    insist(
        [
            *_reasons_against_entry(Place, code, name, source),
            bool(kinds) and kind not in kinds and _("Choose what kind of place it is."),
            *_reasons_against_predecessors(predecessors, valid_from),
        ]
    )
    with transaction.atomic():
        place = Place.objects.create(
            code=code,
            kind=kind,
            name=Wording(name),
            name_folded=folded_name(name)[:200],
            part_of=part_of,
            valid_from=valid_from,
            legal_basis=legal_basis.strip()[:300],
            source=source.strip(),
        )
        _follow(place, predecessors)
        _write("added place", place, by, at)
    return place


def add_body(
    *,
    code: str,
    name: dict[str, str],
    level: str,
    kind: str,
    valid_from: date | None,
    legal_basis: str,
    source: str,
    by: Person,
    at: datetime,
    short_name: str = "",
    email: str = "",
    place: Place | None = None,
    predecessors: Collection[Body] = (),
) -> Body:
    """Add a public body with the day from which it exists; raises as `add_place`."""
    insist_officer(by, InstallationRole.STEWARD_OF_PLACES)
    insist(
        [
            *_reasons_against_entry(Body, code, name, source),
            *_reasons_against_predecessors(predecessors, valid_from),
        ]
    )
    with transaction.atomic():
        body = Body.objects.create(
            code=code,
            name=Wording(name),
            name_folded=folded_name(name)[:300],
            short_name=short_name.strip()[:60],
            level=level.strip()[:40],
            kind=kind.strip()[:60],
            email=email,
            place=place,
            valid_from=valid_from,
            valid_from_precision=DatePrecision.DAY if valid_from else DatePrecision.UNKNOWN,
            legal_basis=legal_basis.strip()[:300],
            source=source.strip(),
        )
        _follow(body, predecessors)
        _write("added body", body, by, at)
    return body


def end_entry(
    *,
    entry: Entry,
    last_date: date,
    successors: Collection[Entry],
    source: str,
    by: Person,
    at: datetime,
) -> Entry:
    """End a place or a body with its last day; `successors` take its place, and may be none.

    Raises `MayNot` for anybody but a steward of places; `ReasonsAgainst` where it has ended already, would
    end before it began, no source is named, or a successor is none.
    """
    insist_officer(by, InstallationRole.STEWARD_OF_PLACES)
    insist(
        [
            entry.valid_to is not None and _("This has ended already."),
            entry.valid_from is not None
            and last_date < entry.valid_from
            and _("The last day is before the first."),
            not source.strip() and _("Name the source of the change."),
            *_reasons_against_successors(entry, successors, last_date),
        ]
    )
    with transaction.atomic():
        entry.valid_to = last_date
        entry.source = " | ".join(filter(None, [entry.source, source.strip()]))
        changed = ["valid_to", "source"]
        if isinstance(entry, Body):
            entry.valid_to_precision = DatePrecision.DAY
            changed.append("valid_to_precision")
        entry.save(update_fields=changed)
        for successor in successors:
            _link(entry, successor)
        _write(f"ended {_called(entry)}", entry, by, at)
    return entry


def name_successor(*, entry: Entry, successor: Entry, by: Person, at: datetime, of_what: str = "") -> None:
    """Say that one place or body followed another that has ended; `of_what`: which of its work, for bodies."""
    insist_officer(by, InstallationRole.STEWARD_OF_PLACES)
    insist(
        [
            entry.valid_to is None and _("End it first; then name what follows."),
            entry.successors.filter(pk=successor.pk).exists() and _("This is named as a successor already."),
            *_reasons_against_successors(entry, [successor], entry.valid_to),
        ]
    )
    with transaction.atomic():
        _link(entry, successor, of_what.strip()[:300])
        _write(f"named successor of {_called(entry)}", entry, by, at)


def folded_name(name: dict[str, str]) -> str:
    """The name without marks, as it is looked up and as codes are made: the first language's, else any."""
    return " ".join(fold(Wording(name).in_language(settings.LANGUAGE_CODE)[0]).split())


def _reasons_against_entry(
    kind: type[Place] | type[Body], code: str, name: dict[str, str], source: str
) -> list[object]:
    is_taken = kind._default_manager.filter(code=code).exists()
    return [
        (not code or slugify(code) != code) and _("A code has small letters, digits and hyphens only."),
        is_taken and _("There is an entry with the code %(code)s already.") % {"code": code},
        not folded_name(name) and _("Give the official name."),
        not source.strip() and _("Name the source."),
    ]


def _reasons_against_predecessors(predecessors: Collection[Any], valid_from: date | None) -> list[object]:
    later = [one for one in predecessors if one.valid_from and valid_from and one.valid_from >= valid_from]
    return [_("%(name)s began later and cannot be a predecessor.") % {"name": one.name} for one in later]


def _reasons_against_successors(
    entry: Any, successors: Collection[Any], last_date: date | None
) -> list[object]:
    reasons: list[object] = []
    for one in successors:
        said = {"name": one.name}
        if one.pk == entry.pk:
            reasons.append(_("Nothing follows itself."))
        elif one.successors.filter(pk=entry.pk).exists():
            reasons.append(_("%(name)s came before it and cannot follow it.") % said)
        elif one.valid_to and last_date and one.valid_to <= last_date:
            reasons.append(_("%(name)s had ended by then.") % said)
    return reasons


def _follow(entry: Any, predecessors: Collection[Any]) -> None:
    for former in predecessors:
        _link(former, entry)


def _link(former: Any, present: Any, of_what: str = "") -> None:
    if isinstance(former, Place):
        PlaceSuccession.objects.get_or_create(former=former, present=present)
    else:
        BodySuccession.objects.get_or_create(former=former, present=present, defaults={"of_what": of_what})


def _called(entry: Place | Body) -> str:
    return "place" if isinstance(entry, Place) else "body"


def _write(verb: str, entry: Place | Body, by: Person, at: datetime) -> None:
    write_line(desk=None, by=by, at=at, verb=verb, record=entry, detail={"code": entry.code})
