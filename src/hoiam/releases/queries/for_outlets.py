"""What an outlet receives of an edition: the whole text by e-mail, the same as data by webhook.

It is written from what was cleared and signed, with passages taken out where the public page has them taken out,
and is the same for every outlet of one language.
"""

from __future__ import annotations

import json
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from hoiam.outlets.queries.addresses import site
from hoiam.outlets.terms import ChannelKind
from hoiam.post.payloads import Mail, Payload, WebhookBody, Withdrawn
from hoiam.releases.models import Edition, EditionText
from hoiam.releases.queries.blanked import rendered_public
from hoiam.releases.terms import CORRECTIONS
from hoiam.texts.queries.rendering import plain_of
from hoiam.ui.moments import moment

EDITION = Edition._meta.label_lower
EVENTS = {"withdrawn": "release.withdrawn", "corrected": "release.corrected", "first": "release.published"}


def render_edition(record_id: int, language: str, channel: str) -> Payload:
    """For `outlets.rendering`: a mail, or the body of a webhook. Raises `Withdrawn` for what is not public."""
    rows = EditionText.objects.select_related(
        "edition__release__desk__body", "edition__release__place", "version", "text"
    ).prefetch_related("blankings")
    row = rows.filter(edition=record_id, language=language).first()
    if row is None or row.version is None or row.edition.published_at is None:
        raise Withdrawn
    with translation.override(site(language)):
        return _hook(row) if channel == ChannelKind.WEBHOOK else _mail(row)


def _mail(row: EditionText) -> Mail:
    desk = row.edition.release.desk
    return Mail(
        subject=_subject(row),
        text="\n\n".join(filter(None, [_head(row), _notice(row), _body(row), _balance(row), _more(row)]))
        + "\n",
        sender_name=str(desk.name),
    )


def _hook(row: EditionText) -> WebhookBody:
    edition, release, event = row.edition, row.edition.release, EVENTS[_what(row)]
    at = release.withdrawn_at or edition.published_at
    assert at is not None
    said = {
        "type": event,
        "timestamp": at.isoformat(),
        "data": {
            "reference": release.reference,
            "edition": edition.number,
            "change": edition.change,
            "note": edition.note.in_language(row.language)[0],
            "withdrawn_why": release.withdrawn_why.in_language(row.language)[0],
            "kind": release.kind,
            "theme": release.theme,
            "place": release.place.code if release.place else "",
            "desk": release.desk.code,
            "body": release.desk.body.name.in_language(row.language)[0],
            "language": row.language,
            "title": _title(row),
            "text": "" if _what(row) == "withdrawn" else _body(row),
            "document_sha256": row.document_hash,
            "published_at": edition.published_at.isoformat() if edition.published_at else "",
            **addresses_of(row),
        },
    }
    return WebhookBody(
        content_type="application/json",
        body=json.dumps(said, ensure_ascii=False, sort_keys=True).encode(),
        event_type=event,
        id=f"{release.reference}-{edition.number}-{row.language}-{_what(row)}",
    )


def addresses_of(row: EditionText) -> dict[str, str]:
    """The permanent addresses of an edition in one language."""
    one = f"{settings.BASE_URL}/{site(row.language)}/releases/{row.edition.release.reference}"
    number = f"{one}/{row.edition.number}"
    return {
        "page": f"{number}/{row.language}/",
        "pdf": f"{number}/{row.language}.pdf",
        "signed_document": f"{number}/{row.language}.json",
        "receipt": f"{number}/receipt/",
    }


def _what(row: EditionText) -> str:
    if row.edition.release.withdrawn_at is not None:
        return "withdrawn"
    return "corrected" if row.edition.change in CORRECTIONS else "first"


def _title(row: EditionText) -> str:
    return str(row.document.get("title", "")) or row.edition.release.reference


def _subject(row: EditionText) -> str:
    title = _title(row)
    if _what(row) == "withdrawn":
        return _("Withdrawn: %(title)s") % {"title": title}
    return _("Correction: %(title)s") % {"title": title} if _what(row) == "corrected" else title


def _head(row: EditionText) -> str:
    edition: Edition = row.edition
    said = {
        "kind": edition.release.get_kind_display(),
        "reference": edition.release.reference,
        "number": edition.number,
    }
    lines = [
        str(edition.release.desk.body.name),
        _("%(kind)s %(reference)s, edition %(number)s") % said,
        moment(edition.published_at),
    ]
    return "\n".join(lines)


def _notice(row: EditionText) -> str:
    """What must be read before the text: that it is withdrawn, or what was corrected."""
    edition, release = row.edition, row.edition.release
    if release.withdrawn_at is not None:
        lead = _("This release was withdrawn on %(at)s. Do not use it.") % {
            "at": moment(release.withdrawn_at)
        }
        return "\n".join(filter(None, [lead, release.withdrawn_why.in_language(row.language)[0]]))
    if edition.change not in CORRECTIONS:
        return ""
    lead = _("This edition takes the place of the one you received: %(change)s.")
    said = lead % {"change": edition.get_change_display()}
    return "\n".join(filter(None, [said, edition.note.in_language(row.language)[0]]))


def _body(row: EditionText) -> str:
    """The words of the text with their facts and sources; nothing of a release that was withdrawn."""
    if row.edition.release.withdrawn_at is not None:
        return ""
    return plain_of(rendered_public(row)).strip()


def _balance(row: EditionText) -> str:
    words = row.edition.balance_note.in_language(row.language)[0]
    if not words or row.edition.release.withdrawn_at is not None:
        return ""
    return "\n".join([_("What is not in this text, and why"), words])


def _more(row: EditionText) -> str:
    desk, found = row.edition.release.desk, addresses_of(row)
    lines: list[Any] = [
        _("With pictures, files and sources: %(address)s") % {"address": found["page"]},
        _("PDF, signed: %(address)s") % {"address": found["pdf"]},
        _("Who received it, and when: %(address)s") % {"address": found["receipt"]},
        "",
        "-- ",
        *filter(None, [str(desk.name), desk.phone, desk.email]),
        _("What you receive, and how to stop it: %(address)s")
        % {"address": f"{settings.BASE_URL}/{site(row.language)}/outlets/link/"},
    ]
    return "\n".join(lines)
