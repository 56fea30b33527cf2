"""When a fact changes, every sent answer that cites it asks to be looked at."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from hoiam.desks.against import insist
from hoiam.desks.models import Person
from hoiam.desks.terms import Role
from hoiam.enquiries import rules
from hoiam.enquiries.models import Alarm, Answer
from hoiam.enquiries.operations.case import finish, lock, tell
from hoiam.enquiries.queries.people import holding
from hoiam.enquiries.terms import NoticeWhat
from hoiam.evidence.models import Citation, Fact

RAISES = frozenset({"superseded", "expired", "withdrawn", "contradicted", "revised"})
"""Changes of a fact that touch what was said from it."""


def raise_alarms(*, fact: Fact, what: str, at: datetime) -> list[Alarm]:
    """One open alarm for each sent answer whose version cites the fact; its officers and stewards are told."""
    if what not in RAISES:
        return []
    citing = Citation.objects.filter(fact=fact, citing_kind="texts.textversion").values("citing_id")
    answers = Answer.objects.filter(version__in=citing, sent_at__isnull=False).select_related(
        "enquiry__desk", "enquiry__officer"
    )
    raised = []
    for answer in answers:
        alarm, is_new = Alarm.objects.get_or_create(
            answer=answer,
            fact_reference=fact.reference,
            settled_at=None,
            defaults={"what": what, "raised_at": at},
        )
        if is_new:
            raised.append(alarm)
            officer = [answer.enquiry.officer] if answer.enquiry.officer else []
            people = [*officer, *holding(answer.enquiry.desk, at, Role.FACT_STEWARD)]
            tell(people, what=NoticeWhat.CITED_FACT_CHANGED, enquiry=answer.enquiry, at=at)
    return raised


def settle_alarm(*, alarm: Alarm, how: str, by: Person, at: datetime) -> Alarm:
    """Say what was done about a changed fact: the answer was corrected, or why it still holds."""
    reasons = rules.against_words(how, empty=_("Say what was done, or why the answer still holds."))
    with transaction.atomic():
        case = lock(alarm.answer.enquiry)
        rules.may(by, case.desk, at, rules.WORKING)
        kept = Alarm.objects.select_for_update().get(pk=alarm.pk)
        insist([*reasons, *([_("This was settled already.")] if kept.settled_at else [])])
        kept.settled_at, kept.settled_by, kept.settled_how = at, by, how.strip()
        kept.save()
        finish(case, by=by, at=at, verb="settled alarm", detail={"fact": kept.fact_reference, "how": how})
    return kept
