"""Which words of a text a question found, and where they stand."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection

from hoiam.search.analysis.tokens import tokens


def marked(text: str, wanted: Collection[str]) -> list[tuple[str, bool]]:
    """Part `text` (NFC) into runs, each with whether it was found; put together the runs give the text again.

    Found words that stand beside one another become one run, so that a page marks a phrase and not its syllables.
    """
    composed = unicodedata.normalize("NFC", text)
    runs: list[tuple[str, bool]] = []
    at = 0
    for start, end in _found_spans(composed, wanted):
        if start > at:
            runs.append((composed[at:start], False))
        runs.append((composed[start:end], True))
        at = end
    if at < len(composed):
        runs.append((composed[at:], False))
    return runs


def _found_spans(text: str, wanted: Collection[str]) -> list[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    for word in tokens(text):
        if word.folded not in wanted:
            continue
        if spans and text[spans[-1][1] : word.start] == " ":
            spans[-1] = (spans[-1][0], word.end)
        else:
            spans.append((word.start, word.end))
    return spans
