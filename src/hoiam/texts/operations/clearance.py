"""Clearance: sending a text, taking it back, signing exactly what was read. Silence decides nothing."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from hoiam.desks.against import MayNot, insist
from hoiam.desks.operations.journal import write_line
from hoiam.desks.queries.standing import Standing
from hoiam.texts.models import Clearance, Signature, Text, TextVersion
from hoiam.texts.operations.citing import record_citations_of_version
from hoiam.texts.operations.voiding import end_clearance
from hoiam.texts.operations.writing_version import write_version
from hoiam.texts.queries.findings import findings_of, reasons_against_facts_of
from hoiam.texts.queries.versions import drafts_beside, standing_clearance
from hoiam.texts.rules import insist_may_write, may_sign_as, reasons_against_signing
from hoiam.texts.secret_marks import reason_if_secret
from hoiam.texts.sentence_book import SentenceBook
from hoiam.texts.signals import text_cleared, text_returned
from hoiam.texts.terms import SIGNS_AS, ClearanceState, ClearingMethod, Decision, SigningRole
from hoiam.texts.urgency import Urgency, urgency_of


def send_for_clearance(
    *,
    text: Text,
    standing: Standing,
    at: datetime,
    reasons: Mapping[str, str] | None = None,
    revision: int | None = None,
) -> TextVersion:
    """Fix the text as its next version and lay it before the reviewer.

    `reasons` are {sentence id: why its number needs no cited fact}, beside those already written at the
    text. `revision` is what the sender saw; a save since then is a reason against. Raises `MayNot`, or
    `ReasonsAgainst` with every finding that stands against sending.
    """
    insist_may_write(standing.person, text.desk, at)
    if standing.desk.pk != text.desk_id:
        raise MayNot([_("This text belongs to another desk.")])
    insist([reason_if_secret(*(reasons or {}).values())])
    with transaction.atomic():
        kept = Text.objects.select_for_update().get(pk=text.pk)
        book = SentenceBook.read(kept.book).with_reasons(reasons or {})
        insist(_reasons_against_sending(kept, book, revision, at))
        if reasons:
            kept.book = book.kept()
            kept.save(update_fields=["book"])
        version = write_version(text=kept, book=book, by=standing.person, at=at)
        Clearance.objects.create(version=version, text=kept, desk=kept.desk)
        write_line(
            desk=kept.desk,
            by=standing.person,
            at=at,
            verb="sent text for clearance",
            record=kept,
            detail={"version": version.number, "hash": version.hash},
        )
    return version


def take_back(*, text: Text, standing: Standing, at: datetime) -> Text:
    """Take a text out of clearance to go on writing. Raises `MayNot`, or `ReasonsAgainst` where it is in none."""
    insist_may_write(standing.person, text.desk, at)
    with transaction.atomic():
        kept = Text.objects.select_for_update().get(pk=text.pk)
        insist([_("This text has gone out already.") if kept.closed_at else None])
        ended = end_clearance(
            text=kept,
            state=ClearanceState.TAKEN_BACK,
            verb="took text back",
            by=standing.person,
            at=at,
        )
        if ended is None:
            insist([_("This text is not in clearance.")])
    return kept


def sign(
    *,
    version: TextVersion,
    text_hash: str,
    standing: Standing,
    role: str,
    at: datetime,
    decision: str = Decision.APPROVE,
    comment: str = "",
) -> Signature:
    """Approve or return exactly the version whose hash was read.

    The reviewer signs first, the spokesperson (or the head) last; the last approval clears the version and
    sends `text_cleared`. Where a text cannot wait, somebody on duty may clear it alone (`urgency`). A return
    needs a comment, gives the text back and sends `text_returned`.
    Raises `MayNot` where no role of the person opens this signature, else `ReasonsAgainst`.
    """
    urgency = urgency_of(version.text, standing.person, at)
    if standing.desk.pk != version.text.desk_id or not may_sign_as(standing, role, urgency):
        raise MayNot([_("Your role at this desk does not sign texts in this way.")])
    comment = comment.strip()
    insist([_missing_comment(decision, comment), reason_if_secret(comment)])
    with transaction.atomic():
        text = Text.objects.select_for_update().get(pk=version.text_id)
        version = TextVersion.objects.select_related("clearance", "text__desk").get(pk=version.pk)
        insist(
            [
                *reasons_against_signing(
                    version,
                    standing=standing,
                    role=role,
                    decision=decision,
                    text_hash=text_hash,
                    given=list(version.signatures.all()),
                    urgency=urgency,
                ),
                *(reasons_against_facts_of(version, at) if decision == Decision.APPROVE else []),
            ]
        )
        signature = Signature.objects.create(
            version=version,
            role=role,
            person=standing.person,
            is_lent=not SIGNS_AS[SigningRole(role)] & (standing.roles - standing.lent),
            is_on_duty=role in urgency.signs_as,
            text_hash=text_hash,
            decision=decision,
            comment=comment,
            at=at,
        )
        _carry_out(text, version, signature, urgency, at)
    return signature


def _carry_out(
    text: Text, version: TextVersion, signature: Signature, urgency: Urgency, at: datetime
) -> None:
    """End the clearance where this signature ends it, tell the rooms above, write the line."""
    clearance, verb = version.clearance, "approved text"
    if signature.decision == Decision.RETURN:
        clearance.state, verb = ClearanceState.RETURNED, "returned text"
    elif signature.role == SigningRole.SPOKESPERSON or urgency.clears_alone(signature.role):
        clearance.state, verb = ClearanceState.CLEARED, "cleared text"
        is_alone = version.signatures.count() == 1
        clearance.method = ClearingMethod.ONE_ON_DUTY if is_alone else ClearingMethod.TWO
    if clearance.state != ClearanceState.OPEN:
        clearance.ended_at, clearance.ended_by = at, signature.person
        clearance.save(update_fields=["state", "method", "ended_at", "ended_by"])
    if clearance.state == ClearanceState.CLEARED:
        record_citations_of_version(version=version, by=signature.person, at=at)
        text_cleared.send(sender=TextVersion, version=version, by=signature.person, at=at)
    if clearance.state == ClearanceState.RETURNED:
        text_returned.send(
            sender=TextVersion, version=version, signature=signature, by=signature.person, at=at
        )
    write_line(
        desk=text.desk,
        by=signature.person,
        at=at,
        verb=verb,
        record=text,
        detail={"version": version.number, "hash": version.hash, "role": signature.role},
    )


def _reasons_against_sending(
    text: Text, book: SentenceBook, revision: int | None, at: datetime
) -> list[object]:
    reasons: list[object] = []
    if text.closed_at:
        reasons.append(_("This text has gone out already."))
    if not text.body.strip():
        reasons.append(_("There is no text yet. Write it first."))
    if revision is not None and revision != text.revision:
        reasons.append(_("Somebody saved this text since you opened it. Read it again, then send it."))
    if drafts_beside(text):
        reasons.append(_("Two versions of this text stand side by side. Decide between them first."))
    if standing_clearance(text):
        reasons.append(_("This text is in clearance already."))
    found = findings_of(text, at=at, book=book)
    return reasons + [finding.message for finding in found if finding.stands_against_sending]


def _missing_comment(decision: str, comment: str) -> object | None:
    if decision not in Decision.values:
        return _("Choose: approve or return.")
    if decision == Decision.RETURN and not comment:
        return _("Say in a sentence what should change, so that the writer knows.")
    return None
