"""The words of an enquiry: kinds, states and the one table of moves between them."""

from __future__ import annotations

from datetime import timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Kind(models.TextChoices):
    PRESS_ENQUIRY = "press_enquiry", _("Press enquiry")
    PRESS_FORWARDED_PETITION = "press_forwarded_petition", _("Petition forwarded by the press")
    ACCESS_REQUEST = "access_request", _("Access-to-information request")
    FOREIGN_PRESS_REQUEST = "foreign_press_request", _("Foreign press request")
    INACCURACY_REPORT = "inaccuracy_report", _("Report of inaccurate information")
    DATA_SUBJECT_REQUEST = "data_subject_request", _("Request about one's own data")


class Channel(models.TextChoices):
    """By which way a question reached the desk. It says nothing of who asked."""

    FORM = "form", _("Form on the site")
    E_MAIL = "e_mail", _("E-mail")
    TELEPHONE = "telephone", _("Telephone")
    CHAT = "chat", _("Chat message")
    LETTER = "letter", _("Letter or counter")
    CONFERENCE = "conference", pgettext_lazy("how a question came", "Question at a conference")


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
    MESSAGE = "message", _("Message from somebody else")


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
    CAME_BACK = "came_back", _("A letter came back")
    EMERGENCY = "emergency", _("A public emergency was declared")
    BULLETIN_WAITS = "bulletin_waits", _("A bulletin waits to be cleared")


class MailState(models.TextChoices):
    """What became of a message that reached the desk by e-mail."""

    TRIAGE = "triage", _("to be sorted")
    ENQUIRY = "enquiry", _("taken in as a question")
    JOINED = "joined", _("put to an enquiry")
    SET_ASIDE = "set_aside", _("set aside")
    AUTOMATIC = "automatic", _("automatic message")
    CAME_BACK = "came_back", _("report that a letter came back")
    REFUSED = "refused", _("not kept")


class MailWhy(models.TextChoices):
    """Why a person must look at a message."""

    NEW = "new", _("A new message to the desk.")
    NO_DESK = "no_desk", _("It names no address of a desk.")
    SEVERAL_DESKS = "several_desks", _("It went to several desks.")
    WRONG_TAG = "wrong_tag", _("Its address carries a reference, but not the right sign behind it.")
    SEVERAL_CASES = "several_cases", _("Its address and its thread name different enquiries.")
    OTHER_SENDER = "other_sender", _("Unconfirmed: it answers our letter, but comes from another address.")
    DOUBTFUL = "doubtful", _("Unconfirmed: our mail server doubts that it comes from this sender.")
    NO_ADDRESS = "no_address", _("Unconfirmed: the asker gave no e-mail address to compare with.")
    ERASED = "erased", _("It answers an enquiry that was closed long ago; who asked is erased.")
    CANNOT_JOIN = "cannot_join", _("It answers our letter, but cannot be put to the enquiry by itself.")
    TOO_LARGE = "too_large", _("It is larger than 25 MB: only its headers were kept.")


class MailRemark(models.TextChoices):
    """What of a message could not be read or was not kept."""

    BROKEN = "broken", _("The message is damaged; what could be read is shown.")
    LETTERS_LOST = "letters_lost", _("Some letters could not be read: the message does not say its encoding.")
    TNEF = (
        "tnef",
        _("It carries winmail.dat: the files inside could not be read. Ask the sender for PDF or DOCX."),
    )
    ENCRYPTED = "encrypted", _("A part is encrypted and cannot be read here.")
    TOO_MANY_PARTS = "too_many_parts", _("It has more than 200 parts; the rest was not read.")
    TOO_MANY_FILES = "too_many_files", _("It has more than 20 files; the rest was not kept.")
    FILE_REFUSED = "file_refused", _("A file was not kept: its kind is not accepted or it cannot be opened.")
    TOO_LARGE = "too_large", _("The message is larger than 25 MB: only its headers were kept. Ask for less.")
    TEXT_CUT = "text_cut", _("The text is very long; only its beginning is kept.")
    SECRET = "secret", _("It carries a secrecy marking: nothing of it was kept.")
    NO_TEXT = "no_text", _("It has no text.")
    DATED_AHEAD = (
        "dated_ahead",
        _("The sender's clock lies in the future; what counts is when it reached us."),
    )
    NO_RECEIPT = "no_receipt", _("No receipt was sent: many went to this address today already.")


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
SPOKEN_WITHIN = timedelta(hours=24)
"""What was answered by word of mouth is written down within this time, else it is answered in writing."""
