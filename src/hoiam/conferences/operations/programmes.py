"""A programme of trainings: on what legal basis, for whom, which share of them, in which rounds."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from hoiam.conferences import rules
from hoiam.conferences.models import GroupSize, Programme, Round, TargetGroup
from hoiam.desks.against import insist
from hoiam.desks.models import Desk, Person, Place
from hoiam.desks.operations.journal import write_line
from hoiam.desks.queries.standing import Standing, standing_of
from hoiam.desks.terms import InstallationRole
from hoiam.desks.wording import Wording

LONGEST_SOURCE = 1_000
MOST_PEOPLE = 10_000_000
FIRST_YEAR, LAST_YEAR = 1990, 2100


def open_programme(
    *,
    desk: Desk,
    code: str,
    title: Mapping[str, str],
    legal_basis: str,
    starts_on: date,
    ends_on: date,
    by: Person,
    at: datetime,
    source: str = "",
) -> Programme:
    """Open a programme for a period. Raises `MayNot`, `ReasonsAgainst`."""
    may_run(by, desk, at)
    insist(
        [
            *rules.against_wording(title, empty=_("Give the programme a title.")),
            *rules.against_words(
                legal_basis, empty=_("Name the document that orders the programme."), longest=300
            ),
            *_against_source(source, is_needed=False),
            _("The end lies before the beginning.") if ends_on < starts_on else None,
            *_against_code(code),
            _("Another programme has this short code.")
            if Programme.objects.filter(code=code).exists()
            else None,
        ]
    )
    with transaction.atomic():
        programme = Programme.objects.create(
            desk=desk,
            code=code,
            title=Wording(title),
            legal_basis=legal_basis.strip(),
            source=source.strip(),
            starts_on=starts_on,
            ends_on=ends_on,
            opened_at=at,
            opened_by=by,
        )
        _line(programme, by=by, at=at, verb="opened programme")
    return programme


def close_programme(*, programme: Programme, by: Person, at: datetime) -> Programme:
    """No further round is added; what it reached stays readable. Raises `MayNot`, `ReasonsAgainst`."""
    with transaction.atomic():
        kept = _lock(programme, by, at)
        kept.closed_at = at
        kept.save(update_fields=["closed_at"])
        _line(kept, by=by, at=at, verb="closed programme")
    return kept


def set_group(
    *,
    programme: Programme,
    code: str,
    name: Mapping[str, str],
    share: int,
    by: Person,
    at: datetime,
    is_press: bool = False,
    source: str = "",
) -> TargetGroup:
    """Name people by post whom the programme is to reach, or say otherwise which share of them (per cent).

    Whether a group is of the press is not changed later: its people are counted, the others named.
    Raises `MayNot`, `ReasonsAgainst`.
    """
    with transaction.atomic():
        kept = _lock(programme, by, at)
        known = kept.groups.filter(code=code).first()
        insist(
            [
                *_against_code(code),
                *rules.against_wording(name, empty=_("Name the people of this group by their post.")),
                None if 1 <= share <= 100 else _("The share is a number from 1 to 100 per cent."),
                *_against_source(source, is_needed=False),
                _("This group is known; whether it is of the press stays as it is.")
                if known and known.is_press != is_press
                else None,
            ]
        )
        group = known or TargetGroup(programme=kept, code=code, is_press=is_press)
        group.name, group.share, group.source = Wording(name), share, source.strip()
        group.save()
        _line(kept, by=by, at=at, verb="set target group", detail={"group": code, "share": share})
    return group


def state_size(
    *,
    group: TargetGroup,
    number: int,
    as_of: date,
    source: str,
    by: Person,
    at: datetime,
    place: Place | None = None,
) -> GroupSize:
    """Say how many people a group has, in a place or in all, on a day, and where that stands.

    Earlier numbers stay beside it. Raises `MayNot`, `ReasonsAgainst`.
    """
    with transaction.atomic():
        kept = _lock(group.programme, by, at)
        insist(
            [
                None if 0 < number <= MOST_PEOPLE else _("Say how many people belong to the group."),
                *_against_source(source, is_needed=True),
                _("This place did not exist on that day.") if place and not place.exists_on(as_of) else None,
            ]
        )
        size = GroupSize.objects.create(
            group=group,
            place=place,
            number=number,
            as_of=as_of,
            source=source.strip(),
            noted_at=at,
            noted_by=by,
        )
        detail = {"group": group.code, "place": place.code if place else "", "number": number}
        _line(kept, by=by, at=at, verb="stated size of group", detail=detail)
    return size


def add_round(
    *,
    programme: Programme,
    year: int,
    title: Mapping[str, str],
    by: Person,
    at: datetime,
    plan: str = "",
) -> Round:
    """Begin a round: the conferences that together reach everybody once. Raises `MayNot`, `ReasonsAgainst`."""
    with transaction.atomic():
        kept = _lock(programme, by, at)
        insist(
            [
                None if FIRST_YEAR <= year <= LAST_YEAR else _("That year is out of reach."),
                *rules.against_wording(title, empty=_("Give the round a title.")),
                *_against_source(plan, is_needed=False),
            ]
        )
        added = Round.objects.create(programme=kept, year=year, title=Wording(title), plan=plan.strip())
        _line(kept, by=by, at=at, verb="added round", detail={"round": added.pk, "year": year})
    return added


def may_run(by: Person, desk: Desk, at: datetime) -> Standing:
    """The standing of somebody who runs programmes here: an organiser, or the programme officer of the
    installation with any role at this desk; raises `MayNot` for everybody else."""
    standing = standing_of(by, desk, at)
    if standing.roles and InstallationRole.PROGRAMME_OFFICER in standing.installation_roles:
        return standing
    return rules.may(by, desk, at, rules.ORGANISING)


def _lock(programme: Programme, by: Person, at: datetime) -> Programme:
    rows = Programme.objects.select_for_update(of=("self",)).select_related("desk")
    kept = rows.get(pk=programme.pk)
    may_run(by, kept.desk, at)
    insist([kept.closed_at and _("This programme is closed.")])
    return kept


def _line(
    programme: Programme, *, by: Person, at: datetime, verb: str, detail: dict[str, object] | None = None
) -> None:
    write_line(desk=programme.desk, by=by, at=at, verb=verb, record=programme, detail=detail or {})


def _against_code(code: str) -> list[object]:
    if code and code == slugify(code):
        return []
    return [_("The short code is made of small Latin letters, digits and hyphens.")]


def _against_source(source: str, *, is_needed: bool) -> list[object]:
    if not source.strip() and not is_needed:
        return []
    return rules.against_words(source, empty=_("Say where the number comes from."), longest=LONGEST_SOURCE)
