"""Reasons against a signed sheet, and against confirming one."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hoiam.desks.models import Holding, Person
from hoiam.texts.models import PaperApproval, Signature, TextAuthor, TextVersion
from hoiam.texts.terms import ClearanceState, Decision, PaperState, SigningRole
from hoiam.ui.moments import day

CODE_LENGTH = 8
"""Characters of the hash that the sheet prints large and that somebody types."""
SHEET_KINDS = ("application/pdf", "image/jpeg", "image/png")
_WHOLE_HASH = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True)
class PaperSigner:
    """Somebody who may sign texts of a desk on paper: the holder of a post that speaks, or an official."""

    key: str
    name: str
    title: str
    spans: tuple[tuple[date, date | None], ...]
    """First and last days in office; None: until now."""
    holding: Holding | None = None
    person: Person | None = None

    def was_in_office(self, on: date) -> bool:
        return any(first <= on and (last is None or on <= last) for first, last in self.spans)


def code_of(text_hash: str) -> str:
    """What the sheet prints large."""
    return text_hash[:CODE_LENGTH]


def read_code(typed: str) -> str:
    """What was typed or read from the QR code, as the beginning of a hash; "" where it is none.

    Spaces and hyphens are left out; of an address, as the QR code holds it, the hash counts.
    """
    text = typed.strip().lower()
    if found := _WHOLE_HASH.search(text):
        return found[0]
    bare = re.sub(r"[\s\-–.]", "", text)
    return bare if CODE_LENGTH <= len(bare) <= 64 and re.fullmatch(r"[0-9a-f]+", bare) else ""


def reasons_against_version(
    version: TextVersion, text_hash: str, given: Collection[Signature]
) -> list[object]:
    """Why no sheet can stand for this version now, whoever signed it."""
    reasons: list[object] = []
    if version.clearance.state != ClearanceState.OPEN:
        reasons.append(
            _(
                "This version is no longer in clearance: it is “%(state)s”. Print a new sheet for the text "
                "as it is now."
            )
            % {"state": version.clearance.get_state_display()}
        )
    if text_hash != version.hash:
        reasons.append(_("The text has changed since you opened this page. Print the sheet anew."))
    approved = {row.role for row in given if row.decision == Decision.APPROVE}
    if SigningRole.REVIEWER not in approved:
        reasons.append(_("The reviewer has not signed yet. A sheet stands for the last signature only."))
    return reasons


def reasons_against_signer(
    version: TextVersion,
    signer: PaperSigner | None,
    signed_date: date,
    given: Collection[Signature],
    at: datetime,
) -> list[object]:
    """Why this person's signature of that day does not clear this version."""
    if signer is None:
        return [_("Choose who signed. Whoever is missing is entered first, with the post and its days.")]
    reasons: list[object] = []
    today, sent = timezone.localdate(at), timezone.localdate(version.sent_at)
    if signed_date > today:
        reasons.append(_("The date of the signature is still to come."))
    elif signed_date < sent:
        reasons.append(
            _("This version was sent on %(day)s; nobody can have signed it before that.") % {"day": day(sent)}
        )
    if not signer.was_in_office(signed_date):
        reasons.append(
            _("%(name)s did not hold this office on %(day)s. Choose who did, or correct the date.")
            % {"name": signer.name, "day": day(signed_date)}
        )
    if _wrote(version, signer):
        reasons.append(
            _("%(name)s wrote part of this text, so somebody else clears it finally.") % {"name": signer.name}
        )
    if any(_is_same(signer, row.person) for row in given):
        reasons.append(
            _("%(name)s has signed this version in another role. Two people clear a text.")
            % {"name": signer.name}
        )
    return reasons


def reasons_against_comparing(paper: PaperApproval, by: Person) -> list[object]:
    """Why this person is not the one who compares the sheet with the text."""
    reasons: list[object] = []
    if paper.uploaded_by_id == by.pk:
        reasons.append(_("You brought this sheet in, so a second person compares it."))
    if paper.signer_id == by.pk or _is_named(paper.signer_name, by):
        reasons.append(_("You signed this sheet yourself, so a second person compares it."))
    if TextAuthor.objects.filter(text_id=paper.version.text_id, person=by).exists():
        reasons.append(_("You wrote part of this text, so somebody else compares the sheet."))
    return reasons


def reasons_against_confirming(
    paper: PaperApproval, by: Person, code: str, hashes: Sequence[str]
) -> list[object]:
    """Why this person may not confirm with what they read on the paper.

    `hashes` are those of the text's versions.
    """
    reasons: list[object] = [*reasons_against_deciding(paper), *reasons_against_comparing(paper, by)]
    read = read_code(code)
    if not read:
        reasons.append(
            _("Type the first 8 characters of the code on the sheet: digits and the letters a to f.")
        )
    elif not paper.text_hash.startswith(read):
        other = any(known.startswith(read) for known in hashes)
        reasons.append(
            _(
                "The code on this sheet belongs to another version of this text. Reject the sheet and print it anew."
            )
            if other
            else _("This is not the code of this version. Read it again; if the sheet says so, reject it.")
        )
    return reasons


def reasons_against_deciding(paper: PaperApproval) -> list[object]:
    """Why nothing can be decided about this sheet any more."""
    if paper.state != PaperState.WAITING:
        return [_("This sheet has been decided already: %(state)s.") % {"state": paper.get_state_display()}]
    if paper.version.clearance.state != ClearanceState.OPEN:
        return [
            _("The version this sheet stands for is “%(state)s”. The sheet is kept, and counts no longer.")
            % {"state": paper.version.clearance.get_state_display()}
        ]
    return []


def _wrote(version: TextVersion, signer: PaperSigner) -> bool:
    authors = TextAuthor.objects.filter(text_id=version.text_id).select_related("person")
    return any(_is_same(signer, author.person) for author in authors)


def _is_same(signer: PaperSigner, person: Person) -> bool:
    """The same account, or the same name: the holder of a post needs no account."""
    if signer.person is not None and signer.person.pk == person.pk:
        return True
    return _is_named(signer.name, person)


def _is_named(name: str, person: Person) -> bool:
    """However the name was typed: in capitals, with other gaps, its marks composed or not."""
    one, other = (unicodedata.normalize("NFC", said).casefold().split() for said in (name, person.name))
    return one == other
