"""Pictures, sound and film beside a release: what is still to be said about each before it may go out."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _

from hoiam.desks.against import ReasonsAgainst
from hoiam.desks.terms import EDITORIAL
from hoiam.releases.models import EditionText, Media
from hoiam.releases.operations.media import describe_media
from hoiam.releases.queries.media import MediaRow
from hoiam.texts.models import Attachment
from hoiam.workroom.access import OfficeRequest, office
from hoiam.workroom.releases.doors import address, find_edition_text
from hoiam.workroom.releases.forms import MediaForm
from hoiam.workroom.releases.heads import head_of
from hoiam.workroom.releases.naming import language_name
from hoiam.workroom.releases.reading import Reading, read

FIELDS = ("alternative", "caption", "credit", "license", "consent", "transcript")


@dataclass(frozen=True)
class MediaLine:
    """One file beside a text, with what is known of it."""

    file: Attachment
    row: EditionText
    language: str
    media: Media | None
    missing: list[str]
    """What is still to be said, in words; [] where nothing is asked."""
    asks: bool
    """A picture or recording; other files go out as they are."""
    address: str
    file_address: str


def media_lines(reading: Reading) -> list[MediaLine]:
    """Every file of the edition, in two queries."""
    by_text = {row.text_id: row for row in reading.texts}
    files = Attachment.objects.filter(
        record_kind="texts.text", record_id__in=list(by_text), removed_at__isnull=True
    )
    said = {row.attachment_id: row for row in Media.objects.filter(edition_text__in=reading.texts)}
    return [_line(MediaRow(file, said.get(file.pk)), by_text[file.record_id], reading) for file in files]


def _line(one: MediaRow, row: EditionText, reading: Reading) -> MediaLine:
    file = one.attachment
    return MediaLine(
        file=file,
        row=row,
        language=language_name(row.language),
        media=one.media,
        missing=[str(words) for words in one.missing()],
        asks=one.needs_words,
        address=address("media", reading.release, row.pk, file.pk),
        file_address=f"/office/{reading.release.desk.code}/texts/{row.text_id}/files/{file.pk}/",
    )


@office(*EDITORIAL)
def media(request: OfficeRequest, reference: str, number: int, file_id: int) -> HttpResponse:
    """Say what a picture or recording shows, who made it, under which licence, and that people agreed."""
    row = find_edition_text(request, reference, number)
    release = row.edition.release
    file = Attachment.objects.of(row.text).filter(pk=file_id).first()
    if file is None:
        raise Http404
    known = Media.objects.filter(edition_text=row, attachment=file).first()
    first = {name: getattr(known, name) for name in FIELDS} if known else {}
    form = MediaForm(request.POST if request.method == "POST" else None, initial=first)
    if not MediaRow(file, known).is_recording:
        del form.fields["transcript"]
    reasons: list[object] = []
    if request.method == "POST" and form.is_valid():
        try:
            describe_media(
                edition_text=row,
                attachment=file,
                by=request.standing.person,
                at=request.at,
                **{name: form.cleaned_data.get(name, "") for name in FIELDS},
            )
            messages.success(request, _("Kept. It is signed together with the text."))
            return HttpResponseRedirect(address("release", release) + "#media")
        except ReasonsAgainst as against:
            reasons = against.reasons
    shown = {
        **head_of(read(release, request.standing, request.at)),
        "row": row,
        "file": file,
        "form": form,
        "reasons": reasons,
        "is_locked": bool(row.edition.published_at or row.edition.dropped_at),
    }
    status = 200 if request.method != "POST" else 409 if reasons else 422
    return render(request, "workroom/releases/media.html", shown, status=status)
