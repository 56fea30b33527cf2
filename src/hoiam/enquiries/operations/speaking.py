"""An answer given by word of mouth is written down: same facts, same checks, same clearance."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from hoiam.desks.against import insist
from hoiam.desks.models import Desk, Person
from hoiam.desks.operations.clocks import meet_clocks
from hoiam.desks.operations.journal import write_line
from hoiam.enquiries import rules
from hoiam.enquiries.models import Answer, Enquiry, SpokenAnswer
from hoiam.enquiries.operations.answering import start_answer
from hoiam.enquiries.operations.case import lock
from hoiam.enquiries.operations.delivering import FIRST_ACTS
from hoiam.enquiries.queries.people import holding
from hoiam.enquiries.terms import SPOKEN_WITHIN, Outcome


def note_spoken(
    *,
    enquiry: Enquiry,
    speaker: Person,
    spoken_at: datetime,
    body: str,
    by: Person,
    at: datetime,
    outcome: str = Outcome.ANSWERED,
) -> Answer:
    """Write down what was said to the asker, as the text of an answer that now goes to clearance.

    The asker has had a first answer since `spoken_at`; the enquiry closes when the text is cleared, and what
    that meets counts as met when it was said. Raises `MayNot`, `ReasonsAgainst`: nobody speaks for a desk
    but those who hold that role then, and what was said longer ago than a day is answered in writing.
    """
    rules.may(by, enquiry.desk, at, rules.WORKING)
    insist(
        [
            *rules.against_words(body, empty=_("Write down what was said.")),
            *_against_moment(enquiry, spoken_at, at),
            None
            if may_speak(enquiry.desk, speaker, spoken_at)
            else _("At that time this person did not speak for the desk."),
        ]
    )
    with transaction.atomic():
        answer = start_answer(enquiry=enquiry, by=by, at=at, outcome=outcome, body=rules.readable(body))
        SpokenAnswer.objects.create(
            answer=answer, speaker=speaker, spoken_at=spoken_at, noted_by=by, noted_at=at
        )
        case = lock(enquiry)
        for act in FIRST_ACTS:
            meet_clocks(record=case, act=act, by=by, at=at, happened_at=spoken_at)
        case.first_answer_at = case.first_answer_at or spoken_at
        case.keep_durations()
        case.save(update_fields=["first_answer_at", "first_answer_after"])
        detail = {"answer": answer.pk, "speaker": speaker.pk, "spoken_at": spoken_at.isoformat()}
        write_line(desk=case.desk, by=by, at=at, verb="answered by word of mouth", record=case, detail=detail)
    return answer


def spoken_with_text(text_id: int) -> dict[str, str]:
    """What is signed together with an answer given by word of mouth: who spoke, and when; {} for others."""
    spoken = SpokenAnswer.objects.filter(answer__text=text_id).select_related("speaker").first()
    if spoken is None:
        return {}
    return {"spoken_by": spoken.speaker.name, "spoken_at": spoken.spoken_at.isoformat()}


def may_speak(desk: Desk, person: Person, at: datetime) -> bool:
    """Whether somebody spoke for the desk at that instant, in the own role or for somebody absent."""
    return person in holding(desk, at, *rules.SPEAKING)


def _against_moment(enquiry: Enquiry, spoken_at: datetime, at: datetime) -> list[object]:
    if spoken_at.tzinfo is None:
        return [_("The time needs a time zone.")]
    return [
        spoken_at > at and _("The time lies in the future."),
        spoken_at < enquiry.received_at and _("That was before the question reached the desk."),
        at - spoken_at > SPOKEN_WITHIN
        and _("That is longer ago than a day. Answer in writing, so that the asker can check what was said."),
    ]
