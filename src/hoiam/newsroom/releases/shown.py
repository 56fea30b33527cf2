"""One edition in one language, as the page, the package and the papers show it."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

from django.db.models import prefetch_related_objects
from django.urls import reverse
from django.utils.translation import get_language_info

from hoiam.newsroom.published import summary_of
from hoiam.newsroom.releases.markup import Shot
from hoiam.releases.models import Edition, EditionText, Media
from hoiam.releases.queries.blanked import blanked_files, blanked_ids, rendered_public
from hoiam.texts.citation_marks import without_marks
from hoiam.texts.models import Attachment
from hoiam.texts.rendered import Rendered

TEXT = "texts.text"


@dataclass
class Shown:
    """What a reader is shown of an edition; `text` is in the chosen language, or the original where there is none."""

    edition: Edition
    text: EditionText
    texts: list[EditionText] = field(default_factory=list)
    """All languages of the edition, the original first."""
    history: list[Edition] = field(default_factory=list)
    """Every public edition of the release, the newest first."""

    @property
    def original(self) -> EditionText:
        return self.texts[0]

    @cached_property
    def rendered(self) -> Rendered:
        self._read_blankings()
        return rendered_public(self.text)

    @cached_property
    def hidden(self) -> frozenset[str]:
        self._read_blankings()
        return frozenset(str(name) for name in blanked_ids(self.text))

    def _read_blankings(self) -> None:
        """Once for the text and its original; they are asked for again and again."""
        prefetch_related_objects(
            list({row.pk: row for row in (self.text, self.original)}.values()), "blankings"
        )

    @cached_property
    def title(self) -> str:
        return str(self.text.document.get("title", "")) or self.edition.release.reference

    @cached_property
    def summary(self) -> str:
        """The summary in plain language, without marks."""
        return without_marks(summary_of(self.text))

    @cached_property
    def shots(self) -> list[Shot]:
        """The files beside the text, in the order in which they were attached; those of the original come along."""
        return list(self.shots_by_name.values())

    @cached_property
    def shots_by_name(self) -> dict[str, Shot]:
        texts = {row.text_id: row for row in (self.original, self.text)}
        if not any(row.version and row.version.attachments for row in texts.values()):
            return {}
        self._read_blankings()
        media = {
            row.attachment_id: row for row in Media.objects.filter(edition_text__in=list(texts.values()))
        }
        rows = Attachment.objects.filter(record_kind=TEXT, record_id__in=list(texts)).order_by("id")
        gone = {row.pk: set(blanked_files(row)) for row in texts.values()}
        found = {}
        for row in sorted(rows, key=lambda row: (row.record_id == self.text.text_id, row.pk)):
            owner = texts[row.record_id]
            if [row.name, row.sha256] in [list(pair) for pair in owner.version.attachments]:  # type: ignore[union-attr]
                found[row.name] = _shot(row, media.get(row.pk), is_gone=row.sha256 in gone[owner.pk])
        return found


def shown_of(edition: Edition, tag: str = "") -> Shown | None:
    """The edition in the language `tag`, else nearest to it, else in its own; None where `tag` is asked for exactly
    and there is no such text, see `exactly`."""
    rows = EditionText.objects.filter(edition=edition, version__isnull=False).select_related("version")
    texts = sorted(
        rows.defer("translated"), key=lambda row: (row.language != edition.release.language, row.pk)
    )
    for row in texts:
        row.edition = edition
    if not texts:
        return None
    return Shown(edition, nearest(texts, tag), texts)


def nearest(texts: list[EditionText], tag: str) -> EditionText:
    """The text in that language, else in another of its kind (`en` for `en-GB`), else the first."""
    same = [row for row in texts if row.language == tag]
    kin = [row for row in texts if row.language.split("-")[0] == tag.split("-")[0]]
    return (same or kin or texts)[0]


def file_address(sha256: str, name: str) -> str:
    return reverse("release_file", args=[sha256, name])


def language_name(tag: str) -> str:
    """What a language calls itself, where that is known; else its tag."""
    try:
        return str(get_language_info(tag)["name_local"])
    except KeyError:
        return tag


def _shot(row: Attachment, media: Media | None, *, is_gone: bool) -> Shot:
    address = "" if is_gone else file_address(row.sha256, row.name)
    if media is None or is_gone:
        return Shot(row.name, address, row.media_type, row.size)
    return Shot(
        name=row.name,
        address=address,
        media_type=row.media_type,
        size=row.size,
        alternative=media.alternative,
        caption=media.caption,
        credit=media.credit,
        license=media.license,
        transcript=media.transcript,
    )
