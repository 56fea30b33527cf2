"""Lessons of ten minutes: written, changed, published, taken back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.text import format_lazy, slugify
from django.utils.translation import gettext_lazy as _

from hoiam.conferences import rules
from hoiam.conferences.models import Item, Lesson
from hoiam.desks.against import insist
from hoiam.desks.models import Desk, Person
from hoiam.desks.operations.journal import write_line
from hoiam.desks.wording import Wording

LONGEST = 12_000
MOST_MINUTES = 30
MOST_ITEMS = 10


def write_lesson(
    *,
    desk: Desk,
    code: str,
    title: Mapping[str, str],
    body: Mapping[str, str],
    minutes: int,
    items: Sequence[Item],
    by: Person,
    at: datetime,
) -> Lesson:
    """Write a lesson; nobody reads it before it is published. Raises `ReasonsAgainst`."""
    rules.may(by, desk, at, rules.ORGANISING)
    clean = slugify(code)
    with transaction.atomic():
        insist(
            [
                (not clean or clean != code or len(clean) > 60)
                and _("The code of a lesson has small letters, digits and hyphens only."),
                Lesson.objects.filter(code=code).exists() and _("There is a lesson with this code already."),
                *_against(desk, title, body, minutes, items),
            ]
        )
        lesson = Lesson.objects.create(
            desk=desk, code=clean, title=dict(title), body=dict(body), minutes=minutes, made_by=by
        )
        lesson.items.set(items)
        write_line(desk=desk, by=by, at=at, verb="wrote lesson", record=lesson)
    return lesson


def change_lesson(
    *,
    lesson: Lesson,
    title: Mapping[str, str],
    body: Mapping[str, str],
    minutes: int,
    items: Sequence[Item],
    by: Person,
    at: datetime,
) -> Lesson:
    """Change it; where it is published, readers see the change at once, so those who publish change it then."""
    with transaction.atomic():
        kept = _locked(lesson)
        rules.may(by, kept.desk, at, rules.DECIDING if kept.published_at else rules.ORGANISING)
        insist(_against(kept.desk, title, body, minutes, items))
        kept.title, kept.body, kept.minutes = Wording(title), Wording(body), minutes
        kept.save(update_fields=["title", "body", "minutes"])
        kept.items.set(items)
        _line(kept, by, at, "changed lesson")
    return kept


def publish_lesson(*, lesson: Lesson, by: Person, at: datetime) -> Lesson:
    """From now on anybody reads it."""
    return _set(lesson, by, at, at, "published lesson", _("This lesson is published already."))


def take_lesson_back(*, lesson: Lesson, by: Person, at: datetime) -> Lesson:
    """Nobody reads it any more; it can be published again."""
    return _set(lesson, by, at, None, "took lesson back", _("This lesson is not published."))


def _set(
    lesson: Lesson, by: Person, at: datetime, published_at: datetime | None, verb: str, otherwise: object
) -> Lesson:
    with transaction.atomic():
        kept = _locked(lesson)
        rules.may(by, kept.desk, at, rules.DECIDING)
        insist([(kept.published_at is None) == (published_at is None) and otherwise])
        kept.published_at = published_at
        kept.save(update_fields=["published_at"])
        _line(kept, by, at, verb)
    return kept


def _locked(lesson: Lesson) -> Lesson:
    rows = Lesson.objects.select_for_update(of=("self",)).select_related("desk")
    return rows.get(pk=lesson.pk)


def _line(lesson: Lesson, by: Person, at: datetime, verb: str) -> None:
    write_line(desk=lesson.desk, by=by, at=at, verb=verb, record=lesson)


def _against(
    desk: Desk, title: Mapping[str, str], body: Mapping[str, str], minutes: int, items: Sequence[Item]
) -> list[Any]:
    return [
        *rules.against_wording(title, empty=_("The lesson needs a title."), longest=200),
        *rules.against_wording(body, empty=_("Write the lesson."), longest=LONGEST),
        not 1 <= minutes <= MOST_MINUTES
        and format_lazy(_("A lesson takes between 1 and {most} minutes."), most=MOST_MINUTES),
        len(items) > MOST_ITEMS and format_lazy(_("A lesson has at most {most} items."), most=MOST_ITEMS),
        any(item.desk_id != desk.pk for item in items) and _("This item belongs to another desk."),
    ]
