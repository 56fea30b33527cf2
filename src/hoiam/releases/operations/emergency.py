"""Publishing before clearance where it cannot wait: two people, on the same words, flagged until confirmed."""

from __future__ import annotations

import hashlib
import json
from datetime import datetime

from django.db import transaction
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from hoiam.desks.against import insist
from hoiam.desks.models import Person
from hoiam.desks.queries.people import holding
from hoiam.releases import rules
from hoiam.releases.document import title_of
from hoiam.releases.models import Edition, EditionText
from hoiam.releases.operations.approving import approve
from hoiam.releases.operations.case import line, lock_with_texts, tell, texts_of, void_all
from hoiam.releases.operations.publishing import publish
from hoiam.releases.queries.media import against_media
from hoiam.releases.queries.texts import bound_with_text, is_in_step, is_translation, original_of, stale_units
from hoiam.releases.terms import NoticeWhat
from hoiam.texts.models import Clearance, TextAuthor
from hoiam.texts.operations.citing import record_citations_of_version
from hoiam.texts.operations.writing_version import write_version
from hoiam.texts.queries.findings import findings_of
from hoiam.texts.queries.versions import drafts_beside
from hoiam.texts.sentence_book import SentenceBook
from hoiam.texts.terms import ClearanceState


def publish_in_emergency(*, edition: Edition, why: str, by: Person, at: datetime) -> Edition:
    """The first of two people says that it cannot wait; the second, on the same words, makes it public at once.

    Both clear texts at the desk, and the second wrote none of these. An edit in between makes whoever comes next
    the first again. Numbers still need their facts. Its time and embargo end. Raises `MayNot`, `ReasonsAgainst`.
    """
    with transaction.atomic():
        kept = lock_with_texts(edition)
        rules.may(by, kept.release.desk, at, rules.CLEARS)
        rows = texts_of(kept)
        insist(
            [
                *rules.against_closed(kept),
                *rules.against_withdrawn(kept.release),
                _("This edition is approved already. It is published at its time, or by hand.")
                if kept.approved_at
                else None,
                *rules.against_words(why, empty=_("Say why it cannot wait for clearance."), longest=400),
            ]
        )
        insist(reason for row in rows for reason in _against_text(row, at))
        seen = _seen(rows)
        if kept.emergency_first_by_id in (None, by.pk) or kept.emergency_seen != seen:
            return _ask(kept, seen, why.strip(), by, at)
        insist(_against_second(rows, by))
        return _publish(kept, by, at)


def confirm_emergency(*, edition: Edition, by: Person, at: datetime) -> Edition:
    """Somebody who was not one of the two has read what went out: the flag ends. Raises as above."""
    with transaction.atomic():
        kept = lock_with_texts(edition)
        rules.may(by, kept.release.desk, at, rules.PUBLISHING)
        insist(
            [
                None
                if kept.published_at and kept.is_unconfirmed_emergency
                else _("Nothing of this edition waits to be confirmed."),
                _("You published it yourself. Somebody else confirms it.")
                if by.pk in (kept.emergency_first_by_id, kept.emergency_second_by_id)
                else None,
            ]
        )
        kept.confirmed_at, kept.confirmed_by = at, by
        kept.save(update_fields=["confirmed_at", "confirmed_by"])
        line(kept, by=by, at=at, verb="confirmed emergency publication")
    return kept


def _ask(edition: Edition, seen: str, why: str, by: Person, at: datetime) -> Edition:
    edition.emergency_first_by, edition.emergency_why, edition.emergency_seen = by, why, seen
    edition.save(update_fields=["emergency_first_by", "emergency_why", "emergency_seen"])
    others = [person for person in holding(edition.release.desk, at, *rules.CLEARS) if person != by]
    tell(others, what=NoticeWhat.SECOND_WANTED, edition=edition, at=at)
    line(edition, by=by, at=at, verb="asked for emergency publication", detail={"why": why})
    return edition


def _publish(edition: Edition, by: Person, at: datetime) -> Edition:
    edition.emergency_second_by, edition.publish_at, edition.is_embargoed = by, None, False
    edition.save(update_fields=["emergency_second_by", "publish_at", "is_embargoed"])
    void_all(edition, by=by, at=at)
    rows = texts_of(edition)
    original_hash = ""
    for row in rows:
        row.edition = edition
        version = write_version(text=row.text, book=SentenceBook.read(row.text.book), by=by, at=at)
        # It stands without signatures, and says so: no method of clearing it is named.
        Clearance.objects.create(
            version=version,
            text=row.text,
            desk=row.text.desk,
            state=ClearanceState.CLEARED,
            method="",
            ended_at=at,
            ended_by=by,
        )
        record_citations_of_version(version=version, by=by, at=at)
        row.version = version
        original_hash = original_hash or version.hash
    detail = {"first": edition.emergency_first_by_id, "second": by.pk, "hash": original_hash}
    line(edition, by=by, at=at, verb="published in an emergency", detail=detail)
    approve(edition, rows, by=by, at=at)
    published = publish(edition=edition, at=at, by=by)
    two = (edition.emergency_first_by_id, by.pk)
    people = holding(edition.release.desk, at, *rules.PUBLISHING)
    left = [person for person in people if person.pk not in two]
    tell(left, what=NoticeWhat.TO_CONFIRM, edition=published, at=at)
    return published


def _against_text(row: EditionText, at: datetime) -> list[object]:
    """What must be right even where it cannot wait: words, a title, cited numbers, described pictures."""
    book = SentenceBook.read(row.text.book)
    found = findings_of(row.text, at=at, book=book)
    reasons = [
        None if title_of(row.text.body) else _("Give it a title: a first line that begins with “# ”."),
        _("Two versions of this text stand side by side. Decide between them first.")
        if drafts_beside(row.text)
        else None,
        *(finding.message for finding in found if finding.stands_against_sending),
        *against_media(row),
    ]
    if is_translation(row) and (stale_units(row) or not is_in_step(row, original_of(row.edition).text)):
        reasons.append(
            format_lazy(
                _("The translation ({language}) is not finished. Finish it, or take the language out."),
                language=row.language,
            )
        )
    return [reason for reason in reasons if reason]


def _against_second(rows: list[EditionText], by: Person) -> list[object]:
    wrote = TextAuthor.objects.filter(text__in=[row.text_id for row in rows], person=by).exists()
    return [_("You wrote part of this text, so somebody else is the second.")] if wrote else []


def _seen(rows: list[EditionText]) -> str:
    """SHA-256 of everything the first of the two read."""
    said = [[row.language, row.text.body, bound_with_text(row.text_id), row.translated] for row in rows]
    return hashlib.sha256(json.dumps(said, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
