"""Writing a release: begun, written in several languages, described."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from hoiam.desks.against import insist
from hoiam.desks.models import Desk, Person, Place
from hoiam.desks.operations.journal import write_line
from hoiam.desks.wording import Wording
from hoiam.releases import rules
from hoiam.releases.models import Edition, EditionText, Release
from hoiam.releases.operations.case import KIND, line, lock, lock_text, lock_with_texts, void_all
from hoiam.releases.operations.media import describe_media
from hoiam.releases.operations.numbering import next_reference
from hoiam.releases.queries.texts import as_original, is_translation, original_of
from hoiam.releases.terms import Change, ReleaseKind
from hoiam.releases.translation import compose, plain, taken_over, units_of
from hoiam.search.operations import note_change
from hoiam.texts.operations.drafts import Saved, close_text, save_draft, start_text
from hoiam.texts.operations.voiding import end_clearance
from hoiam.texts.terms import ClearanceState

__all__ = [
    "PURPOSE",
    "add_language",
    "describe",
    "describe_media",
    "describe_release",
    "mark_reviewed",
    "remove_language",
    "start_release",
    "translate",
    "write_text",
]

PURPOSE = "release"
MOST_LANGUAGES = 12


def start_release(
    *,
    desk: Desk,
    kind: str,
    language: str,
    theme: str,
    place: Place | None,
    by: Person,
    at: datetime,
    body: str = "",
) -> Release:
    """Begin a release: its reference, its first edition and the text of its original.

    Raises `MayNot`, or `ReasonsAgainst` for an unknown kind, theme or language and for a body marked secret.
    """
    rules.may(by, desk, at, rules.WRITING)
    insist(
        [
            None if kind in ReleaseKind.values else _("Choose what is to be published."),
            *rules.against_theme(theme),
            *rules.against_language(language),
        ]
    )
    with transaction.atomic():
        release = Release.objects.create(
            desk=desk,
            reference=next_reference(desk=desk, at=at),
            kind=kind,
            language=language,
            theme=theme,
            place=place,
            opened_at=at,
            opened_by=by,
        )
        edition = Edition.objects.create(
            release=release, number=1, change=Change.FIRST, started_at=at, started_by=by
        )
        text = start_text(
            desk=desk, record=release, purpose=PURPOSE, language=language, by=by, at=at, body=body
        )
        EditionText.objects.create(edition=edition, language=language, text=text)
        note_change(kind=KIND, refs=[release.reference])
        line(edition, by=by, at=at, verb="began release", detail={"kind": kind})
    return release


def add_language(*, edition: Edition, language: str, by: Person, at: datetime) -> EditionText:
    """Begin a translation of the original's sentences. Raises `MayNot`, `ReasonsAgainst`."""
    with transaction.atomic():
        kept = lock(edition)
        rules.may(by, kept.release.desk, at, rules.WRITING)
        present = set(kept.texts.values_list("language", flat=True))
        insist(
            [
                *rules.against_closed(kept),
                *rules.against_approved(kept),
                *rules.against_language(language),
                _("This edition is written in that language already.") if language in present else None,
                _("One release has up to twelve languages.") if len(present) >= MOST_LANGUAGES else None,
            ]
        )
        text = start_text(
            desk=kept.release.desk, record=kept.release, purpose=PURPOSE, language=language, by=by, at=at
        )
        row = EditionText.objects.create(edition=kept, language=language, text=text)
        line(kept, by=by, at=at, verb="added language", detail={"language": language})
    return row


def remove_language(*, edition_text: EditionText, by: Person, at: datetime) -> None:
    """Take a translation out of an edition that is not approved; its words stay in the history of its text."""
    with transaction.atomic():
        kept = lock_text(edition_text)
        rules.may(by, kept.edition.release.desk, at, rules.WRITING)
        insist(
            [
                *rules.against_closed(kept.edition),
                *rules.against_approved(kept.edition),
                None if is_translation(kept) else _("The original stays. Give the edition up instead."),
            ]
        )
        end_clearance(text=kept.text, state=ClearanceState.VOIDED, verb="voided clearance", by=by, at=at)
        close_text(text=kept.text, by=by, at=at)
        line(kept.edition, by=by, at=at, verb="removed language", detail={"language": kept.language})
        kept.delete()


