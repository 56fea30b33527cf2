from hoiam.conferences.models.agenda import (
    Conclusion,
    Material,
    MaterialVersion,
    Session,
    SessionChange,
    Talk,
)
from hoiam.conferences.models.briefings import FloorQuestion, Seat, SeatName
from hoiam.conferences.models.conferences import Conference, ConferenceChange, Party, ReferenceCounter, Site
from hoiam.conferences.models.delegates import (
    Allocation,
    Certificate,
    CheckIn,
    Delegate,
    DelegationLetter,
    Invitation,
    PressCount,
)
from hoiam.conferences.models.learning import (
    FollowUp,
    Item,
    ItemUse,
    LearningKey,
    LearningResult,
    Lesson,
    Sheet,
)
from hoiam.conferences.models.localities import Guidance, LocalReply, LocalRequest, TakenUp
from hoiam.conferences.models.notices import Notice
from hoiam.conferences.models.programmes import GroupSize, Period, Programme, Round, Series, TargetGroup
from hoiam.conferences.models.reported import ReportedFigure

__all__ = [
    "Allocation",
    "Certificate",
    "CheckIn",
    "Conclusion",
    "Conference",
    "ConferenceChange",
    "Delegate",
    "DelegationLetter",
    "FloorQuestion",
    "FollowUp",
    "GroupSize",
    "Guidance",
    "Invitation",
    "Item",
    "ItemUse",
    "LearningKey",
    "LearningResult",
    "Lesson",
    "LocalReply",
    "LocalRequest",
    "Material",
    "MaterialVersion",
    "Notice",
    "Party",
    "Period",
    "PressCount",
    "Programme",
    "ReferenceCounter",
    "ReportedFigure",
    "Round",
    "Seat",
    "SeatName",
    "Series",
    "Session",
    "SessionChange",
    "Sheet",
    "Site",
    "TakenUp",
    "Talk",
    "TargetGroup",
]
