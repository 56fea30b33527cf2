"""Taking out of a question what would tell who asked. Pure.

What the asker wrote about themselves in the form is known at intake, so every occurrence of it in the
question is covered, in any case and with or without diacritics; and whatever looks like an address, a
telephone number or a handle. Other names are pointed out to the intake officer, who decides.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

COVER = "[…]"
_CONTACTS = re.compile(
    r"""[\w.+-]+@[\w-]+(?:\.[\w-]+)+            # an e-mail address
    |(?<![\w.,/-])(?:\+|00)\d[\d .-]{7,16}\d(?![\w,])        # a telephone number with its country
    |(?<![\w.,/-])0\d{2,3}[ .-]?\d{3}[ .-]?\d{3,4}(?![\w,])  # a telephone number without
    |(?<!\w)@[A-Za-z_][\w.]{2,}                 # a handle
    |(?:https?://)?(?:www\.)?(?:facebook|fb|zalo|t)\.(?:com|me)/\S+  # a profile
    """,
    re.VERBOSE | re.IGNORECASE,
)


def _fold_keeping_length(text: str) -> str:
    """Each letter without its marks, one for one, so that places in both texts agree."""
    return "".join(
        (unicodedata.normalize("NFD", letter)[0] if letter not in "đĐ" else "d").lower()[:1] or letter
        for letter in text
    )


def covered(text: str, known: Iterable[str]) -> str:
    """The text with every `known` value (two words, or at least five letters) and every contact covered."""
    text = unicodedata.normalize("NFC", text)
    spans = [match.span() for match in _CONTACTS.finditer(text)]
    folded = _fold_keeping_length(text)
    for value in known:
        words = _fold_keeping_length(unicodedata.normalize("NFC", value)).split()
        if not words or (len(words) == 1 and len(words[0]) < 5):
            continue
        pattern = r"(?<!\w)" + r"\s+".join(map(re.escape, words)) + r"(?!\w)"
        spans.extend(match.span() for match in re.finditer(pattern, folded))
    return _cover(text, spans)


def _cover(text: str, spans: list[tuple[int, int]]) -> str:
    kept, done = [], 0
    for start, end in sorted(spans):
        if start >= done:
            kept += [text[done:start], COVER]
        done = max(done, end)
    return "".join([*kept, text[done:]])
