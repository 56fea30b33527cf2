"""The words of conferences, each written once."""

from __future__ import annotations

from datetime import timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class ConferenceKind(models.TextChoices):
    """What a conference is for; all have the same life."""

    BRIEFING = "briefing", pgettext_lazy("kind of conference", "press briefing")
    TRAINING = "training", pgettext_lazy("kind of conference", "training")
    MEETING = "meeting", pgettext_lazy("kind of conference", "conference of bodies")
    WORKSHOP = "workshop", pgettext_lazy("kind of conference", "workshop")


class Mode(models.TextChoices):
    IN_PERSON = "in_person", pgettext_lazy("conference", "in person")
    ONLINE = "online", pgettext_lazy("conference", "online")
    HYBRID = "hybrid", pgettext_lazy("conference", "in person and online")


class Precision(models.TextChoices):
    """How exactly the time of a conference is known; it only ever grows finer, or is moved with a reason."""

    YEAR = "year", _("year")
    MONTH = "month", _("month")
    DAY = "day", _("day")
    HOUR = "hour", pgettext_lazy("precision", "hour")


class Stage(models.TextChoices):
    """Where a conference stands; read from its moments, never stored."""

    PLANNED = "planned", pgettext_lazy("conference", "planned")
    ANNOUNCED = "announced", pgettext_lazy("conference", "announced")
    REGISTRATION = "registration", pgettext_lazy("conference", "registration is open")
    HELD = "held", pgettext_lazy("conference", "held")
    RECORD_PUBLISHED = "record_published", pgettext_lazy("conference", "record published")
    CANCELLED = "cancelled", pgettext_lazy("conference", "cancelled")


class PartyRole(models.TextChoices):
    """What a body does at a conference, in the words of the programme."""

    LEAD = "lead", pgettext_lazy("body at a conference", "leads")
    HOST = "host", pgettext_lazy("body at a conference", "hosts")
    CO_ORGANISER = "co_organiser", pgettext_lazy("body at a conference", "co-organises")
    GUIDANCE = "guidance", pgettext_lazy("body at a conference", "guides")


class SiteLevel(models.TextChoices):
    """Where a connected site stands; a cascade goes from the centre to communes."""

    MAIN = "main", pgettext_lazy("site of a conference", "main hall")
    PROVINCE = "province", pgettext_lazy("site of a conference", "province")
    DISTRICT = "district", pgettext_lazy("site of a conference", "district")
    COMMUNE = "commune", pgettext_lazy("site of a conference", "commune")
    OTHER = "other", pgettext_lazy("site of a conference", "other site")


class SessionKind(models.TextChoices):
    OPENING = "opening", pgettext_lazy("session", "opening")
    TALKS = "talks", pgettext_lazy("session", "talks")
    QUESTIONS = "questions", pgettext_lazy("session", "questions and answers")
    PRACTICE = "practice", pgettext_lazy("session", "practice")
    TEST = "test", pgettext_lazy("session", "test or evaluation")
    CONCLUSION = "conclusion", pgettext_lazy("session", "conclusions")
    BREAK = "break", pgettext_lazy("session", "break")


class Rhythm(models.TextChoices):
    """How often a series has to be held."""

    MONTHLY = "monthly", pgettext_lazy("rhythm", "every month")
    QUARTERLY = "quarterly", pgettext_lazy("rhythm", "every quarter")


class PeriodState(models.TextChoices):
    """How a period of a series stands; read from its conferences, never stored."""

    HELD = "held", pgettext_lazy("period of a series", "held")
    PLANNED = "planned", pgettext_lazy("period of a series", "planned")
    OPEN = "open", pgettext_lazy("period of a series", "not planned yet")
    MISSED = "missed", pgettext_lazy("period of a series", "missed")


class SeatState(models.TextChoices):
    """What an outlet said to an invitation; deleted with its seat after the conference."""

    INVITED = "invited", pgettext_lazy("seat of an outlet", "invited")
    COMING = "coming", pgettext_lazy("seat of an outlet", "coming")
    DECLINED = "declined", pgettext_lazy("seat of an outlet", "not coming")


