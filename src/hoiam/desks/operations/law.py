"""A legal officer confirms or corrects a row of law; open clocks follow, and it is told which and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from hoiam.deadlines import Base, DeadlineError, Rule, State, rule_from_row, sentence
from hoiam.desks.against import MayNot, insist
from hoiam.desks.models import CalendarVersion, Clock, LawRule, Person
from hoiam.desks.operations.clocks import recompute_clocks
from hoiam.desks.operations.journal import write_line
from hoiam.desks.queries.law import reader_language
from hoiam.desks.queries.standing import installation_roles
from hoiam.desks.terms import InstallationRole, RuleState

CORRECTABLE = (
    "article",
    "base",
    "amount",
    "unit",
    "warning_amount",
    "warning_unit",
    "counts_from",
    "calendar",
    "pause_on",
    "ext_amount",
    "ext_unit",
    "ext_max",
    "ext_needs",
    "valid_from",
    "valid_to",
    "source",
)
"""Columns of a row that an officer may put right; kind, event and act belong to the country pack."""
NO_CALENDAR = "none"


@dataclass(frozen=True)
class Changed:
    """A new version of a row of law or of a calendar, and the open clocks that moved: [(clock, what moved)]."""

    version: Any
    moved: list[tuple[Clock, str]]


def confirm_rule(*, rule: LawRule, by: Person, at: datetime) -> Changed:
    """Say that this row stands in the law as written here: its next version runs as confirmed.

    Raises `MayNot` for anybody but a legal officer, `ReasonsAgainst` for a row that is confirmed already, was
    changed meanwhile, or whose limit nobody has seen.
    """
    insist_officer(by, InstallationRole.LEGAL_OFFICER)
    value = rule_from_row(rule.row)
    insist(
        [
            *_reasons_of_age(rule),
            rule.state == RuleState.CONFIRMED and _("This row is confirmed already."),
            value.base is Base.WARNING
            and _("The limit itself was not seen: correct the row with the number that stands in the law."),
        ]
    )
    return _make_version(
        rule,
        row={**rule.row, "state": RuleState.CONFIRMED.value},
        is_confirmed=True,
        reason="",
        by=by,
        at=at,
    )


def correct_rule(
    *,
    rule: LawRule,
    changes: Mapping[str, str],
    reason: str,
    is_confirmed: bool,
    by: Person,
    at: datetime,
) -> Changed:
    """Put columns of a row right: its next version. `changes`: column of `legal_rules.csv` → text.

    `is_confirmed`: the officer has read it so in the law itself; else the new version is *read*.
    Raises as `confirm_rule`, and `ReasonsAgainst` with everything that keeps the row from being counted with:
    unknown units, no amount, no source, days that do not exist, a calendar that is not here.
    """
    insist_officer(by, InstallationRole.LEGAL_OFFICER)
    wanted = {column: " ".join(str(changes[column]).split()) for column in CORRECTABLE if column in changes}
    state = RuleState.CONFIRMED if is_confirmed else RuleState.READ
    row = {**rule.row, **wanted, "state": state.value}
    changed = {key: text for key, text in wanted.items() if text != str(rule.row.get(key) or "")}
    value, reasons = _read(row)
    insist(
        [
            *_reasons_of_age(rule),
            not reason.strip() and _("Say why the row changes; it stands in its history."),
            not changed and rule.state == state and _("Nothing differs from the row as it stands."),
            not row.get("source") and _("Name the source; a limit without a source is not used."),
            *reasons,
            value is not None and _reason_against_calendar(value),
            value is not None
            and is_confirmed
            and value.base is Base.WARNING
            and _("A warning is no limit: give amount and unit of the law, or do not confirm it."),
        ]
    )
    return _make_version(
        rule, row=row, is_confirmed=is_confirmed, reason=reason, by=by, at=at, changed=changed
    )


def insist_officer(by: Person, role: str) -> None:
    """Raise `MayNot` where this person does not hold that role for the whole installation."""
    if role not in installation_roles(by):
        wanted = InstallationRole(role).label
        raise MayNot([_("Only this officer of the installation may do this: %(role)s.") % {"role": wanted}])


def lock_the_law() -> None:
    """Let one change of law or calendar be counted at a time: all of them move the clocks of many desks."""
    list(CalendarVersion.objects.select_for_update().filter(is_current=True).order_by("pk"))


def _read(row: Mapping[str, Any]) -> tuple[Rule | None, list[str]]:
    try:
        return rule_from_row(row), []
    except DeadlineError as error:
        return None, [sentence(why, reader_language()) for why in error.reasons]


def _reasons_of_age(rule: LawRule) -> list[object]:
    is_newest = LawRule.objects.filter(pk=rule.pk, is_current=True).exists()
    return [] if is_newest else [_("Somebody changed this row meanwhile. Look at its present version first.")]


def _reason_against_calendar(value: Rule) -> object:
    known = CalendarVersion.objects.filter(calendar_id=value.calendar, is_current=True).exists()
    if not value.calendar or known:
        return ""
    return _("There is no calendar %(calendar)s here.") % {"calendar": value.calendar}


def _make_version(
    rule: LawRule,
    *,
    row: dict[str, Any],
    is_confirmed: bool,
    reason: str,
    by: Person,
    at: datetime,
    changed: Mapping[str, str] | None = None,
) -> Changed:
    value = rule_from_row(row)
    with transaction.atomic():
        lock_the_law()
        insist(
            [] if LawRule.objects.filter(pk=rule.pk, is_current=True).update(is_current=False) else _again()
        )
        made = LawRule.objects.create(
            rule_id=rule.rule_id,
            version=rule.version + 1,
            row=row,
            kinds=rule.kinds,
            start_event=rule.start_event,
            act=rule.act,
            instrument=rule.instrument,
            article=value.article,
            duty=rule.duty,
            note=rule.note,
            valid_from=value.valid_from,
            valid_to=value.valid_to,
            state=State.CONFIRMED.value if is_confirmed else State.READ.value,
            confirmed_by=by if is_confirmed else None,
            confirmed_at=at if is_confirmed else None,
            source=row.get("source", ""),
            made_at=at,
            made_by=by,
            reason=reason.strip()[:300],
        )
        moved = recompute_clocks(by=by, at=at, why=f"{made.rule_id} {made.version}")
        write_line(
            desk=None,
            by=by,
            at=at,
            verb="corrected law row" if changed is not None else "confirmed law row",
            record=made,
            detail={
                "rule": made.rule_id,
                "version": made.version,
                "changed": dict(changed or {}),
                "moved": len(moved),
            },
        )
    return Changed(made, moved)


def _again() -> list[object]:
    return [_("Somebody changed this row meanwhile. Look at its present version first.")]
