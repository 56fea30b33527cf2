"""The words of an enquiry: kinds, states and the one table of moves between them."""

from __future__ import annotations

from datetime import timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    PRESS_ENQUIRY = "press_enquiry", _("Press enquiry")
    PRESS_FORWARDED_PETITION = "press_forwarded_petition", _("Petition forwarded by the press")
    ACCESS_REQUEST = "access_request", _("Access-to-information request")
    FOREIGN_PRESS_REQUEST = "foreign_press_request", _("Foreign press request")
    INACCURACY_REPORT = "inaccuracy_report", _("Report of inaccurate information")
    DATA_SUBJECT_REQUEST = "data_subject_request", _("Request about one's own data")


class State(models.TextChoices):
    """Where an enquiry stands. Overdue, due soon and asleep are derived, never a state."""

    RECEIVED = "received", _("received")
    REGISTERED = "registered", _("registered")
    CLARIFYING = "clarifying", _("waiting for a clarification")
    ASSIGNED = "assigned", _("assigned")
    DRAFTING = "drafting", _("being drafted")
    CLEARANCE = "clearance", _("in clearance")
    ANSWERED = "answered", _("answered")
    PARTLY_ANSWERED = "partly_answered", _("partly answered")
    NOT_HELD = "not_held", _("information not held")
    TRANSFERRED = "transferred", _("transferred")
    REFUSED = "refused", _("refused")
    WITHDRAWN = "withdrawn", _("withdrawn")
    MERGED = "merged", _("joined to another enquiry")


ENDS = frozenset({State.ANSWERED, State.PARTLY_ANSWERED, State.NOT_HELD, State.REFUSED})
"""States that end with a cleared text sent to the asker."""
CLOSED = frozenset({*ENDS, State.TRANSFERRED, State.WITHDRAWN, State.MERGED})
OPEN = frozenset(state for state in State if state not in CLOSED)
LEAVES = frozenset({State.TRANSFERRED, State.WITHDRAWN, State.MERGED})

MOVES: dict[State, frozenset[State]] = {
    State.RECEIVED: frozenset({State.REGISTERED, *LEAVES}),
    State.REGISTERED: frozenset({State.CLARIFYING, State.ASSIGNED, State.DRAFTING, *LEAVES}),
    State.CLARIFYING: frozenset({State.REGISTERED, State.ASSIGNED, State.DRAFTING, *ENDS, *LEAVES}),
    State.ASSIGNED: frozenset({State.ASSIGNED, State.CLARIFYING, State.DRAFTING, *LEAVES}),
    State.DRAFTING: frozenset({State.ASSIGNED, State.CLARIFYING, State.CLEARANCE, *ENDS, *LEAVES}),
    State.CLEARANCE: frozenset({State.DRAFTING, State.CLARIFYING, *ENDS, *LEAVES}),
    **{state: frozenset({State.ASSIGNED}) for state in CLOSED},
    State.MERGED: frozenset({State.ASSIGNED, State.WITHDRAWN}),
}
"""Every move there is. A closed enquiry may only be opened again; lateness moves nothing."""


class Outcome(models.TextChoices):
    """What a text to the asker amounts to; an interim answer ends nothing."""

    INTERIM = "interim", _("interim answer")
    ANSWERED = "answered", _("answered")
    PARTLY_ANSWERED = "partly_answered", _("partly answered")
    NOT_HELD = "not_held", _("information not held")
    REFUSED = "refused", _("refused")


class Letter(models.TextChoices):
    """What is written to the asker or by the asker, one row each."""

    RECEIPT = "receipt", _("Receipt")
    REGISTERED = "registered", _("Registration")
    CLARIFICATION = "clarification", _("Question back to the asker")
    EXTENSION = "extension", _("Notice of a longer limit")
    ANSWER = "answer", _("Answer")
    TRANSFERRED = "transferred", _("Notice of transfer")
    MERGED = "merged", _("Notice of joining")
    WITHDRAWN = "withdrawn", _("Confirmation of withdrawal")
    REOPENED = "reopened", _("Notice of reopening")
    REVIEW_DECIDED = "review_decided", _("Decision on a review")
    DISPUTE_SETTLED = "dispute_settled", _("Decision on an objection")
    REPLY = "reply", _("Message from the asker")


class Withholding(models.TextChoices):
    """Why an answer does not enter the public log. Counted in public; there is no other reason."""

    OWN_DATA = "own_data", _("The answer is about the asker's own data")
    PRIVATE_PERSON = "private_person", _("The answer would identify a private person")
    ASKER_AT_RISK = "asker_at_risk", _("Publication would reveal who asked and endanger them")
    PART_OF_ANOTHER = "part_of_another", _("The same answer is already in the log")


class DisputeAbout(models.TextChoices):
    PAUSE = "pause", _("that the time was paused")
    MERGE = "merge", _("that the enquiry was joined to another")
    TRANSFER = "transfer", _("that the enquiry was passed to another body")
    ANSWERED = "answered", _("that the enquiry was answered")


class NoticeWhat(models.TextChoices):
    """Why somebody at the desk is told something."""

    ARRIVED = "arrived", _("A question arrived")
    TIME = "time", _("A share of the time has passed")
    ASSIGNED = "assigned", _("An enquiry was given to you")
    ASKER_WROTE = "asker_wrote", _("The asker wrote")
    DISPUTED = "disputed", _("The asker objects")
    REVIEW_ASKED = "review_asked", _("A review was asked for")
    TRANSFER_OFFERED = "transfer_offered", _("Another desk offers an enquiry")
    TRANSFER_DECIDED = "transfer_decided", _("Another desk decided on a transfer")
    SEND_BY_HAND = "send_by_hand", _("A letter must be sent by hand")
    CITED_FACT_CHANGED = "cited_fact_changed", _("A fact cited in a sent answer changed")
    PART_ANSWERED = "part_answered", _("Another body answered its part")
    RETURNED = "returned", _("A text came back from clearance")
    EMERGENCY = "emergency", _("A public emergency was declared")
    BULLETIN_WAITS = "bulletin_waits", _("A bulletin waits to be cleared")


DUE_SOON = timedelta(hours=48)
"""An open enquiry whose next limit ends within this time is due soon."""
ASLEEP = timedelta(days=7)
"""An open enquiry to which nothing was done for this long is asleep."""
QUESTION_LONGEST = 20_000
"""Characters of a question; longer material comes as an attachment."""
FILES_LARGEST = 25 * 1024 * 1024
"""Bytes of all files that come with one enquiry."""
CLARIFICATION = "clarification"
"""The reason of a pause while the asker is asked what is meant."""
