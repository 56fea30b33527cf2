"""The standing cast: one zone, one calendar of a few years, and small rules that say only what matters."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from hoiam.deadlines import Calendar, CalendarDay, DayKind, Rule, Unit

DAYS_OFF = {
    "2026-01-01": "Tết Dương lịch",
    "2026-01-02": "nghỉ hoán đổi dịp Tết Dương lịch",
    "2026-02-16": "Giao thừa Tết Nguyên Đán",
    "2026-02-17": "Tết Nguyên Đán",
    "2026-02-18": "Mùng hai Tết Nguyên Đán",
    "2026-02-19": "Mùng ba Tết Nguyên Đán",
    "2026-02-20": "Mùng bốn Tết Nguyên Đán",
    "2026-04-30": "Ngày Chiến thắng",
    "2026-05-01": "Ngày Quốc tế Lao động",
    "2026-08-31": "Ngày nghỉ (thay cho ngày 22/08/2026)",
    "2026-09-01": "Quốc khánh",
    "2026-09-02": "Quốc khánh",
}
DAYS_WORKED = {"2026-01-10": "làm bù cho ngày 2026-01-02", "2026-08-22": "worked Saturday in exchange"}


def listed(days: dict[str, str], kind: DayKind) -> list[CalendarDay]:
    return [CalendarDay(date.fromisoformat(day), kind, name, "pack") for day, name in days.items()]


@pytest.fixture(scope="session")
def zone() -> ZoneInfo:
    return ZoneInfo("Asia/Ho_Chi_Minh")


@pytest.fixture(scope="session")
def calendar() -> Calendar:
    days = [*listed(DAYS_OFF, DayKind.OFF), *listed(DAYS_WORKED, DayKind.WORKED)]
    return Calendar("VN", 1, tuple(sorted(days, key=lambda day: day.day)))


@pytest.fixture(scope="session")
def next_calendar(calendar):
    """The same calendar after 7 September 2026 was declared a holiday."""
    storm = CalendarDay(date(2026, 9, 7), DayKind.OFF, "Nghỉ do bão", "decision")
    return replace(calendar, version=2, days=(*calendar.days, storm))


@pytest.fixture
def working_days():
    """A rule of so many working days, received style: the day of the event is day zero."""

    def make(amount: int, **more) -> Rule:
        return Rule(
            **{"id": "W", "unit": Unit.WORKING_DAY, "amount": amount, "calendar": "VN", "source": "invented"}
            | {"start_event": "received"}
            | more
        )

    return make


@pytest.fixture
def calendar_days(working_days):
    return lambda amount, **more: working_days(amount, **{"id": "C", "unit": Unit.CALENDAR_DAY} | more)


@pytest.fixture
def running_hours(working_days):
    return lambda amount, **more: working_days(
        amount, **{"id": "H", "unit": Unit.RUNNING_HOUR, "calendar": ""} | more
    )


@pytest.fixture
def at(zone):
    """An instant by the wall in Viet Nam: `at("2026-08-31 10:00")`."""
    return lambda text: datetime.fromisoformat(text).replace(tzinfo=zone).astimezone(UTC)


@pytest.fixture
def story():
    """The trace of some days as text lines, `+` for a day that counted."""
    from hoiam.deadlines import sentences

    return lambda due: [
        f"{'+' if line.counted else '-'} {line.day} {sentences(line.why)}" for line in due.trace
    ]
