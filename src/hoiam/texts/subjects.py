"""What a text is about: the room or face that owns the record says so here, so that texts need not know it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
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
    heading: str = ""
    """What stands above `question_text`; "" for a question."""


Card = Callable[[int, Standing], SubjectCard]
"""(record id, who looks) → the card."""
Words = Callable[[int], tuple[str, ...]]
"""record id → texts of the case, such as the question: their dates may be named without a citation."""

Bound = Callable[[int], dict[str, str]]
"""text id → values that are signed together with the words of that text."""

BoundWords = Callable[[Mapping[str, str]], list[tuple[str, str]]]
"""what is signed with a text → (its name, its value) as a leader reads them"""

WrittenAt = Callable[[int], str]
"""text id → the address where that text is written, "" for the editor"""

_bound: dict[str, Bound] = {}
_bound_words: dict[str, BoundWords] = {}
_written_at: dict[str, WrittenAt] = {}
_cards: dict[str, Card] = {}
_words: dict[str, Words] = {}


def register(
    record_kind: str,
    *,
    card: Card,
    words_of_case: Words | None = None,
    bound_words: BoundWords | None = None,
    written_at: WrittenAt | None = None,
) -> None:
    """Say what is shown beside texts of records of one kind; from `AppConfig.ready`."""
    _cards[record_kind] = card
    if words_of_case:
        _words[record_kind] = words_of_case
    if bound_words:
        _bound_words[record_kind] = bound_words
    if written_at:
        _written_at[record_kind] = written_at


def register_bound(record_kind: str, bound: Bound) -> None:
    """Say what is fixed and signed together with texts of records of one kind; from `AppConfig.ready`."""
    _bound[record_kind] = bound


def bound_with(record_kind: str, text_id: int) -> dict[str, str]:
    """What is signed together with a text; {} for a kind that registered nothing."""
    found = _bound.get(record_kind)
    return found(text_id) if found else {}


def bound_in_words(record_kind: str, bound: Mapping[str, str]) -> list[tuple[str, str]] | None:
    """What is signed with a text, as its record's owner says it; None for a kind that says nothing of it."""
    found = _bound_words.get(record_kind)
    return found(bound) if found else None


def written_at(record_kind: str, text_id: int) -> str:
    """Where a text is written; "" for the editor."""
    found = _written_at.get(record_kind)
    return found(text_id) if found else ""


def card_of(record_kind: str, record_id: int, standing: Standing) -> SubjectCard | None:
    """The card of a record; None for a kind that nobody registered."""
    found = _cards.get(record_kind)
    return found(record_id, standing) if found else None


def words_of_case(record_kind: str, record_id: int) -> tuple[str, ...]:
    """Texts of the case; () for a kind that registered none."""
    found = _words.get(record_kind)
    return found(record_id) if found else ()
