"""The demo's conferences: those that documents tell of, and an invented series, training, requests and guidance."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from hoiam.conferences.dates import When
from hoiam.conferences.models import Conference, LocalRequest, Round
from hoiam.conferences.operations.guidance import start_guidance
from hoiam.conferences.operations.planning import PartyNamed
from hoiam.conferences.operations.programmes import add_round, open_programme, set_group
from hoiam.conferences.operations.recording import record_from_documents
from hoiam.conferences.operations.replies import reply
from hoiam.conferences.operations.reported import note_reported
from hoiam.conferences.operations.requests import ask, take_up
from hoiam.conferences.terms import Mode, PartyRole
from hoiam.config.story_releases import worded
from hoiam.desks.models import Desk, Person, Place
from hoiam.desks.queries.standing import standing_of
from hoiam.texts.models import Text
from hoiam.texts.operations.clearance import send_for_clearance, sign
from hoiam.texts.terms import SigningRole

DAY = timedelta(days=1)
CENTRE, WRITER = "trung-uong", "du-kien@hoiam.example"
REVIEWER, SPOKESPERSON = "tham-dinh@hoiam.example", "phat-ngon@hoiam.example"
STEWARD = "du-kien@hoiam.example"


@dataclass
class ConferenceNarrator:
    """Tells `conferences.toml`."""

    desks: dict[str, Desk]
    people: dict[str, Person]
    at: datetime
    rounds: dict[str, Round] = field(default_factory=dict)

    def tell_documented(self, programme: dict[str, Any], rows: list[dict[str, Any]]) -> None:
        """The programme with its rounds, and what documents report of the past; nobody is told of it."""
        began = self.at - 50 * DAY
        self._programme(programme, began)
        for row in rows:
            self._documented(row, began)

    def tell_requests(self, rows: list[dict[str, Any]]) -> None:
        """What two desks asked the centre, with replies and one guidance, the earliest first."""
        for row in sorted(rows, key=lambda row: -int(row["days_ago"])):
            made = self._ask(row)
            if "guidance" in row:
                self._guide(made, row["guidance"])
            if "reply" in row:
                self._reply(made, row)

    def _programme(self, row: dict[str, Any], at: datetime) -> None:
        writer = self.people[WRITER]
        made = open_programme(
            desk=self.desks[CENTRE],
            title=worded(row["title"]),
            by=writer,
            at=at,
            **{name: row[name] for name in ("code", "legal_basis", "source", "starts_on", "ends_on")},
        )
        for group in row["group"]:
            set_group(
                programme=made,
                code=group["code"],
                name=worded(group["name"]),
                share=group["share"],
                is_press=group.get("is_press", False),
                source=group["source"],
                by=writer,
                at=at,
            )
        for one in row["round"]:
            added = add_round(programme=made, year=one["year"], title=worded(one["title"]), by=writer, at=at)
            self.rounds[one["key"]] = added
            self._figures(added, one.get("figure", ()), at)

    def _documented(self, row: dict[str, Any], at: datetime) -> None:
        made = record_from_documents(
            desk=self.desks[CENTRE],
            kind=row["kind"],
            title=worded(row["title"]),
            when=_when(row["when"]),
            mode=row.get("mode", Mode.IN_PERSON),
            place=Place.objects.get(code=row["place"]),
            language="vi",
            round=self.rounds.get(row.get("round", "")),
            date_note=worded(row["note"]) if "note" in row else None,
            parties=[PartyNamed(role, row[role]) for role in PartyRole.values if role in row],
            source=row["source"],
            by=self.people[WRITER],
            at=at,
        )
        self._figures(made, row.get("figure", ()), at)

    def _figures(self, about: Conference | Round, rows: Any, at: datetime) -> None:
        for row in rows:
            note_reported(
                about=about,
                is_at_least=row.get("how") == "at_least",
                is_about=row.get("how") == "about",
                by=self.people[WRITER],
                at=at,
                **{name: row[name] for name in ("measure", "number", "printed", "source")},
            )

    def _ask(self, row: dict[str, Any]) -> LocalRequest:
        told = ("staff", "equipment", "budget", "evidence", "limits")
        details: dict[str, Any] = {name: row[name] for name in told if name in row}
        return ask(
            desk=self.desks[row["from"]],
            to_desk=self.desks[CENTRE],
            kind=row["kind"],
            words=row["words"],
            language="vi",
            theme=row["theme"],
            details=details,
            by=self.people[row["by"]],
            at=self.at - row["days_ago"] * DAY,
        )

    def _guide(self, request: LocalRequest, row: dict[str, Any]) -> None:
        at = self.at - row["days_ago"] * DAY
        made = start_guidance(
            desk=self.desks[CENTRE],
            request=request,
            title=row["title"],
            language="vi",
            body=row["text"].strip(),
            by=self.people[WRITER],
            at=at,
        )
        assert made.text is not None
        self.clear(made.text, at)

    def _reply(self, request: LocalRequest, row: dict[str, Any]) -> None:
        state, words, days_ago = row["reply"]
        at = self.at - days_ago * DAY
        until = (self.at + row["study_days"] * DAY).date() if "study_days" in row else None
        reply(
            request=request,
            state=state,
            words=words,
            study_until=until,
            by=self.people[SPOKESPERSON],
            at=at,
        )
        if "taken_up_by" in row:
            desk = self.desks[row["taken_up_by"]]
            person = next(one for one in self.people.values() if one.email.startswith(f"{desk.code}@"))
            take_up(experience=request, desk=desk, note="", by=person, at=at + DAY)

    def clear(self, text: Text, at: datetime) -> None:
        """Sent by the writer of the centre, signed by reviewer and spokesperson."""
        desk = self.desks[CENTRE]
        version = send_for_clearance(text=text, standing=standing_of(self.people[WRITER], desk, at), at=at)
        for email, role in ((REVIEWER, SigningRole.REVIEWER), (SPOKESPERSON, SigningRole.SPOKESPERSON)):
            signer = standing_of(self.people[email], desk, at)
            sign(version=version, text_hash=version.hash, standing=signer, role=role, at=at)


def _when(said: str) -> When:
    """A year, a month, a day, or a first and a last day."""
    first, _mark, last = said.partition("/")
    parts = [int(part) for part in first.split("-")]
    if len(parts) == 1:
        return When.year(parts[0])
    if len(parts) == 2:
        return When.month(*parts)
    return When.days(date.fromisoformat(first), date.fromisoformat(last) if last else None)
