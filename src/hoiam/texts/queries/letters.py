"""Reading official letters, and their two files."""

from __future__ import annotations

from datetime import datetime

from django.db import models
from django.db.models import QuerySet
from django.utils import timezone

from hoiam.desks.queries.standing import Standing
from hoiam.desks.terms import EDITORIAL, Role
from hoiam.texts.letter.form import letter_form
from hoiam.texts.letter.sheet import LetterSheet, compose
from hoiam.texts.letter.values import LetterValues
from hoiam.texts.models import OfficialLetter
from hoiam.texts.terms import LetterState

SEES = (*sorted(EDITORIAL), Role.AUDITOR)


def letters_of(record: models.Model) -> list[OfficialLetter]:
    """The letters of one record, the newest first, without those that were given up."""
    rows = OfficialLetter.objects.filter(record_kind=record._meta.label_lower, record_id=record.pk)
    return list(_loaded(rows.exclude(state=LetterState.DROPPED)))


def letters_waiting(standing: Standing) -> list[OfficialLetter]:
    """Letters of the desk that wait for a signature and a number, the oldest first."""
    rows = OfficialLetter.objects.filter(desk=standing.desk, state=LetterState.PREPARED)
    return list(_loaded(rows).order_by("prepared_at", "pk"))


def letters_by_number(standing: Standing, year: int) -> dict[int, OfficialLetter]:
    """{id of the number: letter} of the desk's issued and void letters of a year; {} for roles without sight."""
    if not standing.holds(*SEES):
        return {}
    rows = OfficialLetter.objects.filter(desk=standing.desk, number__book__year=year)
    return {row.number_id: row for row in _loaded(rows) if row.number_id}


def get_letter(letter_id: int, *, standing: Standing) -> OfficialLetter:
    """One letter of the desk. Raises `OfficialLetter.DoesNotExist` for another desk's, and for roles without
    sight of content, alike."""
    if not standing.holds(*SEES):
        raise OfficialLetter.DoesNotExist
    return _loaded(OfficialLetter.objects.filter(desk=standing.desk)).get(pk=letter_id)


def sheet_of(letter: OfficialLetter) -> LetterSheet:
    """The paper as it was issued; before that with open places for number and day. Never who asked."""
    if letter.sheet:
        return LetterSheet.read(letter.sheet)
    year = timezone.localtime(letter.prepared_at).year
    return compose(LetterValues.read(letter.values), letter_form(), year=year)


def preview(values: LetterValues, at: datetime) -> LetterSheet:
    """A letter that is not kept yet, as it would look."""
    return compose(values, letter_form(), year=timezone.localtime(at).year)


def _loaded(rows: QuerySet[OfficialLetter]) -> QuerySet[OfficialLetter]:
    return rows.select_related("number", "signer", "prepared_by", "issued_by", "ended_by", "desk")
