"""Lessons: those of a desk, those anybody reads, and how one reads on screen and on paper."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db.models import QuerySet
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from hoiam.conferences.lesson_paper import Block, Sheet, Trial, blocks_of, lesson_pdf
from hoiam.conferences.models import Item, Lesson
from hoiam.desks.models import Desk
from hoiam.desks.wording import Wording


def lessons_of(desk: Desk) -> QuerySet[Lesson]:
    return Lesson.objects.filter(desk=desk).order_by("code")


def get_lesson(code: str, desk: Desk) -> Lesson:
    """Of that desk, published or not; raises `Lesson.DoesNotExist`."""
    return Lesson.objects.select_related("desk__body").get(code=code, desk=desk)


def public_lessons(at: datetime) -> QuerySet[Lesson]:
    """By the day of publication, the latest first."""
    return Lesson.objects.public(at).select_related("desk__body").order_by("-published_at", "code")


@dataclass(frozen=True)
class Read:
    """A lesson as it reads in one language; `language`: BCP 47 tag of what is shown."""

    lesson: Lesson
    title: str
    language: str
    blocks: tuple[Block, ...]
    trials: tuple[Trial, ...]


def read_lesson(lesson: Lesson) -> Read:
    """In the active language, else in the first it has."""
    title = lesson.title.in_language()[0]
    body, language = lesson.body.in_language()
    items = lesson.items.order_by("code", "-version")
    return Read(lesson, title, language or settings.LANGUAGE_CODE, blocks_of(body), tuple(map(_trial, items)))


def paper_of(lesson: Lesson, at: datetime) -> bytes:
    """The lesson as PDF, the answers at its end. Raises `ReasonsAgainst` where typst is not installed."""
    read = read_lesson(lesson)
    minutes = ngettext("%(number)s minute", "%(number)s minutes", lesson.minutes) % {"number": lesson.minutes}
    sheet = Sheet(
        title=read.title,
        about=f"{lesson.desk.body.name} · {minutes}",
        blocks=read.blocks,
        trials=read.trials,
        try_it=_("Try it"),
        answers=_("Answers"),
        address=f"{settings.BASE_URL}/{get_language()}/lessons/{lesson.code}/",
    )
    return lesson_pdf(sheet, language=read.language, at=at)


def _trial(item: Item) -> Trial:
    choices = tuple(str(Wording(one)) for one in item.choices)
    right = choices[item.right] if item.right is not None else ""
    return Trial(str(item.words), choices, right, str(item.why))
