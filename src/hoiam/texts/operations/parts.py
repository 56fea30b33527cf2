"""Asking another desk or body for a part of an answer; it sees the question, its part, the attachments."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from hoiam.desks.against import MayNot, insist
from hoiam.desks.models import Body, Desk, Person
from hoiam.desks.operations.clocks import meet_clocks, start_asked, stop_clocks
from hoiam.desks.operations.journal import write_line
from hoiam.desks.queries.standing import Standing
from hoiam.desks.rules import against_meeting
from hoiam.desks.terms import EDITORIAL
from hoiam.post.operations import enqueue
from hoiam.texts.models import Part, PartAnswer, Text
from hoiam.texts.operations.attachments import attach, let_in
from hoiam.texts.part_link import digest_of, token_of
from hoiam.texts.queries.parts import part_by_token
from hoiam.texts.record_kinds import kind_of
from hoiam.texts.secret_marks import reason_if_secret
from hoiam.texts.signals import part_answered
from hoiam.texts.terms import PartState

REQUEST = "texts.part_request"
"""The payload kind under which a request travels by post."""
ACT = "answer_part"
"""What meets the clock of a part."""
LINK_LASTS = timedelta(days=30)
"""How long after the due time a link still opens: a late answer is better than none."""
LONGEST_QUESTION = 10_000
LONGEST_ANSWER = 100_000

File = tuple[str, bytes]
"""(name, content) as it was sent."""


def ask_part(
    *,
    record: models.Model,
    question: str,
    language: str,
    due_at: datetime,
    standing: Standing,
    at: datetime,
    to_desk: Desk | None = None,
    to_body: Body | None = None,
    address: str = "",
    text: Text | None = None,
    files: Iterable[File] = (),
) -> Part:
    """Ask a desk, or a body without one by a letter with a link, to answer `question` by `due_at`.

    The clock runs for whoever is asked. `address` is the body's office address (default: its published one).
    Raises `MayNot` or `ReasonsAgainst`; a second request for the same question to the same place returns
    the first.
    """
    _insist_editorial(standing)
    question, files = question.strip(), list(files)
    address = (address or (to_body.email if to_body else "")).strip()
    insist(
        [
            *_reasons_against_asking(standing.desk, to_desk, to_body, address),
            *_reasons_against_words(question, LONGEST_QUESTION, _("Write the question for them.")),
            _("The time until which they should answer is past. Choose a later one.")
            if due_at <= at
            else None,
        ]
    )
    for name, content in files:
        let_in(name, content)
    kind = kind_of(record, Part.reference_targets)
    given = {"record_kind": kind, "record_id": record.pk, "desk": standing.desk}
    with transaction.atomic():
        Desk.objects.select_for_update().get(pk=standing.desk.pk)
        same = Part.objects.filter(**given, to_desk=to_desk, to_body=to_body, question=question)
        if known := same.filter(state=PartState.ASKED).first():
            return known
        part = Part.objects.create(
            **given,
            text=text,
            to_desk=to_desk,
            to_body=to_body,
            address=address if to_body else "",
            question=question,
            language=language,
            asked_at=at,
            asked_by=standing.person,
            due_at=due_at,
        )
        for name, content in files:
            attach(desk=part.desk, record=part, name=name, content=content, by=standing.person, at=at)
        _send(part, standing.person, at)
    return part


def answer_part(
    *, part: Part, body: str, standing: Standing, at: datetime, office: str = "", files: Iterable[File] = ()
) -> PartAnswer:
    """Answer a part as the desk that is asked; or, for a body without a desk, enter what it sent by letter.

    A later answer stands before the earlier one, none is written over. Raises `MayNot` or `ReasonsAgainst`.
    """
    _insist_editorial(standing)
    answering = part.to_desk_id or part.desk_id
    if standing.desk.pk != answering:
        raise MayNot([_("This part is for another desk.")])
    return _answer(part, body, office, standing.person, list(files), at)


def answer_part_by_link(
    *, token: str, body: str, at: datetime, office: str = "", files: Iterable[File] = ()
) -> PartAnswer:
    """Answer by the link of the letter. Raises `ReasonsAgainst` where the link is wrong or has ended."""
    part = part_by_token(token, at)
    if part is None:
        insist([_("This link does not open any more. Ask the desk that sent it for a new one.")])
    assert part is not None
    return _answer(part, body, office, "body", list(files), at)


def decline_part(
    *, part: Part, why: str, at: datetime, standing: Standing | None = None, token: str = ""
) -> Part:
    """Say that somebody else must answer this, and why; as the desk that is asked, or by the link."""
    by: Person | str = "body"
    if standing is not None:
        _insist_editorial(standing)
        if standing.desk.pk != part.to_desk_id:
            raise MayNot([_("This part is for another desk.")])
        by = standing.person
    elif part_by_token(token, at) != part:
        insist([_("This link does not open any more. Ask the desk that sent it for a new one.")])
    return _end(part, PartState.DECLINED, why, "declined part", by, at)


def take_back_part(*, part: Part, why: str, standing: Standing, at: datetime) -> Part:
    """Withdraw a request; whoever was asked sees it no longer among what is due."""
    _insist_editorial(standing)
    if standing.desk.pk != part.desk_id:
        raise MayNot([_("This part was asked by another desk.")])
    return _end(part, PartState.TAKEN_BACK, why, "took part back", standing.person, at)


def release_parts(*, record: models.Model, by: Person | str, at: datetime) -> int:
    """Take back what is still asked for a record that has ended, in the current transaction; how many.

    One that is being answered at this very moment is left to whoever answers.
    """
    kind = kind_of(record, Part.reference_targets)
    asked = Part.objects.filter(record_kind=kind, record_id=record.pk, state=PartState.ASKED)
    parts = list(
        asked.select_for_update(skip_locked=True, of=("self",)).select_related("desk").order_by("pk")
    )
    for part in parts:
        part.state, part.ended_at = PartState.TAKEN_BACK, at
        part.ended_why = str(_("The enquiry it belongs to has ended."))
        part.save(update_fields=["state", "ended_at", "ended_why"])
        stop_clocks(record=part, by=by, at=at, why=PartState.TAKEN_BACK)
        write_line(desk=part.desk, by=by, at=at, verb="took part back", record=part)
    return len(parts)


def _send(part: Part, by: Person, at: datetime) -> None:
    """Start the clock of whoever is asked, and let the request leave."""
    asked = part.to_desk or part.desk
    start_asked(desk=asked, record=part, act=ACT, started_at=at, due_at=part.due_at, by=by, at=at)
    if part.to_body_id:
        part.token_expires_at = part.due_at + LINK_LASTS
        part.token_digest = digest_of(token_of(part.pk, part.token_expires_at))
        part.save(update_fields=["token_digest", "token_expires_at"])
        enqueue(
            payload_kind=REQUEST,
            payload_id=part.pk,
            address=part.address,
            at=at,
            desk=part.desk,
            language=part.language,
        )
    if part.to_desk:
        write_line(desk=part.to_desk, by=by, at=at, verb="was asked part", record=part)
    write_line(desk=part.desk, by=by, at=at, verb="asked part", record=part)


def _answer(
    part: Part, body: str, office: str, by: Person | str, files: list[File], at: datetime
) -> PartAnswer:
    body, office = body.strip(), office.strip()
    insist(
        [
            *_reasons_against_words(body, LONGEST_ANSWER, _("Write the answer first.")),
            reason_if_secret(office),
            _("The name of the office is too long: up to 160 characters.") if len(office) > 160 else None,
        ]
    )
    for name, content in files:
        let_in(name, content)
    with transaction.atomic():
        kept = Part.objects.select_for_update().get(pk=part.pk)
        if kept.state not in (PartState.ASKED, PartState.ANSWERED):
            insist([_("This part is no longer asked for.")])
        answer = PartAnswer.objects.create(
            part=kept,
            body=body,
            office=office,
            answered_by=by if isinstance(by, Person) else None,
            at=at,
        )
        for name, content in files:
            attach(desk=kept.to_desk or kept.desk, record=answer, name=name, content=content, by=by, at=at)
        if kept.state == PartState.ASKED:
            kept.state, kept.ended_at = PartState.ANSWERED, at
            kept.save(update_fields=["state", "ended_at"])
            meet_clocks(record=kept, act=ACT, by=by, at=at)
        part_answered.send(sender=Part, part=kept, answer=answer, by=by, at=at)
        write_line(desk=kept.desk, by=by, at=at, verb="answered part", record=kept)
    return answer


def _end(part: Part, state: str, why: str, verb: str, by: Person | str, at: datetime) -> Part:
    insist(_reasons_against_words(why.strip(), LONGEST_QUESTION, _("Say why, in a sentence.")))
    with transaction.atomic():
        kept = Part.objects.select_for_update().get(pk=part.pk)
        if kept.state != PartState.ASKED:
            insist([_("This part has been answered or ended already.")])
        kept.state, kept.ended_at, kept.ended_why = state, at, why.strip()
        kept.save(update_fields=["state", "ended_at", "ended_why"])
        stop_clocks(record=kept, by=by, at=at, why=state)
        write_line(desk=kept.desk, by=by, at=at, verb=verb, record=kept)
    return kept


def _reasons_against_asking(
    desk: Desk, to_desk: Desk | None, to_body: Body | None, address: str
) -> list[object]:
    reasons = against_meeting(desk, to_desk)
    if (to_desk is None) == (to_body is None):
        reasons.append(_("Choose one desk, or one body without a desk."))
    if to_desk is not None and to_desk.pk == desk.pk:
        reasons.append(_("This is your own desk. Choose another one."))
    if to_desk is not None and not to_desk.is_open:
        reasons.append(_("That desk is closed. Choose the one that follows it."))
    if to_body is not None and not address:
        reasons.append(_("No address is known for that body. Write the address of its office."))
    return reasons


def _reasons_against_words(words: str, longest: int, if_empty: object) -> list[object]:
    reasons = [if_empty] if not words else []
    if len(words) > longest:
        reasons.append(_("This is too long: up to %(longest)d characters.") % {"longest": longest})
    if secret := reason_if_secret(words):
        reasons.append(secret)
    return reasons


def _insist_editorial(standing: Standing) -> None:
    if not standing.holds(*EDITORIAL):
        raise MayNot([_("Your role at this desk does not read or write texts.")])
