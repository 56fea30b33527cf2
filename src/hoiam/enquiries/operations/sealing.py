"""The seal of who asked: closed at intake, opened only to reply, erased after a while."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from hoiam.desks.against import MayNot, ReasonsAgainst
from hoiam.desks.operations.journal import write_line
from hoiam.desks.queries.standing import Standing
from hoiam.desks.terms import Role
from hoiam.enquiries import envelope
from hoiam.enquiries.asker import Asker, IncomingFile, Opened
from hoiam.enquiries.models import AskerSeal, Correspondence, Enquiry, SealedFile, SealKey
from hoiam.enquiries.queries.sealed import about, key_of, opened_within


def close_seal(enquiry: Enquiry, key: bytes, asker: Asker, question: str) -> None:
    """Seal who asked and the question as written, in the current transaction."""
    SealKey.objects.create(enquiry=enquiry, wrapped=envelope.wrap_key(key, settings.SECRET_KEY))
    content = {"asker": asker.said(), "question": question}
    AskerSeal.objects.create(enquiry=enquiry, ciphertext=envelope.seal(key, content, about(enquiry)))


def close_files(enquiry: Enquiry, key: bytes, files: tuple[IncomingFile, ...]) -> None:
    for file in files:
        SealedFile.objects.create(
            enquiry=enquiry,
            name_ciphertext=envelope.seal_bytes(key, file.name.encode(), about(enquiry, "file name")),
            ciphertext=envelope.seal_bytes(key, file.content, about(enquiry, "file")),
            size=len(file.content),
        )


def open_seal(*, enquiry: Enquiry, standing: Standing, at: datetime, purpose: str = "to reply") -> Opened:
    """Show who asked to somebody in intake of that desk, and write down that it was shown.

    Raises `MayNot` for everybody else, `ReasonsAgainst` where the seal was erased.
    """
    _may_open(enquiry, standing)
    with transaction.atomic():
        content = opened_within(enquiry)
        if content is None:
            raise ReasonsAgainst([_("Who asked was erased; it cannot be opened any more.")])
        _note_opening(enquiry, standing, at, {"purpose": purpose})
    return content


def open_files(*, enquiry: Enquiry, standing: Standing, at: datetime) -> list[IncomingFile]:
    """The files that came with the question, for intake of that desk, noted like the opening of the seal."""
    _may_open(enquiry, standing)
    with transaction.atomic():
        key = key_of(enquiry)
        if key is None:
            raise ReasonsAgainst([_("The files were erased; they cannot be opened any more.")])
        _note_opening(enquiry, standing, at, {"purpose": "files"})
        return [
            IncomingFile(
                envelope.open_bytes(key, row.name_ciphertext, about(enquiry, "file name")).decode(),
                envelope.open_bytes(key, row.ciphertext, about(enquiry, "file")),
            )
            for row in SealedFile.objects.filter(enquiry=enquiry)
        ]


def open_message(*, letter: Correspondence, standing: Standing, at: datetime) -> str:
    """A message of the asker as it was written, for intake of that desk."""
    _may_open(letter.enquiry, standing)
    with transaction.atomic():
        key = key_of(letter.enquiry)
        if key is None or not letter.sealed_words:
            raise ReasonsAgainst([_("The words as written were erased.")])
        _note_opening(letter.enquiry, standing, at, {"purpose": "message", "letter": letter.pk})
        return envelope.open_bytes(key, letter.sealed_words, about(letter.enquiry, "message")).decode()


def sealed_message(enquiry: Enquiry, words: str) -> bytes:
    """A message of the asker under the key of the seal; b"" where the key is erased."""
    key = key_of(enquiry)
    return envelope.seal_bytes(key, words.encode(), about(enquiry, "message")) if key else b""


def _may_open(enquiry: Enquiry, standing: Standing) -> None:
    if standing.desk.pk != enquiry.desk_id or not standing.holds(Role.INTAKE):
        raise MayNot([_("Only intake of the desk that received the question may see who asked.")])


def _note_opening(enquiry: Enquiry, standing: Standing, at: datetime, detail: dict[str, object]) -> None:
    write_line(
        desk=enquiry.desk, by=standing.person, at=at, verb="opened seal", record=enquiry, detail=detail
    )
