"""What a text is about: the room or face that owns the record says so here, so that texts need not know it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from hoiam.desks.queries.standing import Standing


@dataclass(frozen=True)
class SubjectCard:
    """What a writer and a leader see of the record beside the text. Never who asked."""

    title: str
    question_text: str
    language: str
    """Tag of the language the question is in."""
    back_url: str
    due: datetime | None = None
    """When the nearest limit of the record ends."""


Card = Callable[[int, Standing], SubjectCard]
"""(record id, who looks) → the card."""
Words = Callable[[int], tuple[str, ...]]
"""record id → texts of the case, such as the question: their dates may be named without a citation."""

Bound = Callable[[int], dict[str, str]]
"""text id → values that are signed together with the words of that text."""

_bound: dict[str, Bound] = {}
_cards: dict[str, Card] = {}
_words: dict[str, Words] = {}


def register(record_kind: str, *, card: Card, words_of_case: Words | None = None) -> None:
    """Say what is shown beside texts of records of one kind; from `AppConfig.ready`."""
    _cards[record_kind] = card
    if words_of_case:
        _words[record_kind] = words_of_case


def register_bound(record_kind: str, bound: Bound) -> None:
    """Say what is fixed and signed together with texts of records of one kind; from `AppConfig.ready`."""
    _bound[record_kind] = bound


def bound_with(record_kind: str, text_id: int) -> dict[str, str]:
    """What is signed together with a text; {} for a kind that registered nothing."""
    found = _bound.get(record_kind)
    return found(text_id) if found else {}


def card_of(record_kind: str, record_id: int, standing: Standing) -> SubjectCard | None:
    """The card of a record; None for a kind that nobody registered."""
    found = _cards.get(record_kind)
    return found(record_id, standing) if found else None


def words_of_case(record_kind: str, record_id: int) -> tuple[str, ...]:
    """Texts of the case; () for a kind that registered none."""
    found = _words.get(record_kind)
    return found(record_id) if found else ()
