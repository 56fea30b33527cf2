"""What the checks say about a text: whole sentences for the person who writes."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

Weight = Literal["blocks", "needs_reason", "warns"]


@dataclass(frozen=True)
class Finding:
    """One remark on one sentence. `blocks` must be mended; `needs_reason` mended or explained; `warns` read."""

    kind: str
    """`unknown_fact`, `unfinished_fact`, `ended_fact`, `too_few_sources`, `to_be_checked`, `open_place`, `figure`,
    `quotation`, or the code of a gate."""
    weight: Weight
    message: object
    """A whole sentence that says what to do, in the reader's language."""
    sentence_id: str = ""
    sentence_number: int = 0
    """Place of the sentence in the text, from 1; 0 for the whole text."""
    reference: str = ""
    """The fact it is about, where it is about one."""
    quote: str = ""
    """The words of the sentence it is about."""
    reason: str = field(default="", compare=False)
    """What somebody wrote in answer to a `needs_reason`."""

    @property
    def stands_against_sending(self) -> bool:
        return self.weight == "blocks" or (self.weight == "needs_reason" and not self.reason)
