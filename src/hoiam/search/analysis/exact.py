"""Document numbers and dates: what must match to the letter, wherever and however it is written."""

from __future__ import annotations

import re
from datetime import date

from hoiam.search.analysis.syllables import fold

_NUMBER = re.compile(r"\b(\d{1,5}(?:/\d{4})?)\s?([-/])\s?([a-z][a-z0-9]*[a-z][a-z0-9]*(?:[-/][a-z0-9]+)*)")
_MONTHS = "january february march april may june july august september october november december".split()
_MONTH = "(?:" + "|".join(f"{name}|{name[:3]}" for name in _MONTHS) + r")\.?"
_DAY_FORMS = (
    re.compile(r"\b(?P<d>\d{1,2})\s?[/.-]\s?(?P<m>\d{1,2})\s?[/.-]\s?(?P<y>(?:19|20)\d\d)\b"),
    re.compile(r"\b(?P<y>(?:19|20)\d\d)-(?P<m>\d{1,2})-(?P<d>\d{1,2})\b"),
    re.compile(r"\bngay\s(?P<d>\d{1,2})\s?(?:thang|/)\s?(?P<m>\d{1,2})\s?(?:,|/)?\s?nam\s(?P<y>\d{4})\b"),
    re.compile(rf"\b(?P<d>\d{{1,2}})\s(?P<m>{_MONTH})\s(?P<y>(?:19|20)\d\d)\b"),
    re.compile(rf"\b(?P<m>{_MONTH})\s(?P<d>\d{{1,2}}),?\s(?P<y>(?:19|20)\d\d)\b"),
)
_MONTH_FORMS = (
    re.compile(r"\bthang\s(?P<m>\d{1,2})\s?(?:/|-|nam|,)\s?(?:nam\s)?(?P<y>(?:19|20)\d\d)\b"),
    re.compile(r"(?<![\d/.-])(?P<m>\d{1,2})/(?P<y>(?:19|20)\d\d)\b"),
    re.compile(r"\b(?P<y>(?:19|20)\d\d)-(?P<m>0[1-9]|1[0-2])(?![\d-])"),
    re.compile(rf"\b(?P<m>{_MONTH})\s(?P<y>(?:19|20)\d\d)\b"),
)
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


def document_numbers(text: str) -> set[str]:
    """Find document numbers ("57-KL/TW", "1079/QĐ-TTg", "53/2024/QH15"), folded, without spaces."""
    return {"".join(found) for found in _NUMBER.findall(fold(text))}


def dates(text: str) -> set[str]:
    """Find days as `YYYY-MM-DD` and months as `YYYY-MM`, in the Vietnamese, English and ISO ways of writing.

    A day brings its month with it; days that no calendar knows (31/02) are left out.
    """
    plain = " ".join(fold(text).split())
    days = {found for form in _DAY_FORMS for match in form.finditer(plain) if (found := _day(match))}
    months = {found for form in _MONTH_FORMS for match in form.finditer(plain) if (found := _month(match))}
    return days | months | {day[:7] for day in days}


def years(text: str) -> set[str]:
    """Find years of four digits from 1900 to 2099."""
    return set(_YEAR.findall(text))


def _day(match: re.Match[str]) -> str:
    try:
        return date(int(match["y"]), _month_number(match["m"]), int(match["d"])).isoformat()
    except ValueError:
        return ""


def _month(match: re.Match[str]) -> str:
    month = _month_number(match["m"])
    return f"{match['y']}-{month:02}" if 1 <= month <= 12 else ""


def _month_number(written: str) -> int:
    if written.isdigit():
        return int(written)
    return next(at for at, name in enumerate(_MONTHS, 1) if name.startswith(written.rstrip(".")[:3]))
