"""What the home page says: what is due, what waits for me, what went wrong."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from hoiam.conferences.models import Conference
from hoiam.desks.models import Clock
from hoiam.desks.queries.standing import Standing
from hoiam.desks.terms import CLEARING, EDITORIAL, Duty, Role
from hoiam.enquiries.models import Alarm, Correspondence, Enquiry, Matter, Transfer
from hoiam.enquiries.queries import notices
from hoiam.enquiries.queries.inbox import Filter, View, inbox, view_counts
from hoiam.enquiries.queries.mail import Waiting, unread_mailbox, unread_messages, waiting_mail
from hoiam.enquiries.terms import NoticeWhat
from hoiam.evidence.models import Gap
from hoiam.evidence.queries.gaps import open_gaps
from hoiam.post.models import Mailbox
from hoiam.releases.models import Release
from hoiam.texts.models import Part, Text, TextVersion
from hoiam.texts.queries.paper import waiting_papers
from hoiam.texts.queries.parts import parts_for
from hoiam.texts.queries.versions import waiting_for
from hoiam.workroom.enquiries.clocks import law_of
from hoiam.workroom.enquiries.lines import Line, line_of
from hoiam.workroom.home.conferences import ConferenceNotice, conferences_today
from hoiam.workroom.home.outlets import OutletsToday, outlets_today
from hoiam.workroom.home.releases import ReleasesToday, releases_today
from hoiam.workroom.home.told import NoticeLine, notice_line, one_each

SHOWN = 8
"""Rows of each list; the rest is one link away."""
READ = 60
"""Notices that are looked through; one limit gives up to four."""
GAPS_SOON = timedelta(days=3)
ENQUIRY, MATTER, RELEASE = "enquiries.enquiry", "enquiries.matter", "releases.release"
CONFERENCE = "conferences.conference"


@dataclass(frozen=True)
class DueLine:
    """An enquiry with the limit that decides its place, and whose limit it is."""

    line: Line
    law: str
    is_unconfirmed: bool


@dataclass(frozen=True)
class TextLine:
    """A text that waits for this person: to be cleared, or written on after it came back."""

    address: str
    purpose: str
    line: Line | None
    matter: str = ""
    """For a bulletin, the short name of the matter; the reference of a release with its language, of a conference."""
    said: str = ""
    """The comment of whoever sent it back."""
    at: datetime | None = None
    by: str = ""


@dataclass(frozen=True)
class Today:
    counts: dict[str, int]
    is_first_run: bool
    clears: bool
    takes_in: bool
    waiting: list[TextLine] = field(default_factory=list)
    returned: list[TextLine] = field(default_factory=list)
    new: list[DueLine] = field(default_factory=list)
    due: list[DueLine] = field(default_factory=list)
    mine_only: bool = False
    offers: list[Transfer] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)
    sheets: int = 0
    """Signed sheets that wait for a second person such as this one."""
    alarms: list[Alarm] = field(default_factory=list)
    by_hand: list[Correspondence] = field(default_factory=list)
    gaps: list[Gap] = field(default_factory=list)
    notices: list[NoticeLine] = field(default_factory=list)
    mail: Waiting | None = None
    """Messages by e-mail that are to be sorted."""
    mailbox: Mailbox | None = None
    """The mailbox that cannot be read just now."""
    unread: int = 0
    """Messages that were fetched and could not be read."""
    releases: ReleasesToday = field(default_factory=ReleasesToday)
    """Releases that go out soon, wait to be confirmed, or rest on a fact that changed."""
    outlets: OutletsToday = field(default_factory=OutletsToday)
    """Outlets that ask to be registered, and those that a text did not reach."""

    conferences: list[ConferenceNotice] = field(default_factory=list)
    """What was told about conferences and requests of places."""

    @property
    def is_calm(self) -> bool:
        """Nothing waits and nothing is wrong."""
        lists = (self.waiting, self.returned, self.new, self.due, self.offers, self.parts, self.sheets)
        return not any(lists) and not self.mail and not self.has_trouble and not self.releases

    @property
    def folder(self) -> bool:
        """Whether answers wait, which can be read and signed on one page."""
        return any(text.line for text in self.waiting)

    @property
    def has_trouble(self) -> bool:
        wrong = (
            self.mailbox,
            self.unread,
            self.alarms,
            self.by_hand,
            self.gaps,
            self.notices,
            self.conferences,
        )
        return any(wrong) or self.releases.has_trouble or bool(self.outlets.to_reach)


def today(standing: Standing, at: datetime) -> Today:
    """Everything of the page, in a number of queries that does not grow with the desk's work."""
    mine_only = not standing.holds(Role.INTAKE, *CLEARING)
    view = View.MINE if mine_only else View.OPEN
    due = inbox(standing, at, Filter(view=view), limit=SHOWN).rows
    takes_in = standing.holds(Role.INTAKE)
    new = inbox(standing, at, Filter(view=View.NEW), limit=SHOWN).rows if takes_in else []
    texts = _Texts(standing, at)
    unseen = one_each(notices.notices_for(standing).exclude(what=NoticeWhat.ARRIVED)[:READ])
    counts = view_counts(standing, at)
    releases = releases_today(standing, at)
    shown_new = {row.pk for row in new}
    return Today(
        counts=counts,
        is_first_run=not (counts.get(View.OPEN) or texts.waiting() or unseen or releases)
        and notices.is_empty(standing),
        clears=standing.holds(*CLEARING),
        takes_in=takes_in,
        waiting=texts.waiting(),
        returned=texts.returned(),
        new=_due_lines(new, standing, at),
        due=_due_lines([row for row in due if row.pk not in shown_new], standing, at),
        mine_only=mine_only,
        offers=list(notices.offered_to(standing)[:SHOWN]),
        parts=parts_for(standing)[:SHOWN],
        sheets=len(waiting_papers(standing)) if standing.holds(*EDITORIAL) else 0,
        alarms=list(notices.open_alarms(standing)[:SHOWN]),
        by_hand=list(notices.letters_by_hand(standing)[:SHOWN]),
        gaps=_gaps(standing, at),
        notices=[notice_line(row, standing.desk.code) for row in unseen[:SHOWN]],
        **_mail(standing),
        releases=releases,
        outlets=outlets_today(standing),
        conferences=conferences_today(standing),
    )


