"""Pictures, sound and film beside a text, and what must be said of each before it may go out."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from hoiam.releases.models import EditionText, Media
from hoiam.texts.models import Attachment

SEEN, HEARD = ("image/", "video/"), ("audio/", "video/")


@dataclass(frozen=True)
class MediaRow:
    """One attached file with what is said of it; `media` is None where nothing is yet."""

    attachment: Attachment
    media: Media | None

    @property
    def is_picture(self) -> bool:
        return self.attachment.media_type.startswith(SEEN)

    @property
    def is_recording(self) -> bool:
        return self.attachment.media_type.startswith(HEARD)

    @property
    def needs_words(self) -> bool:
        """Whether it must be described; tables and documents need not."""
        return self.is_picture or self.is_recording

    def missing(self) -> list[object]:
        """What is still to be said; [] where all is."""
        said = self.media
        if not self.needs_words:
            return []
        return [
            reason
            for reason in (
                self.is_picture and not (said and said.alternative) and _("what is to be seen"),
                self.is_recording and not (said and said.transcript) and _("what is said in it"),
                not (said and said.credit) and _("who made it"),
                not (said and said.license) and _("under which licence it may be used"),
                not (said and said.consent) and _("why the people shown may be shown"),
            )
            if reason
        ]


def media_of(edition_text: EditionText) -> list[MediaRow]:
    """Every file beside the text that was not removed, in the order in which they came. Two queries."""
    files = list(Attachment.objects.of(edition_text.text))
    said = {row.attachment_id: row for row in Media.objects.filter(attachment__in=files)}
    return [MediaRow(file, said.get(file.pk)) for file in files]


def against_media(edition_text: EditionText) -> list[object]:
    """One reason for each file of which something is still to be said."""
    return [
        format_lazy(_("Say of “{name}”: {what}."), name=row.attachment.name, what=_listed(missing))
        for row in media_of(edition_text)
        if (missing := row.missing())
    ]


def _listed(words: list[object]) -> object:
    listed = words[0]
    for word in words[1:]:
        listed = format_lazy("{first}, {then}", first=listed, then=word)
    return listed
