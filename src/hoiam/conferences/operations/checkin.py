"""Who was there: scans of a telephone, typed codes, the printed roster; each is kept once, in any order."""

from __future__ import annotations

import re
import secrets
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from hoiam.conferences import rules
from hoiam.conferences.dates import begins, ends
from hoiam.conferences.models import CheckIn, Conference, Delegate, Session
from hoiam.conferences.operations.case import line, lock
from hoiam.conferences.terms import DelegateState, ScanWay
from hoiam.desks.against import insist
from hoiam.desks.models import Person

MOST_SCANS = 200
DOORS_OPEN = timedelta(hours=3)
"""Before the beginning and after the end: when a scan can have happened at all."""
_SCAN_ID = re.compile(r"[A-Za-z0-9_-]{8,40}")


@dataclass(frozen=True)
class Scan:
    """One code that was read. `scan_id`: drawn by the device, the same however often it is sent."""

    scan_id: str
    code: str
    scanned_at: datetime
    """By the device's clock."""
    way: str = ScanWay.CODE


@dataclass(frozen=True)
class Answered:
    """What became of one scan: `in`, `again` (somebody who was in already) or `refused` with the reason."""

    scan_id: str
    what: str
    delegate: Delegate | None = None
    reason: object = ""
    is_new: bool = False
    """False for a scan that was kept before, and is sent again."""


def check_in(
    *, conference: Conference, scans: Sequence[Scan], by: Person, at: datetime, session_code: str = ""
) -> list[Answered]:
    """Take a batch of scans at the door, or of one session; an answer for each, in their order.

    A scan that is sent again changes nothing. One row is kept for a person and a session, with the earliest
    moment: who comes and goes is not followed. A refused scan is answered, the others are kept.
    Raises `MayNot`, and `ReasonsAgainst` where no scan of the batch can be taken.
    """
    with transaction.atomic():
        # The desk alone beside it: a door asks this for every badge.
        rows = Conference.objects.select_for_update(of=("self",)).select_related("desk")
        kept = rows.get(pk=conference.pk)
        rules.may(by, kept.desk, at, rules.AT_THE_DOOR)
        session = _session(kept, session_code)
        insist(
            [
                *rules.against_cancelled(kept),
                _("Nothing was scanned.") if not scans else None,
                format_lazy(_("Up to {number} scans at once."), number=MOST_SCANS)
                if len(scans) > MOST_SCANS
                else None,
                _("This session is not part of the agenda.") if session_code and session is None else None,
                _("Check-in opens on the day of the conference.") if at < begins(kept) - DOORS_OPEN else None,
            ]
        )
        answers = _take(kept, session, scans, by, at)
        number = sum(1 for answer in answers if answer.is_new)
        if number:
            detail = {"number": number, "session": session.code if session else ""}
            line(kept, by=by, at=at, verb="checked in", detail=detail)
    return answers


def enter_paper(
    *,
    conference: Conference,
    delegate_ids: Collection[int],
    by: Person,
    at: datetime,
    session_code: str = "",
) -> int:
    """Enter the ticks of the printed roster after the event; how many are new. Raises as `check_in`."""
    moment = min(at, begins(conference))
    rows = Delegate.objects.filter(conference=conference, pk__in=delegate_ids).order_by("pk")
    # Drawn anew: a telephone may have used any number, and whoever is in stays in once.
    scans = [Scan(f"paper-{secrets.token_hex(12)}", row.code, moment, ScanWay.PAPER) for row in rows]
    number = 0
    with transaction.atomic():
        insist([None if scans else _("Nobody is ticked.")])
        for first in range(0, len(scans), MOST_SCANS):
            answers = check_in(
                conference=conference,
                scans=scans[first : first + MOST_SCANS],
                by=by,
                at=at,
                session_code=session_code,
            )
            number += sum(1 for answer in answers if answer.is_new)
    return number


