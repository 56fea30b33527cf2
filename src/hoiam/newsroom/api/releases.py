"""Releases: what stands now, what stood before, and what was put right."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

from django.conf import settings
from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from ninja import Query, Router, Schema

from hoiam.desks.queries.law import zone
from hoiam.enquiries.queries.paging import page_of
from hoiam.newsroom import corrected
from hoiam.newsroom.api.answers import NamedSource, Note, desk_named
from hoiam.newsroom.api.facts import CODE
from hoiam.newsroom.api.paging import LONGEST, MOST, USUAL, checked_moment
from hoiam.newsroom.api.problems import Unusable
from hoiam.newsroom.api.shapes import Licensed, Listed, Wording, page, pages, wording
from hoiam.newsroom.published import is_withdrawn, newest_editions, text_in, title_of
from hoiam.newsroom.requests import PublicRequest
from hoiam.outlets.operations.embargo import count_guess
from hoiam.releases.models import Edition, EditionText
from hoiam.releases.queries.blanked import rendered_public
from hoiam.releases.queries.public import public_editions
from hoiam.releases.terms import ReleaseKind
from hoiam.texts.queries.rendering import plain_of
from hoiam.texts.rendered import Footnote

router = Router(tags=["releases"])


class ReleaseLine(Schema):
    """A release by the edition that stands now. `title` is in `title_language`; `change` says why it follows an
    earlier one, `first` for a first edition."""

    reference: str
    desk: str
    kind: str
    theme: str
    place: str
    title: str
    title_language: str
    edition: int
    change: str
    published_at: datetime
    withdrawn_at: datetime | None
    is_confirmed: bool
    languages: list[str]
    pages: Wording


class ReleaseList(Listed):
    items: list[ReleaseLine]


class TextShape(Schema):
    """One language of an edition. `hash` is the SHA-256 of its signed document, which stands at `signed`;
    a translation that nobody compared with the original is not `is_reviewed`."""

    language: str
    is_translation: bool
    is_reviewed: bool
    title: str
    summary: str
    text: str
    facts: list[Note]
    hash: str
    signed: str
    pdf: str


class EditionShape(Schema):
    """One edition, in all its languages. `note` says what was changed and why; `balance_note` why facts of the
    theme that got worse are not cited."""

    number: int
    change: str
    note: Wording
    balance_note: Wording
    published_at: datetime
    is_confirmed: bool
    texts: list[TextShape]
    package: str


class ReleaseDocument(Licensed):
    """Everything public under one reference, the newest edition first. A withdrawn text stays, with its reason."""

    reference: str
    desk: str
    kind: str
    theme: str
    place: str
    language: str
    withdrawn_at: datetime | None
    withdrawn_why: Wording
    superseded_by: str
    editions: list[EditionShape]
    pages: Wording


class CorrectionLine(Schema):
    """One thing that was put right. `what` is `corrected`, `withdrawn` or `answer`; `page` shows it."""

    what: str
    reference: str
    desk: str
    title: str
    change: str
    note: str
    at: datetime
    page: str


class CorrectionList(Listed):
    """`protected` counts, by year, how often a passage was taken out of sight to protect a person."""

    items: list[CorrectionLine]
    protected: dict[str, int]


@router.get(
    "/releases", response=ReleaseList, operation_id="list_releases", summary="Releases, the newest first"
)
def list_releases(
    request: PublicRequest,
    desk: str = Query("", max_length=60, pattern=CODE, description="Code of a desk"),
    kind: ReleaseKind | None = None,
    theme: str = Query("", max_length=80, pattern=CODE),
    place: str = Query("", max_length=80, pattern=CODE, description="Code of a place"),
    since: date | None = None,
    until: date | None = None,
    cursor: str = Query("", max_length=LONGEST),
    limit: int = Query(USUAL, ge=1, le=MOST),
) -> ReleaseList:
    """`since` and `until` are local days, both within."""
    named: dict[str, Any] = {
        "release__desk": desk_named(desk) if desk else None,
        "release__kind": kind or "",
        "release__theme": theme,
        "release__place__code": place,
        "published_at__gte": _begin(since, "since"),
        "published_at__lt": _begin(until, "until", days=1),
    }
    rows = newest_editions(request.at).filter(**{name: value for name, value in named.items() if value})
    found = page_of(rows, by="published_at", cursor=checked_moment(cursor), limit=limit, is_descending=True)
    return ReleaseList(
        items=[_line(edition, request.at) for edition in found.rows],
        next_cursor=found.next_cursor,
        source=page("newsroom_releases:list"),
    )


@router.get(
    "/releases/{reference}",
    response=ReleaseDocument,
    operation_id="read_release",
    summary="All public editions of a release",
)
def read_release(request: PublicRequest, reference: str) -> ReleaseDocument:
    editions = public_editions(reference, request.at) if "\x00" not in reference else []
    if not editions:
        count_guess(at=request.at)
        raise Http404
    release = editions[0].release
    follower = release.superseded_by
    is_public = follower is not None and Edition.objects.public(request.at).filter(release=follower).exists()
    return ReleaseDocument(
        reference=release.reference,
        desk=release.desk.code,
        kind=release.kind,
        theme=release.theme,
        place=release.place.code if release.place else "",
        language=release.language,
        withdrawn_at=release.withdrawn_at,
        withdrawn_why=wording(release.withdrawn_why),
        superseded_by=follower.reference if follower is not None and is_public else "",
        editions=[_edition(edition) for edition in editions],
        pages=pages("newsroom_releases:release", release.reference),
        source=page("newsroom_releases:release", release.reference),
    )


@router.get(
    "/corrections",
    response=CorrectionList,
    operation_id="list_corrections",
    summary="What was put right, the newest first",
)
def list_corrections(
    request: PublicRequest,
    desk: str = Query("", max_length=60, pattern=CODE, description="Code of a desk"),
    cursor: str = Query("", max_length=LONGEST),
    limit: int = Query(USUAL, ge=1, le=MOST),
) -> CorrectionList:
    if cursor and corrected.read_edge(cursor) is None:
        raise Unusable("cursor", _("Take the cursor from `next_cursor` of the page before, unchanged."))
    part = corrected.corrections(
        request.at, desk=desk_named(desk) if desk else None, cursor=cursor, limit=limit
    )
    return CorrectionList(
        items=[
            CorrectionLine(
                what=row.what,
                reference=row.reference,
                desk=row.desk_code,
                title=row.title,
                change=row.change,
                note=row.note,
                at=row.at,
                page=settings.BASE_URL + row.address,
            )
            for row in part.entries
        ],
        protected={str(year): count for year, count in corrected.blankings_counted().items()},
        next_cursor=part.next_cursor,
        source=page("newsroom_releases:corrections"),
    )


def _begin(day: date | None, parameter: str, days: int = 0) -> datetime | None:
    if day is None:
        return None
    try:
        return timezone.make_aware(datetime.combine(day + timedelta(days=days), time.min), zone())
    except OverflowError:
        raise Unusable(parameter, _("A day is expected, such as 2026-09-01.")) from None


def _line(edition: Edition, at: datetime) -> ReleaseLine:
    release = edition.release
    text = text_in(edition, get_language() or "")
    return ReleaseLine(
        reference=release.reference,
        desk=release.desk.code,
        kind=release.kind,
        theme=release.theme,
        place=release.place.code if release.place else "",
        title=title_of(text),
        title_language=text.language,
        edition=edition.number,
        change=edition.change,
        published_at=edition.published_at,  # type: ignore[arg-type]
        withdrawn_at=release.withdrawn_at if is_withdrawn(release, at) else None,
        is_confirmed=not edition.is_unconfirmed_emergency,
        languages=[row.language for row in edition.texts.all()],
        pages=pages("newsroom_releases:release", release.reference),
    )


def _edition(edition: Edition) -> EditionShape:
    release = edition.release
    rows = EditionText.objects.filter(edition=edition, version__isnull=False).order_by("id")
    return EditionShape(
        number=edition.number,
        change=edition.change,
        note=wording(edition.note),
        balance_note=wording(edition.balance_note),
        published_at=edition.published_at,  # type: ignore[arg-type]
        is_confirmed=not edition.is_unconfirmed_emergency,
        texts=[
            _text(row, release.reference, edition.number, release.language)
            for row in rows.select_related("version").prefetch_related("blankings")
        ],
        package=_whole("kit", release.reference, edition.number),
    )


def _text(row: EditionText, reference: str, number: int, original: str) -> TextShape:
    shown = rendered_public(row)
    return TextShape(
        language=row.language,
        is_translation=row.language != original,
        is_reviewed=row.language == original or row.reviewed_at is not None,
        title=title_of(row),
        summary=str(row.document.get("summary", "")),
        text=plain_of(shown),
        facts=[_note(note) for note in shown.footnotes],
        hash=row.document_hash,
        signed=_whole("signed_in_language", reference, number, row.language),
        pdf=_whole("pdf_in_language", reference, number, row.language),
    )


def _note(note: Footnote) -> Note:
    return Note(
        number=note.number,
        reference=note.reference,
        version=note.version,
        statement=note.statement,
        language=note.language,
        period=note.period,
        limits=note.limits,
        sources=[
            NamedSource(
                title=source.title,
                publisher=source.publisher,
                url=source.address,
                locator=source.locator,
                stance=source.stance,
            )
            for source in note.sources
        ],
    )


def _whole(name: str, *filled: object) -> str:
    return settings.BASE_URL + reverse(f"newsroom_releases:{name}", args=filled)
