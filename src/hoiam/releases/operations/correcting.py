"""What follows a public edition: a correction in all its languages, withdrawal, the release that takes its place."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from hoiam.desks.against import insist
from hoiam.desks.models import Person
from hoiam.desks.operations.journal import write_line
from hoiam.desks.wording import Wording
from hoiam.outlets.operations.dispatching import send_withdrawal
from hoiam.releases import rules
from hoiam.releases.models import Edition, EditionText, Media, Release
from hoiam.releases.operations.case import KIND, line, lock_release, lock_with_texts, texts_of
from hoiam.releases.operations.scheduling import give_up
from hoiam.releases.operations.writing import PURPOSE
from hoiam.releases.queries.blanked import blanked_files, blanked_ids
from hoiam.releases.queries.texts import as_original
from hoiam.releases.signals import edition_withdrawn
from hoiam.releases.terms import CORRECTIONS
from hoiam.releases.translation import without_sentences
from hoiam.search.operations import note_change
from hoiam.texts.models import Attachment, Text
from hoiam.texts.operations.drafts import write_body
from hoiam.texts.operations.starting_from import carry_files, start_text_from


def start_correction(
    *, release: Release, change: str, note: Mapping[str, str], by: Person, at: datetime
) -> Edition:
    """Begin the edition that corrects the public one: its texts, sentence ids, citations, translations and files.

    The public edition stays as it is. What was taken out of sight to protect a person does not come along. `note`:
    what changed and why, in public, in one language at least. Raises `MayNot`, `ReasonsAgainst`.
    """
    with transaction.atomic():
        kept = lock_release(release)
        rules.may(by, kept.desk, at, rules.WRITING)
        last = kept.editions.filter(published_at__isnull=False).order_by("-number").first()
        running = kept.editions.filter(published_at__isnull=True, dropped_at__isnull=True)
        insist(
            [
                None if last else _("No edition of this release is public yet. Change its text instead."),
                *rules.against_withdrawn(kept),
                _("An edition of this release is being written already.") if running.exists() else None,
                None if change in CORRECTIONS else _("Choose what kind of change this is."),
                *rules.against_wording(note, empty=_("Say in public what was changed and why.")),
            ]
        )
        assert last is not None
        last.release = kept
        edition = Edition.objects.create(
            release=kept,
            number=last.number + 1,
            change=change,
            note=Wording({tag: words.strip() for tag, words in note.items() if words.strip()}),
            balance_note=last.balance_note,
            started_at=at,
            started_by=by,
        )
        ids: frozenset[str] = frozenset()
        for row in texts_of(last):
            copied = _copy(row, edition, ids, by, at)
            ids = ids or frozenset(as_original(copied.text).ids)
        line(edition, by=by, at=at, verb="began correction of release", detail={"change": change})
    return edition


def withdraw(*, release: Release, why: Mapping[str, str], by: Person, at: datetime) -> Release:
    """Withdraw a public release: its texts stay readable under the reason, and whoever received it is told.

    An edition on its way is given up. Raises `MayNot`, `ReasonsAgainst`.
    """
    with transaction.atomic():
        running = release.editions.filter(published_at__isnull=True, dropped_at__isnull=True).first()
        if running is not None:
            running = lock_with_texts(running)
        kept = lock_release(release)
        rules.may(by, kept.desk, at, rules.PUBLISHING)
        editions = list(kept.editions.public(at).order_by("number"))
        insist(
            [
                None if editions else _("No edition of this release is public. Give it up instead."),
                *rules.against_withdrawn(kept),
                *rules.against_wording(why, empty=_("Say in public why it is withdrawn.")),
            ]
        )
        if running is not None:
            give_up(running, by=by, at=at)
        kept.withdrawn_at, kept.withdrawn_by = at, by
        kept.withdrawn_why = Wording({tag: words.strip() for tag, words in why.items() if words.strip()})
        kept.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawn_why"])
        send_withdrawal(record=editions[-1], earlier=editions, at=at, by=by)
        note_change(kind=KIND, refs=[kept.reference])
        edition_withdrawn.send(sender=Release, release=kept, at=at)
        write_line(desk=kept.desk, by=by, at=at, verb="withdrew release", record=kept, detail=dict(why))
    return kept


def supersede(*, release: Release, by_release: Release, by: Person, at: datetime) -> Release:
    """Lead readers of a public release forward to a later public one. Raises `MayNot`, `ReasonsAgainst`."""
    with transaction.atomic():
        kept = lock_release(release)
        rules.may(by, kept.desk, at, rules.PUBLISHING)
        insist(
            [
                None
                if Release.objects.public(at).filter(pk=kept.pk).exists()
                else _("No edition of this release is public."),
                None
                if Release.objects.public(at).filter(pk=by_release.pk).exists()
                else format_lazy(_("{reference} is not public yet."), reference=by_release.reference),
                _("A later release follows this one already.") if kept.superseded_by_id else None,
                _("A release does not lead to itself, nor to one that leads back to it.")
                if _leads_to(by_release, kept)
                else None,
                _("A release that was withdrawn does not follow another one.")
                if by_release.withdrawn_at
                else None,
            ]
        )
        kept.superseded_by, kept.superseded_at = by_release, at
        kept.save(update_fields=["superseded_by", "superseded_at"])
        note_change(kind=KIND, refs=[kept.reference])
        detail = {"by": by_release.reference}
        write_line(desk=kept.desk, by=by, at=at, verb="superseded release", record=kept, detail=detail)
    return kept


def _leads_to(start: Release | None, goal: Release) -> bool:
    seen: set[int] = set()
    while start is not None and start.pk not in seen:
        if start.pk == goal.pk:
            return True
        seen.add(start.pk)
        start = start.superseded_by
    return False


def _copy(row: EditionText, edition: Edition, ids: frozenset[str], by: Person, at: datetime) -> EditionText:
    """The text in the next edition, with ids, citations, reasons, translations, files and what is said of them.

    `ids`: the sentences of the new original, of which alone translations come along.
    """
    assert row.version is not None
    version, desk = row.version, edition.release.desk
    text = start_text_from(
        version=version,
        desk=desk,
        record=edition.release,
        purpose=PURPOSE,
        by=by,
        at=at,
        keeps_ids=True,
    )
    if gone := blanked_ids(row):
        text = Text.objects.select_for_update().get(pk=text.pk)
        body, _kept = without_sentences(as_original(text), tuple(gone))
        write_body(text=text, body=body, by=by, at=at)
    made = EditionText.objects.create(
        edition=edition,
        language=row.language,
        text=text,
        summary="" if gone else row.summary,
        translated={key: pair for key, pair in row.translated.items() if key in ids},
        reviewed_at=row.reviewed_at,
        reviewed_by=row.reviewed_by,
    )
    hidden = blanked_files(row)
    carry_files(version=version, to=text, by=by, at=at, but=hidden)
    _copy_media(row, made)
    return made


def _copy_media(row: EditionText, made: EditionText) -> None:
    said = {media.attachment.sha256: media for media in row.media.select_related("attachment")}
    Media.objects.bulk_create(
        Media(
            edition_text=made,
            attachment=file,
            alternative=media.alternative,
            caption=media.caption,
            credit=media.credit,
            license=media.license,
            consent=media.consent,
            transcript=media.transcript,
        )
        for file in Attachment.objects.of(made.text)
        if (media := said.get(file.sha256))
    )
