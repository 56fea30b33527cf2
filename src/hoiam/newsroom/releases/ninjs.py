"""An edition as a news object: IPTC ninjs 3.1 (https://www.iptc.org/std/ninjs/ninjs-schema_3.1.json)."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from hoiam.evidence.vocabulary import theme_label
from hoiam.newsroom import license
from hoiam.newsroom.releases.markup import Shot
from hoiam.newsroom.releases.shown import Shown
from hoiam.newsroom.releases.told import Told
from hoiam.texts.queries.rendering import plain_of

SCHEMA = "http://www.iptc.org/std/ninjs/ninjs-schema_3.1.json#"


def ninjs_of(shown: Shown) -> dict[str, Any]:
    """The edition in one language. `pubStatus` is `canceled` for a release that was withdrawn."""
    with translation.override(Told(shown).speech):
        return {name: value for name, value in _said(shown).items() if value not in ("", [], None)}


def _said(shown: Shown) -> dict[str, Any]:
    edition, release, text = shown.edition, shown.edition.release, shown.text
    desk = release.desk
    page = _page(shown, text.language)
    body = plain_of(shown.rendered)
    return {
        "standard": {"name": "ninjs", "version": "3.1", "schema": SCHEMA},
        "uri": page,
        "type": "text",
        "representationType": "full",
        "profile": f"hoiam-{release.kind}",
        "version": str(edition.number),
        "firstCreated": _first(shown),
        "versionCreated": edition.published_at.isoformat(),  # type: ignore[union-attr]
        "pubStatus": "canceled" if release.withdrawn_at else "usable",
        "copyrightHolder": str(desk.body.name),
        "usageTerms": f"{license.NAME} {license.ADDRESS}",
        "rightsInfo": {"linkedRights": license.ADDRESS},
        "edNote": " ".join(filter(None, [Told(shown).mark(), edition.note.in_language(text.language)[0]])),
        "language": text.language,
        "title": shown.title,
        "headlines": [{"role": "main", "value": shown.title}],
        "descriptions": [{"role": "summary", "contentType": "text/plain", "value": shown.summary}]
        if shown.summary
        else [],
        "bodies": [
            {
                "role": "main",
                "contentType": "text/plain",
                "charCount": len(body),
                "wordCount": len(body.split()),
                "value": body,
            }
        ],
        "by": str(desk.name),
        "organisations": [{"name": str(desk.body.name), "rel": "publisher"}],
        "places": [{"name": str(release.place.name), "rel": "about", "literal": release.place.code}]
        if release.place
        else [],
        "subjects": [{"name": theme_label(release.theme), "literal": release.theme}] if release.theme else [],
        "infoSources": _sources(shown),
        "renditions": _renditions(shown),
        "associations": [_association(shot) for shot in shown.shots if shot.sort and shot.address]
        + [_other(shown, row.language) for row in shown.texts if row.pk != text.pk],
        "altIds": [
            {"role": "reference", "value": release.reference},
            {"role": "sha256", "value": text.document_hash},
        ],
    }


def _page(shown: Shown, language: str) -> str:
    return settings.BASE_URL + reverse(
        "newsroom_releases:in_language",
        args=[shown.edition.release.reference, shown.edition.number, language],
    )


def _first(shown: Shown) -> str:
    if shown.edition.number == 1:
        return shown.edition.published_at.isoformat()  # type: ignore[union-attr]
    first = shown.edition.release.editions.filter(published_at__isnull=False).order_by("number").first()
    return first.published_at.isoformat()  # type: ignore[union-attr]


def _sources(shown: Shown) -> list[dict[str, str]]:
    named: dict[str, dict[str, str]] = {}
    for note in shown.rendered.footnotes:
        for source in note.sources:
            one = {"name": ", ".join(filter(None, [source.title, source.publisher])), "role": "source"}
            if source.address.startswith(("http://", "https://")):
                one["uri"] = source.address
            named.setdefault(one["name"], one)
    return list(named.values())


def _renditions(shown: Shown) -> list[dict[str, Any]]:
    release, number, language = shown.edition.release.reference, shown.edition.number, shown.text.language
    made = [
        ("html", "in_language", [release, number, language], "text/html"),
        ("pdf", "pdf_in_language", [release, number, language], "application/pdf"),
        ("signed", "signed_in_language", [release, number, language], "application/json"),
        ("card", "card", [release, number], "image/png"),
    ]
    return [
        {
            "name": name,
            "href": settings.BASE_URL + reverse(f"newsroom_releases:{where}", args=filled),
            "contentType": media_type,
        }
        for name, where, filled, media_type in made
    ]


def _association(shot: Shot) -> dict[str, Any]:
    kind = {"image": "picture"}.get(shot.sort, shot.sort)
    address = settings.BASE_URL + shot.address
    said = {
        "name": shot.name,
        "uri": address,
        "type": kind,
        "rel": "media",
        "by": shot.credit,
        "usageTerms": shot.license,
        "descriptions": [
            {"role": role, "value": words}
            for role, words in (
                ("alternative", shot.alternative),
                ("caption", shot.caption),
                ("transcript", shot.transcript),
            )
            if words
        ],
        "renditions": [
            {"name": "original", "href": address, "contentType": shot.media_type, "sizeInBytes": shot.size}
        ],
    }
    return {name: value for name, value in said.items() if value not in ("", [])}


def _other(shown: Shown, language: str) -> dict[str, Any]:
    return {
        "name": language,
        "uri": _page(shown, language),
        "type": "text",
        "rel": "translation",
        "language": language,
    }
