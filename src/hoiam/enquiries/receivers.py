"""News from the rooms below, each turned into one call."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import Any

from django.db import transaction
from django.db.models.signals import post_save
from django.dispatch import receiver

from hoiam.desks.models import Clock, Person
from hoiam.desks.signals import clocks_changed, mark_reached
from hoiam.enquiries.operations import alarms, bulletins, delivering, escalating, order, receiving
from hoiam.enquiries.terms import NoticeWhat
from hoiam.evidence.models import Fact
from hoiam.evidence.signals import fact_changed
from hoiam.post.models import Arrival, Parcel
from hoiam.post.signals import mail_arrived, parcel_bounced, parcel_failed
from hoiam.texts.models import Clearance, Part, TextVersion
from hoiam.texts.signals import clearance_voided, part_answered, text_cleared, text_returned
from hoiam.texts.terms import ClearanceState


@receiver(text_cleared, sender=TextVersion)
def on_text_cleared(version: TextVersion, by: Person, at: datetime, **_: Any) -> None:
    delivering.send_answer(version=version, by=by, at=at)
    bulletins.issue_bulletin(version=version, by=by, at=at)


@receiver(post_save, sender=Clearance)
def on_sent_for_clearance(instance: Clearance, created: bool, **_: Any) -> None:
    if created and instance.state == ClearanceState.OPEN:
        version = instance.version
        delivering.note_clearance(text=version.text, by=version.sent_by, at=version.sent_at, is_open=True)
        bulletins.call_for_clearance(text=version.text, at=version.sent_at)


@receiver(clearance_voided, sender=TextVersion)
def on_clearance_voided(version: TextVersion, by: Person, at: datetime, **_: Any) -> None:
    delivering.note_clearance(text=version.text, by=by, at=at, is_open=False)


@receiver(text_returned, sender=TextVersion)
def on_text_returned(version: TextVersion, by: Person, at: datetime, **_: Any) -> None:
    delivering.note_clearance(text=version.text, by=by, at=at, is_open=False)
    escalating.tell_returned(text=version.text, at=at)


@receiver(part_answered, sender=Part)
def on_part_answered(part: Part, at: datetime, **_: Any) -> None:
    escalating.tell_part_answered(part=part, at=at)


@receiver(clocks_changed, sender=Clock)
def on_clocks_changed(record_kind: str, record_id: int, **_: Any) -> None:
    """Keep the order after the transaction: the clocks are locked first, then the enquiry would be."""
    if record_kind == order.ENQUIRY:
        transaction.on_commit(partial(order.follow_clocks, record_id))


@receiver(mark_reached, sender=Clock)
def on_mark_reached(clock: Clock, share: int, at: datetime, **_: Any) -> None:
    if clock.record_kind == alarms.ALARM:
        alarms.tell_time(clock=clock, share=share, at=at)
    else:
        escalating.escalate(clock=clock, share=share, at=at)


@receiver(fact_changed, sender=Fact)
def on_fact_changed(fact: Fact, what: str, at: datetime, **_: Any) -> None:
    alarms.raise_alarms(fact=fact, what=what, at=at)


@receiver(parcel_failed, sender=Parcel)
def on_parcel_failed(parcel: Parcel, at: datetime, **_: Any) -> None:
    escalating.tell_undelivered(parcel=parcel, at=at)


@receiver(parcel_bounced, sender=Parcel)
def on_parcel_bounced(parcel: Parcel, at: datetime, **_: Any) -> None:
    escalating.tell_undelivered(parcel=parcel, at=at, what=NoticeWhat.CAME_BACK)


@receiver(mail_arrived, sender=Arrival)
def on_mail_arrived(arrival: Arrival, raw: bytes, at: datetime, **_: Any) -> None:
    receiving.receive(arrival=arrival, raw=raw, at=at)
