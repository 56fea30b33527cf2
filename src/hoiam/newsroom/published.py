"""What lists, feeds and replies of the public site say of a release. Public is what `Edition.objects.public` says."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch
from django.db.models.fields.json import KeyTextTransform
from django.urls import reverse
from django.utils.translation import get_language

from hoiam.evidence.vocabulary import theme_label
from hoiam.releases.models import Edition, EditionText
from hoiam.releases.models.editions import EditionQuerySet
from hoiam.texts.citation_marks import without_marks
from hoiam.ui.languages import foreign

LONGEST_LEAD = 240
HEAVY = ("translated", "document", "publication")


@dataclass(frozen=True)
class Line:
    """One release in a list, by its newest public edition, in the words of the reader where there are any."""

    reference: str
    address: str
    title: str
    language: str
    """Tag of the title, where it is not the page's."""
    lead: str
    desk: str
    desk_code: str
    kind: str
    theme: str
    place: str
    published_at: datetime
    number: int
    change: str
    """Why it follows an earlier edition; "" for a first one."""
    is_withdrawn: bool
    is_unconfirmed: bool
    languages: tuple[str, ...]


def newest_editions(at: datetime) -> EditionQuerySet:
    """The newest public edition of every release, with what a line of a list shows."""
    rows = Edition.objects.public(at)
    later = rows.filter(release=OuterRef("release"), number__gt=OuterRef("number"))
    return with_texts(rows.filter(~Exists(later)))


def with_texts(rows: EditionQuerySet) -> EditionQuerySet:
    """The same rows with release, desk and texts, without what only a page needs."""
    light = EditionText.objects.filter(version__isnull=False).order_by("id").defer(*HEAVY)
    light = light.annotate(
        signed_title=KeyTextTransform("title", "document"),
        signed_summary=KeyTextTransform("summary", "document"),
    )
    return rows.select_related("release__desk__body", "release__place").prefetch_related(
        Prefetch("texts", queryset=light)
    )


def by_references(references: Iterable[str], at: datetime) -> dict[str, Edition]:
    """{reference: its newest public edition}; whatever is not public is left out."""
    rows = newest_editions(at).filter(release__reference__in=list(references))
    return {row.release.reference: row for row in rows}


def text_in(edition: Edition, language: str) -> EditionText:
    """The text in that language, else in another of its kind (`en` for `en-GB`), else the original."""
    texts = [text for text in edition.texts.all() if text.version_id is not None]
    wanted = (
        lambda text: text.language == language,
        lambda text: text.language.split("-")[0] == language.split("-")[0],
        lambda text: text.language == edition.release.language,
    )
    return next((text for fits in wanted for text in texts if fits(text)), texts[0])


def line_of(edition: Edition, at: datetime) -> Line:
    """The line of a release in the active language."""
    language = get_language() or ""
    release = edition.release
    text = text_in(edition, language)
    return Line(
        reference=release.reference,
        address=reverse("newsroom_releases:release", args=[release.reference]),
        title=title_of(text),
        language=foreign(text.language),
        lead=lead_of(text),
        desk=str(release.desk.name),
        desk_code=release.desk.code,
        kind=str(release.get_kind_display()),
        theme=theme_label(release.theme) if release.theme else "",
        place=str(release.place.name) if release.place else "",
        published_at=edition.published_at,  # type: ignore[arg-type]
        number=edition.number,
        change=str(edition.get_change_display()) if edition.change != "first" else "",
        is_withdrawn=is_withdrawn(release, at),
        is_unconfirmed=edition.is_unconfirmed_emergency,
        languages=tuple(row.language for row in edition.texts.all()),
    )


def is_withdrawn(release: Any, at: datetime) -> bool:
    return release.withdrawn_at is not None and release.withdrawn_at <= at


def title_of(text: EditionText) -> str:
    """The title as it was signed; where it was taken out of sight, the words that stand in its place."""
    return getattr(text, "signed_title", "") or text.document.get("title", "")


def summary_of(text: EditionText) -> str:
    """The summary in plain language as it is signed now; "" where there is none or it was taken out of sight."""
    known = getattr(text, "signed_summary", None)
    return text.document.get("summary", "") if known is None else known


def lead_of(text: EditionText) -> str:
    """The beginning of the summary in plain language; "" where none was written."""
    said = " ".join(without_marks(summary_of(text)).split())
    if len(said) <= LONGEST_LEAD:
        return said
    return said[:LONGEST_LEAD].rsplit(" ", 1)[0] + " …"
