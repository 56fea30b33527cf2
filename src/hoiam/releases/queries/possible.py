"""Which acts a person can do on a release now, and why the others not: the reasons that the operations give."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from hoiam.desks.queries.standing import Standing
from hoiam.desks.terms import Role
from hoiam.releases import rules
from hoiam.releases.models import Alarm, Blanking, Edition, Release
from hoiam.releases.terms import Change


class Situation(Protocol):
    """What the reasons are read from: the page of a release has it loaded already."""

    @property
    def release(self) -> Release: ...
    @property
    def standing(self) -> Standing: ...
    @property
    def at(self) -> datetime: ...
    @property
    def edition(self) -> Edition | None:
        """The open edition, else the newest public one."""

    @property
    def public(self) -> Edition | None:
        """The newest public edition."""

    @property
    def editions(self) -> Sequence[Edition]: ...
    @property
    def blankings(self) -> Sequence[Blanking]:
        """Those that wait for a second person."""

    @property
    def alarms(self) -> Sequence[Alarm]:
        """Those that are not settled."""


Against = Callable[[Situation, int | None], list[object]]


@dataclass(frozen=True)
class Possible:
    """One act: who does it at a desk, and what stands against it in a situation."""

    roles: tuple[str, ...]
    against: Against


def reasons_against(act: str, situation: Situation, number: int | None = None) -> list[object]:
    """Every reason why this person cannot do that act now; [] means it is open. Raises `KeyError`.

    `number` names the one of several it is about: a text for `blank`, a blanking for the answers to it.
    """
    known = ACTS[act]
    reasons = [reason for reason in known.against(situation, number) if reason]
    if not situation.standing.holds(*known.roles):
        names = ", ".join(str(Role(role).label) for role in known.roles)
        reasons.insert(0, format_lazy(_("This is done by: {roles}."), roles=names))
    return reasons


def _open(situation: Situation) -> Edition | None:
    rows = situation.editions
    return next((row for row in rows if not row.published_at and not row.dropped_at), None)


def _on_its_way(situation: Situation, number: int | None = None) -> list[object]:
    return [] if _open(situation) else [_("No edition of this release is on its way.")]


def _before_approval(situation: Situation, number: int | None = None) -> list[object]:
    edition = _open(situation)
    return rules.against_approved(edition) if edition else _on_its_way(situation)


def _details(situation: Situation, number: int | None) -> list[object]:
    if situation.public:
        return [_("This release is public; its kind and theme stay.")]
    return _on_its_way(situation)


def _note(situation: Situation, number: int | None) -> list[object]:
    edition = _open(situation)
    if edition is None:
        return _on_its_way(situation)
    is_first = edition.change == Change.FIRST
    return [_("The first edition corrects nothing.")] if is_first else []


def _time(situation: Situation, number: int | None) -> list[object]:
    edition = _open(situation)
    if edition is not None and edition.approved_at:
        return [_("This edition is approved for its time. It can only be moved to a later one.")]
    return _on_its_way(situation)


def _postpone(situation: Situation, number: int | None) -> list[object]:
    edition = _open(situation)
    if edition is None:
        return _on_its_way(situation)
    return [] if edition.approved_at else [_("This edition is not approved. Set its time instead.")]


def _publish(situation: Situation, number: int | None) -> list[object]:
    edition = _open(situation)
    if edition is None:
        return _on_its_way(situation)
    edition.release = situation.release
    return rules.against_publishing(edition, situation.at)


def _drop(situation: Situation, number: int | None) -> list[object]:
    edition = _open(situation)
    if edition is not None and edition.approved_at and not situation.standing.holds(*rules.PUBLISHING):
        return [_("An approved edition is given up by the spokesperson or the head.")]
    return _on_its_way(situation)


def _emergency(situation: Situation, number: int | None) -> list[object]:
    edition = _open(situation)
    if edition is None:
        return _on_its_way(situation)
    if edition.approved_at:
        return [_("This edition is approved already. It is published at its time, or by hand.")]
    return rules.against_withdrawn(situation.release)


def _confirm(situation: Situation, number: int | None) -> list[object]:
    me = situation.standing.person.pk
    for row in situation.editions:
        if row.published_at and row.is_unconfirmed_emergency:
            own = me in (row.emergency_first_by_id, row.emergency_second_by_id)
            return [_("You published it yourself. Somebody else confirms it.")] if own else []
    return [_("Nothing of this release waits to be confirmed.")]


def _correct(situation: Situation, number: int | None) -> list[object]:
    return [
        *_public(situation),
        *rules.against_withdrawn(situation.release),
        _("An edition of this release is being written already.") if _open(situation) else None,
    ]


def _withdraw(situation: Situation, number: int | None) -> list[object]:
    return [*_public(situation), *rules.against_withdrawn(situation.release)]


def _supersede(situation: Situation, number: int | None) -> list[object]:
    follows = situation.release.superseded_by_id
    return [
        *_public(situation),
        _("A later release follows this one already.") if follows else None,
    ]


def _public(situation: Situation, number: int | None = None) -> list[object]:
    return [] if situation.public else [_("No edition of this release is public.")]


def _decide_blanking(situation: Situation, number: int | None) -> list[object]:
    chosen = [row for row in situation.blankings if number in (None, row.pk) and not row.part_of_id]
    return [] if chosen else [_("Nothing waits to be taken out of sight.")]


def _confirm_blanking(situation: Situation, number: int | None) -> list[object]:
    if reasons := _decide_blanking(situation, number):
        return reasons
    me = situation.standing.person.pk
    chosen = [row for row in situation.blankings if number in (None, row.pk) and not row.part_of_id]
    own = all(row.asked_by_id == me for row in chosen)
    return [_("You asked for it. A second person confirms it.")] if own else []


def _settle(situation: Situation, number: int | None) -> list[object]:
    return [] if situation.alarms else [_("No fact cited in this release has changed.")]


ACTS: dict[str, Possible] = {
    "write": Possible(rules.WRITING, _on_its_way),
    "language": Possible(rules.WRITING, _before_approval),
    "details": Possible(rules.WRITING, _details),
    "balance": Possible(rules.WRITING, _on_its_way),
    "note": Possible(rules.WRITING, _note),
    "time": Possible(rules.WRITING, _time),
    "postpone": Possible(rules.PUBLISHING, _postpone),
    "publish": Possible(rules.PUBLISHING, _publish),
    "drop": Possible(rules.WRITING, _drop),
    "emergency": Possible(rules.CLEARS, _emergency),
    "confirm": Possible(rules.PUBLISHING, _confirm),
    "correct": Possible(rules.WRITING, _correct),
    "withdraw": Possible(rules.PUBLISHING, _withdraw),
    "supersede": Possible(rules.PUBLISHING, _supersede),
    "blank": Possible(rules.WRITING, _public),
    "confirm-blanking": Possible(rules.CLEARS, _confirm_blanking),
    "decline-blanking": Possible(rules.CLEARS, _decide_blanking),
    "alarm": Possible(rules.WRITING, _settle),
}
