"""News from this room and the rooms below, each turned into one call."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models.signals import post_save
from django.dispatch import receiver

from hoiam.conferences.models import Conference, ConferenceChange
from hoiam.conferences.operations import (
    conclusions,
    floor,
    following,
    guidance,
    periods,
    record,
    replies,
    seats,
    talks,
)
from hoiam.conferences.queries.conclusions import CONCLUSION
from hoiam.conferences.queries.floor import QUESTION
from hoiam.conferences.queries.localities import RECORD as LOCAL_REQUEST
from hoiam.conferences.queries.periods import PERIOD
from hoiam.conferences.signals import (
    conference_announced,
    conference_cancelled,
    conference_changed,
    conference_held,
)
from hoiam.desks.models import Clock, Person
from hoiam.desks.signals import mark_reached
from hoiam.enquiries.models import Answer
from hoiam.enquiries.signals import answer_sent
from hoiam.evidence.models import Fact, Gap
from hoiam.evidence.signals import fact_changed, gap_closed
from hoiam.texts.models import Clearance, TextVersion
from hoiam.texts.signals import text_cleared
from hoiam.texts.terms import ClearanceState


@receiver(conference_announced, sender=Conference)
def on_conference_announced(conference: Conference, by: Person, at: datetime, **_: Any) -> None:
    seats.invite_outlets(conference=conference, by=by, at=at)


@receiver(conference_changed, sender=Conference)
def on_conference_changed(
    conference: Conference, change: ConferenceChange, by: Person, at: datetime, **_: Any
) -> None:
    seats.tell_change(conference=conference, change=change, by=by, at=at)
    following.follow_change(conference=conference, change=change, by=by, at=at)


@receiver(conference_cancelled, sender=Conference)
def on_conference_cancelled(conference: Conference, by: Person, at: datetime, **_: Any) -> None:
    seats.tell_cancelled(conference=conference, by=by, at=at)
    following.follow_cancellation(conference=conference, at=at)


@receiver(conference_held, sender=Conference)
def on_conference_held(conference: Conference, by: Person, at: datetime, **_: Any) -> None:
    periods.meet_period(conference=conference, by=by, at=at)


@receiver(mark_reached, sender=Clock)
def on_mark_reached(clock: Clock, share: int, at: datetime, **_: Any) -> None:
    if clock.record_kind == PERIOD:
        periods.tell_period_time(clock=clock, share=share, at=at)
    if clock.record_kind == CONCLUSION:
        conclusions.tell_conclusion_time(clock=clock, share=share, at=at)
    if clock.record_kind == QUESTION:
        floor.tell_promise_time(clock=clock, share=share, at=at)
    if clock.record_kind == LOCAL_REQUEST:
        replies.tell_time(clock=clock, share=share, at=at)


@receiver(answer_sent, sender=Answer)
def on_answer_sent(answer: Answer, at: datetime, **_: Any) -> None:
    floor.keep_promises(answer=answer, at=at)


@receiver(gap_closed, sender=Gap)
def on_gap_closed(gap: Gap, at: datetime, **_: Any) -> None:
    replies.tell_gap_closed(gap=gap, at=at)


@receiver(fact_changed, sender=Fact)
def on_fact_changed(fact: Fact, what: str, at: datetime, **_: Any) -> None:
    talks.note_outdated(fact=fact, what=what, at=at)
    guidance.note_outdated(fact=fact, what=what, at=at)


@receiver(post_save, sender=Clearance)
def on_sent_for_clearance(instance: Clearance, created: bool, **_: Any) -> None:
    if created and instance.state == ClearanceState.OPEN:
        record.note_sent(version=instance.version)


@receiver(text_cleared, sender=TextVersion)
def on_text_cleared(version: TextVersion, by: Person, at: datetime, **_: Any) -> None:
    talks.note_cleared(version=version, by=by, at=at)
    record.note_cleared(version=version, by=by, at=at)
    guidance.give_out_guidance(version=version, by=by, at=at)
