"""A Word file comes to a text, waits beside it, and is taken in as a whole or returned."""

from __future__ import annotations

import hashlib
from datetime import datetime
from pathlib import PurePosixPath

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext, gettext_noop
from django.utils.translation import gettext_lazy as _

from hoiam.desks.against import ReasonsAgainst, insist
from hoiam.desks.models import Person
from hoiam.desks.operations.journal import write_line
from hoiam.texts.files import LARGEST, Unreadable, harmless_name, known_file, words_of_file
from hoiam.texts.models import Text, WordFile
from hoiam.texts.old_formats import advice_for_word
from hoiam.texts.operations.drafts import Saved, note_author, save_draft
from hoiam.texts.queries.word_files import told_of
from hoiam.texts.rules import insist_may_write, reasons_against_writing
from hoiam.texts.secret_marks import reason_if_secret
from hoiam.texts.terms import WordFileState
from hoiam.texts.word.reading import WordReading, read_docx
from hoiam.texts.word.writing import MEDIA_TYPE

MOST_WAITING = 10
"""Undecided Word files of one text."""
LONGEST_NOTE = 5000
_NOTES = gettext_noop("Notes")


def bring_word_file(*, text: Text, name: str, content: bytes, by: Person, at: datetime) -> WordFile:
    """Read a Word file beside a text; nothing of the text changes yet. The same file twice is kept once.

    A file that went out from this text names the state it was made from; a file from elsewhere is an import.
    Raises `MayNot`, or `ReasonsAgainst` for what is not a Word document, is marked secret, is another text's,
    or is too long; nothing is kept then.
    """
    insist_may_write(by, text.desk, at)
    insist([*reasons_against_writing(text, ""), *_reasons_against_size(name, content)])
    reading = _read(name, content, text.language)
    insist(_reasons_against_reading(text, reading))
    digest = hashlib.sha256(content).hexdigest()
    with transaction.atomic():
        kept = Text.objects.select_for_update().get(pk=text.pk)
        waiting = kept.word_files.filter(state=WordFileState.WAITING)
        if same := waiting.filter(sha256=digest).first():
            return same
        insist(
            [
                *reasons_against_writing(kept, reading.body),
                _("Ten Word files wait beside this text already. Decide about them first.")
                if waiting.count() >= MOST_WAITING
                else None,
            ]
        )
        file = WordFile.objects.create(
            text=kept,
            name=harmless_name(name, ".docx"),
            sha256=digest,
            went_out_from_here=reading.seal is not None,
            base_revision=_base_of(kept, reading),
            body=reading.body,
            hints=reading.anchors,
            told=told_of(reading),
            brought_at=at,
            brought_by=by,
        )
        write_line(
            desk=kept.desk, by=by, at=at, verb="brought Word file", record=kept, detail={"sha256": digest}
        )
    return file


def take_word_file(*, file: WordFile, base_revision: int, by: Person, at: datetime) -> Saved:
    """Take all changes of a waiting file into its text; sentences keep their ids, changed ones ask again.

    `base_revision` is the state that was shown beside the file. Where the text is no longer what the file was
    written on, the file stands beside it as a draft and the answer names the conflict. Whoever brought it is an
    author of the text like whoever takes it. Raises `MayNot`, or `ReasonsAgainst` where it is decided already.
    """
    insist_may_write(by, file.text.desk, at)
    with transaction.atomic():
        kept, text = _locked(file)
        base = kept.base_revision if kept.went_out_from_here else base_revision
        saved = save_draft(
            text=text,
            body=kept.body,
            base_revision=base,
            by=by,
            at=at,
            window=f"word-{kept.pk}",
            hints=kept.hints,
        )
        if saved.conflict or saved.revision != text.revision:
            note_author(text, kept.brought_by, at)
        kept.state = WordFileState.BESIDE if saved.conflict else WordFileState.TAKEN
        _decide(kept, text, "took Word file", by, at)
    return saved


def return_word_file(*, file: WordFile, by: Person, at: datetime, note: str = "") -> WordFile:
    """Take nothing of a waiting file; `note` says what should change. Raises as `take_word_file`."""
    insist_may_write(by, file.text.desk, at)
    note = note.strip()
    insist(
        [
            reason_if_secret(note),
            _("This is too long: up to %(longest)d characters.") % {"longest": LONGEST_NOTE}
            if len(note) > LONGEST_NOTE
            else None,
        ]
    )
    with transaction.atomic():
        kept, text = _locked(file)
        kept.state, kept.note = WordFileState.RETURNED, note
        _decide(kept, text, "returned Word file", by, at)
    return kept


def _read(name: str, content: bytes, language: str) -> WordReading:
    """The file, read; whatever is marked secret anywhere in it is refused before anything is kept."""
    try:
        insist([advice_for_word(name, content)])
        known = known_file(name, content)
        if known is None or known.media_type != MEDIA_TYPE:
            raise ReasonsAgainst([_not_word(name)])
        insist([reason_if_secret(*words_of_file(known))])
        with translation.override(language):
            heading = gettext(_NOTES)
        reading = read_docx(known.content, notes_heading=heading)
    except Unreadable:
        raise ReasonsAgainst(
            [
                _("The file “%(name)s” cannot be opened. Save it again and send it once more.")
                % {"name": name[:80]}
            ]
        ) from None
    insist([reason_if_secret(reading.body)])
    return reading


def _reasons_against_size(name: str, content: bytes) -> list[object | None]:
    return [
        _("The file “%(name)s” is empty.") % {"name": name[:80]} if not content else None,
        _("The file “%(name)s” is larger than 25 MB. Make it smaller or send it in parts.")
        % {"name": name[:80]}
        if len(content) > LARGEST
        else None,
    ]


def _reasons_against_reading(text: Text, reading: WordReading) -> list[object | None]:
    is_of_another = reading.seal is not None and reading.seal.text_id != text.pk
    return [
        _("This Word file belongs to another text. Open that text and bring it there.")
        if is_of_another
        else None,
        _("The file holds no words that can be taken in. Pictures and text boxes are never read.")
        if not reading.body
        else None,
        *reasons_against_writing(text, reading.body),
    ]


def _base_of(text: Text, reading: WordReading) -> int:
    """The revision a file was written on; one that does not fit what stands here is older than everything."""
    seal = reading.seal
    if seal is None:
        return text.revision
    if seal.revision == text.revision and not seal.is_of(text.pk, text.revision, text.body):
        return 0
    return seal.revision


def _locked(file: WordFile) -> tuple[WordFile, Text]:
    text = Text.objects.select_for_update().select_related("desk").get(pk=file.text_id)
    kept = WordFile.objects.select_for_update().get(pk=file.pk)
    if kept.state != WordFileState.WAITING:
        raise ReasonsAgainst([_("This has been decided already. Open the text again.")])
    return kept, text


def _decide(file: WordFile, text: Text, verb: str, by: Person, at: datetime) -> None:
    file.decided_at, file.decided_by = at, by
    file.save(update_fields=["state", "note", "decided_at", "decided_by"])
    write_line(
        desk=text.desk, by=by, at=at, verb=verb, record=text, detail={"sha256": file.sha256, "to": file.state}
    )


def _not_word(name: str) -> object:
    return _(
        "“%(name)s” is not a Word document (.docx), or its name does not fit its content. Open it, choose "
        "“Save as”, take “Word document (.docx)” and send that file."
    ) % {"name": PurePosixPath(name.replace("\\", "/")).name[:80]}
