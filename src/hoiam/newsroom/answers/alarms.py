"""Facts that changed after an answer cited them, said openly beside it until somebody has looked."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from hoiam.enquiries.models import Alarm, Answer

WHAT = {
    "superseded": _("another fact has taken its place"),
    "expired": _("its last day has passed"),
    "withdrawn": _("it was withdrawn"),
    "contradicted": _("another fact contradicts it"),
    "revised": _("it was revised"),
}


@dataclass(frozen=True)
class OpenAlarm:
    reference: str
    address: str
    what: str
    raised_at: datetime


def open_alarms(answers: Sequence[Answer]) -> dict[int, list[OpenAlarm]]:
    """{answer id: what changed under it}, the oldest first. One query."""
    found: dict[int, list[OpenAlarm]] = defaultdict(list)
    rows = Alarm.objects.filter(answer__in=[answer.pk for answer in answers], settled_at__isnull=True)
    for alarm in rows:
        found[alarm.answer_id].append(
            OpenAlarm(
                reference=alarm.fact_reference,
                address=reverse("newsroom_facts:fact", args=[alarm.fact_reference]),
                what=str(WHAT.get(alarm.what, alarm.what)),
                raised_at=alarm.raised_at,
            )
        )
    return found
