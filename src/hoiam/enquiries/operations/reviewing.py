"""Looking again: reviews of how an enquiry ended, and objections of the asker."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from hoiam.desks.against import insist
from hoiam.desks.models import Person
from hoiam.desks.operations.clocks import resume_clock
from hoiam.desks.queries.clocks import clocks_of
from hoiam.desks.terms import Role
from hoiam.enquiries import rules
from hoiam.enquiries.models import Answer, Dispute, Enquiry, Review
from hoiam.enquiries.operations.case import finish, lock, tell
from hoiam.enquiries.operations.ending import begin_again
from hoiam.enquiries.operations.sending import send_letter
from hoiam.enquiries.queries.people import holding
from hoiam.enquiries.terms import CLOSED, DisputeAbout, Letter, NoticeWhat, State


def request_review(*, enquiry: Enquiry, words: str, by: Person, at: datetime) -> Review:
    """The head has the end of an enquiry looked at again. The asker asks from the status link."""
    reasons = rules.against_words(words, empty=_("Say what should be looked at again."))
    with transaction.atomic():
        case = lock(enquiry)
        rules.may(by, case.desk, at, rules.HEADING)
        if case.state not in CLOSED:
            reasons.append(_("A review can be asked for once the question is answered or closed."))
        if case.reviews.filter(decided_at__isnull=True).exists():
            reasons.append(_("A review is under way already."))
        insist(reasons)
        row = Review.objects.create(
            enquiry=case, is_from_asker=False, asked_by=by, asked_at=at, words=words.strip()
        )
        tell(holding(case.desk, at, Role.REVIEWER), what=NoticeWhat.REVIEW_ASKED, enquiry=case, at=at)
        finish(case, by=by, at=at, verb="asked review")
    return row


def decide_review(*, review: Review, is_upheld: bool, reason: str, by: Person, at: datetime) -> Review:
    """Let the end stand, or open the enquiry again; the asker reads the reason.

    By the reviewer or the head, and not by who wrote the answer. Raises `MayNot`, `ReasonsAgainst`.
    """
    reasons = rules.against_words(reason, empty=_("Give the reason; the asker reads it."))
    with transaction.atomic():
        case = lock(review.enquiry)
        rules.may(by, case.desk, at, rules.DECIDING)
        kept = Review.objects.select_for_update().get(pk=review.pk)
        wrote = Answer.objects.filter(enquiry=case, started_by=by, sent_at__isnull=False).exists()
        if wrote:
            reasons.append(_("You began the answer; somebody else decides on the review."))
        if kept.decided_at:
            reasons.append(_("This review was decided already."))
        insist(reasons)
        kept.decided_at, kept.decided_by = at, by
        kept.is_upheld, kept.decision_reason = is_upheld, reason.strip()
        kept.save()
        send_letter(enquiry=case, letter=Letter.REVIEW_DECIDED, words=reason.strip(), by=by, at=at)
        if not is_upheld and not case.is_open:
            begin_again(case, why=reason, by=by, at=at)
        finish(case, by=by, at=at, verb="decided review", detail={"is_upheld": is_upheld})
    return kept


def settle_dispute(*, dispute: Dispute, is_accepted: bool, why: str, by: Person, at: datetime) -> Dispute:
    """Decide on an objection. Accepted, a pause ends, a joining, a transfer or an end is undone.

    The asker reads why; the objection stays counted either way. Raises `MayNot`, `ReasonsAgainst`.
    """
    reasons = rules.against_words(why, empty=_("Give the reason; the asker reads it."))
    with transaction.atomic():
        case = lock(dispute.enquiry)
        rules.may(by, case.desk, at, rules.DECIDING)
        kept = Dispute.objects.select_for_update().get(pk=dispute.pk)
        insist([*reasons, _("This objection was decided already.") if kept.settled_at else None])
        kept.settled_at, kept.settled_by = at, by
        kept.is_accepted, kept.settled_why = is_accepted, why.strip()
        kept.save()
        send_letter(enquiry=case, letter=Letter.DISPUTE_SETTLED, words=why.strip(), by=by, at=at)
        if is_accepted:
            _undo(case, DisputeAbout(kept.about), why=why, by=by, at=at)
        finish(case, by=by, at=at, verb="settled dispute", detail={"is_accepted": is_accepted})
    return kept


def _undo(case: Enquiry, about: DisputeAbout, *, why: str, by: Person, at: datetime) -> None:
    if about == DisputeAbout.PAUSE:
        for clock in clocks_of(case):
            resume_clock(clock=clock, by=by, at=at)
        return
    undone = {DisputeAbout.MERGE: State.MERGED, DisputeAbout.TRANSFER: State.TRANSFERRED}
    if about == DisputeAbout.ANSWERED or case.state == undone[about]:
        if not case.is_open:
            begin_again(case, why=why, by=by, at=at)
