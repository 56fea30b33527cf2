"""Which law applies on each side of the two days on which laws changed, from the rows of the country pack."""

import csv
from datetime import UTC, date, datetime
from importlib import resources

import pytest

from hoiam.deadlines import calendar_from_rows, day_of_start, due, rule_from_row, rules_in_force
from hoiam.deadlines.values import Rule

PACK = resources.files("hoiam") / "data" / "vn"


def pack_rows(name: str) -> list[dict[str, str]]:
    with (PACK / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def law() -> list[Rule]:
    return [rule_from_row(row) for row in pack_rows("legal_rules.csv")]


@pytest.fixture(scope="module")
def pack_calendar():
    return calendar_from_rows(pack_rows("calendar.csv"), id="VN", version=1)


@pytest.mark.parametrize(
    ("received", "applies"),
    [
        ("2026-06-30 23:59", ["VN-PL16-REPLY"]),
        ("2026-07-01 00:00", ["VN-D244-REQUEST", "VN-PL25-REPLY"]),
    ],
)
def test_press_enquiry_on_each_side_of_1_july_2026_runs_under_the_law_of_its_day(
    received, applies, law, zone, at
):
    on = day_of_start(at(received), zone)

    chosen = rules_in_force(law, "press_enquiry", "received", on)

    assert [rule.id for rule in chosen] == applies


@pytest.mark.parametrize(
    ("valid", "applies"),
    [
        ("2026-08-31 23:59", ["VN-ATI16-OFFICE", "VN-ATI16-ONLINE", "VN-ATI16-POST"]),
        ("2026-09-01 00:00", ["VN-ATI26-ANSWER"]),
    ],
)
def test_access_request_on_each_side_of_1_september_2026_runs_under_the_law_of_its_day(
    valid, applies, law, zone, at
):
    on = day_of_start(at(valid), zone)

    chosen = rules_in_force(law, "access_request", "request_valid", on)

    assert [rule.id for rule in chosen] == applies


def test_request_at_1730_utc_on_31_august_falls_under_the_law_of_1_september(law, zone):
    on = day_of_start(datetime(2026, 8, 31, 17, 30, tzinfo=UTC), zone)

    chosen = rules_in_force(law, "access_request", None, on)

    assert [rule.id for rule in chosen] == ["VN-ATI26-ANSWER"]


@pytest.mark.parametrize(
    ("rule_id", "start", "due_date", "warns_only"),
    [
        ("VN-PL16-REPLY", "2026-06-30 16:00", date(2026, 7, 30), False),
        ("VN-PL25-REPLY", "2026-07-01 08:00", date(2026, 7, 31), True),
        ("VN-D244-REQUEST", "2026-07-01 08:00", date(2026, 7, 8), True),
        ("VN-ATI16-POST", "2026-08-31 16:00", date(2026, 9, 23), False),
        ("VN-ATI26-ANSWER", "2026-09-01 08:00", date(2026, 9, 16), True),
        ("VN-ATI26-INACCURATE", "2026-09-01 08:00", date(2026, 9, 11), False),
        ("VN-D88-FOREIGN", "2026-02-13 15:00", date(2026, 2, 27), False),
        ("VN-PDP-ACK", "2026-08-20 15:00", date(2026, 8, 22), False),
    ],
)
def test_due_of_the_pack_rows_falls_on_the_day_counted_by_hand(
    rule_id, start, due_date, warns_only, law, pack_calendar, zone, at
):
    rule = next(rule for rule in law if rule.id == rule_id)

    result = due(rule, at(start), calendar=pack_calendar, zone=zone)

    assert (result.due_date, result.warns_only) == (due_date, warns_only)


def test_rules_in_force_take_only_the_newest_version_that_is_in_force():
    first = Rule(id="R", version=1, kinds=("duty",), valid_to=date(2026, 12, 31))
    second = Rule(id="R", version=2, kinds=("duty",), valid_to=date(2026, 8, 31))
    other_kind = Rule(id="S", kinds=("matter",))

    chosen = [
        rules_in_force([second, first, other_kind], "duty", None, on)
        for on in (date(2026, 8, 31), date(2026, 9, 1), date(2027, 1, 1))
    ]

    assert chosen == [(second,), (first,), ()]


def test_due_under_a_law_that_has_ended_says_so(law, pack_calendar, zone, at):
    from hoiam.deadlines import sentence

    rule = next(rule for rule in law if rule.id == "VN-PL16-REPLY")

    result = due(rule, at("2026-07-01 08:00"), calendar=pack_calendar, zone=zone)

    assert [sentence(note) for note in result.notes] == [
        "VN-PL16-REPLY was in force until 2026-06-30; this clock starts after that day."
    ]
