"""A desk asks more of itself than law and template do: more evidence, or faster answers. Nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from hoiam.desks.against import MayNot, insist
from hoiam.desks.models import OwnRule
from hoiam.desks.operations.journal import write_line
from hoiam.desks.pack import load_pack
from hoiam.desks.queries.own_rules import shortest_legal_days, target_days
from hoiam.desks.queries.standing import Standing
from hoiam.desks.secrecy import marked_secret
from hoiam.desks.terms import OwnRuleKind, Role
from hoiam.desks.wording import Wording

FEWEST_SOURCES, MOST_SOURCES = 2, 5
NEVER: dict[str, object] = {
    "refusal": _("A rule of a desk adds no ground of refusal: the law alone names them."),
    "askers": _("A rule of a desk does not limit who may ask."),
    "slower": _("A rule of a desk does not lengthen any limit."),
    "clearance": _("A rule of a desk does not lift clearance above three steps."),
}
"""What no desk may rule, and the sentence that says so."""


def set_own_rule(
    *,
    standing: Standing,
    kind: str,
    words: Mapping[str, str],
    at: datetime,
    working_days: int | None = None,
    theme: str = "",
    sources_needed: int | None = None,
) -> OwnRule:
    """Set a rule of the desk from now on: everybody reads it. Raises `MayNot`, `ReasonsAgainst`.

    `working_days`: of a faster one, to the first substantive answer; only questions that come in later are
    counted with it. `sources_needed`: of more evidence, sources of each cited fact, for one theme or all ("").
    """
    _insist_heads(standing)
    desk = standing.desk
    said = Wording({tag: text.strip() for tag, text in words.items() if text.strip()})
    reasons: list[object] = [
        not desk.is_open and _("This desk is closed."),
        not said and _("Write the rule."),
        _reason_if_secret(said),
    ]
    if kind == OwnRuleKind.FASTER:
        reasons += _against_faster(standing, working_days, at)
    elif kind == OwnRuleKind.EVIDENCE:
        reasons += _against_evidence(standing, sources_needed, theme)
    else:
        reasons += [NEVER.get(kind, _("A rule of a desk asks for more evidence or for faster answers."))]
    if kind == OwnRuleKind.EVIDENCE and working_days is not None:
        reasons.append(NEVER["slower"])
    insist(reasons)
    is_faster = kind == OwnRuleKind.FASTER
    with transaction.atomic():
        made = OwnRule.objects.create(
            desk=desk,
            kind=kind,
            words=said,
            working_days=working_days if is_faster else None,
            theme="" if is_faster else theme,
            sources_needed=None if is_faster else sources_needed,
            set_at=at,
            set_by=standing.person,
        )
        detail = {
            "kind": kind,
            "days": made.working_days,
            "sources": made.sources_needed,
            "theme": made.theme,
        }
        write_line(desk=desk, by=standing.person, at=at, verb="set own rule", record=made, detail=detail)
    return made


def end_own_rule(*, rule: OwnRule, standing: Standing, why: Mapping[str, str], at: datetime) -> OwnRule:
    """End a rule of the desk and say in public why; what is under way keeps its target. Raises as `set_own_rule`."""
    _insist_heads(standing)
    if rule.desk_id != standing.desk.pk:
        raise MayNot([_("This rule belongs to another desk.")])
    said = Wording({tag: text.strip() for tag, text in why.items() if text.strip()})
    with transaction.atomic():
        kept = OwnRule.objects.select_for_update(of=("self",)).get(pk=rule.pk)
        insist(
            [
                _reason_if_secret(said),
                kept.ended_at is not None and _("This rule has ended already."),
                not said and _("Say why the rule ends; everybody reads it."),
            ]
        )
        kept.ended_at, kept.ended_by, kept.ended_why = at, standing.person, said
        kept.save(update_fields=["ended_at", "ended_by", "ended_why"])
        write_line(desk=standing.desk, by=standing.person, at=at, verb="ended own rule", record=kept)
    return kept


def _against_faster(standing: Standing, working_days: int | None, at: datetime) -> list[object]:
    if not working_days or working_days < 1:
        return [_("Say within how many working days.")]
    own, law = target_days(standing.desk), shortest_legal_days(at)
    reasons: list[object] = []
    if law is not None and working_days > law:
        said = ngettext_lazy(
            "The law gives %(days)d working day. A rule of a desk is not longer.",
            "The law gives %(days)d working days. A rule of a desk is not longer.",
            law,
        )
        reasons.append(said % {"days": law})
    if working_days >= own:
        said = ngettext_lazy(
            "The desk's target is %(days)d working day already. A faster rule is shorter.",
            "The desk's target is %(days)d working days already. A faster rule is shorter.",
            own,
        )
        reasons.append(said % {"days": own})
    return reasons


def _against_evidence(standing: Standing, sources: int | None, theme: str) -> list[object]:
    alike = OwnRule.objects.filter(
        desk=standing.desk, kind=OwnRuleKind.EVIDENCE, theme=theme, ended_at__isnull=True
    )
    return [
        (sources is None or not FEWEST_SOURCES <= sources <= MOST_SOURCES)
        and _("Ask for %(fewest)d to %(most)d sources.") % {"fewest": FEWEST_SOURCES, "most": MOST_SOURCES},
        alike.exists() and _("There is a rule about this already. End it before you set another."),
    ]


def _reason_if_secret(said: Wording) -> object:
    marks = load_pack(settings.COUNTRY.code).country.secrecy
    is_marked = any(marked_secret(text, marks) for text in said.values())
    return is_marked and _("What is marked secret must not be entered here; nothing of it was kept.")


def _insist_heads(standing: Standing) -> None:
    if not standing.holds(Role.HEAD):
        raise MayNot([_("Only the head of the body sets and ends rules of the desk.")])
