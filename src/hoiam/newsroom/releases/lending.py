"""How an edition under embargo reads on the page of a registered outlet: the same text, its pictures beside it."""

from __future__ import annotations

from datetime import datetime
from html import escape

from django.core.files.storage import default_storage
from django.utils.safestring import SafeString, mark_safe

from hoiam.newsroom.lending import Lent, LentFile
from hoiam.newsroom.releases.markup import Writer, credit_of
from hoiam.newsroom.releases.notes import notes_of
from hoiam.newsroom.releases.page import plain_html
from hoiam.newsroom.releases.shown import TEXT, Shown, shown_of
from hoiam.releases.models import Edition
from hoiam.texts.models import Attachment


def lent_edition(record_id: int, language: str, at: datetime) -> Lent | None:
    """The edition as long as it is under embargo; None from the instant on at which it is public, or given up."""
    rows = Edition.objects.under_embargo(at).filter(pk=record_id)
    edition = rows.select_related("release__desk__body", "release__place").first()
    shown = shown_of(edition, language) if edition is not None else None
    if edition is None or shown is None or edition.publish_at is None:
        return None
    return Lent(
        title=shown.title,
        reference=edition.release.reference,
        desk=str(edition.release.desk.name),
        opens_at=edition.publish_at,
        language=shown.text.language,
        languages=tuple(text.language for text in shown.texts),
        html=_written(shown),
        files=_files(shown),
        styles=("newsroom/releases/releases.css",),
    )


def _written(shown: Shown) -> SafeString:
    writer = Writer(shown.hidden, shown.shots_by_name, is_apart=True)
    described = "".join(
        f"<li>{escape(shot.name)}: {escape(shot.caption or shot.alternative)} "
        f'<span class="credit">{escape(credit_of(shot))}</span></li>'
        for shot in shown.shots
        if shot.sort
    )
    parts = [
        f'<div class="release-summary">{plain_html(shown.summary)}</div>' if shown.summary else "",
        f'<div class="release-text">{writer.body(shown.rendered)}</div>',
        f"<ul>{described}</ul>" if described else "",
        notes_of(shown.rendered),
    ]
    return mark_safe(f'<div class="release">{"".join(parts)}</div>')  # noqa: S308


def _files(shown: Shown) -> tuple[LentFile, ...]:
    texts = [shown.text.text_id, shown.original.text_id]
    rows = Attachment.objects.filter(record_kind=TEXT, record_id__in=texts).order_by("id")
    named = {row.name: row for row in rows}
    return tuple(
        LentFile(
            name=shot.name,
            media_type=shot.media_type,
            size=shot.size,
            sha256=named[shot.name].sha256,
            open=lambda stored=named[shot.name].stored_name: default_storage.open(stored),  # type: ignore[misc]
        )
        for shot in shown.shots
        if shot.address
    )
