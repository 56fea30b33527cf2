"""What every act on a release does around its own change: lock, tell, write the line."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from hoiam.desks.models import Person
from hoiam.desks.operations.journal import write_line
from hoiam.desks.queries.people import holding
from hoiam.desks.terms import Role
from hoiam.post.operations import enqueue
from hoiam.releases.models import Edition, EditionText, Notice, Release
from hoiam.releases.terms import NoticeWhat
from hoiam.texts.models import Text
from hoiam.texts.operations.voiding import void_clearance
from hoiam.texts.queries.versions import standing_clearance

RELEASE = "releases.release"
EDITION = "releases.edition"
KIND = "release"
"""The kind under which search knows releases."""
NOTICE = "releases.notice"
MAILED = frozenset(
    {
        NoticeWhat.CITED_FACT_CHANGED,
        NoticeWhat.CORRECTION_TIME,
        NoticeWhat.SECOND_WANTED,
        NoticeWhat.TO_CONFIRM,
    }
)
"""What cannot wait until somebody opens the office: it goes by e-mail too, naming the reference only."""


def lock(edition: Edition) -> Edition:
    """The edition as it stands now, with its release and desk, locked until the transaction ends.

    Order of locks: the texts (`lock_texts`), the edition, the head of the journal.
    """
    rows = Edition.objects.select_for_update(of=("self",)).select_related("release__desk", "release__place")
    return rows.get(pk=edition.pk)


def lock_with_texts(edition: Edition) -> Edition:
    """The same with its texts locked before it, as a signature does."""
    texts = EditionText.objects.filter(edition=edition.pk).order_by().values("text")
    list(Text.objects.select_for_update().filter(pk__in=texts).order_by("pk"))
    return lock(edition)


def lock_text(edition_text: EditionText) -> EditionText:
    """One text of an edition as it stands now: its text locked first, then the edition."""
    Text.objects.select_for_update().get(pk=edition_text.text_id)
    lock(Edition(pk=edition_text.edition_id))
    rows = EditionText.objects.select_related("edition__release__desk", "text__desk", "version")
    return rows.get(pk=edition_text.pk)


def lock_release(release: Release) -> Release:
    rows = Release.objects.select_for_update(of=("self",)).select_related("desk")
    return rows.get(pk=release.pk)


def texts_of(edition: Edition) -> list[EditionText]:
    """The texts of an edition, the original first."""
    rows = edition.texts.select_related("text__desk", "version").order_by("pk")
    original = edition.release.language
    return sorted(rows, key=lambda row: row.language != original)


def void_all(edition: Edition, *, by: Person, at: datetime) -> None:
    """What is signed together with the texts was changed: no signature on any of them stands."""
    for row in texts_of(edition):
        if standing_clearance(row.text):
            void_clearance(text=row.text, by=by, at=at)


def line(
    edition: Edition, *, by: Person | str, at: datetime, verb: str, detail: dict[str, Any] | None = None
) -> None:
    """The line of an act on an edition, about its release."""
    write_line(
        desk=edition.release.desk,
        by=by,
        at=at,
        verb=verb,
        record=edition.release,
        detail={"edition": edition.number, **(detail or {})},
    )


def owners(edition: Edition, at: datetime) -> list[Person]:
    """Who answers for an edition: whoever began it, as long as they write here; else the fact stewards and heads."""
    desk = edition.release.desk
    writers = holding(desk, at, *Role.values)
    mine = [person for person in writers if person.pk == edition.started_by_id]
    return mine or holding(desk, at, Role.FACT_STEWARD) or holding(desk, at, Role.HEAD)


def tell(
    people: Iterable[Person],
    *,
    what: NoticeWhat,
    edition: Edition,
    at: datetime,
    share: int | None = None,
    due_at: datetime | None = None,
    others: int = 0,
) -> None:
    """One notice for each of these people, and an e-mail where it cannot wait."""
    made = Notice.objects.bulk_create(
        Notice(
            desk=edition.release.desk,
            person=person,
            what=what,
            edition=edition,
            others=others,
            share=share,
            due_at=due_at,
            made_at=at,
        )
        for person in {person.pk: person for person in people}.values()
    )
    for notice in made if what in MAILED else ():
        enqueue(
            payload_kind=NOTICE,
            payload_id=notice.pk,
            address=notice.person.email,
            at=at,
            desk=notice.desk,
            language=notice.person.language,
        )
