"""Following the texts of an edition through clearance: all cleared, it is approved; one edited, it is not."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from hoiam.desks.against import insist
from hoiam.desks.models import Person
from hoiam.outlets.operations.dispatching import seal_list
from hoiam.outlets.operations.embargo import lend
from hoiam.releases import rules
from hoiam.releases.models import Edition, EditionText
from hoiam.releases.operations.case import KIND, line, lock, owners, tell, texts_of
from hoiam.releases.operations.documents import write_document
from hoiam.releases.queries.sending import against_sending
from hoiam.releases.queries.texts import edition_text_of, is_translation
from hoiam.releases.terms import NoticeWhat
from hoiam.search.operations import note_change
from hoiam.texts.models import Text, TextVersion
from hoiam.texts.operations.voiding import void_clearance
from hoiam.texts.queries.versions import cleared_version, standing_clearance


def note_sent(*, version: TextVersion, at: datetime) -> None:
    """A text was laid before whoever clears it: what stands against its edition is said before anybody signs.

    In the transaction of the sending, which a reason undoes. Texts of something else are left alone.
    """
    row = edition_text_of(version.text)
    if row is not None:
        insist(against_sending(row, version, at))


def note_cleared(*, version: TextVersion, by: Person, at: datetime) -> Edition | None:
    """A text was cleared: approve its edition where it was the last one. None for a text of something else.

    Everything in the transaction of the last signature: a reason against approving undoes the signature.
    """
    row = edition_text_of(version.text)
    if row is None:
        return None
    edition = lock(row.edition)
    rows = texts_of(edition)
    versions = {each.pk: cleared_version(each.text) for each in rows}
    insist([*rules.against_closed(edition), *rules.against_withdrawn(edition.release)])
    if not all(versions.values()):
        return edition
    original = versions[rows[0].pk]
    assert original is not None
    behind = [
        each
        for each in rows
        if is_translation(each) and (versions[each.pk] or original).bound.get("original") != original.hash
    ]
    insist(
        [_("The original was changed since this was translated. Return the translation.")] if behind else []
    )
    for each in rows:
        each.version = versions[each.pk]
    return approve(edition, rows, by=by, at=at)


def approve(edition: Edition, rows: list[EditionText], *, by: Person, at: datetime) -> Edition:
    """Fix an edition whose rows name their versions: sign its documents, seal the list of whom it goes to."""
    edition.approved_at = at
    edition.save(update_fields=["approved_at"])
    for row in rows:
        row.edition = edition
        write_document(row, at=at)
        row.save(update_fields=["version", "document", "document_hash"])
    seal(edition, at=at)
    note_change(kind=KIND, refs=[edition.release.reference])
    tell(owners(edition, at), what=NoticeWhat.APPROVED, edition=edition, at=at, due_at=edition.publish_at)
    detail = {row.language: row.document_hash for row in rows}
    line(edition, by=by, at=at, verb="approved release", detail=detail)
    return edition


def seal(edition: Edition, *, at: datetime) -> None:
    """Fix the list of whom it goes to; under an embargo lend it to every registered outlet, all of them or none."""
    release = edition.release
    languages = [row.language for row in texts_of(edition)]
    seal_list(record=edition, desk=release.desk, theme=release.theme, languages=languages, at=at)
    if edition.is_embargoed and edition.publish_at is not None and edition.publish_at > at:
        lend(record=edition, at=at)


def note_voided(*, version: TextVersion, by: Person, at: datetime) -> None:
    """A cleared text, or one in clearance, was edited or taken back: what was fixed of its edition is not any more.

    The signatures on translations of an edited original end with it: they were signed with its hash.
    """
    row = edition_text_of(version.text)
    if row is None:
        return
    if not is_translation(row):
        for each in row.edition.texts.exclude(pk=row.pk).order_by("text"):
            text = Text.objects.select_for_update().get(pk=each.text_id)
            if standing_clearance(text):
                void_clearance(text=text, by=by, at=at)
    edition = lock(row.edition)
    if edition.approved_at is None or edition.published_at or edition.dropped_at:
        return
    edition.approved_at = None
    edition.save(update_fields=["approved_at"])
    edition.texts.update(version=None, document={}, document_hash="")
    note_change(kind=KIND, refs=[edition.release.reference])
    line(edition, by=by, at=at, verb="ended approval of release")


def note_returned(*, text: Text, at: datetime) -> None:
    """A leader sent a text back: whoever began the edition is told."""
    row = edition_text_of(text)
    if row is not None:
        tell(owners(row.edition, at), what=NoticeWhat.RETURNED, edition=row.edition, at=at)
