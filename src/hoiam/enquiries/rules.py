"""May I? Reasons against the acts on an enquiry."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime
from functools import cache
from pathlib import PurePath

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from hoiam.desks.against import MayNot, ReasonsAgainst
from hoiam.desks.models import Desk, Person
from hoiam.desks.pack import load_pack
from hoiam.desks.queries.standing import Standing, standing_of
from hoiam.desks.secrecy import SecrecyMarks, marked_secret
from hoiam.desks.terms import Role
from hoiam.enquiries.asker import Asker, IncomingFile
from hoiam.enquiries.models import Enquiry
from hoiam.enquiries.terms import FILES_LARGEST, MOVES, QUESTION_LONGEST, State
from hoiam.evidence.reading.encodings import UnreadableText, read_pasted
from hoiam.texts.operations.attachments import let_in

TAKING_IN = (Role.INTAKE,)
WORKING = (Role.INTAKE, Role.CASE_OFFICER, Role.REVIEWER, Role.HEAD)
INFORMING = (*WORKING, Role.SPOKESPERSON)
ASSIGNING = (Role.INTAKE, Role.REVIEWER, Role.HEAD)
DECIDING = (Role.REVIEWER, Role.HEAD)
HEADING = (Role.HEAD,)
WITHHOLDING = (Role.SPOKESPERSON, Role.HEAD)
SPEAKING = (Role.SPOKESPERSON, Role.HEAD)

_CONTROL = re.compile(r"[\x00-\x1f\x7f\u2028\u2029]")
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
SHORT_FIELD = 300


def may(by: Person, desk: Desk, at: datetime, roles: Iterable[str]) -> Standing:
    """The standing of somebody who may act here in one of `roles`; raises `MayNot` for everybody else."""
    standing = standing_of(by, desk, at)
    if not standing.holds(*roles):
        raise MayNot([_("This act belongs to another role at the desk.")])
    return standing


def against_move(enquiry: Enquiry, to: State) -> list[object]:
    """Whether the table of moves knows no way from where the enquiry stands to there."""
    if to in MOVES[State(enquiry.state)]:
        return []
    return [
        format_lazy(
            _("The enquiry {reference} is “{state}” and cannot become “{to}” from there."),
            reference=enquiry.reference,
            state=State(enquiry.state).label,
            to=to.label,
        )
    ]


def against_closed(enquiry: Enquiry) -> list[object]:
    """Acts that only make sense while an enquiry is open."""
    if enquiry.is_open:
        return []
    return [
        format_lazy(
            _("The enquiry {reference} is closed (“{state}”). Open it again first."),
            reference=enquiry.reference,
            state=State(enquiry.state).label,
        )
    ]


def readable(words: str) -> str:
    """The words in composed Unicode with line feeds, letters of old fonts converted, without controls.

    Raises `ReasonsAgainst` where an old font cannot be told.
    """
    try:
        return read_pasted(words.replace("\x00", "").replace("\r\n", "\n")).text.strip()
    except UnreadableText:
        reason = _("The text is written in an old font that cannot be read. Type it in Unicode.")
        raise ReasonsAgainst([reason], fields={"question": reason}) from None


def against_words(words: str, *, empty: object, longest: int = QUESTION_LONGEST) -> list[object]:
    """Empty, too long or marked secret; `empty` is the sentence for the first."""
    if not words.strip():
        return [empty]
    if len(words) > longest:
        return [
            format_lazy(
                _(
                    "The text has {length} characters; up to {longest} are possible. Attach the rest as a file."
                ),
                length=len(words),
                longest=longest,
            )
        ]
    return against_secret(words)


@cache
def secrecy_marks() -> SecrecyMarks:
    """The markings of the installation's country."""
    return load_pack(settings.COUNTRY.code).country.secrecy


def against_secret(text: str) -> list[object]:
    """A text with an official secrecy marking is refused before anything of it is kept."""
    mark = marked_secret(text, secrecy_marks())
    if mark is None:
        return []
    return [
        format_lazy(
            _(
                "The text is marked “{mark}”. Marked material is not accepted here and nothing of it was kept."
            ),
            mark=mark,
        )
    ]


def against_asker(asker: Asker, *, must_have_email: bool) -> dict[str, object]:
    """{field: reason} for what was written about the asker; {} where all is well."""
    found: dict[str, object] = {}
    for name, value in asker.said().items():
        if _CONTROL.search(value if name != "postal_address" else value.replace("\n", " ")):
            found[name] = _("Line breaks and control characters are not possible in this field.")
        elif len(value) > SHORT_FIELD:
            found[name] = _("This is too long for this field.")
    if asker.email and "email" not in found:
        try:
            validate_email(asker.email)
        except ValidationError:
            found["email"] = _("Write an e-mail address such as name@example.org.")
    if must_have_email and not asker.email:
        found["email"] = _("Write your e-mail address: the answer is sent there.")
    return found


def against_receipt_time(received_at: datetime, at: datetime) -> list[object]:
    if received_at.tzinfo is None:
        return [_("The time of receipt needs a time zone.")]
    if received_at > at:
        return [_("The time of receipt lies in the future.")]
    return []


def let_in_all(
    files: Iterable[IncomingFile], largest: int = FILES_LARGEST
) -> tuple[tuple[IncomingFile, ...], list[object]]:
    """The files under harmless names, and what stands against them: size, kind, a secrecy marking."""
    given = tuple(files)
    if sum(len(file.content) for file in given) > largest:
        too_large = _("The files are larger than {megabytes} MB together. Send less, or a link to them.")
        return (), [format_lazy(too_large, megabytes=largest // 1024 // 1024)]
    known, reasons = [], []
    for file in given:
        try:
            found = let_in(file.name, file.content)
        except ReasonsAgainst as refused:
            reasons += refused.reasons
            continue
        known.append(IncomingFile(found.name, found.content))
        reasons += against_secret(PurePath(found.name).stem)
    return tuple(known), reasons


def against_files(files: Iterable[IncomingFile], largest: int = FILES_LARGEST) -> list[object]:
    return let_in_all(files, largest)[1]


@cache
def themes() -> frozenset[str]:
    """The codes of the installation's themes."""
    return frozenset(theme.code for theme in load_pack(settings.COUNTRY.code).themes)


def against_theme(theme: str) -> list[object]:
    return [] if theme in themes() else [_("Choose one of the themes.")]


def against_language(language: str) -> list[object]:
    if _LANGUAGE.fullmatch(language):
        return []
    return [_("Choose the language in which the answer is wanted.")]
