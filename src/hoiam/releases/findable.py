"""Releases as search sees them: for everybody once an edition is public, before that for their desk alone."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from django.db.models import Prefetch, QuerySet

from hoiam.releases.models import Edition, EditionText, Release
from hoiam.releases.operations.case import KIND
from hoiam.releases.queries.blanked import blanked_ids
from hoiam.releases.queries.texts import title_in
from hoiam.search import sources
from hoiam.search.documents import Document
from hoiam.texts.citation_marks import without_marks


def register() -> None:
    sources.register(KIND, fetch=fetch_releases, every=every_release)


def fetch_releases(refs: Collection[str]) -> Iterable[Document]:
    """The newest edition that stands of each of these releases; one that was given up wholly is left out."""
    return [
        document for release in _rows().filter(reference__in=list(refs)) if (document := _document(release))
    ]


def every_release() -> Iterator[Document]:
    for release in _rows().order_by("pk").iterator(chunk_size=200):
        if document := _document(release):
            yield document


def _rows() -> QuerySet[Release]:
    texts = EditionText.objects.select_related("version", "text").prefetch_related("blankings").order_by("pk")
    editions = Edition.objects.filter(dropped_at__isnull=True).order_by("-number")
    shown = editions.prefetch_related(Prefetch("texts", queryset=texts))
    return Release.objects.prefetch_related(Prefetch("editions", queryset=shown))


def _document(release: Release) -> Document | None:
    """The newest public edition, where there is none the one being written. All its languages are one document."""
    editions = list(release.editions.all())
    public = next((row for row in editions if row.published_at), None)
    edition = public or next(iter(editions), None)
    if edition is None:
        return None
    own = f"desk:{release.desk_id}"
    texts = sorted(edition.texts.all(), key=lambda row: (row.language != release.language, row.pk))
    return Document(
        kind=KIND,
        ref=release.reference,
        version=edition.pk,
        audience=frozenset({"public", own} if public and not release.desk.is_practice else {own}),
        title=title_in(texts[0]) if texts else "",
        body="\n\n".join(_words(row) for row in texts),
        language=release.language,
        numbers=(release.reference,),
        theme=release.theme,
    )


def _words(row: EditionText) -> str:
    """What readers see of an approved text; what is written now of any other."""
    if row.version is None:
        return without_marks(row.text.body)
    gone = blanked_ids(row)
    if not gone:
        return without_marks(row.version.body)
    return " ".join(words for name, words in row.version.sentences if str(name) not in gone)
