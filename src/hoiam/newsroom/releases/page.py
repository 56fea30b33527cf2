"""What the page of a release says: read once, summed up in a stamp, then written."""

from __future__ import annotations

import json
from datetime import datetime
from html import escape
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from hoiam.evidence.vocabulary import theme_label
from hoiam.newsroom.published import is_withdrawn, lead_of
from hoiam.newsroom.releases.changes import WHAT
from hoiam.newsroom.releases.markup import Writer
from hoiam.newsroom.releases.notes import notes_of
from hoiam.newsroom.releases.shown import Shown, language_name
from hoiam.newsroom.requests import PublicRequest
from hoiam.newsroom.stamping import etag
from hoiam.releases.models import Alarm, Edition, EditionText
from hoiam.releases.signed.page import DOCUMENT_ID, DOCUMENT_TYPE
from hoiam.texts.structure import BulletList, NumberedList, pieces_of, read_structure
from hoiam.ui.languages import foreign
from hoiam.ui.shapes import Link


class ReleaseSheet:
    """The page of one edition in one language."""

    def __init__(self, request: PublicRequest, shown: Shown, *, is_exact: bool) -> None:
        self.at = request.at
        self.shown = shown
        self.edition, self.release = shown.edition, shown.edition.release
        self.is_exact = is_exact
        """Whether the address names the language of the text."""
        self.history = shown.history
        self.newest = self.history[0]
        self.alarms = [
            (row.fact_reference, str(WHAT.get(row.what, row.what)), row.raised_at)
            for row in Alarm.objects.filter(edition=self.edition, settled_at__isnull=True)
        ]
        self.stamp = etag(request, *self._stands_on())

    def _stands_on(self) -> list[Any]:
        desk, place = self.release.desk, self.release.place
        return [
            [(row.language, row.document_hash, row.reviewed_at, row.summary) for row in self.shown.texts],
            (self.shown.text.language, self.edition.confirmed_at, self.edition.published_at),
            [(row.number, row.change, row.published_at, dict(row.note)) for row in self.history],
            (self.release.withdrawn_at, dict(self.release.withdrawn_why), self._follower()),
            (str(desk.name), str(desk.body.name), desk.phone, desk.email, desk.is_open),
            (str(place.name) if place else "", self.release.theme),
            self.alarms,
        ]

    def _follower(self) -> tuple[str, datetime] | None:
        """Reference of the release that superseded this one, once that is public itself."""
        if self.release.superseded_by_id is None:
            return None
        rows = Edition.objects.public(self.at).filter(release=self.release.superseded_by_id)
        found = rows.order_by("number").values_list("release__reference", "published_at").first()
        return (found[0], self.release.superseded_at) if found else None  # type: ignore[return-value]

    def context(self) -> dict[str, Any]:
        shown, text, release, edition = self.shown, self.shown.text, self.release, self.edition
        tag = get_language() or ""
        writer = Writer(shown.hidden, shown.shots_by_name)
        rendered = shown.rendered
        used = {block.name for block in rendered.blocks if block.kind == "figure"}
        note, note_tag = edition.note.in_language(tag)
        balance, balance_tag = edition.balance_note.in_language(tag)
        follower = self._follower()
        return {
            "release": release,
            "edition": edition,
            "text": text,
            "desk": release.desk,
            "title": shown.title,
            "title_html": writer.title(rendered) or shown.title,
            "body": writer.body(rendered),
            "notes": notes_of(rendered),
            "summary": plain_html(shown.summary),
            "lead": lead_of(text),
            "language": foreign(text.language),
            "language_name": language_name(text.language),
            "is_translation": text.language != release.language,
            "original_name": language_name(release.language),
            "languages": self._languages(),
            "alternates": self._alternates(),
            "theme": theme_label(release.theme) if release.theme else "",
            "is_newest": edition.number == self.newest.number,
            "newest": self.newest,
            "history": self.history,
            "note": note,
            "note_language": foreign(note_tag) if note_tag else "",
            "balance": balance,
            "balance_language": foreign(balance_tag) if balance_tag else "",
            "is_withdrawn": is_withdrawn(release, self.at),
            "follower": follower[0] if follower else "",
            "has_hidden": bool(shown.hidden) or any(not shot.address for shot in shown.shots),
            "alarms": self.alarms,
            "shots": [shot for shot in shown.shots if shot.sort and shot.name not in used and shot.address],
            "files": [shot for shot in shown.shots if not shot.sort and shot.address],
            "signed": data_block(text.document),
            "short": f"{settings.BASE_URL}/r/{release.reference}",
            "address": settings.BASE_URL + self._address(text),
            "base_url": settings.BASE_URL,
            "receipt": reverse("newsroom_outlets:receipt", args=[release.reference, edition.number]),
            "card": reverse("newsroom_releases:card", args=[release.reference, edition.number]),
        }

    def _address(self, text: EditionText) -> str:
        if self.is_exact or text.language.split("-")[0] != (get_language() or ""):
            return reverse(
                "newsroom_releases:in_language",
                args=[self.release.reference, self.edition.number, text.language],
            )
        if self.edition.number != self.newest.number:
            return reverse("newsroom_releases:edition", args=[self.release.reference, self.edition.number])
        return reverse("newsroom_releases:release", args=[self.release.reference])

    def _languages(self) -> list[Link]:
        """The edition in each of its languages."""
        return [
            Link(
                label=language_name(row.language),
                address=self._in(row.language),
                language=row.language,
                is_current=row.pk == self.shown.text.pk,
                tone="warning"
                if row.language != self.release.language and not row.reviewed_at
                else "neutral",
            )
            for row in self.shown.texts
        ]

    def _in(self, tag: str) -> str:
        """The address of the text in a language of the site, or below the active one for any other."""
        own = next((code for code, _name in settings.LANGUAGES if code == tag), "")
        here = get_language() or ""
        if not own:
            return reverse(
                "newsroom_releases:in_language", args=[self.release.reference, self.edition.number, tag]
            )
        name = "newsroom_releases:release"
        args: list[Any] = [self.release.reference]
        if self.edition.number != self.newest.number:
            name, args = "newsroom_releases:edition", [self.release.reference, self.edition.number]
        return reverse(name, args=args).replace(f"/{here}/", f"/{own}/", 1)

    def _alternates(self) -> list[tuple[str, str]]:
        """(language tag, whole address) of every language, for `hreflang`."""
        if len(self.shown.texts) < 2:
            return []
        return [(row.language, settings.BASE_URL + self._in(row.language)) for row in self.shown.texts]


def data_block(document: dict[str, Any]) -> SafeString:
    """A signed document as a block of data in the page: no browser runs it, whoever saves the page keeps it."""
    said = json.dumps(document, ensure_ascii=False, separators=(",", ":"))
    for sign, code in (("<", "\\u003c"), (">", "\\u003e"), ("&", "\\u0026")):
        said = said.replace(sign, code)
    # No sign is left in it that ends the element.
    return mark_safe(f'<script type="{DOCUMENT_TYPE}" id="{DOCUMENT_ID}">{said}</script>')  # noqa: S308


def plain_html(words: str) -> SafeString:
    """Structured plain text as HTML, without marks and notes: summaries and transcripts."""
    parts = []
    for block in read_structure(words):
        pieces = [_escaped(piece) for piece in pieces_of(block)]
        if isinstance(block, BulletList | NumberedList):
            parts.append("<ul>" + "".join(f"<li>{piece}</li>" for piece in pieces) + "</ul>")
        else:
            parts += [f"<p>{piece}</p>" for piece in pieces]
    return mark_safe("".join(parts))  # noqa: S308


def _escaped(words: str) -> str:
    return escape(words).replace("\n", "<br>")
