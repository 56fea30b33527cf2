"""What the next agenda could take up: open promises, conclusions that are not done, evidence that places lack."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from hoiam.conferences.models import Conference
from hoiam.conferences.queries.conclusions import not_done
from hoiam.conferences.queries.floor import open_promises
from hoiam.conferences.queries.localities import open_gaps_for_agenda
from hoiam.desks.models import Desk
from hoiam.desks.wording import Wording

TITLE_LONGEST = 200


@dataclass(frozen=True)
class Proposal:
    """One thing that the agenda may take up."""

    key: str
    """`promise-12`: names it in a form."""
    kind: object
    """Its kind in words."""
    title: Mapping[str, str]
    """Of the part it would become."""
    said: str
    """Where it comes from, for the desk."""
    due_on: date | None
    is_taken_up: bool
    """A part of the agenda has this title already."""

    @property
    def shown(self) -> str:
        """The title in the reader's language, else in its own."""
        return str(Wording(self.title))


def proposals_for(conference: Conference, at: datetime) -> list[Proposal]:
    """Open promises, conclusions, gaps of places: the earliest due first within each. A fixed number of queries."""
    desk = conference.desk
    taken = {
        words for row in conference.sessions.filter(removed_at__isnull=True) for words in row.title.values()
    }
    found = [*_promises(desk, conference, at), *_conclusions(desk, conference), *_gaps(desk, conference)]
    return [
        Proposal(key, kind, title, said, due_on, any(words in taken for words in title.values()))
        for key, kind, title, said, due_on in found
    ]


Found = tuple[str, object, Mapping[str, str], str, "date | None"]


def _promises(desk: Desk, conference: Conference, at: datetime) -> list[Found]:
    rows = open_promises(at).filter(conference__desk=desk).exclude(conference=conference)
    return [
        (
            f"promise-{row.pk}",
            _("Open promise"),
            {row.language: _short(row.question)},
            row.conference.reference,
            row.promised_for,
        )
        for row in rows.select_related("conference").order_by("promised_for", "pk")
    ]


def _conclusions(desk: Desk, conference: Conference) -> list[Found]:
    rows = not_done(desk).exclude(conference=conference)
    return [
        (
            f"conclusion-{row.pk}",
            _("Conclusion that is not done"),
            {tag: _short(words) for tag, words in row.words.items()},
            f"{row.conference.reference}, {row.addressee}",
            row.due_on,
        )
        for row in rows
    ]


def _gaps(desk: Desk, conference: Conference) -> list[Found]:
    """The question in its own words would tell whose it is: the agenda takes up what evidence is missing."""
    return [
        (
            f"gap-{row.pk}",
            _("Evidence that places lack"),
            {row.language: _short(row.gap.question if row.gap else row.words)},
            row.reference,
            row.gap.due_date if row.gap else None,
        )
        for row in open_gaps_for_agenda(desk)
    ]


def _short(words: str) -> str:
    return Truncator(" ".join(words.split())).chars(TITLE_LONGEST)
