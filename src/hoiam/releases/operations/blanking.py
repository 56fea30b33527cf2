"""Taking a passage out of sight to protect a person: asked by one, confirmed by another, open and counted."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from hoiam.desks.against import insist
from hoiam.desks.models import Person
from hoiam.desks.queries.people import holding
from hoiam.releases import rules
from hoiam.releases.models import Blanking, Edition, EditionText
from hoiam.releases.operations.case import KIND, line, lock_text, tell
from hoiam.releases.operations.documents import write_document
from hoiam.releases.queries.blanked import blanked_files, blankings_of
from hoiam.releases.queries.texts import as_original, is_translation
from hoiam.releases.signals import text_blanked
from hoiam.releases.terms import NoticeWhat
from hoiam.releases.translation import sentences_behind
from hoiam.search.operations import note_change


def ask_blanking(
    *,
    edition_text: EditionText,
    sentences: Sequence[str],
    why: str,
    by: Person,
    at: datetime,
    attachments: Sequence[str] = (),
) -> Blanking:
    """Ask to take sentences (by id) and attached files (by SHA-256) of a public text out of sight.

    Wherever the same sentence stands, in every public edition and language, it goes with it once somebody else
    has confirmed. `why` is for the desk alone. Raises `MayNot`, `ReasonsAgainst`.
    """
    with transaction.atomic():
        kept = lock_text(edition_text)
        rules.may(by, kept.edition.release.desk, at, rules.WRITING)
        wanted, files = list(dict.fromkeys(sentences)), list(dict.fromkeys(attachments))
        insist(_against_asking(kept, wanted, files, why))
        asked = Blanking.objects.create(
            edition_text=kept,
            sentences=wanted,
            attachments=files,
            why=why.strip(),
            asked_at=at,
            asked_by=by,
        )
        for row, ids, hashes in _elsewhere(kept, wanted, files):
            Blanking.objects.create(
                edition_text=row,
                part_of=asked,
                sentences=ids,
                attachments=hashes,
                why=why.strip(),
                asked_at=at,
                asked_by=by,
            )
        people = [one for one in holding(kept.edition.release.desk, at, *rules.CLEARS) if one != by]
        tell(people, what=NoticeWhat.BLANKING_ASKED, edition=kept.edition, at=at)
        detail = {"blanking": asked.pk, "sentences": len(wanted), "why": why.strip()}
        line(kept.edition, by=by, at=at, verb="asked for blanking", detail=detail)
    return asked


def confirm_blanking(*, blanking: Blanking, by: Person, at: datetime) -> Blanking:
    """A second person agrees: the sentences go out of page, file, data and search; notice and old hash stay.

    The documents are signed again with the places named; the former hashes are kept in them and beside them.
    Raises `MayNot`, `ReasonsAgainst`.
    """
    with transaction.atomic():
        asked = _lock(blanking)
        edition = asked.edition_text.edition
        rules.may(by, edition.release.desk, at, rules.CLEARS)
        insist(
            [
                *_against_deciding(asked),
                _("You asked for it. A second person confirms it.") if asked.asked_by_id == by.pk else None,
            ]
        )
        rows = [asked, *asked.parts.select_related("edition_text").order_by("pk")]
        for row in rows:
            row.former_hash = EditionText.objects.get(pk=row.edition_text_id).document_hash
            row.confirmed_at, row.confirmed_by = at, by
            row.save(update_fields=["former_hash", "confirmed_at", "confirmed_by"])
        _sign_again({row.edition_text_id for row in rows}, at)
        note_change(kind=KIND, refs=[edition.release.reference])
        detail = {"blanking": asked.pk, "former": [row.former_hash for row in rows]}
        line(edition, by=by, at=at, verb="confirmed blanking", detail=detail)
    return asked


def decline_blanking(*, blanking: Blanking, by: Person, at: datetime) -> Blanking:
    """The passage stays. Raises `MayNot`, `ReasonsAgainst`."""
    with transaction.atomic():
        asked = _lock(blanking)
        edition = asked.edition_text.edition
        rules.may(by, edition.release.desk, at, rules.CLEARS)
        insist(_against_deciding(asked))
        for row in [asked, *asked.parts.all()]:
            row.declined_at = at
            row.save(update_fields=["declined_at"])
        asked.declined_at = at
        line(edition, by=by, at=at, verb="declined blanking", detail={"blanking": asked.pk})
    return asked


def _against_asking(
    row: EditionText, sentences: Collection[str], files: Collection[str], why: str
) -> list[object]:
    known = {str(name) for name, _words in row.version.sentences} if row.version else set()
    stored = {digest for _name, digest in row.version.attachments} if row.version else set()
    return [
        None if row.edition.published_at else _("This text is not public yet. Change it instead."),
        None if sentences or files else _("Choose what is to be taken out of sight."),
        None if known.issuperset(sentences) and stored.issuperset(files) else _("Choose from the list."),
        *rules.against_words(why, empty=_("Say whom it protects and from what; it stays inside the desk.")),
    ]


def _against_deciding(blanking: Blanking) -> list[object]:
    if blanking.part_of_id:
        return [_("This is decided together with the passage it was asked for.")]
    decided = blanking.confirmed_at or blanking.declined_at
    return [_("This was decided already.")] if decided else []


def _lock(blanking: Blanking) -> Blanking:
    rows = Blanking.objects.select_for_update(of=("self",))
    return rows.select_related("edition_text__edition__release__desk").get(pk=blanking.pk)


def _elsewhere(
    row: EditionText, sentences: Collection[str], files: Collection[str]
) -> list[tuple[EditionText, list[str], list[str]]]:
    """[(text, ids, file hashes)] of what says the same in the other public texts of the release."""
    texts = EditionText.objects.filter(
        edition__release=row.edition.release_id, edition__published_at__isnull=False, version__isnull=False
    ).select_related("version", "edition__release")
    by_edition: dict[int, list[EditionText]] = {}
    for each in texts.order_by("edition__number", "pk"):
        by_edition.setdefault(each.edition_id, []).append(each)
    originals = _ids_in_original(row, sentences, by_edition)
    said = {str(name): words for name, words in row.version.sentences} if row.version else {}
    found = []
    for rows in by_edition.values():
        original = next((each for each in rows if not is_translation(each)), None)
        for each in rows:
            if each.pk == row.pk:
                continue
            ids = _same_in(each, original, originals, row, sentences, said)
            assert each.version is not None
            hashes = [digest for _name, digest in each.version.attachments if digest in files]
            if ids or hashes:
                found.append((each, ids, hashes))
    return found


def _ids_in_original(
    row: EditionText, sentences: Collection[str], by_edition: dict[int, list[EditionText]]
) -> set[str]:
    """The sentences of the original that these are, or that these translate."""
    if not is_translation(row):
        return set(sentences)
    original = next((each for each in by_edition[row.edition_id] if not is_translation(each)), None)
    if original is None:
        return set()
    return {key for key, ids in _behind(original, row) if set(ids) & set(sentences)}


def _same_in(
    each: EditionText,
    original: EditionText | None,
    originals: set[str],
    row: EditionText,
    sentences: Collection[str],
    said: dict[str, str],
) -> list[str]:
    """Ids in another text: by the original's sentence in the same edition, by id and words in another one."""
    assert each.version is not None
    if each.language == row.language:
        words = {said[name] for name in sentences if name in said}
        return [str(name) for name, text in each.version.sentences if text in words]
    if original is None:
        return []
    keys = (
        originals & {str(name) for name, _words in original.version.sentences} if original.version else set()
    )
    if not is_translation(each):
        return sorted(keys)
    return [name for key, ids in _behind(original, each) if key in keys for name in ids]


