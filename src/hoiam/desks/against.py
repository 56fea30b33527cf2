"""Reasons against an act, said all together before anything is changed."""

from __future__ import annotations

from collections.abc import Iterable


class ReasonsAgainst(Exception):
    """Raised by an operation before it changes anything; `reasons` are whole sentences for the person.

    `fields` names, where it is known, the form field each reason belongs to: {field: reason}.
    """

    def __init__(self, reasons: Iterable[object], fields: dict[str, object] | None = None) -> None:
        self.reasons = list(reasons)
        self.fields = dict(fields or {})
        super().__init__(" ".join(str(reason) for reason in self.reasons))


class MayNot(ReasonsAgainst):
    """The reasons are about who asks: this person, in this role, may not do this act."""


def insist(reasons: Iterable[object]) -> None:
    """Raise `ReasonsAgainst` where there is any reason; an empty list means go."""
    listed = [reason for reason in reasons if reason]
    if listed:
        raise ReasonsAgainst(listed)
