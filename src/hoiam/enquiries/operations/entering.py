"""The moment at which answers become public is noted, so that search and feeds follow."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from hoiam.desks.operations.journal import write_line
from hoiam.enquiries.models import Answer
from hoiam.enquiries.signals import answer_entered_log
from hoiam.search.operations import note_change

AT_ONCE = 200
"""Answers taken in one go."""


def note_log_entries(at: datetime) -> int:
    """Note every answer whose time in the public log has begun, once; returns how many.

    Pages do not wait for this: they ask `AnswerQuerySet.public`.
    """
    due = Answer.objects.public(at).filter(entry_noted_at__isnull=True).order_by("enters_log_at", "id")
    noted = 0
    for number in list(due.values_list("pk", flat=True)[:AT_ONCE]):
        with transaction.atomic():
            rows = Answer.objects.select_for_update(of=("self",)).select_related("enquiry", "desk")
            answer = rows.public(at).filter(pk=number, entry_noted_at__isnull=True).first()
            if answer is None:
                continue
            answer.entry_noted_at = at
            answer.save(update_fields=["entry_noted_at"])
            note_change(kind="answer", refs=[answer.enquiry.reference])
            answer_entered_log.send(sender=Answer, answer=answer, at=at)
            write_line(desk=answer.desk, by="worker", at=at, verb="entered log", record=answer.enquiry)
            noted += 1
    return noted
