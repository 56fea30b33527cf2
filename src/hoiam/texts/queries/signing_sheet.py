"""The signing sheet of a version: question, text, sources, limit, who wrote and reviewed, places to sign, hash."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from functools import cache
from importlib import resources
from typing import Any

import segno
from django.conf import settings
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from hoiam.desks.pack import load_pack
from hoiam.desks.queries.letterheads import letterhead_of
from hoiam.texts.letter.body import blocks_of, sources_of
from hoiam.texts.models import TextAuthor, TextVersion
from hoiam.texts.paper_rules import PaperSigner, code_of
from hoiam.texts.queries.paper import paper_signers
from hoiam.texts.queries.rendering import rendered
from hoiam.texts.subjects import SubjectCard
from hoiam.texts.terms import Decision, SigningRole
from hoiam.texts.typesetting import typeset
from hoiam.ui.moments import moment

SHORT_QUESTION, SHORT_TEXT = 420, 1100
"""Characters that stand on the page itself where the whole text does not fit."""


@dataclass(frozen=True)
class SigningPlace:
    title: str
    name: str


@dataclass(frozen=True)
class SigningSheet:
    """What the sheet says, for print as page or as PDF."""

    version: TextVersion
    issuer: str
    heading: tuple[str, ...]
    subject: str
    question: str
    question_language: str
    rows: tuple[tuple[str, str], ...]
    """(what, value): limit, who wrote, who reviewed."""
    places: tuple[SigningPlace, ...]
    code: str
    """The first characters of the hash, as somebody types them later."""
    hash_groups: str
    address: str
    """What the QR code leads to; it ends with the hash."""


def signing_sheet(version: TextVersion, card: SubjectCard | None, address: str, at: datetime) -> SigningSheet:
    """The sheet of a version, in the reader's language; `address` is what its QR code leads to."""
    desk = version.text.desk
    pack = load_pack(settings.COUNTRY.code)
    language = (get_language() or settings.LANGUAGE_CODE).split("-")[0]
    today = timezone.localdate(at)
    return SigningSheet(
        version=version,
        issuer=str(letterhead_of(desk).issuer),
        heading=pack.country.heading.get(language, ()),
        subject=card.title if card else "",
        question=card.question_text if card else "",
        question_language=card.language if card else version.language,
        rows=_rows(version, card),
        places=_places(paper_signers(desk, today, today)),
        code=code_of(version.hash),
        hash_groups=in_groups(version.hash),
        address=address,
    )


def in_groups(text_hash: str) -> str:
    """The hash as people read it out: groups of eight characters."""
    return " ".join(text_hash[start : start + 8] for start in range(0, len(text_hash), 8))


def sheet_pdf(sheet: SigningSheet, at: datetime) -> bytes:
    """The sheet as PDF: one page, and annex pages where the text is too long for it.

    Raises `ReasonsAgainst` where typst is not installed.
    """
    drawn = io.BytesIO()
    segno.make(sheet.address, error="m", micro=False).save(drawn, kind="svg", border=1)
    return typeset(_source(), values=_values(sheet), at=at, files={"qr.svg": drawn.getvalue()})


@cache
def _source() -> str:
    file = resources.files("hoiam.texts") / "papers" / "signing_sheet.typ"
    return file.read_text(encoding="utf-8")


def _values(sheet: SigningSheet) -> dict[str, Any]:
    version = sheet.version
    shown = rendered(version)
    whole = " ".join(text for _id, text in version.sentences)
    return {
        "words": _words(),
        "language": (get_language() or settings.LANGUAGE_CODE).split("-")[0],
        "issuer": sheet.issuer,
        "heading": sheet.heading,
        "subject": sheet.subject,
        "version": version.number,
        "question": sheet.question,
        "question_short": _short(sheet.question, SHORT_QUESTION),
        "question_language": sheet.question_language.split("-")[0],
        "text_short": _short(whole, SHORT_TEXT),
        "text_language": version.language.split("-")[0],
        "blocks": [asdict(block) for block in blocks_of(shown, with_notes=True)],
        "notes": [
            {"number": note.number, "said": said}
            for note, said in zip(shown.footnotes, sources_of(shown), strict=True)
        ],
        "files": [name for name, _digest in version.attachments],
        "rows": sheet.rows,
        "places": [asdict(place) for place in sheet.places],
        "code": f"{sheet.code[:4]} {sheet.code[4:]}",
        "hash_groups": sheet.hash_groups,
    }


def _words() -> dict[str, str]:
    return {
        "title": _("SIGNING SHEET"),
        "subtitle": _("for a text that waits for its last signature"),
        "question": _("Question"),
        "text": _("Text as it goes out"),
        "sources": _("Facts and sources"),
        "files": _("Files that go with it"),
        "see_annex": _(
            "The text is too long for this page. The whole of it stands in the annex; every page of the annex "
            "carries the same code as this one. Whoever signs here signs the whole text."
        ),
        "opinion": _("Opinion of whoever signs (mark one):"),
        "agree": _("Agreed, exactly these words"),
        "disagree": _("Not agreed, because"),
        "place_and_day": _("Date: ……/……/………"),
        "sign_here": _("(signature, full name)"),
        "hash": _("Fingerprint of this text (SHA-256):"),
        "hash_note": _("one changed word gives another one"),
        "check": _("Code to type when the sheet comes back"),
        "qr": _("Leads to this text; holds its fingerprint"),
        "version": _("Version"),
        "page": _("Page"),
        "annex": _("ANNEX: THE WHOLE TEXT"),
        "annex_note": _("Belongs to the signing sheet with the same code."),
    }


def _rows(version: TextVersion, card: SubjectCard | None) -> tuple[tuple[str, str], ...]:
    authors = TextAuthor.objects.filter(text_id=version.text_id).select_related("person")
    drafted = ", ".join(author.person.name for author in authors) or version.sent_by.name
    reviewed = next(
        (
            f"{row.person.name}, {moment(row.at)}"
            for row in version.signatures.select_related("person")
            if row.role == SigningRole.REVIEWER and row.decision == Decision.APPROVE
        ),
        _("not yet"),
    )
    rows = [
        (_("Concerns"), card.title if card else ""),
        (_("To be answered by"), moment(card.due) if card else ""),
        (_("Drafted by"), drafted),
        (_("Sent for clearance by"), f"{version.sent_by.name}, {moment(version.sent_at)}"),
        (_("Reviewed by"), reviewed),
    ]
    return tuple((what, value) for what, value in rows if value)


def _places(signers: Sequence[PaperSigner]) -> tuple[SigningPlace, ...]:
    """At most two: whoever may sign for the body today, in the order of their posts; else one open place."""
    places = [SigningPlace(one.title or _("Spokesperson or head"), one.name) for one in signers[:2]]
    return tuple(places) or (SigningPlace(_("Spokesperson or head"), ""),)


def _short(text: str, most: int) -> str:
    """The beginning, cut between two words."""
    if len(text) <= most:
        return text
    return text[:most].rpartition(" ")[0] + " …"
