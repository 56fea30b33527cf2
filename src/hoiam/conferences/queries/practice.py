"""Practice desks: those of a training, the training of one, and its questions beside their model answers."""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.conf import settings
from django.db.models import QuerySet

from hoiam.conferences.models import Conference
from hoiam.conferences.practice import Question, practice_set
from hoiam.desks.models import Desk
from hoiam.enquiries.models import Enquiry

_CODE = re.compile(r"(.+-\d{4}-\d{4,}?)(?:-\d)?")


def code_of(conference: Conference, number: int) -> str:
    """The code of the practice desk of that group, 1 first: it names the training, so no row has to."""
    code = f"{practice_set().code}-{conference.reference.lower()}"
    return code if number == 1 else f"{code}-{number}"


def practice_desks_of(conference: Conference) -> QuerySet[Desk]:
    """By group; closed ones too."""
    rows = Desk.objects.practising().filter(code__startswith=code_of(conference, 1))
    return rows.order_by("code")


def training_of(desk: Desk) -> Conference | None:
    """The training that a practice desk was opened from."""
    found = _CODE.fullmatch(desk.code.removeprefix(f"{practice_set().code}-"))
    if not desk.is_practice or found is None:
        return None
    return Conference.objects.filter(reference__iexact=found[1]).first()


@dataclass(frozen=True)
class Exercise:
    """A question of the practice set as it lies at a desk; None where it was taken away there."""

    question: Question
    enquiry: Enquiry | None


def exercises_of(desk: Desk) -> list[Exercise]:
    """In the order of the set."""
    rows = Enquiry.objects.filter(desk=desk, channel="form").order_by("pk")
    by_words = {" ".join(row.question.split()): row for row in reversed(list(rows))}
    return [
        Exercise(row, by_words.get(" ".join(row.question.in_language(settings.LANGUAGE_CODE)[0].split())))
        for row in practice_set().questions
    ]
