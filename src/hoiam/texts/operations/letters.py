"""Official letters: prepared for signature, issued under a number of the book, void with a reason."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hoiam.desks.against import MayNot, insist
from hoiam.desks.models import BookNumber, Holding
from hoiam.desks.operations.journal import write_line
from hoiam.desks.operations.numbers import (
    NUMBERING,
    enter_number,
    take_number,
    use_reserved,
    void_number,
)
from hoiam.desks.queries.holders import holds_on
from hoiam.desks.queries.letterheads import letterhead_of
from hoiam.desks.queries.standing import Standing
from hoiam.desks.terms import Role
from hoiam.texts.letter.form import letter_form
from hoiam.texts.letter.sheet import compose
from hoiam.texts.letter.values import LetterValues
from hoiam.texts.models import OfficialLetter, Part, TextVersion
from hoiam.texts.record_kinds import kind_of
from hoiam.texts.secret_marks import reason_if_secret
from hoiam.texts.terms import CARRIES_TEXT, LetterAbout, LetterState

PREPARING = (Role.INTAKE, Role.CASE_OFFICER, Role.REVIEWER, Role.SPOKESPERSON, Role.HEAD)
"""Who prepares a letter; it is numbered by intake or by the head, and signed on paper."""
LONGEST_SUBJECT = 200
LONGEST_REASON = 300


@dataclass(frozen=True)
class Numbering:
    """Where a letter's number comes from: the next of the book, one set aside, or one given on paper."""

    reserved: BookNumber | None = None
    given: int | None = None
    day: date | None = None
    """The date of a number given on paper; today where it is None."""


def prepare_letter(
    *,
    record: models.Model,
    about: LetterAbout,
    values: LetterValues,
    signer: Holding,
    standing: Standing,
    at: datetime,
    version: TextVersion | None = None,
    part: Part | None = None,
    once: str = "",
) -> OfficialLetter:
    """Keep a letter ready for signature; it has no number yet. A form sent twice gives the same letter.

    `values` must not name who asked: who may not see it reads the letter too. Raises `MayNot`,
    `ReasonsAgainst`.
    """
    _insist_role(standing, PREPARING, _("Letters are prepared by those who work on the enquiries."))
    kind = kind_of(record, OfficialLetter.reference_targets)
    with transaction.atomic():
        known = OfficialLetter.objects.filter(desk=standing.desk, once=once).first() if once else None
        if known is not None:
            return known
        insist([*_against_values(values), *_against_signer(signer, standing, at)])
        if (version is not None) != (about in CARRIES_TEXT):
            raise ValueError("A letter that answers carries a cleared text, and no other letter does.")
        letter = OfficialLetter.objects.create(
            desk=standing.desk,
            record_kind=kind,
            record_id=record.pk,
            about=about,
            version=version,
            part=part,
            values=values.said(),
            signer=signer,
            once=once,
            prepared_at=at,
            prepared_by=standing.person,
        )
        _note(letter, standing, at, "prepared letter", {"about": str(about)})
    return letter


def issue_letter(
    *, letter: OfficialLetter, standing: Standing, at: datetime, numbering: Numbering | None = None
) -> OfficialLetter:
    """Give a prepared letter its number and day; from then on it stays as it is. A second call changes nothing.

    The number and the letter are one transaction: neither is ever there without the other. Raises `MayNot`,
    `ReasonsAgainst`.
    """
    _insist_role(standing, NUMBERING, _("Numbers are given by intake or by the head of the body."))
    with transaction.atomic():
        kept = _locked(letter)
        if kept.state == LetterState.ISSUED:
            return kept
        insist(
            [
                kept.state != LetterState.PREPARED and _("This letter was given up."),
                *_against_signer(kept.signer, standing, at),
            ]
        )
        kept.number = row = _number(kept, standing, at, numbering or Numbering())
        values = LetterValues.read(kept.values)
        sheet = compose(values, letter_form(), number=row.number, day=row.day, year=row.day.year)
        kept.sheet = sheet.said()
        kept.state, kept.issued_at, kept.issued_by = LetterState.ISSUED, at, standing.person
        kept.save()
        detail = {"number": str(row), "subject": kept.subject}
        _note(kept, standing, at, "issued letter", detail)
    return kept


