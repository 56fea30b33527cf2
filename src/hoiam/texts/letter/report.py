"""A report (văn bản có tên loại): its name in the middle, what it reports on below, no addressee."""

from __future__ import annotations

from dataclasses import replace

from hoiam.texts.letter.form import LetterForm
from hoiam.texts.letter.sheet import LetterSheet, compose
from hoiam.texts.letter.values import LetterValues


def compose_report(values: LetterValues, form: LetterForm, *, subject: str, year: int) -> LetterSheet:
    """Set a report; number and day stay open for the registry.

    Source of the form: the `report` table of the country's form of official papers.
    """
    words = form.report[values.language]
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
