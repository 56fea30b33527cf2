"""What the asker does from the status link, without an account: reply, withdraw, object, ask for a review."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from hoiam.desks.against import insist
from hoiam.desks.terms import Role
from hoiam.enquiries import rules
from hoiam.enquiries.masking import covered
from hoiam.enquiries.models import Answer, Correspondence, Dispute, Enquiry, Review
from hoiam.enquiries.operations.case import finish, lock, lock_texts, tell
from hoiam.enquiries.operations.clarifying import clarified
from hoiam.enquiries.operations.ending import end_withdrawn
from hoiam.enquiries.operations.sealing import sealed_message
from hoiam.enquiries.queries.people import holding
from hoiam.enquiries.queries.sealed import opened_within
from hoiam.enquiries.queries.status import disputable
from hoiam.enquiries.terms import CLOSED, DisputeAbout, Letter, NoticeWhat, State

ASKER = "asker"
MOST_MESSAGES = 30
"""From one asker on one enquiry; whoever has more to say asks again."""


def reply(*, enquiry: Enquiry, words: str, at: datetime) -> Correspondence:
    """A message of the asker. It ends a waiting for clarification; contacts in it are covered and the words as
    written sealed. Raises `ReasonsAgainst`."""
    reasons = rules.against_words(words, empty=_("Write your message."))
    with transaction.atomic():
        case = lock(enquiry)
        said = case.correspondence.filter(is_from_asker=True).count()
        too_many = said >= MOST_MESSAGES and _("There are many messages already. Please put a new question.")
        erased = opened_within(case) is None and _(
            "This question was closed long ago and who asked is erased. Please put a new question."
        )
        insist([*reasons, too_many, erased])
        row = _keep(case, words, at)
        if case.state == State.CLARIFYING:
            case = clarified(enquiry=case, by=ASKER, at=at)
        _tell_desk(case, NoticeWhat.ASKER_WROTE, at)
        finish(case, by=ASKER, at=at, verb="asker wrote", detail={"letter": row.pk})
    return row


def withdraw(*, enquiry: Enquiry, at: datetime, words: str = "") -> Enquiry:
    """The asker takes the question back; it stays counted."""
    with transaction.atomic():
        lock_texts(enquiry)
        case = lock(enquiry)
        insist([*rules.against_move(case, State.WITHDRAWN), *rules.against_secret(words)])
        if words.strip():
            _keep(case, words, at)
        return end_withdrawn(case, by=ASKER, at=at)


def ask_review(*, enquiry: Enquiry, words: str, at: datetime) -> Review:
    """The asker asks that the end of the enquiry be looked at again."""
    reasons = rules.against_words(words, empty=_("Say what should be looked at again."))
    with transaction.atomic():
        case = lock(enquiry)
        if case.state not in CLOSED:
            reasons.append(_("A review can be asked for once the question is answered or closed."))
        if case.reviews.filter(decided_at__isnull=True).exists():
            reasons.append(_("A review is under way already."))
        insist(reasons)
        row = Review.objects.create(
            enquiry=case, is_from_asker=True, asked_at=at, words=_covered(case, words)
        )
        tell(holding(case.desk, at, Role.HEAD), what=NoticeWhat.REVIEW_ASKED, enquiry=case, at=at)
        finish(case, by=ASKER, at=at, verb="asked review")
    return row


def dispute(*, enquiry: Enquiry, about: str, words: str, at: datetime) -> Dispute:
    """The asker objects to a pause, a joining, a transfer or to "answered". Counted in public for good."""
    reasons = rules.against_words(words, empty=_("Say what is wrong."))
    with transaction.atomic():
        case = lock(enquiry)
        if about not in DisputeAbout.values:
            reasons.append(_("Choose what you object to."))
        elif about not in disputable(case):
            reasons.append(_("There is nothing of this kind to object to, or you have objected already."))
        insist(reasons)
        row = Dispute.objects.create(enquiry=case, about=about, words=_covered(case, words), said_at=at)
        people = holding(case.desk, at, Role.REVIEWER, Role.HEAD)
        tell(people, what=NoticeWhat.DISPUTED, enquiry=case, at=at)
        finish(case, by=ASKER, at=at, verb="disputed", detail={"about": about})
    return row


def wish_early_publication(*, enquiry: Enquiry, at: datetime) -> Enquiry:
    """The asker does not want the answer held back from the log: one that waits there enters now."""
    with transaction.atomic():
        case = lock(enquiry)
        waiting = Answer.objects.filter(enquiry=case, enters_log_at__gt=at)
        insist([] if waiting.exists() else rules.against_closed(case))
        waiting.update(enters_log_at=at)
        case.publish_at_once = True
        return finish(case, by=ASKER, at=at, verb="wished early publication")


def _covered(case: Enquiry, words: str) -> str:
    content = opened_within(case)
    known = content.asker.known_by() if content else ()
    return covered(rules.readable(words), known)


def _keep(case: Enquiry, words: str, at: datetime) -> Correspondence:
    return Correspondence.objects.create(
        enquiry=case,
        letter=Letter.REPLY,
        is_from_asker=True,
        words=_covered(case, words),
        sealed_words=sealed_message(case, words),
        at=at,
    )


def _tell_desk(case: Enquiry, what: NoticeWhat, at: datetime) -> None:
    officer = [case.officer] if case.officer else []
    tell(officer or holding(case.desk, at, Role.INTAKE), what=what, enquiry=case, at=at)
