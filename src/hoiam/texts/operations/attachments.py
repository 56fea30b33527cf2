"""Files beside a record: let in, kept once under their hash, taken away."""

from __future__ import annotations

import hashlib
from datetime import datetime

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from hoiam.desks.against import ReasonsAgainst, insist
from hoiam.desks.models import Desk, Person
from hoiam.desks.operations.journal import write_line
from hoiam.texts.files import LARGEST, KnownFile, Unreadable, known_file, words_of_file
from hoiam.texts.models import Attachment, Text
from hoiam.texts.old_formats import advice_for
from hoiam.texts.operations.voiding import void_clearance
from hoiam.texts.record_kinds import kind_of
from hoiam.texts.rules import insist_may_write
from hoiam.texts.secret_marks import reason_if_secret

MOST_FILES = 20
"""Files beside one record."""


def attach(
    *, desk: Desk, record: models.Model, name: str, content: bytes, by: Person | str, at: datetime
) -> Attachment:
    """Let one file in beside a record; the same file twice is kept once.

    At most 25 MB, of a kind on the list, not marked secret: else `ReasonsAgainst`, and nothing is kept.
    Beside a text it voids the clearance. `by` is a person of the desk, or a word such as `asker`.
    """
    if isinstance(by, Person):
        insist_may_write(by, desk, at)
    file = let_in(name, content)
    digest = hashlib.sha256(content).hexdigest()
    present = Attachment.objects.of(record)
    if same := present.filter(sha256=digest, name=file.name).first():
        return same
    insist([_("There are 20 files already. Take one away first.") if present.count() >= MOST_FILES else None])
    attachment = Attachment(
        desk=desk,
        record_kind=kind_of(record, Attachment.reference_targets),
        record_id=record.pk,
        name=file.name,
        media_type=file.media_type,
        size=len(content),
        sha256=digest,
        added_at=at,
        added_by=by if isinstance(by, Person) else None,
    )
    if not default_storage.exists(attachment.stored_name):
        default_storage.save(attachment.stored_name, ContentFile(content))
    with transaction.atomic():
        _lock_text(record, by, at)
        attachment.save(force_insert=True)
        write_line(
            desk=desk,
            by=by,
            at=at,
            verb="attached file",
            record=record,
            detail={"name": file.name, "sha256": digest},
        )
    return attachment


def remove_attachment(*, attachment: Attachment, record: models.Model, by: Person, at: datetime) -> None:
    """Take a file away from its record; versions that named it keep its hash, and the bytes stay for them."""
    insist_may_write(by, attachment.desk, at)
    with transaction.atomic():
        _lock_text(record, by, at)
        gone = Attachment.objects.of(record).filter(pk=attachment.pk).update(removed_at=at)
        if gone:
            write_line(
                desk=attachment.desk,
                by=by,
                at=at,
                verb="removed file",
                record=record,
                detail={"name": attachment.name},
            )


def let_in(name: str, content: bytes) -> KnownFile:
    """The file under a harmless name. Raises `ReasonsAgainst` with the one sentence that says what to do."""
    try:
        insist(
            [
                _("The file “%(name)s” is empty.") % {"name": name[:80]} if not content else None,
                _("The file “%(name)s” is larger than 25 MB. Make it smaller or send it in parts.")
                % {"name": name[:80]}
                if len(content) > LARGEST
                else None,
            ]
        )
        insist([advice_for(name, content)])
        file = known_file(name, content)
        if file is None:
            raise ReasonsAgainst(
                [
                    _(
                        "The file “%(name)s” is of a kind that is not accepted, or its name does not fit its "
                        "content. Send PDF, DOCX, XLSX, PPTX, ODT, ODS, PNG, JPG, WEBP, MP3, MP4, TXT or CSV "
                        "(UTF-8), without macros."
                    )
                    % {"name": name[:80]}
                ]
            )
        insist([reason_if_secret(*words_of_file(file))])
    except Unreadable:
        raise ReasonsAgainst(
            [
                _("The file “%(name)s” cannot be opened. Save it again and send it once more.")
                % {"name": name[:80]}
            ]
        ) from None
    return file


def _lock_text(record: models.Model, by: Person | str, at: datetime) -> None:
    """A file beside a text is part of what is signed: the text must be open, and its clearance ends."""
    if not isinstance(record, Text):
        return
    text = Text.objects.select_for_update().get(pk=record.pk)
    insist([_("This text has gone out already.") if text.closed_at else None])
    if isinstance(by, Person):
        void_clearance(text=text, by=by, at=at)
