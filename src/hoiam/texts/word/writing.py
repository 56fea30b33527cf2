"""Writing a text as a Word document: every sentence in a bookmark that carries its id, tracking switched on. Pure."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from docx import Document
from docx.document import Document as WordDocument
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from hoiam.texts.citation_marks import MARK
from hoiam.texts.sentences import sentence_spans
from hoiam.texts.structure import (
    SPEAKER_DASH,
    Block,
    BulletList,
    Figure,
    Heading,
    NumberedList,
    Paragraph,
    Quotation,
    Table,
    read_structure,
)
from hoiam.texts.word.seal import PART, Seal, properties_of
from hoiam.texts.word.walking import ANCHOR

FONT = "Times New Roman"
BODY_SIZE = Pt(13)
MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_PROPERTIES_TYPE = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
_MARK_COLOUR = RGBColor(0x26, 0x3A, 0x78)
_BULLETS, _NUMBERS = 9001, 9002
"""Numbers of our two abstract lists; the template's own are below ten."""


@dataclass(frozen=True)
class Page:
    """What a document says about itself."""

    title: str
    head: str
    """The line above every page: what this file is and what to do with it."""
    language: str
    at: datetime


def write_docx(body: str, ids: Sequence[str], *, page: Page, seal: Seal | None = None) -> bytes:
    """The text as a Word document; `ids` name its sentences in reading order.

    Citations stay visible as marks such as [F069]. Changes are tracked as soon as somebody types.
    """
    document = Document()
    _dress(document, page)
    writer = _Writer(document, iter(ids), _Lists.into(document))
    for block in read_structure(body):
        writer.write(block)
    if seal is not None:
        _add_properties(document, properties_of(seal))
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


@dataclass
class _Lists:
    """The lists of a document: one for all bullets, one for each run of numbers."""

    root: Any
    next_number: int = 9100

    @classmethod
    def into(cls, document: WordDocument) -> _Lists:
        root = document.part.numbering_part.element
        for number, form, text in ((_BULLETS, "bullet", "–"), (_NUMBERS, "decimal", "%1.")):
            abstract = _element("w:abstractNum", abstractNumId=str(number))
            level = _element("w:lvl", ilvl="0")
            for name, value in (("start", "1"), ("numFmt", form), ("lvlText", text), ("lvlJc", "left")):
                level.append(_element(f"w:{name}", val=value))
            properties = _element("w:pPr")
            properties.append(_element("w:ind", left="720", hanging="360"))
            level.append(properties)
            abstract.append(_element("w:multiLevelType", val="singleLevel"))
            abstract.append(level)
            root.insert(0, abstract)
        return cls(root)

    def begin(self, abstract: int, start: int = 1) -> str:
        """A new list that counts from `start`; gives its number."""
        number, self.next_number = str(self.next_number), self.next_number + 1
        one = _element("w:num", numId=number)
        one.append(_element("w:abstractNumId", val=str(abstract)))
        override = _element("w:lvlOverride", ilvl="0")
        override.append(_element("w:startOverride", val=str(start)))
        one.append(override)
        self.root.append(one)
        return number


