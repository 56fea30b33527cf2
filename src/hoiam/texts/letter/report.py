"""A report or a notice (văn bản có tên loại): its name in the middle, what it reports on below, no addressee."""

from __future__ import annotations

from dataclasses import replace

from hoiam.texts.letter.form import LetterForm
from hoiam.texts.letter.sheet import LetterSheet, compose
from hoiam.texts.letter.values import LetterValues


def compose_report(
    values: LetterValues, form: LetterForm, *, subject: str, year: int, is_notice: bool = False
) -> LetterSheet:
    """Set a report, or a notice; number and day stay open for the registry.

    Source of the form: the tables `report` and `notice` of the country's form of official papers.
    """
    words = (form.notice if is_notice else form.report)[values.language]
    named = replace(values, symbol=words["symbol"].format(symbol=values.symbol))
    sheet = compose(named, form, year=year)
    return replace(
        sheet,
        title=words["title"],
        subject=subject,
        to="",
        to_lines=(),
        recipient_lines=_without_above(sheet),
    )


def _without_above(sheet: LetterSheet) -> tuple[str, ...]:
    """A report names no addressee that "as above" could mean."""
    return sheet.recipient_lines[1:]
