"""A roster comes as a file: looked at first, then kept whole, or its good rows where that is chosen."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.conf import settings
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from hoiam.conferences import agencies
from hoiam.conferences.models import Conference, Invitation
from hoiam.conferences.operations.registering import register_by_link, register_delegates
from hoiam.conferences.queries.registrations import Imported
from hoiam.conferences.rosters.entries import Entry, Refused
from hoiam.conferences.rosters.reading import Roster, RosterLine, read_roster
from hoiam.desks.models import Person
from hoiam.evidence.sheets.table import UnreadableFile
from hoiam.texts.secret_marks import reason_if_secret


def import_roster(
    *,
    conference: Conference,
    content: bytes,
    by: Person,
    at: datetime,
    keep_good: bool = False,
    dry_run: bool = False,
) -> Imported:
    """Take the delegates of an xlsx or csv file. Nothing is raised for what is wrong with the file.

    Raises `MayNot`, and `ReasonsAgainst` where the conference takes nobody more.
    """
    read = _read(conference, content)
    if isinstance(read, Imported):
        return read
    entries = _entries(read, conference)
    if not entries:
        return _nobody(read)
    done = register_delegates(
        conference=conference, entries=entries, by=by, at=at, keep_good=keep_good, dry_run=dry_run
    )
    return Imported(done, read.left_out, read.ignored, read.headings)


def import_by_link(
    *,
    token: str,
    invitation: Invitation,
    content: bytes,
    at: datetime,
    keep_good: bool = False,
    dry_run: bool = False,
) -> Imported:
    """The same for the delegation of an invited body. Raises `ReasonsAgainst` for a closed link."""
    read = _read(invitation.conference, content)
    if isinstance(read, Imported):
        return read
    entries = _entries(read, invitation.conference)
    if not entries:
        return _nobody(read)
    done = register_by_link(token=token, entries=entries, at=at, keep_good=keep_good, dry_run=dry_run)
    return Imported(done, read.left_out, read.ignored, read.headings)


def _read(conference: Conference, content: bytes) -> Roster | Imported:
    names = agencies.PlaceNames.on(conference.starts_on)
    try:
        roster = read_roster(content, lambda words: names.find(words) is not None)
    except UnreadableFile as wrong:
        return Imported(unreadable=wrong.reason, unreadable_line=wrong.line)
    marked = reason_if_secret("\n".join([roster.above, *(words for _line, words in roster.left_out)]))
    return Imported(unreadable=marked) if marked else roster


def _nobody(roster: Roster) -> Imported:
    return Imported(
        left_out=roster.left_out, headings=roster.headings, unreadable=_("The file names nobody.")
    )


def _entries(roster: Roster, conference: Conference) -> Sequence[Entry]:
    names = agencies.PlaceNames.on(conference.starts_on)
    return [_entry(row, names) for row in roster.lines]


def _entry(row: RosterLine, names: agencies.PlaceNames) -> Entry:
    cells = row.cells
    refused = [Refused(column, reason) for column, reason in row.refused]
    place, remarks = None, []
    if said := cells.get("place", ""):
        place = names.find(said)
        if place is None:
            reason = format_lazy(_("“{name}” is no place of the day of the conference."), name=said[:80])
            refused.append(Refused("place", reason))
        elif names.is_former(said):
            remarks.append(
                format_lazy(_("{former} is counted under {place}."), former=said[:80], place=str(place))
            )
    kind = agencies.kind_of(cells.get("agency_kind", ""))
    if cells.get("agency_kind") and not kind:
        reason = _("This kind of agency is not known.")
        refused.append(Refused("agency_kind", reason))
    return Entry(
        name=cells.get("name", ""),
        post=cells.get("post", ""),
        agency=cells.get("agency", ""),
        agency_kind=kind,
        place=place,
        email=cells.get("email", ""),
        phone=cells.get("phone", ""),
        language=_language(cells.get("language", "")),
        line=row.line,
        refused=tuple(refused),
        remarks=tuple(remarks),
    )


def _language(words: str) -> str:
    """A language of the site, by its tag or its name; "" for any other."""
    said = words.strip().lower()
    return next((tag for tag, name in settings.LANGUAGES if said in (tag, str(name).lower())), "")
