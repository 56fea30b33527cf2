"""What every act on an enquiry does around its own change: lock, move, keep the order, write the line."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import Min

from hoiam.desks.models import Clock, Desk, Person
from hoiam.desks.operations.journal import write_line
from hoiam.desks.terms import Duty
from hoiam.enquiries.models import Answer, Bulletin, Enquiry, Matter, Notice
from hoiam.enquiries.models.enquiry import NEVER
from hoiam.enquiries.terms import CLOSED, NoticeWhat, State
from hoiam.texts.models import Text
from hoiam.texts.operations.drafts import close_text
from hoiam.texts.operations.parts import release_parts

ENQUIRY = "enquiries.enquiry"
MATTER = "enquiries.matter"


def lock(enquiry: Enquiry) -> Enquiry:
    """The enquiry as it stands now, locked until the transaction ends."""
    rows = Enquiry.objects.select_for_update(of=("self",)).select_related("desk", "matter")
    return rows.get(pk=enquiry.pk)


def move(enquiry: Enquiry, to: State, at: datetime) -> None:
    """Set the state and, with it, whether the enquiry is closed; the caller has asked `against_move`."""
    enquiry.state = to
    enquiry.closed_at = at if to in CLOSED - {State.MERGED} else None
    if to != State.MERGED:
        enquiry.merged_into = None


def keep_order(enquiry: Enquiry) -> None:
    """Set `next_due_at` and `sort_at` from the clocks that run, by law before by the desk's own target."""
    running = Clock.objects.of(ENQUIRY, enquiry.pk).open().filter(due_at__isnull=False)
    by_law = running.filter(duty__in=[Duty.LEGAL, Duty.WARNING]).aggregate(due=Min("due_at"))["due"]
    own = by_law or running.filter(duty=Duty.TARGET).aggregate(due=Min("due_at"))["due"]
    enquiry.next_due_at = own
    enquiry.sort_at = enquiry.placed_at or own or NEVER


def finish(
    enquiry: Enquiry, *, by: Person | str, at: datetime, verb: str, detail: dict[str, Any] | None = None
) -> Enquiry:
    """Save the enquiry and write the line of the act, last; what others were still asked for it is taken back."""
    if enquiry.state in CLOSED:
        release_parts(record=enquiry, by=by, at=at)
    enquiry.last_act_at = at
    keep_order(enquiry)
    enquiry.keep_durations()
    enquiry.save()
    write_line(desk=enquiry.desk, by=by, at=at, verb=verb, record=enquiry, detail=detail)
    return enquiry


def tell(
    people: Iterable[Person],
    *,
    what: NoticeWhat,
    enquiry: Enquiry | None = None,
    matter: Matter | None = None,
    bulletin: Bulletin | None = None,
    desk: Desk | None = None,
    at: datetime,
    share: int | None = None,
    due_at: datetime | None = None,
) -> None:
    """One notice for each of these people; `desk` where it is not the desk of the record."""
    if desk is None:
        about = enquiry or matter
        assert about is not None
        desk = about.desk
    Notice.objects.bulk_create(
        Notice(
            desk=desk,
            person=person,
            what=what,
            enquiry=enquiry,
            matter=matter,
            bulletin=bulletin,
            share=share,
            due_at=due_at,
            made_at=at,
        )
        for person in {person.pk: person for person in people}.values()
    )


def lock_texts(enquiry: Enquiry) -> None:
    """Lock the texts of an enquiry. Acts that close texts do so before they lock the enquiry itself, as a
    signature does: text, enquiry, head of the journal."""
    list(Text.objects.select_for_update().filter(record_kind=ENQUIRY, record_id=enquiry.pk))


def close_texts(enquiry: Enquiry, answers: Iterable[Answer], *, by: Person | str, at: datetime) -> None:
    """Give up answers that were begun and not sent; their texts take no more words."""
    for answer in answers:
        answer.dropped_at = at
        answer.save(update_fields=["dropped_at"])
        close_text(text=answer.text, by=by, at=at)