def _behind(original: EditionText, translated: EditionText) -> list[tuple[str, list[str]]]:
    """[(id in the original, ids of the sentences that say it in the translation)]."""
    assert original.version is not None and translated.version is not None
    ids = [str(name) for name, _words in translated.version.sentences]
    pairs = sentences_behind(as_original(original.version), translated.translated)
    return [(key, [ids[place] for place in places if place < len(ids)]) for key, places in pairs]


def _sign_again(ids: Collection[int], at: datetime) -> None:
    """Sign the documents of these texts anew; of an edition all, because translations name the original's hash."""
    for edition in Edition.objects.filter(texts__in=ids).distinct().order_by("number"):
        rows = edition.texts.select_related("version", "edition__release__desk__body").prefetch_related(
            "blankings"
        )
        for row in sorted(rows, key=lambda each: (is_translation(each), each.pk)):
            own = blankings_of(row)
            if row.pk not in ids and not is_translation(row):
                continue
            former = {str(name): each.former_hash for each in reversed(own) for name in each.sentences}
            if former:
                row.summary = ""  # it may tell what the sentences told
            write_document(row, at=at, blanked=former, blanked_files=tuple(blanked_files(row)), signed_at=at)
            row.save(update_fields=["summary", "document", "document_hash"])
            text_blanked.send(sender=EditionText, edition_text=row, at=at)
