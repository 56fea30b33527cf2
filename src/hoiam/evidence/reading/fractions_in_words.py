"""Fractions and multiples in words: một phần ba, two thirds, half of, one in five, twice."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from hoiam.evidence.reading.number_vocabulary import NumberVocabulary
from hoiam.evidence.reading.units import alternatives


@dataclass(frozen=True, slots=True)
class FractionInWords:
    """`part` of `whole`; for a multiple (twice) `part` is the factor and `whole` is 1."""

    start: int
    end: int
    part: Decimal
    whole: Decimal
    is_multiple: bool = False


def find_fractions(text: str, vocabulary: NumberVocabulary) -> Iterator[FractionInWords]:
    """Find fractions and multiples in words, in their order."""
    for match in _pattern(vocabulary).finditer(text):
        form = {name: value.casefold() for name, value in match.groupdict().items() if value}
        if vocabulary.ordinal_mark_pattern.search(text[max(0, match.start() - 12) : match.start()]):
            continue  # the first half of the year
        yield _fraction(match, form, vocabulary)


def _fraction(match: re.Match[str], form: dict[str, str], vocabulary: NumberVocabulary) -> FractionInWords:
    if "multiple" in form:
        factor = vocabulary.of_kind("multiple")[form["multiple"]].worth
        return FractionInWords(*match.span(), factor, Decimal(1), is_multiple=True)
    if set_form := form.get("fixed") or form.get("fixed_of"):
        part, whole = vocabulary.of_kind("fraction")[set_form].value.split("/")
        return FractionInWords(*match.span(), Decimal(part), Decimal(whole))
    digits = vocabulary.of_kind("digit", "ten")
    if "joined_part" in form:
        joined = digits[form["joined_part"]].worth, digits[form["joined_whole"]].worth
        return FractionInWords(*match.span(), *joined)
    parts = vocabulary.of_kind("part")
    if "one_of" in form:
        return FractionInWords(*match.span(), Decimal(1), parts[form["one_of"]].worth)
    return FractionInWords(*match.span(), digits[form["count"]].worth, parts[form["part"]].worth)


@cache
def _pattern(vocabulary: NumberVocabulary) -> re.Pattern[str]:
    digit = alternatives(vocabulary.of_kind("digit", "ten"))
    part = alternatives(vocabulary.of_kind("part"))
    fixed = vocabulary.of_kind("fraction")
    of_only = alternatives(form for form, word in fixed.items() if word.alone == "before_joiner")
    always = alternatives(form for form, word in fixed.items() if word.alone != "before_joiner")
    joiner = alternatives(vocabulary.of_kind("ratio_joiner"))
    between = alternatives(vocabulary.of_kind("fraction_joiner"))
    return re.compile(
        rf"(?<![\w-])(?:(?P<joined_part>{digit})[ ](?:[^\W\d_]+[ ])?(?:{between})[ ]"
        rf"(?P<joined_whole>{digit})"
        rf"|(?P<count>{digit})[ -](?P<part>{part})"
        rf"|(?:{alternatives(vocabulary.of_kind('article'))})[ ](?P<one_of>{part})(?=[ ](?:{joiner})\b)"
        rf"|(?P<fixed_of>{of_only})(?=[ ](?:{joiner})\b)"
        rf"|(?P<fixed>{always})"
        rf"|(?P<multiple>{alternatives(vocabulary.of_kind('multiple'))}))(?![\w-])",
        re.IGNORECASE,
    )
