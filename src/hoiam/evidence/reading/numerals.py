"""Digits: one written number in both styles, 1.800,5 and 1,800.5, and back."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

_GROUP_SPACES = "\u00a0\u202f\u2009"
NUMERAL = re.compile(
    rf"(?<![\w.,])(?<![^\W\d]-)(?P<sign>(?<!\d)(?<!\d )[-−])?"
    rf"(?P<digits>\d{{1,3}}(?:(?P<group>[.,{_GROUP_SPACES}])\d{{3}})(?:(?P=group)\d{{3}})*(?!\d)(?:[.,]\d+)?"
    r"|\d+[.,]\d+|\d+)(?![.,]?\d)"
)
"""A number in digits; what follows it is not judged here. Section numbers (1.2.3) are none."""
_THREE_AFTER_ONE_SIGN = re.compile(r"(\d{1,3})([.,])(\d{3})\Z")


@dataclass(frozen=True, slots=True)
class NumberStyle:
    """Which sign groups thousands and which parts the decimals, in one language."""

    group_sign: str
    decimal_sign: str


@dataclass(frozen=True, slots=True)
class Reading:
    """What digits may mean. `step` is the worth of the last digit written: 93,35 is known to 0.01."""

    value: Decimal
    step: Decimal


def readings_of(digits: str) -> tuple[Reading, ...]:
    """Read digits in either style, the likelier reading first; none when they are no number (1.2.3).

    A sole sign before exactly three digits groups or parts decimals: 1.800 may be 1800 or 1.8. The first reading
    groups, unless the number begins with 0. Everything else has one reading.
    """
    plain = digits.translate({ord(space): None for space in _GROUP_SPACES})
    if _THREE_AFTER_ONE_SIGN.match(plain):
        grouped, parted = _grouped(plain), _parted(plain)
        return (parted,) if plain.startswith("0") else (grouped, parted)
    signs = [sign for sign in plain if sign in ".,"]
    if not signs:
        return (_grouped(plain),)
    if len(signs) == 1:
        return (_parted(plain),)
    if _well_grouped(plain, signs[0]):
        return (_grouped(plain),)
    if signs[-1] not in signs[:-1] and _well_grouped(plain[: plain.rindex(signs[-1])], signs[0]):
        return (_parted(plain),)
    return ()


def write_numeral(value: Decimal, style: NumberStyle) -> str:
    """Write a number in a style, thousands grouped, with as many decimals as the value carries."""
    written = f"{value:,f}"
    return written.translate({ord(","): style.group_sign, ord("."): style.decimal_sign})


def _well_grouped(digits: str, sign: str) -> bool:
    first, *groups = digits.split(sign)
    return first.isdigit() and 1 <= len(first) <= 3 and all(len(g) == 3 and g.isdigit() for g in groups)


def _grouped(digits: str) -> Reading:
    return Reading(Decimal(re.sub(r"[.,]", "", digits)), Decimal(1))


def _parted(digits: str) -> Reading:
    whole, decimals = re.split(r"[.,](?=\d*\Z)", digits)
    value = Decimal(re.sub(r"[.,]", "", whole) + "." + decimals)
    return Reading(value, Decimal(1).scaleb(-len(decimals)))