class AskedBy(models.TextChoices):
    """By which way a question reached the floor. It says nothing of who asked."""

    ROOM = "room", pgettext_lazy("question from the floor", "in the room")
    FORM = "form", pgettext_lazy("question from the floor", "by the form")
    ONLINE = "online", pgettext_lazy("question from the floor", "online")


class QuestionState(models.TextChoices):
    """What became of a question from the floor; read from its moments, never stored."""

    OPEN = "open", pgettext_lazy("question from the floor", "to be decided")
    ANSWERED = "answered", pgettext_lazy("question from the floor", "answered there")
    PROMISED = "promised", pgettext_lazy("question from the floor", "answer promised")
    LATE = "late", pgettext_lazy("question from the floor", "promised day has passed")
    KEPT = "kept", pgettext_lazy("question from the floor", "promise kept")
    SET_ASIDE = "set_aside", pgettext_lazy("question from the floor", "set aside")


class InvitationState(models.TextChoices):
    PREPARED = "prepared", pgettext_lazy("invitation", "prepared")
    SENT = "sent", pgettext_lazy("invitation", "sent")
    ACCEPTED = "accepted", pgettext_lazy("invitation", "accepted")
    DECLINED = "declined", pgettext_lazy("invitation", "declined")
    WITHDRAWN = "withdrawn", pgettext_lazy("invitation", "withdrawn")


class DelegateState(models.TextChoices):
    REGISTERED = "registered", pgettext_lazy("delegate", "registered")
    WAITING = "waiting", pgettext_lazy("delegate", "on the waiting list")
    CANCELLED = "cancelled", pgettext_lazy("delegate", "cancelled")


class ScanWay(models.TextChoices):
    CAMERA = "camera", pgettext_lazy("check-in", "camera")
    CODE = "code", pgettext_lazy("check-in", "typed code")
    PAPER = "paper", pgettext_lazy("check-in", "from the printed roster")


class DelegationLetterKind(models.TextChoices):
    """Why a body that was invited, or somebody it sends, is written to."""

    INVITED = "invited", pgettext_lazy("letter to a delegation", "invitation")
    LINK = "link", pgettext_lazy("letter to a delegation", "new link")
    MOVED = "moved", pgettext_lazy("letter to a delegation", "time or place has changed")
    CANCELLED = "cancelled", pgettext_lazy("letter to a delegation", "the conference is cancelled")
    SEAT = "seat", pgettext_lazy("letter to a delegation", "a seat became free")
    CODE = "code", pgettext_lazy("letter to a delegation", "code for the door")


class ConclusionKind(models.TextChoices):
    CONCLUSION = "conclusion", pgettext_lazy("of the chair", "conclusion")
    REQUEST = "request", pgettext_lazy("of the chair", "request")


class ConclusionState(models.TextChoices):
    """Where a conclusion stands; read from its moments, never stored."""

    OPEN = "open", pgettext_lazy("conclusion", "open")
    LATE = "late", pgettext_lazy("conclusion", "overdue")
    REPLIED = "replied", pgettext_lazy("conclusion", "reply to be accepted")
    DONE = "done", pgettext_lazy("conclusion", "done")


class Phase(models.TextChoices):
    """When a sheet of items is filled in."""

    BEFORE = "before", pgettext_lazy("learning", "before the training")
    AFTER = "after", pgettext_lazy("learning", "after the training")
    EVALUATION = "evaluation", pgettext_lazy("learning", "evaluation of the training")


class ItemKind(models.TextChoices):
    CHOICE = "choice", pgettext_lazy("item", "one right answer")
    SCALE = "scale", pgettext_lazy("item", "scale of one to five")


