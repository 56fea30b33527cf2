"""The month itself: every working day from the first mail to the last signature, the nights between, the end."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import Path

from . import detours
from .people import Office
from .plan import PLAIN, Planned, dealt, planned, working_days
from .world import ZONE, Clock, letter_by_mail, statements

BY_HAND = ("telephone", "letter")
"""Ways on which askers give no e-mail address."""


@dataclass
class Month:
    """One playing: `count` questions on `days` working days from `first`, with its nights and absences."""

    office: Office
    clock: Clock
    folder: Path
    work: Callable[[], None]
    """What the worker does between requests."""
    picture: bytes
    """A signed sheet as it is photographed."""
    count: int = 200
    first: date = date(2026, 10, 1)
    days: int = 22
    references: dict[int, str] = field(default_factory=dict)
    transferred: list[str] = field(default_factory=list)
    told_by_hand: list[str] = field(default_factory=list)
    """Transferred, and their askers have no e-mail: told on the same afternoon."""
    withdrawn: list[str] = field(default_factory=list)
    letters: list[int] = field(default_factory=list)
    missed: list[datetime] = field(default_factory=list)
    """The promised hours of bulletins that were let pass."""
    waiting: list[Planned] = field(default_factory=list)
    """Asked back, or for a part: to be answered on the next day."""
    said: dict[str, str] = field(default_factory=dict)

    def play(self) -> None:
        self.said = statements()
        days = working_days(self.first, self.days)
        self._absences(days)
        for place, (day, rows) in enumerate(dealt(list(planned(self.count)), days)):
            self._day(day, rows)
            print(f"{day}: {len(self.references)} questions so far", flush=True)
            if place == min(9, self.days - 2):
                self._night(day)
            if place in (2, self.days - 2):
                self._matter(day, place)
        self._end(days[-1])

    def _at(self, day: date, hour: int, minute: int = 0) -> None:
        self.clock.to(datetime.combine(day, time(hour, minute), ZONE))

    def _absences(self, days: list[date]) -> None:
        """A reviewer for a week, a spokesperson for three days; colleagues stand in."""
        self._at(days[0], 7, 30)
        third, later = days[min(4, len(days) - 2)], days[min(12, len(days) - 1)]
        office = self.office
        detours.goes_absent(office, "reviewer", "reviewer", "deputy", third, third + timedelta(days=4))
        detours.goes_absent(
            office, "spokesperson", "spokesperson", "spokesperson_2", later, later + timedelta(days=2)
        )
        self.away = {
            "reviewer": (third, third + timedelta(days=4), "deputy"),
            "spokesperson": (later, later + timedelta(days=2), "spokesperson_2"),
        }

    def _who(self, role: str, day: date) -> str:
        first, last, substitute = self.away[role]
        return substitute if first <= day <= last else role

    def _day(self, day: date, rows: list[Planned]) -> None:
        self._at(day, 8)
        due = self._come_in(day, rows)
        self._at(day, 9, 30)
        texts = self._write(day, [*self.waiting, *due])
        self._at(day, 14)
        self._clear(day, texts)
        self._at(day, 16)
        self.work()
        for row, _text in texts:
            self._close(row)
        by_hand = [self.references[row.number] for row, _text in texts if row.channel in BY_HAND]
        by_hand, self.told_by_hand = [*by_hand, *self.told_by_hand], []
        if by_hand:
            with self.office.ledger.playing("handing over"):
                detours.hands_over(self.office, by_hand)
        self._at(day, 19)
        self.work()

    def _come_in(self, day: date, rows: list[Planned]) -> list[Planned]:
        office = self.office
        for row in rows:
            if row.channel == "e_mail":
                sender = f"Người Thư Số {row.number} <thu{row.number}@bao-mau.example>"
                letter_by_mail(self.folder, sender, "Hỏi", row.question, row.number)
        self.work()
        ways = {
            "form": lambda row, _officer: office.asks(row.kind, row.question, row.number),
            "telephone": lambda row, officer: office.takes_call(row.kind, row.question, row.number, officer),
            "chat": lambda row, officer: office.pastes_chat(row.kind, row.question, row.number, officer),
            "letter": lambda row, officer: office.notes_letter(row.kind, row.question, row.number, officer),
            "e_mail": lambda row, officer: office.sorts_mail(row.kind, officer),
        }
        for row in rows:
            with office.ledger.playing(row.channel):
                self.references[row.number] = ways[row.channel](row, _officer_of(row))
        self._at(day, 8, 45)
        by_form = [row for row in rows if row.channel == "form"]
        for officer in sorted({_officer_of(row) for row in by_form}):
            new = [self.references[row.number] for row in by_form if _officer_of(row) == officer]
            with office.ledger.playing("registering several"):
                office.registers(new, officer)
        self.work()
        return [row for row in rows if self._goes_straight(row)]

    def _goes_straight(self, row: Planned) -> bool:
        """Whether it is answered on the same day; a detour is begun where not."""
        office, reference = self.office, self.references[row.number]
        if row.turn == "transfer":
            with office.ledger.playing("transfer"):
                detours.transfers(office, reference)
            self.transferred.append(reference)
            self.told_by_hand += [reference] if row.channel in BY_HAND else []
        elif row.turn == "withdraw":
            with office.ledger.playing("withdrawal"):
                detours.takes_back(office, self.folder, reference)
            self.withdrawn.append(reference)
        elif row.turn == "clarify":
            with office.ledger.playing("clarification"):
                detours.asks_back(office, reference, row.officer)
                self.work()
                detours.replies(office, self.folder, reference)
            self.waiting.append(row)
        elif row.turn == "part":
            with office.ledger.playing("part"):
                detours.asks_part(office, reference, row.officer)
                detours.answers_part(office)
            self.waiting.append(row)
        else:
            return True
        return False

    def _body(self, row: Planned) -> str:
        return f"{self.said[row.fact].rstrip('.')} [{row.fact}]." if row.fact else PLAIN

    def _write(self, day: date, rows: list[Planned]) -> list[tuple[Planned, str]]:
        """Every text of the day, in clearance."""
        office, texts = self.office, []
        self.waiting = [row for row in self.waiting if row not in rows]
        for row in rows:
            reference, body = self.references[row.number], self._body(row)
            with office.ledger.continuing(row.channel):
                if row.turn == "refuse":
                    text = office.refuses(reference, row.officer, "Xin không cung cấp nội dung này.")
                elif row.turn == "spoken":
                    text = office.notes_spoken(
                        reference, row.officer, body, "answered" if row.fact else "not_held"
                    )
                elif row.turn == "interim":
                    first = office.interims(
                        reference, row.officer, "Chúng tôi đang kiểm tra và sẽ trả lời tiếp."
                    )
                    self._approve(day, first)
                    text = office.writes(reference, row.officer, body)
                else:
                    outcome = "answered" if row.fact else "not_held"
                    asked = row.words if row.fact else ""
                    text = office.writes(reference, row.officer, body, outcome, asked)
            texts.append((row, text))
        return texts

    def _approve(self, day: date, text: str) -> None:
        self.office.approves(self._who("reviewer", day), text)
        self.office.approves(self._who("spokesperson", day), text)

    def _clear(self, day: date, texts: list[tuple[Planned, str]]) -> None:
        office = self.office
        if not texts:
            return
        with office.ledger.playing("signing"):
            office.approves_all(self._who("reviewer", day), [text for _row, text in texts])
            rest = [text for row, text in texts if not row.on_paper]
            office.approves_all(self._who("spokesperson", day), rest)
        for row, text in texts:
            if row.on_paper:
                with office.ledger.continuing(row.channel):
                    detours.signs_on_paper(office, text, self.picture)

    def _close(self, row: Planned) -> None:
        """An official letter for some."""
        office, reference = self.office, self.references[row.number]
        if row.letter:
            with office.ledger.playing("official letter"):
                self.letters.append(detours.issues_letter(office, reference))

    def _matter(self, day: date, place: int) -> None:
        """A matter of an ordinary day: one bulletin, two signatures, closed."""
        self._at(day, 16, 30)
        address = detours.opens_matter(self.office, f"Sự việc {place}", emergency=False)
        signers = (self._who("reviewer", day), self._who("spokesperson", day))
        detours.issues_bulletin(self.office, address, "Việc thanh tra đã bắt đầu.", "none", signers)
        detours.closes_matter(self.office, address)

    def _night(self, day: date) -> None:
        """A landslide in the evening: a bulletin every hour or two until morning, one of them late."""
        evening = datetime.combine(day, time(20), ZONE)
        self.clock.to(evening - timedelta(minutes=10))
        for post in ("reviewer", "spokesperson"):
            detours.puts_on_duty(
                self.office, self._who(post, day), post, evening, evening + timedelta(hours=12)
            )
        self.clock.to(evening)
        address = detours.opens_matter(self.office, "Sạt lở ở Hòa Bắc", emergency=True)
        signers = (self._who("reviewer", day), self._who("spokesperson", day))
        for hours, promise in (
            (0.5, "60"),
            (1.4, "120"),
            (3.3, "120"),
            (6.5, "120"),
            (8.4, "120"),
            (10.2, "none"),
        ):
            if hours == 6.5:  # the bulletin before it promised two hours
                self.missed.append(evening + timedelta(hours=5.3))
            self._watch_until(evening + timedelta(hours=hours))
            detours.issues_bulletin(
                self.office, address, "Lực lượng cứu hộ ở hiện trường.", promise, signers, figure=hours == 1.4
            )
            self.work()
        self.clock.to(evening + timedelta(hours=11))
        detours.closes_matter(self.office, address)

    def _watch_until(self, moment: datetime) -> None:
        """The worker goes round all night; every half hour is enough to see whom it calls."""
        while datetime.now(ZONE) + timedelta(minutes=30) < moment:
            self.clock.to(datetime.now(ZONE) + timedelta(minutes=30))
            self.work()
        self.clock.to(moment)

    def _end(self, last: date) -> None:
        """What was asked back or for a part on the last day is answered; then the month's report."""
        day = last + timedelta(days=1)
        while day.weekday() > 4:
            day += timedelta(days=1)
        self._day(day, [])
        first = (self.first.replace(day=28) + timedelta(days=4)).replace(day=1)
        self._at(max(first, day + timedelta(days=1)), 8)
        self.work()
        self.report = detours.gets_report(self.office, f"{self.first:%Y-%m}")


def _officer_of(row: Planned) -> str:
    """Who is to answer; nobody where the question goes to another desk."""
    return "" if row.turn == "transfer" else row.officer
