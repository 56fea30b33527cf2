"""Official letters of an enquiry: written from what was cleared or asked, printed with the asker's name."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from hoiam.desks.against import ReasonsAgainst, insist
from hoiam.desks.models import JournalLine
from hoiam.desks.operations.journal import write_line
from hoiam.desks.queries.standing import Standing
from hoiam.desks.terms import Role
from hoiam.enquiries import masking
from hoiam.enquiries.models import Enquiry
from hoiam.enquiries.operations.case import ENQUIRY, lock
from hoiam.enquiries.operations.sealing import open_seal
from hoiam.enquiries.queries.letter_occasions import Choices, Occasion, letter_values
from hoiam.enquiries.queries.sealed import opened_within
from hoiam.texts.letter.form import letter_form
from hoiam.texts.letter.sheet import LetterSheet, asker_lines
from hoiam.texts.models import OfficialLetter
from hoiam.texts.operations.letters import PREPARING, Numbering, issue_letter, prepare_letter
from hoiam.texts.queries.letters import sheet_of

NAMED, MOST_NAMED = "named who asked", 3
"""The verb of a refused letter, and how many of one person an enquiry bears."""
REACH = 8
"""Letters and digits from which an address or a telephone number is one, written in whatever way."""


def write_official_letter(
    *,
    enquiry: Enquiry,
    occasion: Occasion,
    choices: Choices,
    standing: Standing,
    at: datetime,
    is_to_issue: bool = False,
    numbering: Numbering | None = None,
    once: str = "",
) -> OfficialLetter:
    """Prepare a letter for signature and, where `is_to_issue`, give it its number at once: one transaction.

    What the officer typed must not name who asked: the letter is read by more people than may know. Raises
    `MayNot`, `ReasonsAgainst`.
    """
    _insist_unnamed(enquiry, choices, standing, at)
    with transaction.atomic():
        case = lock(enquiry)
        letter = prepare_letter(
            record=case,
            about=occasion.about,
            values=letter_values(occasion, case, choices, at),
            signer=choices.signer,
            version=occasion.version,
            part=occasion.part,
            standing=standing,
            at=at,
            once=once,
        )
        if is_to_issue:
            letter = issue_letter(letter=letter, standing=standing, at=at, numbering=numbering)
    return letter


def print_for_asker(*, letter: OfficialLetter, standing: Standing, at: datetime) -> LetterSheet:
    """The paper with the asker's name, outlet and postal address, for intake of that desk; the opening of the
    seal stands in the journal, and nothing of it is kept. Raises `MayNot`, `ReasonsAgainst`."""
    insist([None if letter.is_to_asker else _("This letter does not go to the asker.")])
    if letter.record_kind != ENQUIRY:
        raise ValueError("Only a letter of an enquiry goes to an asker.")
    enquiry = Enquiry.objects.select_related("desk").get(pk=letter.record_id)
    opened = open_seal(enquiry=enquiry, standing=standing, at=at, purpose="official letter")
    sheet, asker = sheet_of(letter), opened.asker
    insist(
        [None if asker.name or asker.outlet else _("The asker gave no name. Print the letter without one.")]
    )
    words = letter_form().words[sheet.language]
    lines = asker_lines(words, name=asker.name, outlet=asker.outlet, address=asker.postal_address)
    return sheet.addressed(*lines)


def _insist_unnamed(enquiry: Enquiry, choices: Choices, standing: Standing, at: datetime) -> None:
    """Refuse words that name who asked. The refusal tells that the guess was right: so each leaves a line in the
    journal, and after `MOST_NAMED` only intake, who may know, writes letters of this enquiry."""
    if not standing.holds(*PREPARING):
        return
    actor = f"person:{standing.person.pk}"
    tried = JournalLine.objects.filter(
        record_kind=ENQUIRY, record_id=enquiry.pk, verb=NAMED, actor=actor
    ).count()
    if tried >= MOST_NAMED and not standing.holds(Role.INTAKE):
        raise ReasonsAgainst(
            [_("Letters of this enquiry named who asked too often. Now intake writes them.")]
        )
    if not _names_asker(enquiry, choices):
        return
    with transaction.atomic():
        write_line(desk=enquiry.desk, by=standing.person, at=at, verb=NAMED, record=enquiry)
    raise ReasonsAgainst(
        [
            _(
                "What you typed names who asked or how to reach them. Leave it out: intake's print of the letter "
                "fills it in."
            )
        ]
    )


def _names_asker(enquiry: Enquiry, choices: Choices) -> bool:
    opened = opened_within(enquiry)
    if opened is None:
        return False
    known = opened.asker.known_by()
    titles = (choices.head_title, choices.signer_title)
    typed = (choices.subject, choices.text, *titles, *choices.addressees, *choices.recipients)
    return any(_names(text, known) for text in typed)


def _names(text: str, known: list[str]) -> bool:
    """Whether one of the asker's own particulars stands in the text, however it is spaced."""
    if masking.covered(text, known) != masking.covered(text, ()):
        return True
    packed = _packed(text)
    return any(len(_packed(value)) >= REACH and _packed(value) in packed for value in known)


def _packed(text: str) -> str:
    return "".join(sign for sign in text.casefold() if sign.isalnum() or sign == "@")
