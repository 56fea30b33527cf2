"""The demo's invented conferences: a series with a briefing that was held and one to come, and a training."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings

from hoiam.conferences.dates import When
from hoiam.conferences.models import Conference, Round
from hoiam.conferences.operations.agenda import add_session
from hoiam.conferences.operations.allocating import allocate
from hoiam.conferences.operations.announcing import announce, mark_held
from hoiam.conferences.operations.certificates import issue_certificates
from hoiam.conferences.operations.checkin import Scan, check_in
from hoiam.conferences.operations.conclusions import add_conclusion
from hoiam.conferences.operations.floor import answer_there, note_question, promise_answer
from hoiam.conferences.operations.planning import plan_conference
from hoiam.conferences.operations.record import publish_record, start_record
from hoiam.conferences.operations.registering import register_delegates
from hoiam.conferences.operations.series import open_series
from hoiam.conferences.rosters.entries import Entry
from hoiam.conferences.terms import AskedBy, ConclusionKind, ConferenceKind, Mode
from hoiam.config.story_conferences import DAY, SPOKESPERSON, WRITER, ConferenceNarrator
from hoiam.config.story_releases import worded
from hoiam.desks.models import Desk, Person, Place

HOUR = timedelta(hours=1)
KIND = "so_vhttdl"


@dataclass
class BriefingNarrator:
    """Tells `[[series]]`, `[[briefing]]` and `[training]` of `conferences.toml`. Nobody in them is real."""

    desks: dict[str, Desk]
    people: dict[str, Person]
    at: datetime

    def tell_series(self, rows: list[dict[str, Any]], briefings: list[dict[str, Any]]) -> None:
        """Each series opened before today, then its briefings, the earliest first."""
        for row in rows:
            opened = self.at - row["days_ago"] * DAY
            series = open_series(
                desk=self.desks[row["desk"]],
                title=worded(row["title"]),
                rhythm=row["rhythm"],
                starts_on=opened.date(),
                by=self.people[SPOKESPERSON],
                at=opened,
            )
            for briefing in (one for one in briefings if one["series"] == row["key"]):
                self._brief(briefing, series=series, desk=series.desk)

    def tell_training(self, row: dict[str, Any], round: Round) -> None:
        """Seats for a few provinces, a roster of invented delegates, their check-in and certificates."""
        desk, writer = self.desks["trung-uong"], self.people[WRITER]
        held = self._morning(row["days_ago"])
        planned = held - 20 * DAY
        made = self._announced(row, desk, held, planned, kind=ConferenceKind.TRAINING, round=round)
        allocate(
            conference=made,
            seats={(code, KIND): row["each"] for code in row["places"]},
            by=writer,
            at=planned + DAY,
        )
        register_delegates(conference=made, entries=_entries(row), by=writer, at=planned + 2 * DAY)
        scans = [
            Scan(f"demo-scan-{number:04d}", one.code, held, "code")
            for number, one in enumerate(made.delegates.order_by("pk"), start=1)
            if number % 10
        ]
        check_in(conference=made, scans=scans, by=writer, at=held)
        mark_held(conference=made, by=writer, at=held + 9 * HOUR)
        issue_certificates(conference=made, by=self.people[SPOKESPERSON], at=held + DAY)

    def _brief(self, row: dict[str, Any], *, series: Any, desk: Desk) -> None:
        starts = self._morning(row["days_ago"])
        planned = min(starts, self.at) - 12 * DAY
        made = self._announced(
            row, desk, starts, max(planned, series.opened_at), kind=ConferenceKind.BRIEFING, series=series
        )
        if starts + 4 * HOUR < self.at:
            self._hold(row, made, starts)

    def _hold(self, row: dict[str, Any], made: Conference, starts: datetime) -> None:
        writer, moment = self._writer(made.desk), starts + HOUR
        for one in row["question"]:
            asked = note_question(
                conference=made, question=one["words"], asked_by=AskedBy.ROOM, by=writer, at=moment
            )
            if "answer" in one:
                office = {"vi": row["office"]}
                answer = {"vi": one["answer"]}
                answer_there(question=asked, answer=answer, office=office, by=writer, at=moment)
            else:
                promised = (self.at + one["promised_days"] * DAY).date()
                promise_answer(question=asked, promised_for=promised, by=self.people[SPOKESPERSON], at=moment)
        ended = starts + 4 * HOUR
        mark_held(conference=made, by=writer, at=ended)
        for words in row.get("conclusion", ()):
            add_conclusion(
                conference=made,
                kind=ConclusionKind.REQUEST,
                words={"vi": words},
                addressee=row["office"],
                by=writer,
                at=ended,
            )
        text = start_record(conference=made, by=self.people[WRITER], at=ended + HOUR)
        ConferenceNarrator(self.desks, self.people, self.at).clear(text, ended + 2 * HOUR)
        publish_record(conference=made, by=self.people[SPOKESPERSON], at=ended + 3 * HOUR)

    def _announced(
        self, row: dict[str, Any], desk: Desk, starts: datetime, planned: datetime, **given: Any
    ) -> Conference:
        writer = self._writer(desk)
        made = plan_conference(
            desk=desk,
            title=worded(row["title"]),
            when=When.hours(starts, starts + 3 * HOUR),
            mode=Mode.IN_PERSON,
            place=Place.objects.get(code=row["place"]),
            venue={"vi": row["venue"]},
            language="vi",
            by=writer,
            at=planned,
            **given,
        )
        for number, part in enumerate(row["agenda"]):
            add_session(
                conference=made,
                kind=part[0],
                title=worded(part[1:]),
                starts_at=starts + number * HOUR,
                ends_at=starts + (number + 1) * HOUR,
                by=writer,
                at=planned,
            )
        return announce(conference=made, by=self.people[SPOKESPERSON], at=planned + HOUR)

    def _writer(self, desk: Desk) -> Person:
        return self.people[WRITER if desk.code == "trung-uong" else f"{desk.code}@hoiam.example"]

    def _morning(self, days_ago: int) -> datetime:
        """Eight o'clock in the country on that day; a negative number lies ahead."""
        zone = ZoneInfo(settings.TIME_ZONE)
        day = self.at.astimezone(zone).date() - days_ago * DAY
        return datetime.combine(day, time(8), zone)


def _entries(row: dict[str, Any]) -> list[Entry]:
    """Invented delegates of every place; each is called Mẫu, which means sample."""
    places = Place.objects.in_bulk(row["places"], field_name="code")
    return [
        Entry(
            name=f"{row['names'][number % len(row['names'])]} Mẫu {number + 1}",
            post="Chuyên viên",
            agency=f"Sở Văn hóa, Thể thao và Du lịch {places[code]}",
            agency_kind=KIND,
            place=places[code],
        )
        for number, code in enumerate(code for code in row["places"] for _seat in range(row["each"]))
    ]