def void_letter(*, letter: OfficialLetter, reason: str, standing: Standing, at: datetime) -> OfficialLetter:
    """Declare an issued letter void; its number stays in the book with the reason. Raises `MayNot`,
    `ReasonsAgainst`."""
    _insist_role(standing, NUMBERING, _("Numbers are given by intake or by the head of the body."))
    with transaction.atomic():
        kept = _locked(letter)
        insist([kept.state != LetterState.ISSUED and _("Only an issued letter can be voided.")])
        assert kept.number is not None
        void_number(row=kept.number, reason=reason, by=standing.person, at=at)
        _end(kept, LetterState.VOIDED, reason, standing, at)
        _note(kept, standing, at, "voided letter", {"number": str(kept.number), "reason": reason})
    return kept


def drop_letter(*, letter: OfficialLetter, standing: Standing, at: datetime) -> OfficialLetter:
    """Give up a letter that has no number. Raises `MayNot`, `ReasonsAgainst`."""
    _insist_role(standing, PREPARING, _("Letters are prepared by those who work on the enquiries."))
    with transaction.atomic():
        kept = _locked(letter)
        insist(
            [kept.state != LetterState.PREPARED and _("The letter has a number already; it can be voided.")]
        )
        _end(kept, LetterState.DROPPED, "", standing, at)
        _note(kept, standing, at, "gave up letter", {})
    return kept


def _number(letter: OfficialLetter, standing: Standing, at: datetime, wanted: Numbering) -> BookNumber:
    desk, by = standing.desk, standing.person
    today, symbol = timezone.localdate(at), str(letter.values["symbol"])
    if wanted.reserved is not None:
        return use_reserved(row=wanted.reserved, desk=desk, day=wanted.day or today, by=by, at=at)
    if letterhead_of(desk).is_numbered_elsewhere:
        insist([wanted.given is None and _("Write the number that the registry gave on paper.")])
        assert wanted.given is not None
        day = wanted.day or today
        return enter_number(desk=desk, number=wanted.given, symbol=symbol, day=day, by=by, at=at)
    return take_number(desk=desk, symbol=symbol, day=today, by=by, at=at)


def _locked(letter: OfficialLetter) -> OfficialLetter:
    rows = OfficialLetter.objects.select_for_update(of=("self",)).select_related("desk", "number", "signer")
    return rows.get(pk=letter.pk)


def _end(letter: OfficialLetter, state: LetterState, reason: str, standing: Standing, at: datetime) -> None:
    letter.state, letter.end_reason = state, reason.strip()[:LONGEST_REASON]
    letter.ended_at, letter.ended_by = at, standing.person
    letter.save(update_fields=["state", "end_reason", "ended_at", "ended_by"])


def _note(
    letter: OfficialLetter, standing: Standing, at: datetime, verb: str, detail: dict[str, str]
) -> None:
    write_line(desk=letter.desk, by=standing.person, at=at, verb=verb, record=letter, detail=detail)


def _insist_role(standing: Standing, roles: tuple[Role, ...], otherwise: object) -> None:
    if not standing.holds(*roles):
        raise MayNot([otherwise])


def _against_signer(signer: Holding, standing: Standing, at: datetime) -> list[object]:
    in_office = signer.desk_id == standing.desk.pk and holds_on(signer, timezone.localdate(at))
    return [] if in_office else [_("Choose a signer who holds a post of this desk today.")]


def _against_values(values: LetterValues) -> list[object]:
    capacity = letter_form().capacity(values.capacity)
    written = (values.subject, *values.addressees, *values.recipients, values.signer_title, values.head_title)
    words = [text for block in values.blocks for item in block.items for text, _note in item]
    needed = {
        _("Write the subject of the letter."): values.subject,
        _("Say to whom the letter goes."): values.is_to_asker or values.addressees,
        _("The letter has no text."): values.blocks,
        _("Choose in which capacity the letter is signed."): capacity,
        _("Write the title of the signer."): values.signer_title,
        _("Write the title of the head for whom it is signed."): values.head_title
        or not (capacity and capacity.needs_head),
        _("The letterhead names no place or no symbol. Complete it first."): values.place and values.symbol,
    }
    long = len(values.subject) > LONGEST_SUBJECT and _("The subject is too long; 200 characters are enough.")
    return [
        *(reason for reason, there in needed.items() if not there),
        long,
        reason_if_secret(*written, *words),
    ]
