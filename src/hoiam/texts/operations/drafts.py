"""Writing: starting a text, saving what is typed, deciding between two saves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from hoiam.desks.against import insist
from hoiam.desks.models import Desk, Person
from hoiam.desks.operations.journal import write_line
from hoiam.texts.languages import is_tag
from hoiam.texts.models import Draft, Text, TextAuthor
from hoiam.texts.operations.citing import record_citations
from hoiam.texts.operations.voiding import void_clearance
from hoiam.texts.record_kinds import kind_of
from hoiam.texts.rules import insist_may_write, reasons_against_writing
from hoiam.texts.secret_marks import reason_if_secret
from hoiam.texts.sentence_book import SentenceBook
from hoiam.texts.structure import canonical_form
from hoiam.texts.terms import DraftState

_NO_TAG = _("“%(tag)s” is no language tag. Use one such as vi, en, fr, km or rad.")


@dataclass(frozen=True)
class OtherDraft:
    """What somebody else saved first; the draft that lost stands beside it, whole."""

    draft: Draft
    """The losing save, kept for its person."""
    saved_by: Person | None
    saved_at: datetime
    body: str
    revision: int


@dataclass(frozen=True)
class Saved:
    """What became of a save: the revision to name next time, or the other version it met."""

    revision: int
    conflict: OtherDraft | None = None


def start_text(
    *,
    desk: Desk,
    record: models.Model,
    purpose: str,
    language: str,
    by: Person | str,
    at: datetime,
    body: str = "",
) -> Text:
    """Start a text for a record of this desk. Raises `ReasonsAgainst` where `body` is marked secret, or `language` is
    no tag of BCP 47."""
    insist([reason_if_secret(body), None if is_tag(language) else _NO_TAG % {"tag": language[:40]}])
    book = SentenceBook().after(body)
    with transaction.atomic():
        text = Text.objects.create(
            desk=desk,
            record_kind=kind_of(record, Text.reference_targets),
            record_id=record.pk,
            purpose=purpose,
            language=language,
            body=body,
            book=book.kept(),
            started_at=at,
            saved_at=at,
            saved_by=by if isinstance(by, Person) and body else None,
        )
        if isinstance(by, Person) and body:
            TextAuthor.objects.create(text=text, person=by, first_at=at)
            if book.cited:
                record_citations(text=text, book=book, by=by, at=at)
        write_line(desk=desk, by=by, at=at, verb="started text", record=text, detail={"purpose": purpose})
    return text


def save_draft(
    *,
    text: Text,
    body: str,
    base_revision: int,
    by: Person,
    at: datetime,
    window: str = "",
    hints: Sequence[str] = (),
) -> Saved:
    """Save what was typed on top of `base_revision`; a save in between is never written over.

    Where somebody saved since, `body` is kept as that person's draft beside the text and the answer names
    both. `window` tells apart two open pages of one person; a page never conflicts with its own last save.
    An unchanged body saves nothing; a changed one voids the signatures of a version in clearance.
    `hints` are the ids that a file carried for the sentences of `body`, "" for none.
    Raises `MayNot`, or `ReasonsAgainst` for a closed text and for a body marked secret, of which nothing
    is kept.
    """
    insist_may_write(by, text.desk, at)
    insist([*reasons_against_writing(text, body), reason_if_secret(body)])
    with transaction.atomic():
        kept = Text.objects.select_for_update().get(pk=text.pk)
        insist(reasons_against_writing(kept, body))
        if kept.body == body:
            _take_equal_beside(kept, body)
            return Saved(kept.revision)
        if kept.revision != base_revision and not _is_own_page(kept, by, window):
            return Saved(kept.revision, _stand_beside(kept, body, base_revision, by, at, window))
        write_body(text=kept, body=body, by=by, at=at, window=window, hints=hints)
        _take_equal_beside(kept, body)
    return Saved(kept.revision)


def resolve_conflict(
    *, draft: Draft, keep: str, base_revision: int, by: Person, at: datetime, body: str = ""
) -> Saved:
    """Decide about a draft beside its text: `keep` is "draft", "text", or "both" with the joined `body`.

    Nothing is lost: what is not kept stays in the history. Where the text was saved meanwhile, nothing is
    decided and the answer names the conflict. Raises `MayNot` or `ReasonsAgainst`.
    """
    text = draft.text
    insist_may_write(by, text.desk, at)
    body = draft.body if keep == "draft" else body
    insist([*reasons_against_writing(text, body), reason_if_secret(body), _unknown_choice(keep)])
    with transaction.atomic():
        kept = Text.objects.select_for_update().get(pk=text.pk)
        beside = Draft.objects.select_for_update().get(pk=draft.pk)
        if beside.state != DraftState.BESIDE:
            insist([_("This has been decided already. Open the text again.")])
        if keep != "text" and kept.revision != base_revision:
            other = OtherDraft(beside, kept.saved_by, kept.saved_at, kept.body, kept.revision)
            return Saved(kept.revision, other)
        if keep != "text":
            write_body(text=kept, body=body, by=by, at=at)
            if beside.person:
                note_author(kept, beside.person, at)
        beside.state = DraftState.SET_ASIDE if keep == "text" else DraftState.TAKEN
        beside.save(update_fields=["state"])
        write_line(desk=kept.desk, by=by, at=at, verb="settled drafts", record=kept, detail={"kept": keep})
    return Saved(kept.revision)


def close_text(*, text: Text, by: Person | str, at: datetime) -> Text:
    """End writing on a text that went out, or whose record ended; doing it twice changes nothing."""
    with transaction.atomic():
        kept = Text.objects.select_for_update().get(pk=text.pk)
        if kept.closed_at is None:
            kept.closed_at = at
            kept.save(update_fields=["closed_at"])
            write_line(desk=kept.desk, by=by, at=at, verb="closed text", record=kept)
    return kept


def write_body(
    *, text: Text, body: str, by: Person, at: datetime, window: str = "", hints: Sequence[str] = ()
) -> None:
    """Put `body` in place of the text's, with sentences, authors and history; `text` is a locked row.

    What another person wrote before stays as an earlier draft. A journal line is written when the writer
    changes, not at every pause of the fingers.
    """
    is_another_writer = text.saved_by_id != by.pk
    if is_another_writer and text.body:
        Draft.objects.create(
            text=text,
            person=text.saved_by,
            body=text.body,
            base_revision=text.revision,
            state=DraftState.EARLIER,
            saved_at=text.saved_at,
        )
    is_other_text = canonical_form(body) != canonical_form(text.body)
    if is_other_text:
        before = SentenceBook.read(text.book)
        book = before.after(body, hints)
        text.book = book.kept()
        if before.cited != book.cited:
            record_citations(text=text, book=book, by=by, at=at)
    text.body, text.revision = body, text.revision + 1
    text.saved_at, text.saved_by, text.saved_window = at, by, window
    text.save(update_fields=["body", "book", "revision", "saved_at", "saved_by", "saved_window"])
    note_author(text, by, at)
    if is_other_text:
        void_clearance(text=text, by=by, at=at)
    if is_another_writer:
        write_line(
            desk=text.desk, by=by, at=at, verb="wrote text", record=text, detail={"revision": text.revision}
        )


def note_author(text: Text, person: Person, at: datetime) -> None:
    """Somebody's words are in the text: they never clear it finally."""
    TextAuthor.objects.get_or_create(text=text, person=person, defaults={"first_at": at})


def _is_own_page(text: Text, by: Person, window: str) -> bool:
    """Whether the last save came from this very page, whose answer was then lost on the way."""
    return bool(window) and text.saved_window == window and text.saved_by_id == by.pk


def _stand_beside(
    text: Text, body: str, base_revision: int, by: Person, at: datetime, window: str
) -> OtherDraft:
    draft, _ = Draft.objects.update_or_create(
        text=text,
        person=by,
        window=window,
        state=DraftState.BESIDE,
        defaults={"body": body, "base_revision": base_revision, "saved_at": at},
    )
    return OtherDraft(draft, text.saved_by, text.saved_at, text.body, text.revision)


def _take_equal_beside(text: Text, body: str) -> None:
    """A draft beside the text that says the same has nothing to be decided any more."""
    Draft.objects.filter(text=text, body=body, state=DraftState.BESIDE).update(state=DraftState.TAKEN)


def _unknown_choice(keep: str) -> object | None:
    return None if keep in ("draft", "text", "both") else _("Choose which of the two to keep.")
