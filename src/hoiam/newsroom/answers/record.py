"""What the log says under one reference, put in the order in which it should be read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from django.conf import settings

from hoiam.enquiries.models import Answer
from hoiam.newsroom.answers.alarms import OpenAlarm
from hoiam.texts.queries.rendering import rendered
from hoiam.texts.rendered import Rendered
from hoiam.ui.languages import foreign


class Said:
    """One answer with its corrections (newest first) and the alarms that are open on any of them."""

    def __init__(self, answer: Answer, corrections: list[Answer], alarms: list[OpenAlarm]) -> None:
        self.answer = answer
        self.corrections = corrections
        self.alarms = alarms
        self.first_note = 1
        self.signed_on: dict[int, date] = {}
        """{version: the day it was signed on paper}, set before the texts are read."""

    @cached_property
    def texts(self) -> list[Shown]:
        """Corrections before what they correct, so that none is overlooked; notes are numbered through."""
        shown, first = [], self.first_note
        for row in (*self.corrections, self.answer):
            if row.version is None:
                continue
            text = rendered(row.version, first_note=first)
            first += len(text.footnotes)
            shown.append(
                Shown(
                    text=text,
                    is_correction=row.corrects_id is not None,
                    sent_at=row.sent_at,
                    language=foreign(row.language),
                    number=row.version.number,
                    hash=row.version.hash,
                    signed_on=self.signed_on.get(row.version.pk),
                    spoken_at=row.spoken.spoken_at if hasattr(row, "spoken") else None,
                )
            )
        return shown

    @property
    def notes(self) -> int:
        return sum(len(shown.text.footnotes) for shown in self.texts)


@dataclass(frozen=True)
class Shown:
    """One text on the page."""

    text: Rendered
    is_correction: bool
    sent_at: datetime | None
    language: str
    """Tag of the text, where it is not the page's."""
    number: int
    hash: str
    spoken_at: datetime | None = None
    """When the asker heard it by word of mouth, before it was written down and cleared."""
    signed_on: date | None = None
    """The day of the signature, for a text that was approved on paper."""

    @property
    def language_name(self) -> str:
        """The language's own name, else its tag."""
        return dict(settings.LANGUAGES).get(self.language.split("-")[0], self.language)


def record_of(answers: Sequence[Answer], alarms: dict[int, list[OpenAlarm]]) -> list[Said]:
    """Answers with their corrections, the newest answer first. `answers` stand in the order they were said."""
    by_id = {row.pk: row for row in answers}

    def first_of(row: Answer) -> Answer:
        return first_of(by_id[row.corrects_id]) if row.corrects_id in by_id else row

    said = []
    for answer in (row for row in answers if row.corrects_id not in by_id):
        corrections = [row for row in answers if row is not answer and first_of(row) is answer]
        open_ones = [alarm for row in (answer, *corrections) for alarm in alarms.get(row.pk, [])]
        said.append(Said(answer, corrections[::-1], open_ones))
    return said[::-1]


def number_through(said: Sequence[Said]) -> None:
    """Let the notes of one page count on, so that each has an anchor of its own."""
    first = 1
    for one in said:
        one.first_note = first
        first += one.notes
