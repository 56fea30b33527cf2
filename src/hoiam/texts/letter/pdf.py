"""A letter as PDF, for print and for the file."""

from __future__ import annotations

from datetime import datetime
from functools import cache
from importlib import resources

from hoiam.texts.letter.form import LetterForm
from hoiam.texts.letter.sheet import LetterSheet
from hoiam.texts.typesetting import typeset

PDF_TYPE = "application/pdf"


def letter_pdf(sheet: LetterSheet, form: LetterForm, at: datetime) -> bytes:
    """The letter set in the metric twin of the form's typeface; `at` is written into the file.

    Raises `ReasonsAgainst` where typst is not installed.
    """
    values = {"page": form.page, "type": form.type, "body": form.body, "sheet": sheet.said()}
    return typeset(_source(), values=values, at=at)


@cache
def _source() -> str:
    return (resources.files("hoiam.texts.letter") / "letter.typ").read_text(encoding="utf-8")