@dataclass
class _Writer:
    document: WordDocument
    ids: Iterator[str]
    lists: _Lists
    bookmarks: int = 0
    bullets: str = field(default="")

    def write(self, block: Block) -> None:
        match block:
            case Heading(level=level, text=text):
                self._fill(self.document.add_heading("", level), text)
            case Paragraph(text=text):
                self._fill(self.document.add_paragraph(), text)
            case BulletList(items=items):
                self._list(items, "List Bullet", self.lists.begin(_BULLETS))
            case NumberedList(items=items, first_number=first):
                self._list(items, "List Number", self.lists.begin(_NUMBERS, first))
            case Quotation(paragraphs=paragraphs, speaker=speaker):
                for text in paragraphs:
                    self._fill(self.document.add_paragraph(style="Quote"), text)
                if speaker:
                    said = self.document.add_paragraph(style="Quote")
                    self._words(said._p, SPEAKER_DASH)
                    self._fill(said, speaker)
            case Figure(alt=alt, name=name, text=text):
                figure = self.document.add_paragraph()
                self._words(figure._p, "![")
                self._fill(figure, alt)
                self._words(figure._p, f"]({name}) ")
                self._fill(figure, text)
            case Table():
                self._table(block)

    def _list(self, items: Sequence[str], style: str, number: str) -> None:
        for item in items:
            paragraph = self.document.add_paragraph(style=style)
            properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
            properties.get_or_add_ilvl().val = 0
            properties.get_or_add_numId().val = int(number)
            self._fill(paragraph, item)

    def _table(self, block: Table) -> None:
        width = len(block.rows[0])
        table = self.document.add_table(rows=len(block.rows), cols=width, style="Table Grid")
        for place, (row, cells) in enumerate(zip(table._tbl.tr_lst, block.rows, strict=True)):
            is_head = block.has_head and place == 0
            if is_head:
                row.get_or_add_trPr().append(_element("w:tblHeader"))
            for cell, text in zip(row.tc_lst, cells, strict=True):
                self._fill_element(cell.p_lst[0], text, is_bold=is_head)
        self.document.add_paragraph()

    def _fill(self, paragraph: Any, text: str) -> None:
        self._fill_element(paragraph._p, text)

    def _fill_element(self, paragraph: Any, text: str, *, is_bold: bool = False) -> None:
        """The sentences of one paragraph, item or cell, each between the ends of its bookmark."""
        position = 0
        for start, end in sentence_spans(text):
            self._words(paragraph, text[position:start], is_bold=is_bold)
            number = str(self.bookmarks)
            self.bookmarks += 1
            name = next(self.ids, "")
            if name:
                paragraph.append(_element("w:bookmarkStart", id=number, name=f"{ANCHOR}{name}"))
            self._sentence(paragraph, text[start:end], is_bold=is_bold)
            if name:
                paragraph.append(_element("w:bookmarkEnd", id=number))
            position = end
        self._words(paragraph, text[position:], is_bold=is_bold)

    def _sentence(self, paragraph: Any, written: str, *, is_bold: bool) -> None:
        position = 0
        for mark in MARK.finditer(written):
            self._words(paragraph, written[position : mark.start()], is_bold=is_bold)
            self._words(paragraph, mark[0], is_bold=is_bold, is_mark=True)
            position = mark.end()
        self._words(paragraph, written[position:], is_bold=is_bold)

    def _words(self, paragraph: Any, text: str, *, is_bold: bool = False, is_mark: bool = False) -> None:
        if not text:
            return
        run = paragraph.add_r()
        if is_bold or is_mark:
            properties = run.get_or_add_rPr()
            if is_bold:
                properties.append(_element("w:b"))
            if is_mark:
                properties.append(_element("w:color", val=str(_MARK_COLOUR)))
        run.text = text


def _dress(document: WordDocument, page: Page) -> None:
    """Page, typeface, language, the line at the head, and tracking switched on."""
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin, section.right_margin = Cm(3), Cm(2)
    section.top_margin = section.bottom_margin = Cm(2)
    section.header.paragraphs[0].text = page.head
    for name in ("Normal", "Heading 1", "Heading 2", "Heading 3"):
        style: Any = document.styles[name]
        style.font.name = FONT
        fonts = style.element.rPr.rFonts
        for key in [key for key in fonts.keys() if key.endswith("Theme")]:
            del fonts.attrib[key]
        for key in ("w:cs", "w:eastAsia"):
            fonts.set(qn(key), FONT)
        if name != "Normal":
            style.font.color.rgb = RGBColor(0, 0, 0)
    normal: Any = document.styles["Normal"]
    normal.font.size = BODY_SIZE
    normal.element.rPr.append(_element("w:lang", val=page.language))
    about = document.core_properties
    about.title, about.author, about.comments, about.language = page.title, "", "", page.language
    about.last_modified_by, about.revision = "", 1
    about.created = about.modified = page.at.astimezone(UTC).replace(tzinfo=None, microsecond=0)
    settings = document.settings.element
    settings.find(qn("w:defaultTabStop")).addprevious(_element("w:trackRevisions"))


def _add_properties(document: WordDocument, content: bytes) -> None:
    package: Any = document.part.package
    part = Part(PackURI(f"/{PART}"), _PROPERTIES_TYPE, content, package)
    package.relate_to(part, RELATIONSHIP_TYPE.CUSTOM_PROPERTIES)


def _element(tag: str, /, **attributes: str) -> Any:
    made = OxmlElement(tag)
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), value)
    return made
