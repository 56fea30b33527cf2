"""A letter as a Word file, to be finished, signed on paper or kept by the registry."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from typing import Any

from docx import Document
from docx.document import Document as DocumentType
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from hoiam.texts.letter.form import LetterForm
from hoiam.texts.letter.sheet import LetterSheet
from hoiam.texts.letter.values import LetterBlock, Said

DOCX_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
CENTRE, LEFT, JUSTIFY = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.LEFT, WD_ALIGN_PARAGRAPH.JUSTIFY


def letter_docx(sheet: LetterSheet, form: LetterForm, at: datetime) -> bytes:
    """The letter in the form's own typeface, named and not embedded; `at` is written into the file."""
    document = Document()
    _prepare(document, sheet, form, at)
    _Writer(document, sheet, form).write()
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def _prepare(document: DocumentType, sheet: LetterSheet, form: LetterForm, at: datetime) -> None:
    """Page, typeface, language, page number; nothing in the file names who made it."""
    page, section = form.page, document.sections[0]
    section.page_width, section.page_height = Mm(page["width"]), Mm(page["height"])
    section.top_margin, section.bottom_margin = Mm(page["top"]), Mm(page["bottom"])
    section.left_margin, section.right_margin = Mm(page["left"]), Mm(page["right"])
    section.header_distance = Mm(page["top"] / 2)
    section.different_first_page_header_footer = True
    style = document.styles["Normal"]
    style.font.name, style.font.size = form.type["face"], Pt(form.type["body"])
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for script in ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"):
        fonts.set(qn(script), form.type["face"])
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), sheet.language)
    style.element.get_or_add_rPr().append(language)
    style.paragraph_format.space_before = style.paragraph_format.space_after = Pt(0)
    number = section.header.paragraphs[0]
    number.alignment = CENTRE
    _field(number, "PAGE", Pt(form.type["page_number"]))
    properties = document.core_properties
    properties.author = properties.last_modified_by = properties.comments = ""
    properties.title, properties.language = sheet.subject, sheet.language
    properties.created = properties.modified = at.astimezone(UTC).replace(tzinfo=None)


class _Writer:
    """Writes the parts of the form one after the other."""

    def __init__(self, document: DocumentType, sheet: LetterSheet, form: LetterForm) -> None:
        self.document, self.sheet, self.form = document, sheet, form
        self.size: dict[str, Any] = form.type

    def write(self) -> None:
        self._head()
        if self.sheet.title:
            self._title()
        else:
            self._to()
        for block in self.sheet.blocks:
            self._block(block)
        if self.sheet.closing:
            last = self._paragraph([[self.sheet.closing, 0]])
            last.paragraph_format.keep_with_next = True
        self._foot()
        if self.sheet.annex_lines:
            self._annex()

    def _head(self) -> None:
        """Body on the left, state on the right; number and date on one line, the subject below the number."""
        page, sheet, size = self.form.page, self.sheet, self.size
        width = page["width"] - page["left"] - page["right"]
        columns = (page["left_column"], width - page["left_column"])
        table = _bare_table(self.document, columns, rows=2)
        left, right = table.rows[0].cells
        if sheet.superior:
            _line(left, sheet.superior, size["superior"])
        _line(left, sheet.issuer, size["issuer"], bold=True)
        _rule(left, columns[0], page["issuer_rule"])
        for place, words in enumerate(sheet.heading):
            _line(right, words, size["motto" if place else "heading"], bold=True)
        if sheet.heading:
            _rule(right, columns[1], page["motto_rule"])
        left, right = table.rows[1].cells
        _line(left, sheet.number, size["number"]).paragraph_format.space_before = Pt(4)
        if not sheet.title:
            _line(left, sheet.subject, size["subject"]).paragraph_format.space_before = Pt(6)
        day = _line(right, sheet.place_and_day, size["place_and_day"], italic=True)
        day.paragraph_format.space_before = Pt(4)

    def _title(self) -> None:
        """The name of the paper, what it is about, and a rule below."""
        for place, words in enumerate((self.sheet.title, self.sheet.subject)):
            paragraph = self.document.add_paragraph()
            paragraph.alignment = CENTRE
            paragraph.paragraph_format.space_before = Pt(0 if place else 14)
            run = paragraph.add_run(words)
            run.bold, run.font.size = True, Pt(self.size["annex_title"])
        paragraph.paragraph_format.space_after = Pt(12)

    def _to(self) -> None:
        lines = self.sheet.to_lines
        if len(lines) == 1:
            words = [f"{self.sheet.to} {lines[0]}"]
        else:
            words = [self.sheet.to, *lines]
        for place, text in enumerate(words):
            paragraph = self.document.add_paragraph(text)
            paragraph.paragraph_format.space_before = Pt(14 if place == 0 else 0)
            if len(lines) == 1:
                paragraph.alignment = CENTRE
            else:
                paragraph.paragraph_format.left_indent = Mm(30 if place == 0 else 45)
        paragraph.paragraph_format.space_after = Pt(12)

    def _block(self, block: LetterBlock) -> None:
        if block.kind == "table":
            self._table(block)
            return
        for place, item in enumerate(block.items):
            match block.kind:
                case "bullets":
                    self._paragraph([["- ", 0], *item])
                case "numbers":
                    self._paragraph([[f"{block.first_number + place}. ", 0], *item])
                case "quotation":
                    quoted = self._paragraph(item, italic=True)
                    quoted.paragraph_format.first_line_indent = Mm(0)
                    quoted.paragraph_format.left_indent = Mm(self.form.body["first_line"])
                case "heading":
                    self._paragraph(item, bold=True).paragraph_format.keep_with_next = True
                case _:
                    self._paragraph(item)

    def _paragraph(
        self, said: Said, *, bold: bool = False, italic: bool = False, size: float = 0
    ) -> Paragraph:
        body = self.form.body
        paragraph = self.document.add_paragraph()
        paragraph.alignment = JUSTIFY
        shape = paragraph.paragraph_format
        shape.first_line_indent, shape.space_after = Mm(body["first_line"]), Pt(body["space_after"])
        shape.line_spacing = body["line_spacing"]
        _runs(paragraph, said, bold=bold, italic=italic, size=size)
        return paragraph

    def _table(self, block: LetterBlock) -> None:
        table = self.document.add_table(rows=0, cols=len(block.rows[0]), style="Table Grid")
        table.alignment = WD_TABLE_ALIGNMENT.CENTER
        for place, row in enumerate(block.rows):
            for cell, said in zip(table.add_row().cells, row, strict=True):
                _runs(cell.paragraphs[0], said, bold=block.has_head and place == 0)
        self.document.add_paragraph().paragraph_format.space_after = Pt(0)

    def _foot(self) -> None:
        """To whom copies go, beside who signs; the two stay on one page."""
        page, sheet, size = self.form.page, self.sheet, self.size
        width = page["width"] - page["left"] - page["right"]
        table = _bare_table(self.document, (width / 2, width / 2), rows=1)
        table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
        left, right = table.rows[0].cells
        label = _line(left, sheet.recipients, size["recipients_label"], bold=True, italic=True)
        label.alignment = LEFT
        for words in sheet.recipient_lines:
            _line(left, words, size["recipients"]).alignment = LEFT
        for words in sheet.signing_lines:
            _line(right, words, size["signer"], bold=True)
        name = _line(right, sheet.signer_name, size["signer"], bold=True)
        name.paragraph_format.space_before = Mm(24)

    def _annex(self) -> None:
        sheet, size = self.sheet, self.size
        first = self.document.add_paragraph()
        first.paragraph_format.page_break_before = True
        for paragraph, words, italic in (
            (first, sheet.annex, False),
            (self.document.add_paragraph(), sheet.annex_title, False),
            (self.document.add_paragraph(), sheet.annex_of, True),
        ):
            paragraph.alignment = CENTRE
            run = paragraph.add_run(words)
            run.font.size, run.bold, run.italic = Pt(size["annex_title"]), not italic, italic
        paragraph.paragraph_format.space_after = Pt(12)
        for place, words in enumerate(sheet.annex_lines, 1):
            self._paragraph([[f"{place}. {words}", 0]], size=size["annex"])


