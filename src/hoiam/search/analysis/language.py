"""Guesses whether a question is Vietnamese (with or without its marks) or English."""

from __future__ import annotations

import re

from hoiam.search.analysis.question_words import FUNCTION_WORDS
from hoiam.search.analysis.syllables import has_marks
from hoiam.search.analysis.tokens import Token

_ONSET = "ngh|ng|nh|ph|th|tr|ch|kh|gh|gi|qu|[bcdghklmnpqrstvx]"
_NUCLEUS = (
    "ieu|oai|oao|oay|oeo|uay|uoi|uou|uya|uye|uyu|yeu|"
    "ai|ao|au|ay|eo|eu|ia|ie|iu|oa|oe|oi|oo|ua|ue|ui|uo|uu|uy|ye|[aeiouy]"
)
_CODA = "ch|ng|nh|[cmnpt]"
_SYLLABLE = re.compile(f"^(?:{_ONSET})?(?:{_NUCLEUS})(?:{_CODA})?$")


def is_syllable(folded: str) -> bool:
    """Tell whether a folded word can be a Vietnamese syllable by its letters alone."""
    return bool(_SYLLABLE.match(folded))


def language_of(words: list[Token]) -> str:
    """Guess `vi` or `en`.

    English: no word carries a mark, half of the words or more cannot be Vietnamese syllables,
    and at least one is an English word of grammar. Everything else is read as Vietnamese.
    """
    letters = [word for word in words if not word.text[0].isdigit()]
    if not letters or any(has_marks(word.text) for word in letters):
        return "vi"
    foreign = [word.folded for word in letters if not is_syllable(word.folded)]
    speaks_english = any(word in FUNCTION_WORDS["en"] for word in foreign)
    return "en" if speaks_english and len(foreign) * 2 >= len(letters) else "vi"


def is_bare(words: list[Token]) -> bool:
    """Tell whether a Vietnamese question was typed without its marks: under 40 % of its syllables carry any."""
    syllables = [word for word in words if has_marks(word.text) or is_syllable(word.folded)]
    marked = sum(has_marks(word.text) for word in syllables)
    return bool(syllables) and marked < 0.4 * len(syllables)
