"""Plays the demo's month through the rooms' own operations, each act at its own instant."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone

from hoiam.desks.models import Desk, Person, Place
from hoiam.desks.operations.duty import put_on_duty
from hoiam.desks.queries.standing import standing_of
from hoiam.enquiries.asker import Asker
from hoiam.enquiries.bulletin_parts import Parts, composed
from hoiam.enquiries.models import Answer, Enquiry, Matter
from hoiam.enquiries.operations.answering import refuse, start_answer
from hoiam.enquiries.operations.assigning import assign
from hoiam.enquiries.operations.bulletins import send_bulletin, start_bulletin
from hoiam.enquiries.operations.clarifying import ask_clarification
from hoiam.enquiries.operations.intake import take_in
from hoiam.enquiries.operations.matters import open_matter
from hoiam.enquiries.operations.registering import register_enquiry
from hoiam.enquiries.terms import Channel
from hoiam.evidence.operations.gaps import open_gap
from hoiam.texts.operations.clearance import send_for_clearance, sign
from hoiam.texts.terms import SigningRole

HOUR = timedelta(hours=1)
LIVES = {
    "received": 0,
    "registered": 1,
    "assigned": 2,
    "clarifying": 2,
    "drafting": 3,
    "clearance": 4,
    "answered": 5,
    "partly_answered": 5,
    "not_held": 5,
    "refused": 5,
}
"""How many steps an enquiry of the story has gone: registered, assigned, drafted, sent up, cleared."""


@dataclass
class Narrator:
    """Tells the rows of `story.toml` one after the other, oldest first."""

    desks: dict[str, Desk]
    people: dict[str, Person]
    questions: dict[str, str]
    at: datetime

    def tell(self, enquiries: list[dict[str, Any]]) -> None:
        for row in sorted(enquiries, key=lambda row: -row["days_ago"]):
            self._tell_one(row)

    def tell_matters(self, matters: list[dict[str, Any]]) -> None:
        """Open each matter and issue its bulletins, the earliest first."""
        for row in matters:
            opened = self.at - row["hours_ago"] * HOUR
            matter = open_matter(
                desk=self.desks[row["desk"]],
                title=row["title"],
                event=row["event"],
                happened_at=opened,
                by=self.people[row["handler"]],
                at=opened,
            )
            for said in row["bulletin"]:
                self._issue(row, matter, said)

    def tell_roster(self, shifts: list[dict[str, Any]]) -> None:
        """Put people on duty from now on; whoever speaks for the desk plans it."""
        for row in shifts:
            person, desk = self.people[row["person"]], self.desks[row["desk"]]
            put_on_duty(
                person=person,
                post=row["post"],
                starts_at=self.at,
                ends_at=self.at + row["days"] * 24 * HOUR,
                standing=standing_of(person, desk, self.at),
                at=self.at,
                phone=row["phone"],
            )

    def _issue(self, row: dict[str, Any], matter: Matter, said: dict[str, Any]) -> None:
        issued = self.at - said["hours_ago"] * HOUR
        handler = self.people[row["handler"]]
        promised = (issued + said["next_in_hours"] * HOUR).replace(second=0, microsecond=0)
        bulletin = start_bulletin(
            matter=matter,
            language=said["language"],
            by=handler,
            at=issued - HOUR / 2,
            body=composed(Parts(known=said["known"], unknown=said["unknown"]), said["language"]),
            next_update_at=promised,
        )
        version = send_bulletin(
            bulletin=bulletin, standing=standing_of(handler, matter.desk, issued), at=issued - HOUR / 4
        )
        for email, role in (
            (row["reviewer"], SigningRole.REVIEWER),
            (row["spokesperson"], SigningRole.SPOKESPERSON),
        ):
            signer = standing_of(self.people[email], matter.desk, issued)
            sign(version=version, text_hash=version.hash, standing=signer, role=role, at=issued)

    def _tell_one(self, row: dict[str, Any]) -> None:
        desk, handler = self.desks[row["desk"]], self.people[row["handler"]]
        received = self._moment(row)
        enquiry = self._take_in(row, desk, received)
        steps = LIVES[row["state"]]
        seen = min(received + HOUR, self.at)
        if steps >= 1:
            register_enquiry(enquiry=enquiry, by=handler, at=seen, theme=row.get("theme", ""))
        if steps >= 2:
            assign(enquiry=enquiry, officer=handler, by=handler, at=seen)
        if row["state"] == "clarifying":
            ask_clarification(enquiry=enquiry, words=row["clarification"], by=handler, at=seen + HOUR)
        if steps >= 3:
            self._answer(row, enquiry, handler, seen)
        self._gap(row, desk, enquiry, min(seen + HOUR, self.at))

    def _take_in(self, row: dict[str, Any], desk: Desk, received: datetime) -> Enquiry:
        days = row.get("own_deadline_days")
        return take_in(
            desk=desk,
            kind=row["kind"],
            language=row["language"],
            question=row.get("text") or self.questions[row["question"]],
            asker=Asker(**row["asker"]),
            received_at=received,
            by=self.people[row["handler"]] if "channel" in row else "asker",
            channel=row.get("channel", Channel.FORM),
            at=received,
            wanted_by=received + timedelta(days=days) if days else None,
        ).enquiry

    def _answer(self, row: dict[str, Any], enquiry: Enquiry, handler: Person, seen: datetime) -> None:
        answer_row = row["answer"]
        body = answer_row["text"].strip()
        began = min(seen + HOUR, self.at)
        if answer_row["outcome"] == "refused":
            code = answer_row["ground"]
            answer = refuse(enquiry=enquiry, code=code, by=handler, at=began, body=body)
        else:
            outcome = answer_row["outcome"]
            answer = start_answer(enquiry=enquiry, by=handler, at=began, outcome=outcome, body=body)
        if LIVES[row["state"]] >= 4:
            self._clear(row, answer, enquiry.desk, handler, began)

    def _clear(
        self, row: dict[str, Any], answer: Answer, desk: Desk, handler: Person, began: datetime
    ) -> None:
        sent = self._moment(row["answer"]) if row["answer"]["stage"] == "sent" else began + 2 * HOUR
        sent = max(sent, began + HOUR)
        standing = standing_of(handler, desk, sent)
        version = send_for_clearance(
            text=answer.text, standing=standing, at=sent - HOUR / 2, reasons=row["answer"].get("reasons", {})
        )
        if row["answer"]["stage"] != "sent":
            return
        for email, role in (
            (row["reviewer"], SigningRole.REVIEWER),
            (row["spokesperson"], SigningRole.SPOKESPERSON),
        ):
            signer = standing_of(self.people[email], desk, sent)
            sign(version=version, text_hash=version.hash, standing=signer, role=role, at=sent)

    def _gap(self, row: dict[str, Any], desk: Desk, enquiry: Enquiry, at: datetime) -> None:
        gap = row.get("gap")
        if not gap:
            return
        open_gap(
            desk=desk,
            question=gap["question"],
            theme=row.get("theme", ""),
            place=Place.objects.filter(code=row.get("place", "")).first(),
            asked_in=("enquiries.enquiry", enquiry.pk),
            owner=self.people[gap["owner"]],
            due_date=timezone.localdate(self.at) + timedelta(days=gap["due_in_days"]),
            by=self.people[row["handler"]],
            at=at,
        )

    def _moment(self, row: dict[str, Any]) -> datetime:
        """The local time of that day, never later than now."""
        zone = ZoneInfo(settings.TIME_ZONE)
        day = self.at.astimezone(zone).date() - timedelta(days=row["days_ago"])
        return min(datetime.combine(day, time.fromisoformat(row["time"]), zone), self.at)