def write_text(
    *,
    edition_text: EditionText,
    body: str,
    base_revision: int,
    by: Person,
    at: datetime,
    window: str = "",
) -> Saved:
    """Save a text as a whole; a cleared one loses its signatures and its edition the approval.

    A translation must keep the structure of the original, sentence by sentence: what changed in it is taken as
    the translation of the sentence in that place. Raises as `save_draft`, and `ReasonsAgainst` where an edition
    is public or given up.
    """
    insist(rules.against_closed(Edition.objects.get(pk=edition_text.edition_id)))
    if not is_translation(edition_text):
        return save_draft(
            text=edition_text.text, body=body, base_revision=base_revision, by=by, at=at, window=window
        )
    with transaction.atomic():
        kept = lock_text(edition_text)
        original = as_original(original_of(kept.edition).text)
        pairs = taken_over(original, kept.translated, body)
        if pairs is None:
            insist(
                [
                    _(
                        "A translation has the same paragraphs, lists and sentences as the original. Translate "
                        "sentence by sentence."
                    )
                ]
            )
        assert pairs is not None
        return _save_pairs(kept, pairs, compose(original, pairs), base_revision, by, at, window)


def translate(
    *,
    edition_text: EditionText,
    sentences: Mapping[str, str],
    by: Person,
    at: datetime,
    base_revision: int | None = None,
    window: str = "",
) -> Saved:
    """Put down the translations of these sentences of the original, and bring the body in step with it.

    `sentences`: {id in the original: words}; empty words take a translation away, the same words again confirm
    one that had become stale; {} only follows the original. Ids that the original no longer has are left out.
    Citation marks come from the original. Raises as `save_draft`.
    """
    insist(
        [
            None if is_translation(edition_text) else _("This is the original. Write it as a whole."),
            *rules.against_closed(Edition.objects.get(pk=edition_text.edition_id)),
        ]
    )
    with transaction.atomic():
        kept = lock_text(edition_text)
        original = as_original(original_of(kept.edition).text)
        pairs = {key: list(pair) for key, pair in kept.translated.items()}
        for unit in units_of(original, pairs):
            if unit.key in sentences:
                words = plain(sentences[unit.key])
                pairs[unit.key] = [words, unit.original]
        pairs = {key: pair for key, pair in pairs.items() if pair[0]}
        revision = kept.text.revision if base_revision is None else base_revision
        return _save_pairs(kept, pairs, compose(original, pairs), revision, by, at, window)


def mark_reviewed(*, edition_text: EditionText, by: Person, at: datetime) -> EditionText:
    """Somebody who knows both languages compared the translation with the original.

    Not whoever wrote it alone: nobody reviews only their own words. Raises `MayNot`, `ReasonsAgainst`.
    """
    with transaction.atomic():
        kept = lock_text(edition_text)
        rules.may(by, kept.edition.release.desk, at, rules.WRITING)
        original = as_original(original_of(kept.edition).text)
        units = units_of(original, kept.translated)
        insist(
            [
                *rules.against_closed(kept.edition),
                *rules.against_approved(kept.edition),
                None if is_translation(kept) else _("This is the original. A translation is reviewed."),
                _("Some sentences are not translated, or changed since. Translate them first.")
                if any(unit.state != "translated" for unit in units)
                else None,
                _("You wrote this translation. Somebody else compares it with the original.")
                if kept.text.saved_by_id == by.pk
                else None,
            ]
        )
        kept.reviewed_at, kept.reviewed_by = at, by
        kept.save(update_fields=["reviewed_at", "reviewed_by"])
        line(kept.edition, by=by, at=at, verb="reviewed translation", detail={"language": kept.language})
    return kept