def undo_check_in(
    *, conference: Conference, delegate: Delegate, by: Person, at: datetime, session_code: str = ""
) -> None:
    """Take back a check-in of the wrong person. Raises `MayNot`, `ReasonsAgainst`."""
    with transaction.atomic():
        kept = lock(conference)
        rules.may(by, kept.desk, at, rules.AT_THE_DOOR)
        rows = CheckIn.objects.filter(delegate=delegate, delegate__conference=kept)
        rows = rows.filter(session__code=session_code) if session_code else rows.filter(session=None)
        insist(
            [
                _("A certificate rests on this check-in. Revoke it first.")
                if delegate.certificates.filter(revoked_at__isnull=True).exists()
                else None,
                None if rows.delete()[0] else _("This delegate is not checked in."),
            ]
        )
        line(kept, by=by, at=at, verb="took back check-in", detail={"delegate": delegate.pk})


def code_read(words: str) -> str:
    """A code as it is kept: capitals and digits alone, without the hyphens and spaces of paper."""
    return re.sub(r"[^0-9A-Z]", "", words.upper())[:40]


def _take(
    conference: Conference, session: Session | None, scans: Sequence[Scan], by: Person, at: datetime
) -> list[Answered]:
    codes = {code_read(scan.code) for scan in scans}
    people = {row.code: row for row in Delegate.objects.filter(code__in=codes).select_related("place")}
    numbers = [scan.scan_id for scan in scans if _SCAN_ID.fullmatch(scan.scan_id)]
    known_rows = CheckIn.objects.filter(
        Q(scan_id__in=numbers) | Q(delegate__in=list(people.values()), session=session)
    )
    seen = {row.scan_id: row for row in known_rows}
    inside = {row.delegate_id: row for row in seen.values() if row.session_id == (session and session.pk)}
    answers, made, earlier = [], [], {}
    for scan in scans:
        delegate = people.get(code_read(scan.code))
        if reason := _against(scan, delegate, session, conference, seen.get(scan.scan_id)):
            answers.append(Answered(scan.scan_id, "refused", None, reason))
            continue
        assert delegate is not None
        moment, known = _moment(scan, conference, at), inside.get(delegate.pk)
        if known is None:
            row = CheckIn(
                delegate=delegate,
                session=session,
                scan_id=scan.scan_id,
                way=scan.way,
                scanned_at=moment,
                received_at=at,
                by=by,
            )
            inside[delegate.pk] = seen[scan.scan_id] = row
            made.append(row)
            answers.append(Answered(scan.scan_id, "in", delegate, is_new=True))
            continue
        if moment < known.scanned_at:
            known.scanned_at = moment
            if known.pk:
                earlier[known.pk] = known
        answers.append(Answered(scan.scan_id, "in" if known.scan_id == scan.scan_id else "again", delegate))
    CheckIn.objects.bulk_create(made)
    CheckIn.objects.bulk_update(earlier.values(), ["scanned_at"])
    return answers


def _against(
    scan: Scan,
    delegate: Delegate | None,
    session: Session | None,
    conference: Conference,
    seen: CheckIn | None,
) -> object | None:
    if not _SCAN_ID.fullmatch(scan.scan_id):
        return _("The device sent no number with this scan.")
    if scan.way not in ScanWay.values:
        return _("Say how the code was read.")
    if delegate is None:
        return _("This code belongs to nobody. Read it again, or look for the name on the roster.")
    if delegate.conference_id != conference.pk:
        return _("This code is for another conference.")
    if seen is not None and (seen.delegate_id, seen.session_id) != (delegate.pk, session and session.pk):
        return _("Another code was sent under the number of this scan. Scan it once more.")
    if delegate.state == DelegateState.CANCELLED:
        return _("This delegate was taken off the list.")
    if delegate.state == DelegateState.WAITING:
        return _("This delegate is on the waiting list and has no seat.")
    return None


def _moment(scan: Scan, conference: Conference, at: datetime) -> datetime:
    """The device's time, put into the days of the conference and not after now: its clock may be wrong."""
    first, last = begins(conference) - DOORS_OPEN, min(at, ends(conference) + DOORS_OPEN)
    return min(max(scan.scanned_at, first), max(first, last))


def _session(conference: Conference, code: str) -> Session | None:
    if not code or "\x00" in code:
        return None
    return Session.objects.filter(conference=conference, code=code, removed_at__isnull=True).first()
