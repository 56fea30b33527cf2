from hoiam.enquiries.models.answer import Alarm, Answer
from hoiam.enquiries.models.counting import DailyCount, ReferenceCounter, Reorder
from hoiam.enquiries.models.enquiry import DoubleSubmit, Enquiry, EnquiryReceipt, QuestionPrint
from hoiam.enquiries.models.letter import Correspondence
from hoiam.enquiries.models.mail import IncomingMail, MailKey
from hoiam.enquiries.models.matter import Bulletin, Matter, MatterEvent
from hoiam.enquiries.models.movement import Dispute, Review, Transfer
from hoiam.enquiries.models.notice import Notice
from hoiam.enquiries.models.saved_view import SavedView
from hoiam.enquiries.models.seal import AskerSeal, SealedFile, SealKey
from hoiam.enquiries.models.spoken import SpokenAnswer

__all__ = [
    "Alarm",
    "Answer",
    "AskerSeal",
    "Bulletin",
    "Correspondence",
    "DailyCount",
    "Dispute",
    "DoubleSubmit",
    "Enquiry",
    "EnquiryReceipt",
    "IncomingMail",
    "MailKey",
    "Matter",
    "MatterEvent",
    "Notice",
    "QuestionPrint",
    "ReferenceCounter",
    "Reorder",
    "Review",
    "SavedView",
    "SealKey",
    "SealedFile",
    "SpokenAnswer",
    "Transfer",
]
