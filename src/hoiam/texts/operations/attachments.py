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
from hoiam.texts.cleaning import Cleaned, TooLargePicture, cleaned, insist_may_be_shown
from hoiam.texts.files import LARGEST, KnownFile, Unreadable, known_file, words_of_file
from hoiam.texts.models import Attachment, Text
from hoiam.texts.old_formats import advice_for
from hoiam.texts.operations.voiding import void_clearance
from hoiam.texts.pdf_cleaning import PdfRefused
from hoiam.texts.record_kinds import kind_of
from hoiam.texts.rules import insist_may_write
from hoiam.texts.secret_marks import reason_if_secret
from hoiam.ui.figures import written

MOST_FILES = 20
"""Files beside one record."""
_UNREADABLE = _("The file “%(name)s” cannot be opened. Save it again and send it once more.")
PDF_REFUSED = {
    "broken": _UNREADABLE,
    "locked": _("The file “%(name)s” is locked with a password. Save it without one and send it again."),
    "runs": _(
        "The file “%(name)s” holds a script or starts a program. Print it as PDF anew and send that file."
    ),
    "holds_files": _(
        "The file “%(name)s” has other files inside. Take them out, or send each of them by itself."
    ),
    "missing": _(
        "PDF files cannot be read on this installation, so “%(name)s” cannot be freed from the names in it. "
        "Whoever runs the server installs the package “pikepdf” with: pip install 'hoiam[pdf]'."
    ),
}
"""{reason of `PdfRefused`: the sentence that says what to do}."""


def attach(
    *,
    desk: Desk,
    record: models.Model,
    name: str,
    content: bytes,
    by: Person | str,
    at: datetime,
    keeps_bytes: bool = False,
) -> Attachment:
    """Let one file in beside a record; the same file twice is kept once.

    At most 25 MB, of a kind on the list, not marked secret: else `ReasonsAgainst`, and nothing is kept. What it
    tells of its author, place and device is taken out first; `what_was_done` tells what became of it. With
    `keeps_bytes` it stays byte for byte, as evidence does. Beside a text it voids the clearance. `by` is a person
    of the desk, or a word such as `asker`.
    """
    if isinstance(by, Person):
        insist_may_write(by, desk, at)
    file = let_in(name, content)
    kept = Cleaned(content, "as_it_was") if keeps_bytes else _cleaned(file)
    content, digest = kept.content, hashlib.sha256(kept.content).hexdigest()
    present = Attachment.objects.of(record)
    if same := present.filter(sha256=digest, name=file.name).first():
        same.done = kept.done
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
    attachment.done = kept.done
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


def what_was_done(attachment: Attachment) -> str:
    """What became of the data in a file that was just let in, as a sentence for whoever brought it."""
    said = {
        "cleaned": _(
            "“%(name)s” is kept without the data it held about its author, place, device and program. Words and "
            "pictures in it are as they were."
        ),
        "signed": _(
            "“%(name)s” is signed, so it is kept byte for byte, with what it says of its author and program."
        ),
    }.get(
        attachment.done,
        _("“%(name)s” is kept as it came. What a recording says of its device and place stays in it."),
    )
    if attachment.media_type in ("text/plain", "text/csv"):
        said = _("“%(name)s” is kept as it came.")
    return str(said % {"name": attachment.name})


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
        insist_may_be_shown(file)
    except Unreadable:
        raise ReasonsAgainst([_UNREADABLE % {"name": name[:80]}]) from None
    except TooLargePicture as large:
        said = _(
            "The picture “%(name)s” has %(width)s × %(height)s points, too many to open. Make it smaller and send "
            "it again."
        )
        width, height = large.args
        raise ReasonsAgainst(
            [said % {"name": name[:80], "width": written(width), "height": written(height)}]
        ) from None
    return file


def _cleaned(file: KnownFile) -> Cleaned:
    try:
        return cleaned(file)
    except Unreadable:
        raise ReasonsAgainst([_UNREADABLE % {"name": file.name[:80]}]) from None
    except PdfRefused as refused:
        raise ReasonsAgainst([PDF_REFUSED[str(refused)] % {"name": file.name[:80]}]) from None


def _lock_text(record: models.Model, by: Person | str, at: datetime) -> None:
    """A file beside a text is part of what is signed: the text must be open, and its clearance ends."""
    if not isinstance(record, Text):
        return
    text = Text.objects.select_for_update().get(pk=record.pk)
    insist([_("This text has gone out already.") if text.closed_at else None])
    if isinstance(by, Person):
        void_clearance(text=text, by=by, at=at)
