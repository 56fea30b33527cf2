"""Pictures, charts and speakers put into a text by forms, and the text as readers will see it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _

from hoiam.desks.terms import EDITORIAL
from hoiam.texts.citation_marks import without_marks
from hoiam.texts.models import Attachment, Text
from hoiam.texts.operations.drafts import Saved
from hoiam.texts.operations.inserting import insert_chart, insert_picture, name_speaker
from hoiam.texts.queries.rendering import rendered
from hoiam.texts.sentence_book import SentenceBook
from hoiam.texts.structure import Figure, Quotation, pieces_of, read_structure
from hoiam.workroom.access import OfficeRequest, office
from hoiam.workroom.texts.doors import address, find_text, subject_of

PREFIX = "add_"
"""Begins the names of the fields that say what is put in."""
_SHOWN = 60


@dataclass(frozen=True)
class Place:
    """Behind which block something may be put."""

    value: str
    words: str


@dataclass(frozen=True)
class Offer:
    """What can be put into a text now."""

    pictures: tuple[Attachment, ...]
    references: str
    """The facts the text cites, as they are typed: "F001, F002"."""
    places: tuple[Place, ...]
    has_open_quotation: bool


@office(*EDITORIAL)
def preview(request: OfficeRequest, text_id: int) -> HttpResponse:
    """The text as it was last saved, as its readers will see it."""
    text = find_text(request, text_id)
    context = {
        "text": text,
        "subject": subject_of(request, text),
        "shown": rendered(text, at=request.at),
        "pictures": pictures_at(text, list(Attachment.objects.of(text))),
    }
    return render(request, "workroom/texts/preview.html", context)


def pictures_at(text: Text, files: Sequence[Attachment]) -> dict[str, str]:
    """{file name: where its bytes are} of the pictures beside a text."""
    return {
        file.name: address("file", text, file.pk) for file in files if file.media_type.startswith("image/")
    }


def offer_of(text: Text, files: Sequence[Attachment]) -> Offer:
    """What the editor offers to put in; asks the database for nothing."""
    blocks = read_structure(text.body)
    book = SentenceBook.read(text.book)
    references = dict.fromkeys(row.reference for row in book.citations)
    return Offer(
        pictures=tuple(file for file in files if file.media_type.startswith("image/")),
        references=", ".join(references),
        places=tuple(
            Place(str(place), words[:_SHOWN] + ("…" if len(words) > _SHOWN else ""))
            for place, block in enumerate(blocks)
            if (words := _begins(pieces_of(block)) or (block.name if isinstance(block, Figure) else ""))
        ),
        has_open_quotation=any(isinstance(block, Quotation) and not block.speaker for block in blocks),
    )


def put_in(request: OfficeRequest, text: Text, what: str, given: QueryDict, window: str) -> tuple[Saved, str]:
    """Do what a button of the form says: `picture`, `chart` or `speaker`. Gives the save and what to say of it."""
    place = given.get(f"{PREFIX}after", "")
    after = int(place) if place.isascii() and place.isdigit() and len(place) < 6 else None
    common: dict[str, Any] = {"text": text, "by": request.user, "at": request.at, "window": window}
    if what == "speaker":
        said = _("The office that speaks stands below the quotation.")
        return name_speaker(**common, office=given.get(f"{PREFIX}office", "")), said
    if what == "chart":
        saved = insert_chart(
            **common,
            kind=given.get(f"{PREFIX}kind", ""),
            references=given.get(f"{PREFIX}facts", ""),
            caption=given.get(f"{PREFIX}chart_caption", ""),
            after=after,
        )
        return saved, _("The chart is in the text. Look at it in the preview.")
    number = given.get(f"{PREFIX}file", "")
    files = Attachment.objects.of(text)
    saved = insert_picture(
        **common,
        file=files.filter(pk=number).first() if number.isascii() and number.isdigit() else None,
        alt=given.get(f"{PREFIX}alt", ""),
        caption=given.get(f"{PREFIX}caption", ""),
        after=after,
    )
    return saved, _("The picture is in the text. Look at it in the preview.")


def _begins(pieces: Sequence[str]) -> str:
    return next((without_marks(piece) for piece in pieces if piece.strip()), "")
