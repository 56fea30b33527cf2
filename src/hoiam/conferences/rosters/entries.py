"""Somebody who is to be registered, as typed or read from a file, and what is wrong with it. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from hoiam.desks.models import Place


@dataclass(frozen=True)
class Refused:
    """A cell that is not taken, and why."""

    column: str
    reason: object


@dataclass(frozen=True)
class Entry:
    """Somebody to be registered. `line`: where it stands in a file, as the person counts; 1 of a form."""

    name: str
    post: str
    agency: str
    agency_kind: str = ""
    """"": read from the name of the agency, or taken from the invitation."""
    place: Place | None = None
    """None: that of the invitation."""
    email: str = ""
    phone: str = ""
    language: str = ""
    line: int = 1
    refused: tuple[Refused, ...] = ()
    """What reading the file found against it already."""
    remarks: tuple[object, ...] = ()
    """Sentences for whoever looks at the preview."""
