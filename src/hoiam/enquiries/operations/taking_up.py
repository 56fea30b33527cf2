"""A question that was read is registered, and given to its officer, in one act: alone at taking in, or several."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from hoiam.desks.models import Desk, Person
from hoiam.enquiries.models import Enquiry
from hoiam.enquiries.operations.assigning import assign
from hoiam.enquiries.operations.registering import register_enquiry
from hoiam.enquiries.operations.several import Given, each_of


@dataclass(frozen=True)
class AtOnce:
    """What becomes of a question in the same act in which it is registered."""

    officer: Person | None = None
    """Who answers for it; None where that is decided later."""
    theme: str = ""
    heard_at: datetime | None = None
    """When the asker was told number and limit by word of mouth."""


def take_up(*, enquiry: Enquiry, at_once: AtOnce, by: Person, at: datetime) -> Enquiry:
    """Register an enquiry and give it to its officer, in the caller's transaction; two acts, two journal lines."""
    case = register_enquiry(enquiry=enquiry, by=by, at=at, theme=at_once.theme, heard_at=at_once.heard_at)
    return assign(enquiry=case, officer=at_once.officer, by=by, at=at) if at_once.officer else case


def register_many(
    *,
    desk: Desk,
    references: Iterable[str],
    officer: Person | None,
    by: Person,
    at: datetime,
    themes: Mapping[str, str] | None = None,
    only_possible: bool = False,
) -> Given:
    """Register several enquiries that were read, and give them to one officer where one is named.

    `themes`: {reference: code}. All of them or none, see `each_of`. Raises `MayNot`, `ReasonsAgainst`.
    """
    named = themes or {}

    def register(case: Enquiry) -> Enquiry:
        at_once = AtOnce(officer=officer, theme=named.get(case.reference, ""))
        return take_up(enquiry=case, at_once=at_once, by=by, at=at)

    return each_of(desk=desk, references=references, act=register, only_possible=only_possible)
