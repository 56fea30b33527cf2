"""The form that goes out with a request for a part, as a Word document, and what comes back in it."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass

from django.utils import timezone, translation
from django.utils.translation import gettext as _
from docx import Document
from docx.opc.exceptions import PackageNotFoundError
from docx.shared import Cm, Pt

from hoiam.desks.wording import Wording
from hoiam.texts.models import Part

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_MARK = "hoiam-part-"


@dataclass(frozen=True)
class FilledForm:
    """What a body wrote into its form."""

    part_id: int
    office: str
    body: str


def part_form_docx(part: Part) -> bytes:
    """The form of one part in its language: the question, the time, and two boxes to write into."""
    document = Document()
    document.styles["Normal"].font.name = "Times New Roman"
    document.styles["Normal"].font.size = Pt(13)
    document.core_properties.identifier = f"{_MARK}{part.pk}"
    document.core_properties.author = ""
    with translation.override(part.language):
        document.core_properties.title = _("Request for a part of an answer")
        document.add_heading(_("Request for a part of an answer"), level=1)
        document.add_paragraph(_("From: %(desk)s") % {"desk": str(Wording(part.desk.name))})
        due = timezone.localtime(part.due_at).strftime("%H:%M %d/%m/%Y")
        document.add_paragraph(_("Please answer by: %(due)s") % {"due": due})
        document.add_heading(_("Question"), level=2)
        for line in part.question.split("\n"):
            document.add_paragraph(line)
        document.add_heading(_("Your answer"), level=2)
        document.add_paragraph(
            _(
                "Write below and send this file back to the address it came from. Name the source of each figure."
            )
        )
        table = document.add_table(rows=2, cols=2, style="Table Grid")
        for row, label in zip(table.rows, (_("Office that answers"), _("Answer")), strict=True):
            row.cells[0].width, row.cells[1].width = Cm(4), Cm(12)
            row.cells[0].text = label
        table.rows[1].height = Cm(10)
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def read_part_form(content: bytes) -> FilledForm | None:
    """What was written into a form that came back; None where the file is not one of ours."""
    try:
        document = Document(io.BytesIO(content))
    except (PackageNotFoundError, zipfile.BadZipFile, KeyError, ValueError, OSError):
        return None
    mark = document.core_properties.identifier
    number = mark.removeprefix(_MARK)
    if not mark.startswith(_MARK) or not number.isdigit() or not document.tables:
        return None
    rows = document.tables[-1].rows
    if len(rows) < 2 or len(rows[1].cells) < 2:
        return None
    return FilledForm(int(number), rows[0].cells[1].text.strip(), rows[1].cells[1].text.strip())
