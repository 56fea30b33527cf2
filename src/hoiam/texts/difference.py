"""What changed between two versions of a text, sentence by sentence, for people to see."""

from __future__ import annotations

import re
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from hoiam.texts.identity import KnownSentence

Kind = Literal["same", "changed", "added", "removed"]
_PIECE = re.compile(r"\s+|\w+(?:[.,/]\w+)*|[^\w\s]")


@dataclass(frozen=True, slots=True)
class WordRun:
    """A run of words that stayed (`same`), came (`added`) or went (`removed`)."""

    kind: Literal["same", "added", "removed"]
    text: str


@dataclass(frozen=True, slots=True)
class SentenceChange:
    """A sentence in the reading order of the new text; removed ones stand where they stood.

    `has_moved` says that it stands elsewhere among the sentences that stayed.
    """

    kind: Kind
    id: Hashable
    old_text: str | None
    new_text: str | None
    has_moved: bool = False

    @property
    def words(self) -> tuple[WordRun, ...]:
        return word_runs(self.old_text or "", self.new_text or "")


def difference(old: Sequence[KnownSentence], new: Sequence[KnownSentence]) -> tuple[SentenceChange, ...]:
    """List the changes from one version to the next; ids say which sentences belong together."""
    old_texts = {sentence.id: sentence.text for sentence in old}
    new_ids = {sentence.id for sentence in new}
    stayed = _in_old_order(old, new)
    changes: list[SentenceChange] = []
    gone = [(place, sentence) for place, sentence in enumerate(old) if sentence.id not in new_ids]
    places = {sentence.id: place for place, sentence in enumerate(old)}
    for sentence in new:
        if sentence.id in stayed:
            while gone and gone[0][0] < places[sentence.id]:
                changes.append(_removed(gone.pop(0)[1]))
        changes.append(_changed(sentence, old_texts.get(sentence.id), sentence.id in stayed))
    changes.extend(_removed(sentence) for _, sentence in gone)
    return tuple(changes)


def word_runs(old_text: str, new_text: str) -> tuple[WordRun, ...]:
    """Compare two sentences word by word; without what was removed the runs are the new text."""
    before, now = _PIECE.findall(old_text), _PIECE.findall(new_text)
    runs: list[WordRun] = []
    for tag, a, b, c, d in SequenceMatcher(None, before, now, autojunk=False).get_opcodes():
        if tag == "equal":
            runs.append(WordRun("same", "".join(before[a:b])))
            continue
        if a < b:
            runs.append(WordRun("removed", "".join(before[a:b])))
        if c < d:
            runs.append(WordRun("added", "".join(now[c:d])))
    return tuple(runs)


def _removed(sentence: KnownSentence) -> SentenceChange:
    return SentenceChange("removed", sentence.id, sentence.text, None)


def _changed(sentence: KnownSentence, old_text: str | None, stayed: bool) -> SentenceChange:
    if old_text is None:
        return SentenceChange("added", sentence.id, None, sentence.text)
    kind: Kind = "same" if old_text == sentence.text else "changed"
    return SentenceChange(kind, sentence.id, old_text, sentence.text, has_moved=not stayed)


def _in_old_order(old: Sequence[KnownSentence], new: Sequence[KnownSentence]) -> frozenset[Hashable]:
    """The longest run of ids that both versions hold in one order; the others have moved."""
    new_ids = [sentence.id for sentence in new]
    known = set(new_ids)
    old_ids = [sentence.id for sentence in old if sentence.id in known]
    blocks = SequenceMatcher(None, old_ids, new_ids, autojunk=False).get_matching_blocks()
    return frozenset(old_ids[place] for block in blocks for place in range(block.a, block.a + block.size))
