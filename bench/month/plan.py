"""What comes in during the month and what becomes of it, the same at every playing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import cycle, islice

KINDS = (
    ["press_enquiry"] * 9
    + ["access_request"] * 3
    + ["foreign_press_request"] * 3
    + ["inaccuracy_report"] * 2
    + ["press_forwarded_petition"] * 2
    + ["data_subject_request"]
)
"""Twenty by kind; five of these are a hundred."""
CHANNELS = [
    "form",
    "telephone",
    "e_mail",
    "form",
    "chat",
    "telephone",
    "letter",
    "form",
    "e_mail",
    "telephone",
]
"""Ten by channel, put against the kinds so that every kind comes by every way."""
QUESTIONS = (
    ("Tỷ lệ bao phủ bảo hiểm y tế năm 2023 là bao nhiêu?", "F069"),
    ("Việt Nam chấp nhận bao nhiêu khuyến nghị UPR chu kỳ IV?", "F030"),
    ("Khi nào mọi cơ quan phải có người phát ngôn?", "F001"),
    ("Thành phố hỗ trợ bao nhiêu hộ mua điện thoại thông minh?", "F080"),
    ("Cán bộ làm công tác quyền con người được tập huấn khi nào?", "F002"),
)
PLAIN = "Chúng tôi không có số liệu này. Cơ quan thống kê công bố số liệu theo quý."


@dataclass(frozen=True)
class Planned:
    """One question: how it comes, what is asked, what becomes of it."""

    number: int
    kind: str
    channel: str
    words: str
    fact: str
    """"" for what the desk does not hold."""
    turn: str
    """`answer`, `refuse`, `transfer`, `withdraw`, `clarify`, `part`, `spoken`, `interim` (and then an answer)."""
    on_paper: bool
    letter: bool
    officer: str

    @property
    def question(self) -> str:
        """As it is put this time: nobody asks in quite the same words."""
        return f"{self.words} Xin trả lời sớm, lần {self.number}."


def planned(count: int) -> Iterator[Planned]:
    """`count` questions in the order in which they come."""
    kinds, channels = cycle(KINDS), cycle(CHANNELS)
    for number, kind in enumerate(islice(kinds, count), start=1):
        if number % 20 == 1:
            next(channels)  # so that kinds and channels do not march in step
        channel = next(channels)
        words, fact = QUESTIONS[number % len(QUESTIONS)]
        turn = _turn(number, channel, kind)
        held = number % 11 != 0
        yield Planned(
            number,
            kind,
            channel,
            words,
            fact if held else "",
            turn,
            on_paper=turn == "answer" and number % 9 == 0,
            letter=turn in ("answer", "refuse") and number % 8 == 0,
            officer="case_officer" if number % 2 else "case_officer_2",
        )


def _turn(number: int, channel: str, kind: str) -> str:
    """Some requests for access are refused, and so on; who can only be reached by hand has no status link to use."""
    by_mail = channel in ("form", "e_mail", "chat")
    if number % 7 == 5 and kind == "access_request":
        return "refuse"
    if number % 33 == 7:
        return "transfer"
    if by_mail and number % 50 == 6:
        return "withdraw"
    if by_mail and number % 10 == 3:
        return "clarify"
    if number % 25 == 12:
        return "part"
    if channel == "telephone" and number % 3 == 2:
        return "spoken"
    return "interim" if number % 40 == 15 else "answer"


def working_days(first: date, count: int) -> list[date]:
    """Mondays to Fridays; the months played have no public holiday."""
    days = (first + timedelta(days=step) for step in range(count * 2 + 7))
    return [day for day in days if day.weekday() < 5][:count]


def dealt(rows: list[Planned], days: list[date]) -> list[tuple[date, list[Planned]]]:
    """The questions spread over the days as evenly as they go."""
    share = len(rows) / len(days)
    cuts = [round(place * share) for place in range(len(days) + 1)]
    return [(day, rows[cuts[place] : cuts[place + 1]]) for place, day in enumerate(days)]
