from hoiam.desks.models.bodies import Body, BodySuccession
from hoiam.desks.models.clocks import Clock, ClockExtension, ClockMark, ClockPause
from hoiam.desks.models.desk import Desk, Holding
from hoiam.desks.models.duty import DutyShift
from hoiam.desks.models.journal import Erasure, JournalDetail, JournalHead, JournalLine
from hoiam.desks.models.law import CalendarDay, CalendarVersion, LawRule, RefusalGround
from hoiam.desks.models.mergers import Merger
from hoiam.desks.models.numbers import BookNumber, Letterhead, NumberBook
from hoiam.desks.models.people import ActingPeriod, InstallationMembership, Invitation, Membership, Person
from hoiam.desks.models.places import Place, PlaceSuccession
from hoiam.desks.models.transfer import (
    Adoption,
    DeskTemplate,
    Offer,
    OwnRule,
    StatedAdoption,
    TemplateVersion,
)
from hoiam.desks.models.unsent import UnsentForm

__all__ = [
    "ActingPeriod",
    "Adoption",
    "Body",
    "BodySuccession",
    "BookNumber",
    "CalendarDay",
    "CalendarVersion",
    "Clock",
    "ClockExtension",
    "ClockMark",
    "ClockPause",
    "Desk",
    "DeskTemplate",
    "DutyShift",
    "Erasure",
    "Holding",
    "InstallationMembership",
    "Invitation",
    "JournalDetail",
    "JournalHead",
    "JournalLine",
    "LawRule",
    "Letterhead",
    "Membership",
    "Merger",
    "NumberBook",
    "Offer",
    "OwnRule",
    "Person",
    "Place",
    "PlaceSuccession",
    "RefusalGround",
    "StatedAdoption",
    "TemplateVersion",
    "UnsentForm",
]