def _runs(
    paragraph: Paragraph, said: Said, *, bold: bool = False, italic: bool = False, size: float = 0
) -> None:
    for text, note in said:
        run = paragraph.add_run(text)
        run.bold, run.italic = bold or None, italic or None
        run.font.superscript = True if note else None
        if size:
            run.font.size = Pt(size)


def _line(cell: _Cell, words: str, size: float, *, bold: bool = False, italic: bool = False) -> Paragraph:
    """One centred line of a cell, in the empty paragraph it begins with or in a further one."""
    first = cell.paragraphs[0]
    paragraph = first if not first.runs and len(cell.paragraphs) == 1 else cell.add_paragraph()
    paragraph.alignment = CENTRE
    run = paragraph.add_run(words)
    run.font.size, run.bold, run.italic = Pt(size), bold or None, italic or None
    return paragraph


def _rule(cell: _Cell, width: float, length: float) -> None:
    """A line of `length` millimetres in the middle of a cell: the upper border of an empty paragraph."""
    paragraph = cell.add_paragraph()
    shape = paragraph.paragraph_format
    shape.left_indent = shape.right_indent = Mm((width - length) / 2)
    shape.space_before, shape.line_spacing = Pt(2), Pt(4)
    border = OxmlElement("w:pBdr")
    top = OxmlElement("w:top")
    for name, value in (("val", "single"), ("sz", "6"), ("space", "0"), ("color", "000000")):
        top.set(qn(f"w:{name}"), value)
    border.append(top)
    paragraph._p.get_or_add_pPr().insert_element_before(
        border, "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:spacing", "w:ind", "w:jc", "w:rPr"
    )


def _bare_table(document: DocumentType, columns: tuple[float, float], rows: int) -> Table:
    """A table without lines and without inner margins, of fixed widths in millimetres."""
    table = document.add_table(rows=rows, cols=len(columns))
    table.autofit, table.alignment = False, WD_TABLE_ALIGNMENT.CENTER
    margins = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        edge = OxmlElement(f"w:{side}")
        edge.set(qn("w:w"), "0")
        edge.set(qn("w:type"), "dxa")
        margins.append(edge)
    look = table._tbl.tblPr.find(qn("w:tblLook"))
    if look is None:
        table._tbl.tblPr.append(margins)
    else:
        look.addprevious(margins)
    for place, width in enumerate(columns):
        table.columns[place].width = Mm(width)
        for row in table.rows:
            row.cells[place].width = Mm(width)
    return table


def _field(paragraph: Paragraph, name: str, size: Any) -> None:
    """A field that Word fills in, such as the number of the page."""
    run = paragraph.add_run()
    run.font.size = size
    for kind, words in (("begin", ""), ("", name), ("end", "")):
        element = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            element.set(qn("w:fldCharType"), kind)
        else:
            element.text = words
        run._r.append(element)
