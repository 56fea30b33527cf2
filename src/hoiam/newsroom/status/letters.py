"""What was written between desk and asker, as lines of a history."""

from __future__ import annotations

from django.utils.translation import gettext as _

from hoiam.enquiries.models import Correspondence, Dispute, Review
from hoiam.enquiries.queries.status import Status
from hoiam.enquiries.terms import DisputeAbout, Letter, Outcome
from hoiam.ui.shapes import Event

ICONS = {
    Letter.RECEIPT: "inbox",
    Letter.REGISTERED: "check",
    Letter.CLARIFICATION: "question",
    Letter.EXTENSION: "clock",
    Letter.ANSWER: "send",
    Letter.TRANSFERRED: "transfer",
    Letter.MERGED: "merge",
    Letter.REPLY: "reply",
}


def events(status: Status) -> list[Event]:
    """Letters, reviews and objections, the newest first."""
    lines = [_of_letter(row) for row in status.letters]
    lines += [_of_review(row) for row in status.reviews]
    lines += [_of_dispute(row) for row in status.disputes]
    return sorted(lines, key=lambda line: line.at or status.enquiry.received_at, reverse=True)


def _of_letter(row: Correspondence) -> Event:
    title = str(Letter(row.letter).label)
    if row.answer is not None:
        title = _("Correction of the answer") if row.answer.corrects_id else _answer_word(row.answer.outcome)
    return Event(
        title=title,
        at=row.at,
        text=row.words,
        by=_("you") if row.is_from_asker else _("the desk"),
        icon=ICONS.get(Letter(row.letter), "file"),
        tone="warning" if row.letter == Letter.CLARIFICATION else "neutral",
        address="#answers" if row.answer_id else "",
    )


def _answer_word(outcome: str) -> str:
    return {Outcome.INTERIM: _("Interim answer"), Outcome.REFUSED: _("Refusal")}.get(
        Outcome(outcome), _("Answer")
    )


def _of_review(row: Review) -> Event:
    said = row.words if row.is_from_asker else _("The head of the body has the end looked at again.")
    return Event(
        _("Review asked for"), row.asked_at, said, _("you") if row.is_from_asker else _("the desk"), "eye"
    )


def _of_dispute(row: Dispute) -> Event:
    about = DisputeAbout(row.about).label
    return Event(_("Objection: %(about)s") % {"about": about}, row.said_at, row.words, _("you"), "flag")