def _mail(standing: Standing) -> dict[str, Any]:
    waiting = waiting_mail(standing)
    return {
        "mail": waiting if waiting.count else None,
        "mailbox": unread_mailbox(standing),
        "unread": unread_messages(standing),
    }


def _due_lines(rows: list[Enquiry], standing: Standing, at: datetime) -> list[DueLine]:
    """The rows with the clock that put them where they stand, in one query."""
    wanted = {row.pk: row.next_due_at for row in rows}
    running = Clock.objects.open().filter(record_kind=ENQUIRY, record_id__in=list(wanted))
    deciding: dict[int, Clock] = {}
    for clock in running.select_related("rule"):
        if clock.due_at == wanted[clock.record_id] and clock.duty != Duty.ASKED:
            known = deciding.get(clock.record_id)
            if known is None or clock.duty == Duty.LEGAL:
                deciding[clock.record_id] = clock
    return [_due_line(row, deciding.get(row.pk), standing, at) for row in rows]


def _due_line(row: Enquiry, clock: Clock | None, standing: Standing, at: datetime) -> DueLine:
    line = line_of(row, desk_code=standing.desk.code, at=at)
    return DueLine(line, law_of(clock) if clock else "", clock is not None and clock.duty == Duty.WARNING)


def _gaps(standing: Standing, at: datetime) -> list[Gap]:
    """My gaps that are due soon or late; for the steward and leaders every one of the desk."""
    if not standing.holds(*EDITORIAL):
        return []
    sees_all = standing.holds(Role.FACT_STEWARD, *CLEARING)
    rows: QuerySet[Gap] = open_gaps(standing.desk, owner=None if sees_all else standing.person)
    last = timezone.localdate(at) + GAPS_SOON
    return list(rows.filter(due_date__lte=last)[:SHOWN])


class _Texts:
    """Texts that wait for this person, each with the enquiry it is for."""

    def __init__(self, standing: Standing, at: datetime) -> None:
        self._standing, self._at = standing, at
        self._waiting = waiting_for(standing, at)
        self._returned = notices.returned_to(standing)
        texts = [*(version.text for version in self._waiting), *self._returned]
        self._lines = _lines_for(texts, standing, at)
        numbers = [text.record_id for text in texts if text.record_kind == MATTER]
        self._matters = dict(Matter.objects.filter(pk__in=numbers).values_list("pk", "title"))
        numbers = [text.record_id for text in texts if text.record_kind == RELEASE]
        self._releases = dict(Release.objects.filter(pk__in=numbers).values_list("pk", "reference"))
        numbers = [text.record_id for text in texts if text.record_kind == CONFERENCE]
        self._conferences = dict(Conference.objects.filter(pk__in=numbers).values_list("pk", "reference"))

    def waiting(self) -> list[TextLine]:
        return [self._of_version(version) for version in self._waiting]

    def returned(self) -> list[TextLine]:
        return [self._of_returned(text) for text in self._returned]

    def _of_version(self, version: TextVersion) -> TextLine:
        return TextLine(
            address=f"{_address(version.text, self._standing)}clearance/",
            purpose=_purpose(version.text),
            line=self._line(version.text),
            matter=self._matter(version.text),
            at=version.sent_at,
            by=version.sent_by.name,
        )

    def _of_returned(self, text: Text) -> TextLine:
        last = max(text.versions.all(), key=lambda version: version.number)
        said = next((row for row in last.signatures.all() if row.comment), None)
        return TextLine(
            address=_address(text, self._standing),
            purpose=_purpose(text),
            line=self._line(text),
            matter=self._matter(text),
            said=said.comment if said else "",
            at=last.clearance.ended_at,
        )

    def _line(self, text: Text) -> Line | None:
        return self._lines.get(text.record_id) if text.record_kind == ENQUIRY else None

    def _matter(self, text: Text) -> str:
        if text.record_kind == RELEASE:
            reference = self._releases.get(text.record_id, "")
            return f"{reference} · {text.language}" if reference else ""
        if text.record_kind == CONFERENCE:
            return self._conferences.get(text.record_id, "")
        return self._matters.get(text.record_id, "") if text.record_kind == MATTER else ""


def _lines_for(texts: Iterable[Text], standing: Standing, at: datetime) -> dict[int, Line]:
    numbers = [text.record_id for text in texts if text.record_kind == ENQUIRY]
    rows = Enquiry.objects.filter(pk__in=numbers, desk=standing.desk).select_related("officer")
    return {row.pk: line_of(row, desk_code=standing.desk.code, at=at) for row in rows}


def _address(text: Text, standing: Standing) -> str:
    return f"/office/{standing.desk.code}/texts/{text.pk}/"


def _purpose(text: Text) -> str:
    words: dict[str, Any] = {
        "answer": _("Answer"),
        "interim_answer": _("Interim answer"),
        "refusal": _("Refusal"),
        "information": _("Information on a matter"),
        "bulletin": _("Bulletin"),
        "release": _("Release"),
        "guidance": _("Guidance"),
        "record": _("Record of a conference"),
        "talk": _("Talk"),
    }
    return str(words.get(text.purpose, text.purpose))
