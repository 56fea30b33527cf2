"""Who has a desk, from which template, and what waits to be decided: the adoption board."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Count, Max, Min, Prefetch, Q
from django.utils.timezone import localtime

from hoiam.desks import transfer
from hoiam.desks.handed_over import missing_roles
from hoiam.desks.models import (
    Clock,
    Desk,
    DeskTemplate,
    Membership,
    Merger,
    Offer,
    Person,
    Place,
    StatedAdoption,
)
from hoiam.desks.queries.standing import desks_of
from hoiam.desks.terms import OfferState, Role


@dataclass(frozen=True)
class BoardLine:
    """One place of today: its desk and what it stands on; a place that followed others names their desks too."""

    place: Place
    desk: Desk | None = None
    people: int = 0
    missing: tuple[Role, ...] = ()
    open_offers: int = 0
    next_due_at: datetime | None = None
    newest: int | None = None
    """Number of the newest version of its template."""
    stated: tuple[StatedAdoption, ...] = ()
    """Desks of other installations, stated by a signed file and not seen here."""
    former: tuple[Desk, ...] = field(default=())
    """Desks of the places that it came from, open or merged."""

    @property
    def is_current(self) -> bool:
        return bool(self.desk and self.newest and self.desk.adoption.number == self.newest)


def board(at: datetime, place_types: Collection[str]) -> list[BoardLine]:
    """Every place of these kinds that exists at that day, by name; the same few queries for any number."""
    today = localtime(at).date()
    places = list(Place.objects.in_force(today).filter(kind__in=place_types).prefetch_related("predecessors"))
    desks = _desks(at)
    stated = defaultdict(list)
    for row in StatedAdoption.objects.select_related("template"):
        stated[row.place_id].append(row)
    due = _next_due([desk.pk for rows in desks.values() for desk in rows])
    newest = dict(DeskTemplate.objects.annotate(newest=Max("versions__number")).values_list("pk", "newest"))
    merged: dict[int, list[Desk]] = defaultdict(list)
    for merger in Merger.objects.standing().select_related("former").order_by("done_at"):
        merged[merger.present_id].append(merger.former)
    return [_line(place, desks, stated.get(place.pk, []), due, newest, merged) for place in places]


def open_offers(desk: Desk) -> list[Offer]:
    """Changes of the template that wait for the desk, by section."""
    rows = Offer.objects.filter(adoption__desk=desk, state=OfferState.OPEN)
    return list(rows.select_related("version", "adoption__template"))


def decided_offers(desk: Desk) -> list[Offer]:
    """What the desk decided, the last first."""
    rows = Offer.objects.filter(adoption__desk=desk).exclude(state=OfferState.OPEN)
    return list(rows.select_related("version", "decided_by").order_by("-decided_at", "-id"))


def get_offer(number: int, *, desk: Desk) -> Offer:
    """Raises `Offer.DoesNotExist` for another desk's."""
    return Offer.objects.select_related("adoption__desk", "version").get(pk=number, adoption__desk=desk)


def templates() -> list[DeskTemplate]:
    """Templates from which desks may be opened, by code, with their versions."""
    rows = DeskTemplate.objects.filter(retired_at__isnull=True, versions__isnull=False).distinct()
    return list(rows.prefetch_related("versions"))


@dataclass(frozen=True)
class Proposed:
    """One item in which a desk differs from the newest version of a template; `after` None: the desk has it not."""

    section: str
    key: str
    before: Any
    after: Any

    @property
    def name(self) -> str:
        return f"{self.section}:{self.key}"


def proposed_from(desk: Desk, template: DeskTemplate) -> list[Proposed]:
    """What the next version of a template could take from a desk as it is now, section by section.

    Of a section in which the desk has nothing at all it says nothing.
    """
    newest, now = template.versions.order_by("-number").first(), transfer.read_desk(desk)
    before = newest.content if newest else {}
    return [Proposed(*row) for row in transfer.differences(before, now) if row[0] in now]


def desks_to_take_from(template: DeskTemplate, person: Person, at: datetime) -> list[Desk]:
    """Desks whose content somebody may lay before others: the template's keeper, and desks of the person."""
    own = desks_of(person, at)
    keeper = [template.keeper] if template.keeper and template.keeper not in own else []
    return [desk for desk in (*keeper, *own) if desk.is_open]


def places_without_desk(at: datetime, place_types: Collection[str]) -> list[Place]:
    """Places of these kinds that exist and have no open desk from a template, by name."""
    taken = (
        Desk.objects.public()
        .filter(is_open=True, adoption__isnull=False, place__isnull=False)
        .values("place")
    )
    rows = Place.objects.in_force(localtime(at).date()).filter(kind__in=place_types)
    return list(rows.exclude(pk__in=taken))


def _desks(at: datetime) -> dict[int | None, list[Desk]]:
    held = Membership.objects.filter(valid_from__lte=at, valid_to__isnull=True)
    rows = (
        Desk.objects.public()
        .filter(place__isnull=False)
        .select_related("adoption__template")
        .prefetch_related(Prefetch("memberships", queryset=held, to_attr="held"))
        .annotate(offered=Count("adoption__offers", filter=Q(adoption__offers__state=OfferState.OPEN)))
        .order_by("opened_on", "pk")
    )
    found: dict[int | None, list[Desk]] = defaultdict(list)
    for desk in rows:
        found[desk.place_id].append(desk)
    return found


def _next_due(desks: Collection[int]) -> dict[int, datetime]:
    """The next limit of each desk that still runs."""
    rows = Clock.objects.open().filter(desk__in=desks, due_at__isnull=False).order_by()
    return dict(rows.values("desk").annotate(next=Min("due_at")).values_list("desk", "next"))


def _line(
    place: Place,
    desks: dict[int | None, list[Desk]],
    stated: list[StatedAdoption],
    due: dict[int, datetime],
    newest: dict[int, int],
    merged: dict[int, list[Desk]],
) -> BoardLine:
    own = [desk for desk in desks.get(place.pk, []) if desk.is_open]
    desk = next((one for one in own if hasattr(one, "adoption")), own[0] if own else None)
    former = [one for before in place.predecessors.all() for one in desks.get(before.pk, [])]
    former += [one for one in (merged.get(desk.pk, []) if desk else []) if one not in former]
    if desk is None:
        return BoardLine(place, stated=tuple(stated), former=tuple(former))
    adoption = getattr(desk, "adoption", None)
    return BoardLine(
        place,
        desk,
        people=len({row.person_id for row in desk.held}),  # type: ignore[attr-defined]
        missing=tuple(missing_roles(desk, {row.role for row in desk.held})),  # type: ignore[attr-defined]
        open_offers=desk.offered,  # type: ignore[attr-defined]
        next_due_at=due.get(desk.pk),
        newest=newest.get(adoption.template_id) if adoption else None,
        stated=tuple(stated),
        former=tuple(former),
    )
