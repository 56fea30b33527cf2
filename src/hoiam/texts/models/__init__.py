from hoiam.texts.models.attachments import Attachment
from hoiam.texts.models.letters import OfficialLetter
from hoiam.texts.models.paper import PaperApproval
from hoiam.texts.models.parts import Part, PartAnswer
from hoiam.texts.models.templates import TextTemplate
from hoiam.texts.models.texts import Draft, Text, TextAuthor
from hoiam.texts.models.versions import Clearance, Signature, TextVersion
from hoiam.texts.models.word_files import WordFile

__all__ = [
    "Attachment",
    "Clearance",
    "Draft",
    "OfficialLetter",
    "PaperApproval",
    "Part",
    "PartAnswer",
    "Signature",
    "Text",
    "TextAuthor",
    "TextTemplate",
    "TextVersion",
    "WordFile",
]
