"""Files without what they tell of people, places and devices, before they are hashed and kept. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from hoiam.texts import office_files, pdf_cleaning, pictures
from hoiam.texts.files import KnownFile, Unreadable
from hoiam.texts.pdf_signature import signatures_of

Done = Literal["cleaned", "signed", "as_it_was"]
MOST_POINTS = 120_000_000
"""Width times height; the largest telephones take pictures of 108 million."""
LONGEST_SIDE = 30_000
_PDF = "application/pdf"


class TooLargePicture(ValueError):
    """A picture with more points than anybody can open; the arguments are its width and height."""


@dataclass(frozen=True)
class Cleaned:
    """`done`: `cleaned`; `signed`, a PDF left as it is because its signature covers every byte; or `as_it_was`,
    sound, film and plain text."""

    content: bytes
    done: Done


def cleaned(file: KnownFile) -> Cleaned:
    """The file as it is kept.

    Raises `Unreadable` for broken ones, `TooLargePicture`, and `pdf_cleaning.PdfRefused` for a PDF that does not
    come in as it is.
    """
    if file.media_type == _PDF:
        if signatures_of(file.content).count:
            return Cleaned(file.content, "signed")
        return Cleaned(pdf_cleaning.without_metadata(file.content), "cleaned")
    if file.media_type in office_files.PACKED_KINDS:
        return Cleaned(office_files.without_metadata(file.content), "cleaned")
    if file.media_type.startswith("image/"):
        insist_may_be_shown(file)
        try:
            bare = pictures.without_metadata(file.content, file.media_type, keeps_colours=True)
        except pictures.BrokenPicture as broken:
            raise Unreadable from broken
        return Cleaned(bare, "cleaned")
    return Cleaned(file.content, "as_it_was")


def insist_may_be_shown(file: KnownFile) -> None:
    """Raises `TooLargePicture` for a picture that unpacks to far more than it is, `Unreadable` for a broken one."""
    try:
        width, height = pictures.points_of(file.content, file.media_type)
    except pictures.BrokenPicture as broken:
        raise Unreadable from broken
    if width * height > MOST_POINTS or max(width, height) > LONGEST_SIDE:
        raise TooLargePicture(width, height)
