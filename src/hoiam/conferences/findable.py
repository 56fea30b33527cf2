"""Conferences as search sees them: for everybody once they are announced, before that for their desk."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from django.conf import settings
from django.db.models import Prefetch, QuerySet

from hoiam.conferences.dates import said
from hoiam.conferences.models import Conference, Session
from hoiam.conferences.operations.case import KIND
from hoiam.search import sources
from hoiam.search.documents import Document
from hoiam.texts.citation_marks import without_marks


def register() -> None:
    sources.register(KIND, fetch=fetch_conferences, every=every_conference)


def fetch_conferences(refs: Collection[str]) -> Iterable[Document]:
    return [_document(row) for row in _rows().filter(reference__in=list(refs))]


def every_conference() -> Iterator[Document]:
    for row in _rows().order_by("pk").iterator(chunk_size=200):
        yield _document(row)


def _rows() -> QuerySet[Conference]:
    sessions = Session.objects.filter(removed_at__isnull=True)
    return Conference.objects.select_related("desk", "place", "record_version").prefetch_related(
        Prefetch("sessions", queryset=sessions), "parties"
    )


def _document(row: Conference) -> Document:
    own = f"desk:{row.desk_id}"
    is_public = row.announced_at is not None and not row.desk.is_practice
    tags = list(dict.fromkeys([row.language.split("-")[0], *row.title]))
    bodies = [(tag, body) for tag in tags if (body := _words(row, tag))]
    first = bodies[0] if bodies else (row.language, "")
    return Document(
        kind=KIND,
        ref=row.reference,
        version=row.sequence,
        audience=frozenset({"public", own} if is_public else {own}),
        title=row.title.in_language(row.language)[0],
        body=first[1],
        language=first[0],
        other_bodies=tuple(bodies[1:]),
        names=tuple(filter(None, [str(row.place or ""), *(party.name for party in row.parties.all())])),
        numbers=(row.reference,),
        place=row.place.code if row.place else "",
        period=said(row, settings.LANGUAGE_CODE),
        theme=row.theme,
    )


def _words(row: Conference, tag: str) -> str:
    """What is said of it in one language; of a published record its words."""
    said_in = [row.title, row.summary, row.venue, *(session.title for session in row.sessions.all())]
    parts = [words.get(tag, "") for words in said_in]
    version = row.record_version
    if version is not None and row.record_published_at and version.language.split("-")[0] == tag:
        parts.append(without_marks(version.body))
    return "\n".join(part for part in parts if part)
