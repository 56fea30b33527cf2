"""How a text under embargo reads on the page of an outlet; the subject that owns the kind of record says it here.

The subject asks its own predicate each time: a render gives None as soon as the record is not lent any more, and
the outlet's page then shows nothing of it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import IO

KIND = "releases.edition"


@dataclass(frozen=True)
class LentFile:
    """A file beside a lent text."""

    name: str
    media_type: str
    size: int
    sha256: str
    open: Callable[[], IO[bytes]]
    """Opens the stored file, where an outlet fetches it."""


@dataclass(frozen=True)
class Lent:
    """A text under embargo as a registered outlet reads it."""

    title: str
    reference: str
    desk: str
    opens_at: datetime
    """T: until then it is to be kept; a later one is shown as soon as it is set."""
    language: str
    """BCP 47 tag of the text shown."""
    languages: tuple[str, ...]
    """Tags in which it can be read, the original first."""
    html: str
    """Body, facts and sources, pictures' descriptions: trusted markup, written by the subject's own templates."""
    files: tuple[LentFile, ...] = ()
    styles: tuple[str, ...] = ()
    """Names of static style sheets that the markup needs."""


Render = Callable[[int, str, datetime], Lent | None]
"""render(record_id, language wanted, at)"""

_renders: dict[str, Render] = {}


def register(render: Render, kind: str = KIND) -> None:
    """Say how lent records of a kind read, from `AppConfig.ready`."""
    _renders[kind] = render


def lent(kind: str, record_id: int, language: str, at: datetime) -> Lent | None:
    """The text, in that language where it exists, else in its own; None where it is not lent at that instant."""
    render = _renders.get(kind)
    return render(record_id, language, at) if render else None
