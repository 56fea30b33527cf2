"""Putting a figure, a chart or the office that speaks into a text, for whoever does not type marks."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from hoiam.desks.against import insist
from hoiam.desks.models import Person
from hoiam.texts.citation_marks import CitationMark, read_marks
from hoiam.texts.figures import SHAPES, is_chart
from hoiam.texts.models import Attachment, Text
from hoiam.texts.operations.drafts import Saved, save_draft
from hoiam.texts.rules import insist_may_write
from hoiam.texts.structure import (
    SPEAKER_DASH,
    Block,
    Figure,
    Quotation,
    read_structure,
    speaker_in,
    write_structure,
)

LONGEST = 600
"""Characters of a caption, and of what is to be seen."""


def insert_picture(
    *,
    text: Text,
    file: Attachment | None,
    alt: str,
    caption: str,
    after: int | None,
    by: Person,
    at: datetime,
    window: str = "",
) -> Saved:
    """Show a picture that was added beside the text behind the block of that place, from 0; None: at the end.

    A save like every other, with its conflicts. Raises `MayNot`, or `ReasonsAgainst` for a file that is no picture
    and for a picture that nobody describes.
    """
    insist_may_write(by, text.desk, at)
    alt, caption = _line(alt), _line(caption)
    insist(
        [
            None
            if file and file.media_type.startswith("image/")
            else _("Add the picture as a file first, then choose it."),
            None if alt else _("Say what is to be seen in the picture, for whoever cannot see it."),
            _too_long(alt, caption),
            _("Brackets cannot stand in these words. Write them without.") if set("[]") & set(alt) else None,
        ]
    )
    assert file is not None
    return _insert(text, Figure(alt, file.name, caption), after, by, at, window)


def insert_chart(
    *,
    text: Text,
    kind: str,
    references: str,
    caption: str,
    after: int | None,
    by: Person,
    at: datetime,
    alt: str = "",
    window: str = "",
) -> Saved:
    """Draw a chart of the facts named in `references` ("F001, F002"), which its caption then cites.

    Raises `MayNot`, or `ReasonsAgainst` for no fact, no caption and an unknown kind.
    """
    insist_may_write(by, text.desk, at)
    alt, caption = _line(alt), _line(caption).rstrip(".")
    marks = read_marks("[" + ",".join(references.replace(",", " ").replace(";", " ").split()) + "]")
    insist(
        [
            None if is_chart(kind) and kind in SHAPES else _("Choose how the chart is drawn."),
            None if marks else _("Name the facts the chart is drawn from, such as F001, F002."),
            None if caption else _("Write a caption: what the chart shows."),
            _too_long(alt, caption),
            _("Brackets cannot stand in these words. Write them without.") if set("[]") & set(alt) else None,
        ]
    )
    cited = " ".join(map(str, _not_yet(marks, caption)))
    return _insert(text, Figure(alt, kind, f"{caption} {cited}".strip() + "."), after, by, at, window)


def name_speaker(*, text: Text, office: str, by: Person, at: datetime, window: str = "") -> Saved:
    """Write who speaks below the first quotation that does not say.

    Raises `MayNot`, or `ReasonsAgainst` where every quotation says it, and for words that are no office.
    """
    insist_may_write(by, text.desk, at)
    office = _line(office).rstrip(" .,;:!?…")
    blocks = list(read_structure(text.body))
    places = [
        place for place, block in enumerate(blocks) if isinstance(block, Quotation) and not block.speaker
    ]
    insist(
        [
            None if speaker_in(SPEAKER_DASH + office) else _("Write the office that speaks."),
            _too_long(office),
            None
            if places
            else _("No quotation is without its speaker. A line that begins with > is a quotation."),
        ]
    )
    quoted = blocks[places[0]]
    assert isinstance(quoted, Quotation)
    blocks[places[0]] = Quotation(quoted.paragraphs, office)
    return _save(text, blocks, by, at, window)


def _insert(text: Text, block: Block, after: int | None, by: Person, at: datetime, window: str) -> Saved:
    blocks = list(read_structure(text.body))
    blocks.insert(len(blocks) if after is None else after + 1, block)
    return _save(text, blocks, by, at, window)


def _save(text: Text, blocks: list[Block], by: Person, at: datetime, window: str) -> Saved:
    return save_draft(
        text=text, body=write_structure(blocks), base_revision=text.revision, by=by, at=at, window=window
    )


def _not_yet(marks: tuple[CitationMark, ...], caption: str) -> list[CitationMark]:
    cited = set(read_marks(caption))
    return [mark for mark in marks if mark not in cited]


def _line(words: str) -> str:
    return " ".join(words.split())


def _too_long(*words: str) -> object:
    return _("Up to 600 characters each.") if any(len(one) > LONGEST for one in words) else None
