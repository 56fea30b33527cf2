"""Approval on paper: a signed sheet is brought back, and a second person compares it with this very version."""

from __future__ import annotations

import hashlib
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hoiam.desks import signing
from hoiam.desks.against import MayNot, ReasonsAgainst, insist
from hoiam.desks.operations.journal import write_line
from hoiam.desks.queries.standing import Standing
from hoiam.desks.terms import EDITORIAL
from hoiam.texts.files import KnownFile
from hoiam.texts.models import PaperApproval, Text, TextVersion
from hoiam.texts.operations.attachments import attach, let_in
from hoiam.texts.operations.citing import record_citations_of_version
from hoiam.texts.paper_rules import (
    SHEET_KINDS,
    PaperSigner,
    reasons_against_confirming,
    reasons_against_deciding,
    reasons_against_signer,
    reasons_against_version,
)
from hoiam.texts.pdf_signature import PdfSignatures, signatures_of
from hoiam.texts.pictures import BrokenPicture, without_metadata
from hoiam.texts.queries.findings import reasons_against_facts_of
from hoiam.texts.queries.paper import paper_signers
from hoiam.texts.secret_marks import reason_if_secret
from hoiam.texts.signals import text_cleared
from hoiam.texts.terms import ClearanceState, ClearingMethod, PaperState
from hoiam.ui.moments import moment

SEAL_TYPE = "hoiam.paper-approval"


def bring_in_paper(
    *,
    version: TextVersion,
    text_hash: str,
    name: str,
    content: bytes,
    signer: str,
    signed_date: date,
    number: str = "",
    standing: Standing,
    at: datetime,
) -> PaperApproval:
    """Keep the signed sheet of exactly the version whose hash was read; it clears nothing yet.

    `signer` is the key of a `PaperSigner`. The same file brought twice is kept once. A picture loses its
    remarks, a PDF is kept byte for byte; our detached signature stands beside either.
    Raises `MayNot`, or `ReasonsAgainst` with everything that stands against it; nothing is kept then.
    """
    _insist_may(standing, version)
    number = number.strip()
    file = _sheet_let_in(name, content)
    insist([reason_if_secret(number)])
    digest = hashlib.sha256(file.content).hexdigest()
    with transaction.atomic():
        version = _locked(version)
        waiting = version.papers.filter(state=PaperState.WAITING).select_related("uploaded_by").first()
        if waiting and _is_sent_again(waiting, digest, standing):
            return waiting
        given = list(version.signatures.select_related("person"))
        who = _signer(version, signer, at)
        insist(
            [
                *reasons_against_version(version, text_hash, given),
                *reasons_against_signer(version, who, signed_date, given, at),
                *reasons_against_facts_of(version, at),
                _reason_against_second(waiting),
            ]
        )
        assert who is not None
        paper = _keep(version, file, digest, who, signed_date, number, standing, at)
        _write(paper, "brought in signed sheet", standing, at, sha256=digest)
    return paper


def confirm_paper(*, paper: PaperApproval, code: str, standing: Standing, at: datetime) -> PaperApproval:
    """Clear the version: the code read on the paper is that of the version, and the signature stands on it.

    By somebody who neither brought the sheet, nor signed it, nor wrote the text. Raises `MayNot`, or
    `ReasonsAgainst`; the sheet then waits as before.
    """
    _insist_may(standing, paper.version)
    with transaction.atomic():
        version, paper = _locked_with(paper)
        hashes = list(version.text.versions.values_list("hash", flat=True))
        insist(
            [
                *reasons_against_confirming(paper, standing.person, code, hashes),
                *(reasons_against_facts_of(version, at) if paper.can_be_decided else []),
            ]
        )
        _decide(paper, PaperState.CONFIRMED, standing, at)
        clearance = version.clearance
        clearance.state, clearance.method = ClearanceState.CLEARED, ClearingMethod.ON_PAPER
        clearance.ended_at, clearance.ended_by = at, standing.person
        clearance.save(update_fields=["state", "method", "ended_at", "ended_by"])
        record_citations_of_version(version=version, by=standing.person, at=at)
        text_cleared.send(sender=TextVersion, version=version, by=standing.person, at=at)
        _write(paper, "cleared text on paper", standing, at)
    return paper


def reject_paper(*, paper: PaperApproval, why: str, standing: Standing, at: datetime) -> PaperApproval:
    """Say that the sheet does not count: a wrong page, another version, no signature. It is kept with the reason.

    Also by whoever brought it. The text stays in clearance. Raises `MayNot` or `ReasonsAgainst`.
    """
    _insist_may(standing, paper.version)
    why = why.strip()
    with transaction.atomic():
        _version, paper = _locked_with(paper)
        insist(
            [
                *reasons_against_deciding(paper),
                _("Say in a sentence what is wrong with the sheet.") if not why else None,
                reason_if_secret(why),
            ]
        )
        _decide(paper, PaperState.REJECTED, standing, at, why)
        _write(paper, "rejected signed sheet", standing, at)
    return paper


