"""News from the rooms below, each turned into one call."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models.signals import post_save
from django.dispatch import receiver

from hoiam.desks.models import Clock, Person
from hoiam.desks.signals import mark_reached
from hoiam.evidence.models import Fact
from hoiam.evidence.signals import fact_changed
from hoiam.releases.models import Alarm
from hoiam.releases.operations import alarms, approving
from hoiam.texts.models import Clearance, TextVersion
from hoiam.texts.signals import clearance_voided, text_cleared, text_returned
from hoiam.texts.terms import ClearanceState

ALARM = "releases.alarm"


@receiver(post_save, sender=Clearance)
def on_sent_for_clearance(instance: Clearance, created: bool, **_: Any) -> None:
    if created and instance.state == ClearanceState.OPEN:
        approving.note_sent(version=instance.version, at=instance.version.sent_at)


@receiver(text_cleared, sender=TextVersion)
def on_text_cleared(version: TextVersion, by: Person, at: datetime, **_: Any) -> None:
    approving.note_cleared(version=version, by=by, at=at)


@receiver(clearance_voided, sender=TextVersion)
def on_clearance_voided(version: TextVersion, by: Person, at: datetime, **_: Any) -> None:
    approving.note_voided(version=version, by=by, at=at)


@receiver(text_returned, sender=TextVersion)
def on_text_returned(version: TextVersion, at: datetime, **_: Any) -> None:
    approving.note_returned(text=version.text, at=at)


@receiver(fact_changed, sender=Fact)
def on_fact_changed(fact: Fact, what: str, at: datetime, **_: Any) -> None:
    alarms.raise_alarms(fact=fact, what=what, at=at)


@receiver(mark_reached, sender=Clock)
def on_mark_reached(clock: Clock, share: int, at: datetime, **_: Any) -> None:
    if clock.record_kind == ALARM:
        alarm = Alarm.objects.select_related("desk", "owner", "edition__release__desk").filter(
            pk=clock.record_id
        )
        for found in alarm.filter(settled_at__isnull=True):
            alarms.tell_time(alarm=found, share=share, due_at=clock.due_at, at=at)
