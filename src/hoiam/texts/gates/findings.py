"""What a gate points out: where, how grave, and the sentence that tells a person what to do."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from typing import Literal

from hoiam.texts.gates.cited_facts import CitedFact

Gate = Literal["numbers", "loaded_words", "persons", "outcome"]
Severity = Literal["blocks", "warns"]
Code = Literal[
    "number_without_citation",
    "number_not_in_cited_facts",
    "unit_differs",
    "date_not_in_cited_facts",
    "date_impossible",
    "loaded_word",
    "private_person",
    "phone_number",
    "email_address",
    "street_address",
    "social_handle",
    "identity_number",
    "enjoyment_without_outcome",
]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing pointed out at [start, end) of a sentence's text (without its citation marks).

    `blocks` keeps the text from being cleared until it is mended or, for numbers and outcomes, a reason is
    written; `warns` only shows. `params` fill the sentences of `messages`.
    """

    gate: Gate
    code: Code
    severity: Severity
    sentence_id: Hashable
    start: int
    end: int
    text: str
    params: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class CheckedSentence:
    """A sentence as the gates see it: its text without marks, and the facts that it cites.

    `excused` holds numbers, dates and phrases, as they stand in the text, that carry a written reason.
    """

    id: Hashable
    text: str
    facts: tuple[CitedFact, ...] = ()
    excused: frozenset[str] = frozenset()