class RequestKind(models.TextChoices):
    """What a body or place brings to the centre."""

    QUESTION = "question", pgettext_lazy("request of a place", "question")
    DIFFICULTY = "difficulty", pgettext_lazy("request of a place", "difficulty")
    PROPOSAL = "proposal", pgettext_lazy("request of a place", "proposal")
    TRAINING = "training", pgettext_lazy("request of a place", "training request")
    EXPERIENCE = "experience", pgettext_lazy("request of a place", "experience")
    RESOURCES = "resources", pgettext_lazy("request of a place", "staff, equipment, budget")


class RequestState(models.TextChoices):
    OPEN = "open", pgettext_lazy("request of a place", "waits for a reply")
    ANSWERED = "answered", pgettext_lazy("request of a place", "answered")
    ACCEPTED = "accepted", pgettext_lazy("request of a place", "accepted")
    REJECTED = "rejected", pgettext_lazy("request of a place", "rejected, with the reason")
    UNDER_STUDY = "under_study", pgettext_lazy("request of a place", "under study")
    WITHDRAWN = "withdrawn", pgettext_lazy("request of a place", "withdrawn")


WAITING_STATES = frozenset({RequestState.OPEN, RequestState.UNDER_STUDY})
"""States in which the centre still owes something."""


class Measure(models.TextChoices):
    """What a figure that a document reports about a conference counts."""

    PROVINCES = "provinces", pgettext_lazy("reported figure", "provinces")
    PARTICIPANTS = "participants", pgettext_lazy("reported figure", "participants")
    POINTS = "points", pgettext_lazy("reported figure", "connected sites")
    OUTLETS = "outlets", pgettext_lazy("reported figure", "outlets")


class NoticeWhat(models.TextChoices):
    """What a person at a desk is told about a conference or a request."""

    MOVED = "moved", pgettext_lazy("notice about a conference", "time or place has changed")
    CANCELLED = "cancelled", pgettext_lazy("notice about a conference", "was cancelled")
    PERIOD_TIME = "period_time", pgettext_lazy("notice about a conference", "the period of a series passes")
    PROMISE_TIME = "promise_time", pgettext_lazy("notice about a conference", "a promised answer is due")
    CONCLUSION_GIVEN = "conclusion_given", pgettext_lazy("notice about a conference", "a conclusion for you")
    CONCLUSION_TIME = "conclusion_time", pgettext_lazy("notice about a conference", "a conclusion is due")
    CONCLUSION_REPLIED = (
        "conclusion_replied",
        pgettext_lazy("notice about a conference", "a body replied to a conclusion"),
    )
    CONCLUSION_RETURNED = (
        "conclusion_returned",
        pgettext_lazy("notice about a conference", "your reply to a conclusion was sent back"),
    )
    TALK_OUTDATED = (
        "talk_outdated",
        pgettext_lazy("notice about a conference", "a fact of a talk has changed"),
    )
    REQUEST_ARRIVED = "request_arrived", pgettext_lazy("notice about a request", "a place asks")
    REQUEST_TIME = "request_time", pgettext_lazy("notice about a request", "a reply is due")
    REPLIED = "replied", pgettext_lazy("notice about a request", "the centre replied")
    GAP_CLOSED = "gap_closed", pgettext_lazy("notice about a request", "evidence that was missing is there")
    GUIDANCE_OUTDATED = (
        "guidance_outdated",
        pgettext_lazy("notice about a request", "a fact under the guidance has changed"),
    )


HOLD, UPDATE = "hold_conference", "update"
"""Acts that a period waits for, in the words of the law rows."""
ACT_OF_RHYTHM: dict[str, str] = {Rhythm.QUARTERLY: HOLD, Rhythm.MONTHLY: UPDATE}
"""A monthly briefing meets the regular update of the month, a quarterly one the conference of the quarter."""
NAMES_KEPT_FOR = timedelta(hours=24)
"""After the end of a conference: how long seats of outlets and the names at the gate are kept."""
CONTACTS_KEPT_FOR = timedelta(days=90)
"""After the end of a training: how long addresses and telephone numbers of delegates are kept."""
FEWEST = 5
"""A result of learning is told from this many sheets on."""
FOLLOW_UP_DAYS = (90, 180)