def describe(
    *,
    edition: Edition,
    by: Person,
    at: datetime,
    note: Mapping[str, str] | None = None,
    balance_note: Mapping[str, str] | None = None,
    summaries: Mapping[str, str] | None = None,
    change: str | None = None,
) -> Edition:
    """Set what is said beside the texts and signed with them; None leaves as it is.

    `note`: what changed, in public; `balance_note`: why what got worse is not cited; `summaries`: {language: a
    summary in plain words}. Signatures on the texts end. Raises `MayNot`, `ReasonsAgainst`.
    """
    said = [*(note or {}).values(), *(balance_note or {}).values()]
    with transaction.atomic():
        kept = lock_with_texts(edition)
        rules.may(by, kept.release.desk, at, rules.WRITING)
        allowed = (Change.FIRST,) if kept.number == 1 else tuple(set(Change) - {Change.FIRST})
        insist(
            [
                *rules.against_closed(kept),
                *(
                    reason
                    for words in said
                    if words.strip()
                    for reason in rules.against_words(words, empty=None)
                ),
                *(
                    reason
                    for words in (summaries or {}).values()
                    if words.strip()
                    for reason in rules.against_words(words, empty=None, longest=rules.LONGEST_SUMMARY)
                ),
                None if change is None or change in allowed else _("Choose what kind of change this is."),
            ]
        )
        changed = _describe(kept, note, balance_note, change) | _summarise(kept, summaries or {})
        if changed:
            void_all(kept, by=by, at=at)
            line(kept, by=by, at=at, verb="described release")
        return lock(kept)


def describe_release(
    *, release: Release, kind: str, theme: str, place: Place | None, by: Person, at: datetime
) -> Release:
    """Say what a release is and what it is about, while no edition of it is public. Signatures end."""
    with transaction.atomic():
        edition = release.editions.filter(dropped_at__isnull=True).order_by("-number").first()
        insist([] if edition else [_("This release was given up.")])
        assert edition is not None
        edition = lock_with_texts(edition)
        rules.may(by, release.desk, at, rules.WRITING)
        insist(
            [
                *rules.against_closed(edition),
                _("This release is public; its kind and theme stay.")
                if release.editions.public(at).exists()
                else None,
                None if kind in ReleaseKind.values else _("Choose what is to be published."),
                *rules.against_theme(theme),
            ]
        )
        kept = Release.objects.select_for_update(of=("self",)).select_related("desk").get(pk=release.pk)
        before = (kept.kind, kept.theme, kept.place_id)
        kept.kind, kept.theme, kept.place = kind, theme, place
        kept.save(update_fields=["kind", "theme", "place"])
        if before != (kept.kind, kept.theme, kept.place_id):
            void_all(edition, by=by, at=at)
            note_change(kind=KIND, refs=[kept.reference])
            write_line(desk=kept.desk, by=by, at=at, verb="described release", record=kept)
    return kept


def _describe(
    edition: Edition,
    note: Mapping[str, str] | None,
    balance_note: Mapping[str, str] | None,
    change: str | None,
) -> bool:
    before = (dict(edition.note), dict(edition.balance_note), edition.change)
    if note is not None:
        edition.note = _wording(note)
    if balance_note is not None:
        edition.balance_note = _wording(balance_note)
    if change is not None:
        edition.change = change
    edition.save(update_fields=["note", "balance_note", "change"])
    return before != (dict(edition.note), dict(edition.balance_note), edition.change)


def _summarise(edition: Edition, summaries: Mapping[str, str]) -> bool:
    changed = False
    for row in edition.texts.filter(language__in=summaries.keys()):
        words = summaries[row.language].strip()
        if row.summary != words:
            row.summary, changed = words, True
            row.save(update_fields=["summary"])
    return changed


def _wording(words: Mapping[str, str]) -> Wording:
    return Wording({tag: said.strip() for tag, said in words.items() if said.strip()})


def _save_pairs(
    kept: EditionText,
    pairs: dict[str, list[str]],
    body: str,
    base_revision: int,
    by: Person,
    at: datetime,
    window: str,
) -> Saved:
    saved = save_draft(text=kept.text, body=body, base_revision=base_revision, by=by, at=at, window=window)
    if saved.conflict is None and pairs != kept.translated:
        kept.translated, kept.reviewed_at, kept.reviewed_by = pairs, None, None
        kept.save(update_fields=["translated", "reviewed_at", "reviewed_by"])
    return saved
