"""What a line of the log says, already in the reader's words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from hoiam.enquiries.queries.timeliness import Timeliness, timeliness_of
from hoiam.enquiries.terms import Kind, Outcome
from hoiam.ui.dues import span
from hoiam.ui.languages import foreign
from hoiam.ui.moments import day
from hoiam.ui.shapes import Tone

TONES: dict[str, Tone] = {
    Outcome.ANSWERED: "success",
    Outcome.PARTLY_ANSWERED: "info",
    Outcome.NOT_HELD: "neutral",
    Outcome.REFUSED: "danger",
}
LONGEST = 280


@dataclass(frozen=True)
class Line:
    """One answer in the log."""

    reference: str
    address: str
    question: str
    language: str
    """Tag of the question, where it is not the page's."""
    desk: str
    kind: str
    outcome: str
    tone: Tone
    answered: str
    dates: str
    """Received and answered, as a beginning of the sentence that `timing` ends."""
    timing: str
    is_late: bool


def lines_of(rows: Sequence[Any], desks: Mapping[int, str]) -> list[Line]:
    """The lines of `log_rows`; `desks` names each desk by id. One query, for the limits."""
    words = Words.in_language(get_language() or "")
    limits = timeliness_of(row.enquiry_id for row in rows)
    return [_line(row, limits.get(row.enquiry_id), desks, words) for row in rows]


@lru_cache(maxsize=4_000)
def written(line: Line) -> SafeString:
    """The line as it stands in a page. The same line is written once for all its readers."""
    return render_to_string("newsroom/answers/line.html", {"line": line})


@dataclass(frozen=True)
class Words:
    """What every line of a page says alike, looked up once."""

    base: str
    kinds: dict[str, str]
    outcomes: dict[str, str]
    dates: str

    @classmethod
    @lru_cache(maxsize=16)
    def in_language(cls, language: str) -> Words:
        """The words in the active language, which is `language`."""
        return cls(
            base=reverse("newsroom_answers:log"),
            kinds={value: str(label) for value, label in Kind.choices},
            outcomes={value: str(label) for value, label in Outcome.choices},
            dates=_("received %(received)s, answered %(answered)s"),
        )


def _line(row: Any, limit: Timeliness | None, desks: Mapping[int, str], words: Words) -> Line:
    question, language = row.enquiry__question, get_language() or ""
    if len(question) > LONGEST:
        question = question[:LONGEST].rsplit(" ", 1)[0] + " …"
    received, answered = (
        _day(_local_day(row.enquiry__received_at), language),
        _day(_local_day(row.sent_at), language),
    )
    return Line(
        reference=row.enquiry__reference,
        address=f"{words.base}{row.enquiry__reference}/",
        question=question,
        language=foreign(row.enquiry__language),
        desk=desks.get(row.desk_id, ""),
        kind=words.kinds.get(row.enquiry__kind, ""),
        outcome=words.outcomes.get(row.outcome, ""),
        tone=TONES.get(row.outcome, "neutral"),
        answered=answered,
        dates=words.dates % {"received": received, "answered": answered},
        timing=timing(limit, row.enquiry__received_at, row.sent_at),
        is_late=bool(limit and limit.is_confirmed and limit.late_by),
    )


def _local_day(moment: datetime) -> date:
    return timezone.localdate(moment)


@lru_cache(maxsize=2_000)
def _day(value: date, language: str) -> str:
    """The day in words; many lines share one, and `language` is the active one."""
    return day(value)


def timing(limit: Timeliness | None, received_at: datetime, sent_at: datetime | None) -> str:
    """In time, late by how much, or only how long it took where no limit is confirmed."""
    if limit is not None and limit.is_confirmed:
        if limit.late_by:
            return _("%(span)s late") % {"span": span(limit.late_by)}
        return _("in time")
    days = (timezone.localdate(sent_at) - timezone.localdate(received_at)).days if sent_at else 0
    if not days:
        return _("on the same day")
    return _("after %(days)s") % {"days": _days(days)}


def _days(number: int) -> str:
    return ngettext("%(number)d day", "%(number)d days", number) % {"number": number}
