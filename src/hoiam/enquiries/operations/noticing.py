"""Small marks of the desk's own: a notice was seen, a letter was handed over by hand."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from hoiam.desks.against import MayNot, insist
from hoiam.desks.models import Desk, Person
from hoiam.enquiries import rules
from hoiam.enquiries.models import Correspondence, Notice
from hoiam.enquiries.operations.case import finish, lock
from hoiam.enquiries.terms import NoticeWhat


def see_notice(*, notice: Notice, by: Person, at: datetime) -> Notice:
    """Put away one notice of one's own; with a mark of time, the earlier marks of the same limit.

    Raises `MayNot` for somebody else's.
    """
    if notice.person_id != by.pk:
        raise MayNot([_("This notice is for somebody else.")])
    same = Notice.objects.filter(pk=notice.pk)
    if notice.what == NoticeWhat.TIME:
        same = Notice.objects.filter(
            person=by,
            what=NoticeWhat.TIME,
            enquiry=notice.enquiry_id,
            matter=notice.matter_id,
            due_at=notice.due_at,
            made_at__lte=notice.made_at,
        )
    same.filter(seen_at__isnull=True).update(seen_at=at)
    notice.refresh_from_db()
    return notice


def see_all_notices(*, desk: Desk, by: Person, at: datetime) -> int:
    """Put away all one's own notices at a desk; how many."""
    return Notice.objects.filter(desk=desk, person=by, seen_at__isnull=True).update(seen_at=at)


def note_handed_over(*, letter: Correspondence, by: Person, at: datetime) -> Correspondence:
    """Intake gave a letter to the asker by hand, by telephone or by post. Raises `MayNot`, `ReasonsAgainst`."""
    with transaction.atomic():
        case = lock(letter.enquiry)
        rules.may(by, case.desk, at, rules.TAKING_IN)
        kept = Correspondence.objects.select_for_update().get(pk=letter.pk)
        insist(
            [
                None if kept.is_sent_by_hand else _("This letter went by e-mail."),
                _("That it was handed over is noted already.") if kept.handed_over_at else None,
            ]
        )
        kept.handed_over_at = at
        kept.save(update_fields=["handed_over_at"])
        finish(case, by=by, at=at, verb="handed over letter", detail={"letter": kept.pk})
    return kept


def note_all_handed_over(*, desk: Desk, letters: Collection[int], by: Person, at: datetime) -> int:
    """The same of several letters of a desk (their ids) at once, all of them or none; how many.

    Raises `MayNot`, `ReasonsAgainst`.
    """
    rules.may(by, desk, at, rules.TAKING_IN)
    wanted = set(letters)
    insist([] if wanted else [_("Choose at least one letter.")])
    with transaction.atomic():
        rows = Correspondence.objects.filter(pk__in=wanted, enquiry__desk=desk).order_by("enquiry_id", "pk")
        found = list(rows.select_related("enquiry"))
        insist([] if len(found) == len(wanted) else [_("A letter of the list is not of this desk.")])
        for letter in found:
            note_handed_over(letter=letter, by=by, at=at)
    return len(found)