def _insist_may(standing: Standing, version: TextVersion) -> None:
    if standing.desk.pk != version.text.desk_id or not standing.holds(*EDITORIAL):
        raise MayNot([_("Your role at this desk does not handle signed sheets.")])


def _sheet_let_in(name: str, content: bytes) -> KnownFile:
    file = let_in(name, content)
    if file.media_type not in SHEET_KINDS:
        raise ReasonsAgainst(
            [_("A signed sheet comes as PDF, JPG or PNG: scan it, or take a photograph of it.")]
        )
    try:
        bare = without_metadata(file.content, file.media_type)
    except BrokenPicture:
        raise ReasonsAgainst([_("This picture is damaged. Scan the sheet once more.")]) from None
    return KnownFile(file.name, file.media_type, bare)


def _is_sent_again(waiting: PaperApproval, digest: str, standing: Standing) -> bool:
    same_file = bool(waiting.seal["file"]["sha256"] == digest)
    return same_file and waiting.uploaded_by_id == standing.person.pk


def _keep(
    version: TextVersion,
    file: KnownFile,
    digest: str,
    who: PaperSigner,
    signed_date: date,
    number: str,
    standing: Standing,
    at: datetime,
) -> PaperApproval:
    """The row and its file, in the current transaction."""
    signatures = signatures_of(file.content) if file.media_type == "application/pdf" else PdfSignatures()
    paper = PaperApproval.objects.create(
        version=version,
        text_hash=version.hash,
        holding=who.holding,
        signer=who.person,
        signer_name=who.name,
        signer_title=who.title[:300],
        signed_date=signed_date,
        number=number,
        signatures_in_file=signatures.count,
        signature_covers_all=signatures.covers_all,
        seal=_seal(version, file, digest, who, signed_date, at),
        uploaded_at=at,
        uploaded_by=standing.person,
    )
    attach(
        desk=version.text.desk,
        record=paper,
        name=file.name,
        content=file.content,
        by=standing.person,
        at=at,
        keeps_bytes=True,
    )
    return paper


def _signer(version: TextVersion, key: str, at: datetime) -> PaperSigner | None:
    first, last = timezone.localdate(version.sent_at), timezone.localdate(at)
    offered = paper_signers(version.text.desk, first, last)
    return next((one for one in offered if one.key == key), None)


def _reason_against_second(waiting: PaperApproval | None) -> object | None:
    if waiting is None:
        return None
    return _(
        "A signed sheet for this version waits already for a second person; %(name)s brought it at %(at)s. "
        "If that one is wrong, reject it first."
    ) % {"name": waiting.uploaded_by.name, "at": moment(waiting.uploaded_at)}


def _locked(version: TextVersion) -> TextVersion:
    """The row of the text is locked: whoever edits, signs or brings a sheet waits here."""
    Text.objects.select_for_update().get(pk=version.text_id)
    return TextVersion.objects.select_related("clearance", "text__desk").get(pk=version.pk)


def _locked_with(paper: PaperApproval) -> tuple[TextVersion, PaperApproval]:
    version = _locked(paper.version)
    fresh = PaperApproval.objects.get(pk=paper.pk)
    fresh.version = version
    return version, fresh


def _decide(paper: PaperApproval, state: str, standing: Standing, at: datetime, why: str = "") -> None:
    paper.state, paper.decided_at, paper.decided_by, paper.decided_why = state, at, standing.person, why
    paper.save(update_fields=["state", "decided_at", "decided_by", "decided_why"])


def _seal(
    version: TextVersion, file: KnownFile, digest: str, who: PaperSigner, signed_date: date, at: datetime
) -> dict[str, Any]:
    """Our detached signature: which file was brought in for which text, when, as whose."""
    return signing.sign(
        {
            "type": SEAL_TYPE,
            "desk": version.text.desk.code,
            "text_hash": version.hash,
            "file": {"sha256": digest, "size": len(file.content), "media_type": file.media_type},
            "signed_by": who.name,
            "signed_date": signed_date.isoformat(),
            "received_at": at.isoformat(timespec="seconds"),
        }
    )


def _write(paper: PaperApproval, verb: str, standing: Standing, at: datetime, **more: str) -> None:
    version = paper.version
    write_line(
        desk=version.text.desk,
        by=standing.person,
        at=at,
        verb=verb,
        record=version.text,
        detail={"version": version.number, "hash": version.hash, "paper": paper.pk, **more},
    )
