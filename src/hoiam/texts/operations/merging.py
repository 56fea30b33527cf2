"""What becomes of a desk's texts when another desk follows it."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hoiam.desks.passing import Passing
from hoiam.texts.models import Attachment, Clearance, OfficialLetter, Part, Text, TextTemplate

PASSING = (
    Passing(Text, _("Texts"), record="record"),
    Passing(Clearance, follows=("text",)),
    Passing(Attachment, _("Attachments"), record="record"),
    Passing(Part, _("Parts asked of others"), record="record", follows=("text",)),
    Passing(Part, _("Parts asked of this desk"), key="to_desk"),
    Passing(OfficialLetter, _("Official letters"), record="record"),
    Passing(TextTemplate, pgettext_lazy("of a desk that merges", "Answer templates")),
)
