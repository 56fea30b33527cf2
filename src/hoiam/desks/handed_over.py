"""The sections of a template that the desks themselves hold."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hoiam.desks.models import Desk, Person
from hoiam.desks.terms import Role
from hoiam.desks.transfer import Content, Section, register
from hoiam.desks.wording import Wording

TARGETS = ("target_working_days", "publication_delay_days")
"""Numbers of a desk that a template sets; both may be made shorter by the desk, see its settings."""
LONGEST_WORDS = 2_000
LONGEST = {"target_working_days": 60, "publication_delay_days": 30}


def register_sections() -> None:
    register(
        Section("targets", _("Targets of the desk"), read_targets, apply_target, against_target, tell_target)
    )
    register(Section("office_hours", _("Office hours"), read_hours, apply_hours, against_words))
    for name, label in READ_ONLY:
        register(Section(name, label, _read_kept(name), _leave_to_pages, against_words))


READ_ONLY = (
    ("roles", _("Roles to be filled")),
    ("agenda", _("Agenda of the model briefing")),
    ("checklist", pgettext_lazy("section of a desk template", "Checklist for a new desk")),
    ("indicators", _("Indicators")),
    ("page_words", _("Words of the public page")),
)
"""Sections that a desk reads on its pages: what was taken over stands in its `Adoption`."""


def read_targets(desk: Desk) -> Content:
    return {name: getattr(desk, name) for name in TARGETS}


def apply_target(*, desk: Desk, key: str, value: Any, by: Person | str, at: datetime) -> None:
    """Set one target, in the current transaction; whoever accepts the template writes the journal line."""
    setattr(desk, key, int(value))
    desk.save(update_fields=[key])


def against_target(value: Any) -> list[object]:
    is_number = isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= max(LONGEST.values())
    return [] if is_number else [_("A target is a number of working days, up to 60.")]


def against_words(value: Any) -> list[object]:
    """A wording: {language: text}."""
    is_wording = isinstance(value, dict) and all(
        isinstance(text, str) and len(text) <= LONGEST_WORDS for text in value.values()
    )
    return [] if is_wording and value else [_("Words of a template are a text for each language.")]


def tell_target(key: str, value: Any) -> str:
    names = {
        "target_working_days": _("First answer within %(days)s working days"),
        "publication_delay_days": _("Answers enter the public log after %(days)s working days"),
    }
    return str(names[key] % {"days": value}) if key in names else f"{key}: {value}"


def read_hours(desk: Desk) -> Content:
    return {"hours": dict(desk.office_hours)} if desk.office_hours else {}


def apply_hours(*, desk: Desk, key: str, value: Any, by: Person | str, at: datetime) -> None:
    desk.office_hours = Wording(value)
    desk.save(update_fields=["office_hours"])


def missing_roles(desk: Desk, held: Collection[str]) -> list[Role]:
    """Roles that the template asks to be filled and that are not among `held`, in the order of the template."""
    adoption = getattr(desk, "adoption", None)
    asked = adoption.content.get("roles", {}) if adoption else {}
    return [Role(role) for role in asked if role in Role.values and role not in held]


def _read_kept(name: str) -> Any:
    def read(desk: Desk) -> Content:
        adoption = getattr(desk, "adoption", None)
        return dict(adoption.content.get(name, {})) if adoption else {}

    return read


def _leave_to_pages(*, desk: Desk, key: str, value: Any, by: Person | str, at: datetime) -> None:
    """Nothing to do: `Adoption.content` keeps it, and pages read it there."""
