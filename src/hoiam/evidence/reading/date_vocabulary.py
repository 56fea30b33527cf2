"""The words of dates in the languages of a country, and the patterns made of them."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path

from hoiam.evidence.reading.units import Units, alternatives, load_units
from hoiam.evidence.reading.vocabulary_files import country_folder, read_rows

_YEAR = r"(?:19|20)\d{2}"
_ROMAN = {"I": 1, "II": 2, "III": 3, "IV": 4}


@dataclass(frozen=True, eq=False)
class DateVocabulary:
    """`words`: (form, kind, value). `units` keep “2010 máy” from being a year."""

    words: tuple[tuple[str, str, str], ...] = ()
    units: Units = field(default_factory=Units)

    @cached_property
    def _forms(self) -> dict[str, list[str]]:
        forms: dict[str, list[str]] = defaultdict(list)
        for form, kind, _ in self.words:
            forms[kind].append(form)
        return forms

    def forms(self, *kinds: str) -> str:
        return alternatives(form for kind in kinds for form in self._forms.get(kind, ()))

    @cached_property
    def _numbers(self) -> dict[str, int]:
        return {form.casefold(): int(value) for form, _, value in self.words if value.isdigit()}

    def number(self, written: str) -> int:
        """Read a month or quarter written as digits, Roman number or name; 0 where it is none."""
        if written.isdigit():
            return int(written)
        return _ROMAN.get(written.upper()) or self._numbers.get(written.casefold(), 0)

    @cached_property
    def is_month_first(self) -> bool:
        return any(kind == "order" and value == "mdy" for _, kind, value in self.words)

    @cached_property
    def belonging_pattern(self) -> re.Pattern[str]:
        """The words right before a date that are part of it: ngày, năm, in, giai đoạn, end of."""
        forms = self.forms("day", "month", "quarter", "year", "span", "part_of")
        return re.compile(rf"(?<!\w)((?:(?:{forms})[ \u00a0])+)\Z", re.IGNORECASE)

    @cached_property
    def until_pattern(self) -> re.Pattern[str]:
        return re.compile(rf"(?<!\w)(?:{self.forms('until')})[ \u00a0]\Z", re.IGNORECASE)

    @cached_property
    def since_pattern(self) -> re.Pattern[str]:
        return re.compile(rf"(?<!\w)(?:{self.forms('since')})[ \u00a0]\Z", re.IGNORECASE)

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """All spellings of dates with a year, the longer before the shorter."""
        names = self.forms("month_name")
        month_word = self.forms("month")
        suffix = rf"(?:{self.forms('day_suffix')})?"
        of = rf"(?:[ ](?:{self.forms('joiner')}))?"
        year_word = rf"[ ]?[,/.-]?[ ]?(?:(?:{self.forms('year')})[ ])?"
        to = rf"(?:[ ]?[-–—/][ ]?|[ ](?:{self.forms('until')})[ ])"

        def month(group: str) -> str:
            return rf"(?:(?P<{group}_name>{names})|(?:{month_word})[ ]?(?P<{group}_month>\d{{1,2}}|[IVX]{{1,4}}\b))"

        return re.compile(
            r"(?<![\w./-])(?:"
            rf"(?P<iso_year>{_YEAR})-(?P<iso_month>\d{{2}})(?:-(?P<iso_day>\d{{2}}))?(?![\w-])"
            rf"|(?P<run_first>\d{{1,2}})[ ]?[-–][ ]?(?P<run_last>\d{{1,2}})(?:[/.](?P<run_digits>\d{{1,2}})[/.]"
            rf"|[ ]{month('run')}{year_word})(?P<run_year>{_YEAR})"
            rf"|(?P<dmy_first>\d{{1,2}})(?P<sign>[/.-])(?P<dmy_second>\d{{1,2}})(?P=sign)(?P<dmy_year>{_YEAR})"
            rf"|(?P<day_number>\d{{1,2}}){suffix}[ ]{month('day')}{year_word}(?P<day_year>{_YEAR})"
            rf"|(?P<us_name>{names})[ ](?P<us_day>\d{{1,2}}){suffix},?[ ](?P<us_year>{_YEAR})"
            rf"|{month('m')}{year_word}(?P<m_year>{_YEAR})"
            rf"|(?P<my_month>\d{{1,2}})/(?P<my_year>{_YEAR})"
            rf"|(?:{self.forms('quarter')})[ ]?(?P<q_number>[1-4]|IV|I{{1,3}}){year_word}(?P<q_year>{_YEAR})"
            rf"|(?P<q_name>{self.forms('quarter_name')}){of}{year_word}(?P<qn_year>{_YEAR})"
            rf"|(?P<span_first>{_YEAR}){to}(?P<span_last>{_YEAR})"
            rf"|(?P<year>{_YEAR})"
            r")(?![\w%])(?![.,/]\d)",
            re.IGNORECASE,
        )

    @cached_property
    def yearless_pattern(self) -> re.Pattern[str]:
        """Days and months without a year; a stroke alone is a date only behind a word of days."""
        names, month_word = self.forms("month_name"), self.forms("month")
        suffix = rf"(?:{self.forms('day_suffix')})?"
        context = self.forms("day", "day_context")
        return re.compile(
            rf"(?<!\w)(?:(?:{context})[ ](?:\d{{1,2}}[-–])?(?P<day>\d{{1,2}})[/.](?P<month>\d{{1,2}})"
            rf"|(?P<named_day>\d{{1,2}}){suffix}[ ](?P<name>{names})"
            rf"|(?:{self.forms('day')})[ ]\d{{1,2}}(?:[ ](?:{month_word})[ ]?\d{{1,2}})?"
            rf"|(?:{month_word})[ ]?\d{{1,2}}"
            rf"|(?P<us_name>{names})[ ](?P<us_day>\d{{1,2}})"
            r")(?![\w%/])(?![.,]\d)",
            re.IGNORECASE,
        )


@cache
def load_date_vocabulary(folder: Path | None = None) -> DateVocabulary:
    """Read `date_words.csv` of a country pack, once per process."""
    rows = read_rows(folder or country_folder(), "date_words.csv")
    return DateVocabulary(tuple((row["form"], row["kind"], row["value"]) for row in rows), load_units(folder))
