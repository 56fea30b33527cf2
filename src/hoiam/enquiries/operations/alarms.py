"""When a fact changes, every sent answer that cites it asks to be looked at."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from itertools import groupby
from operator import itemgetter

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from hoiam.desks.against import insist
from hoiam.desks.inserting import insert_rows
from hoiam.desks.models import Clock, Desk, Person
from hoiam.desks.operations.clocks import meet_clocks, start_clocks_of_many
from hoiam.desks.terms import Role
from hoiam.enquiries import rules
from hoiam.enquiries.models import Alarm, Answer, Notice
from hoiam.enquiries.operations.case import finish, lock, tell
from hoiam.enquiries.queries.people import holding
from hoiam.enquiries.terms import Kind, NoticeWhat
from hoiam.evidence.models import Citation, Fact

RAISES = frozenset({"superseded", "expired", "withdrawn", "contradicted", "revised"})
"""Changes of a fact that touch what was said from it."""
ALARM = "enquiries.alarm"
ACT = "answer"
"""What the law asks of a body that made something inaccurate public: check, correct, reply."""
FROM_HEAD = 90


Row = tuple[int, int, int, int | None]
"""(answer, enquiry, desk, officer)"""


def raise_alarms(*, fact: Fact, what: str, at: datetime) -> int:
    """One open alarm for each sent answer whose version cites the fact; its officers and stewards are told.

    Each runs under the limit for something inaccurate that was made public. A fixed number of statements for
    each desk, whatever the number of answers; returns how many were raised.
    """
    if what not in RAISES:
        return 0
    citing = Citation.objects.filter(fact=fact, citing_kind="texts.textversion").order_by()
    known = Alarm.objects.filter(fact_reference=fact.reference, settled_at__isnull=True).order_by()
    answers = Answer.objects.filter(version__in=citing.values("citing_id"), sent_at__isnull=False)
    answers = answers.exclude(pk__in=known.values("answer")).order_by("enquiry__desk", "pk")
    rows: Iterable[Row] = answers.values_list("pk", "enquiry", "enquiry__desk", "enquiry__officer")
    raised = 0
    with transaction.atomic():
        for desk_id, theirs in groupby(rows, key=itemgetter(2)):
            desk = Desk.objects.get(pk=desk_id)
            raised += _raise(desk, fact, what, list(theirs), at)
    return raised


def _raise(desk: Desk, fact: Fact, what: str, rows: list[Row], at: datetime) -> int:
    """Write the alarms of one desk with their clocks and notices."""
    same = {"fact_reference": fact.reference, "what": what, "raised_at": at}
    insert_rows(Alarm, ("answer_id",), ((answer,) for answer, *_rest in rows), same)
    made = Alarm.objects.filter(settled_at__isnull=True, answer__enquiry__desk=desk, **same).order_by("pk")
    start_clocks_of_many(
        desk=desk,
        record_kind=ALARM,
        record_ids=list(made.values_list("pk", flat=True)),
        kind=Kind.INACCURACY_REPORT,
        event="received",
        started_at=at,
        by="worker",
        at=at,
        about=fact,
    )
    stewards = [person.pk for person in holding(desk, at, Role.FACT_STEWARD)]
    told = {
        (person, enquiry): None
        for _answer, enquiry, _desk, officer in rows
        for person in (officer, *stewards)
        if person is not None
    }
    notice = {"desk_id": desk.pk, "what": NoticeWhat.CITED_FACT_CHANGED, "made_at": at}
    insert_rows(Notice, ("person_id", "enquiry_id"), told, notice)
    return len(rows)


def tell_time(*, clock: Clock, share: int, at: datetime) -> None:
    """A share of the time to correct an answer has passed: its officer is told, from 90 % the head too.

    Answers that one change touched reach their marks together: for each person the first of them is told.
    """
    rows = Alarm.objects.select_related("answer__enquiry__desk", "answer__enquiry__officer")
    alarm = rows.filter(pk=clock.record_id, settled_at__isnull=True).first()
    if alarm is None:
        return
    enquiry = alarm.answer.enquiry
    people = [enquiry.officer] if enquiry.officer else holding(enquiry.desk, at, Role.FACT_STEWARD)
    if share >= FROM_HEAD:
        people = [*people, *holding(enquiry.desk, at, Role.HEAD)]
    same = Notice.objects.filter(
        desk=enquiry.desk, what=NoticeWhat.TIME, share=share, due_at=clock.due_at, seen_at__isnull=True
    )
    knowing = set(same.values_list("person", flat=True))
    fresh = [person for person in people if person.pk not in knowing]
    tell(fresh, what=NoticeWhat.TIME, enquiry=enquiry, at=at, share=share, due_at=clock.due_at)


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
        meet_clocks(record=kept, act=ACT, by=by, at=at)
        finish(case, by=by, at=at, verb="settled alarm", detail={"fact": kept.fact_reference, "how": how})
    return kept
