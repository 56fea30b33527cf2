"""What may be erased for good, and how; a restored backup repeats every erasure that came after it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from hoiam.desks.models import Erasure

_erasers: dict[str, Callable[[str, int, datetime], object]] = {}


def register(name: str, erase: Callable[[str, int, datetime], object]) -> None:
    """Say how something is erased: `erase(about, record_id, at)`, harmless when repeated; from `ready`.

    An erasure of kind `journal:texts.part` is done by the eraser `journal`, with `about` = `texts.part`.
    """
    _erasers[name] = erase


def note(*, kind: str, record_id: int, at: datetime) -> None:
    """Write down, in the transaction of the erasure itself, that it was done."""
    Erasure.objects.get_or_create(kind=kind, record_id=record_id, defaults={"erased_at": at})


def repeat(*, kind: str, record_id: int, at: datetime) -> None:
    """Erase again what a restored backup has brought back. Raises `KeyError` for a kind nobody registered."""
    name, _, about = kind.partition(":")
    _erasers[name](about, record_id, at)
    note(kind=kind, record_id=record_id, at=at)
