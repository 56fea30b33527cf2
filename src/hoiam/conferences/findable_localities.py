"""Requests of places as search sees them, for the two desks concerned; guidance, for every desk, never public."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from django.db.models import QuerySet

from hoiam.conferences.models import Guidance, LocalRequest
from hoiam.conferences.operations.guidance import KIND as GUIDANCE
from hoiam.conferences.operations.requests import KIND as REQUEST
from hoiam.conferences.terms import RequestKind, RequestState
from hoiam.search import sources
from hoiam.search.documents import Document
from hoiam.texts.citation_marks import without_marks

ALL_DESKS = "desks"
"""The audience of what every desk of the installation may find."""


def register() -> None:
    sources.register(REQUEST, fetch=fetch_requests, every=every_request)
    sources.register(GUIDANCE, fetch=fetch_guidance, every=every_guidance)


def fetch_requests(refs: Collection[str]) -> Iterable[Document]:
    return [_request(row) for row in _requests().filter(reference__in=list(refs))]


def every_request() -> Iterator[Document]:
    for row in _requests().order_by("pk").iterator(chunk_size=500):
        yield _request(row)


def fetch_guidance(refs: Collection[str]) -> Iterable[Document]:
    """Guidance that was given out and stands; what was withdrawn is left out."""
    return [_guidance(row) for row in _given_out().filter(reference__in=list(refs))]


def every_guidance() -> Iterator[Document]:
    for row in _given_out().order_by("pk").iterator(chunk_size=500):
        yield _guidance(row)


def _requests() -> QuerySet[LocalRequest]:
    return LocalRequest.objects.prefetch_related("replies").select_related("place", "desk")


def _request(row: LocalRequest) -> Document:
    is_shared = row.kind == RequestKind.EXPERIENCE and row.state == RequestState.ACCEPTED
    shared = {ALL_DESKS} if is_shared and not row.desk.is_practice else set()
    replies = [without_marks(reply.words) for reply in row.replies.all()]
    return Document(
        kind=REQUEST,
        ref=row.reference,
        version=row.pk,
        audience=frozenset({f"desk:{row.desk_id}", f"desk:{row.to_desk_id}", *shared}),
        title=row.words[:200],
        body="\n\n".join([row.words, *replies]),
        language=row.language,
        numbers=(row.reference,),
        place=row.place.code if row.place else "",
        theme=row.theme,
    )


def _given_out() -> QuerySet[Guidance]:
    rows = Guidance.objects.filter(published_at__isnull=False, withdrawn_at__isnull=True)
    return rows.filter(desk__is_practice=False).select_related("version")


def _guidance(row: Guidance) -> Document:
    return Document(
        kind=GUIDANCE,
        ref=row.reference,
        version=row.pk,
        audience=frozenset({ALL_DESKS}),
        title=row.title,
        body=without_marks(row.version.body) if row.version else "",
        language=row.language,
        numbers=(row.reference,),
        theme=row.theme,
    )
