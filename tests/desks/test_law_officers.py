"""Officers confirm and correct law, and announce days; open clocks follow and say why."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import translation

from hoiam.desks.against import MayNot, ReasonsAgainst
from hoiam.desks.models import CalendarVersion, JournalLine, LawRule
from hoiam.desks.operations.calendars import list_day, unlist_day
from hoiam.desks.operations.clocks import pause_clock, resume_clock, start_clocks
from hoiam.desks.operations.law import confirm_rule, correct_rule
from hoiam.desks.operations.packs import load_country
from hoiam.desks.queries.journal import first_breaks
from tests.factories.desks import make_country
from tests.factories.officers import make_officer
from tests.factories.records import make_record

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
AT = datetime(2026, 8, 3, 9, 0, tzinfo=HANOI)
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def law(db):
    make_country()
    with translation.override("en"):
        yield


@pytest.fixture
def lawyer(db):
    return make_officer("legal_officer")


@pytest.fixture
def steward(db):
    return make_officer("steward_of_places")


def current(rule_id: str) -> LawRule:
    return LawRule.objects.get(rule_id=rule_id, is_current=True)


def running(desk, kind: str):
    """An open clock of the only rule for this kind, started at AT."""
    return start_clocks(
        desk=desk, record=make_record(desk), kind=kind, event="received", started_at=AT, by="worker", at=AT
    )[0]


def correct(rule, by, **changed):
    given = {"changes": {}, "reason": "read again", "is_confirmed": False, "by": by, "at": AT}
    return correct_rule(rule=rule, **{**given, **changed})


def test_row_confirmed_becomes_a_new_version_with_name_and_instant(lawyer):
    changed = confirm_rule(rule=current("VN-D88-FOREIGN"), by=lawyer, at=AT)

    rows = LawRule.objects.filter(rule_id="VN-D88-FOREIGN").order_by("version")
    assert [(row.version, row.state, row.confirmed_by, row.is_current) for row in rows] == [
        (1, "read", None, False),
        (2, "confirmed", lawyer, True),
    ]
    assert (changed.version.confirmed_at, changed.moved) == (AT, [])


@pytest.mark.parametrize("role", ["steward_of_places", "programme_officer"])
def test_row_is_confirmed_by_nobody_but_a_legal_officer(role):
    with pytest.raises(MayNot):
        confirm_rule(rule=current("VN-D88-FOREIGN"), by=make_officer(role), at=AT)

    assert current("VN-D88-FOREIGN").version == 1


def test_row_whose_limit_nobody_saw_cannot_be_confirmed(lawyer):
    with pytest.raises(ReasonsAgainst) as refused:
        confirm_rule(rule=current("VN-ATI26-ANSWER"), by=lawyer, at=AT)

    assert [str(reason) for reason in refused.value.reasons] == [
        "The limit itself was not seen: correct the row with the number that stands in the law."
    ]


def test_row_confirmed_twice_is_refused(lawyer):
    confirm_rule(rule=current("VN-D88-FOREIGN"), by=lawyer, at=AT)

    with pytest.raises(ReasonsAgainst):
        confirm_rule(rule=current("VN-D88-FOREIGN"), by=lawyer, at=AT)


def test_row_read_before_somebody_changed_it_is_refused(lawyer):
    read = current("VN-D88-FOREIGN")
    correct(read, lawyer, changes={"amount": "7"})

    with pytest.raises(ReasonsAgainst):
        confirm_rule(rule=read, by=lawyer, at=AT)

    assert current("VN-D88-FOREIGN").version == 2


def test_row_corrected_moves_its_open_clocks_and_says_why(desk, lawyer):
    clock = running(desk, "foreign_press_request")
    before = clock.due_at

    changed = correct(current("VN-D88-FOREIGN"), lawyer, changes={"amount": "7"}, is_confirmed=True)

    clock.refresh_from_db()
    assert (before.astimezone(HANOI).date(), clock.due_at.astimezone(HANOI).date()) == (
        date(2026, 8, 10),
        date(2026, 8, 12),
    )
    assert [moved for moved, _said in changed.moved] == [clock]
    assert "The due date moves from" in changed.moved[0][1]
    assert (clock.rule, clock.duty) == (changed.version, "legal")
    assert JournalLine.objects.filter(desk=desk, verb="moved clock", record_id=clock.pk).count() == 1


def test_row_corrected_says_which_version_of_the_rule_replaced_which(desk, lawyer):
    running(desk, "foreign_press_request")

    changed = correct(current("VN-D88-FOREIGN"), lawyer, changes={"amount": "7"}, is_confirmed=True)

    assert "from version 1 to version 2" in changed.moved[0][1]


def test_row_that_drops_a_pause_leaves_a_clock_that_used_it_under_the_former_version(desk, lawyer):
    pausing = correct(current("VN-D88-FOREIGN"), lawyer, changes={"pause_on": "clarification"}).version
    used, other = running(desk, "foreign_press_request"), running(desk, "foreign_press_request")
    pause_clock(clock=used, by="worker", at=AT + timedelta(days=1), reason="clarification")
    resume_clock(clock=used, by="worker", at=AT + timedelta(days=3))
    due_before = used.due_at

    changed = correct(pausing, lawyer, changes={"pause_on": "", "amount": "7"})

    used.refresh_from_db()
    assert (used.rule, used.due_at) == (pausing, due_before)
    assert [clock for clock, _said in changed.moved] == [used, other]
    assert changed.moved[0][1].startswith("Stays as it was counted before:")
    assert JournalLine.objects.filter(verb="kept clock", record_id=used.pk).count() == 1
    other.refresh_from_db()
    assert other.rule == changed.version


def test_warning_corrected_into_a_limit_turns_its_clocks_into_legal_ones(desk, lawyer):
    clock = running(desk, "press_enquiry")
    warned = clock.duty

    correct(
        current(clock.rule.rule_id),
        lawyer,
        changes={
            "base": "legal",
            "amount": "10",
            "unit": "working_day",
            "warning_amount": "",
            "warning_unit": "",
        },
        is_confirmed=True,
    )

    clock.refresh_from_db()
    assert (warned, clock.duty) == ("warning", "legal")


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"unit": "fortnight"}, "Rule VN-D88-FOREIGN: “fortnight” in column unit is no known unit"),
        ({"amount": "5,5"}, "Rule VN-D88-FOREIGN: “5,5” in amount is not a whole number"),
        ({"amount": ""}, "Rule VN-D88-FOREIGN does not say how much time there is."),
        ({"valid_to": "2026-02-31"}, "“2026-02-31” in column valid_to is not a day"),
        ({"valid_to": "1999-01-01"}, "before it begins on"),
        ({"source": " "}, "Name the source; a limit without a source is not used."),
        ({"calendar": "LA"}, "There is no calendar LA here."),
        ({"ext_amount": "5"}, "an extension needs an amount, a unit and how many times it may be granted."),
    ],
)
def test_row_corrected_into_something_that_cannot_be_counted_is_refused_in_a_sentence(
    lawyer, changes, sentence
):
    with pytest.raises(ReasonsAgainst) as refused:
        correct(current("VN-D88-FOREIGN"), lawyer, changes=changes)

    assert any(sentence in str(reason) for reason in refused.value.reasons)
    assert current("VN-D88-FOREIGN").version == 1


def test_row_corrected_without_a_reason_or_a_change_is_told_both(lawyer):
    with pytest.raises(ReasonsAgainst) as refused:
        correct(current("VN-D88-FOREIGN"), lawyer, reason=" ")

    assert [str(reason) for reason in refused.value.reasons] == [
        "Say why the row changes; it stands in its history.",
        "Nothing differs from the row as it stands.",
    ]


def test_correction_is_not_written_over_by_the_country_pack(lawyer):
    correct(current("VN-D88-FOREIGN"), lawyer, changes={"amount": "7"})

    load_country(by="operator", at=AT)

    assert (current("VN-D88-FOREIGN").version, current("VN-D88-FOREIGN").row["amount"]) == (2, "7")


def announce(steward, **changed):
    given = {
        "calendar_id": "VN",
        "day": date(2026, 8, 6),
        "kind": "off",
        "name": {"vi": "Ngày nghỉ mẫu", "en": "Sample holiday"},
        "source": "Công văn 1/2026",
        "announced_date": date(2026, 8, 3),
        "by": steward,
        "at": AT,
    }
    return list_day(**{**given, **changed})


def test_day_off_announced_while_a_clock_runs_moves_it_by_a_day_and_names_the_day(desk, steward):
    clock = running(desk, "foreign_press_request")

    changed = announce(steward)

    clock.refresh_from_db()
    assert clock.due_at.astimezone(HANOI).date() == date(2026, 8, 11)
    assert [moved for moved, _said in changed.moved] == [clock]
    assert "public holiday" in changed.moved[0][1]
    assert (changed.version.version, changed.version.made_by) == (2, steward)
    assert changed.version.days.get(day=date(2026, 8, 6)).announced_date == date(2026, 8, 3)


def test_worked_saturday_announced_brings_a_clock_forward(desk, steward):
    clock = running(desk, "foreign_press_request")

    announce(steward, day=date(2026, 8, 8), kind="worked")

    clock.refresh_from_db()
    assert clock.due_at.astimezone(HANOI).date() == date(2026, 8, 8)


def test_day_taken_out_again_moves_the_clock_back(desk, steward):
    clock = running(desk, "foreign_press_request")
    before = clock.due_at
    announce(steward)

    unlist_day(calendar_id="VN", day=date(2026, 8, 6), reason="withdrawn", by=steward, at=AT)

    clock.refresh_from_db()
    assert clock.due_at == before
    assert CalendarVersion.objects.get(calendar_id="VN", is_current=True).version == 3


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"day": date(2026, 8, 8)}, "This day is a weekly day of rest: it is off anyway."),
        ({"kind": "worked"}, "This day is a working day of the week anyway."),
        ({"kind": "maybe"}, "A listed day is off or worked."),
        ({"name": {}}, "Say what the day is called."),
        ({"source": ""}, "Name the source; a day without a source is not used."),
        ({"announced_date": None}, "Say when it was announced."),
        (
            {"announced_date": date(2026, 8, 4)},
            "The announcement is still to come; a day counts when it is announced.",
        ),
        ({"calendar_id": "LA"}, "There is no calendar LA here."),
    ],
)
def test_day_that_makes_no_sense_is_refused_in_a_sentence(steward, changed, sentence):
    with pytest.raises(ReasonsAgainst) as refused:
        announce(steward, **changed)

    assert [str(reason) for reason in refused.value.reasons] == [sentence]
    assert CalendarVersion.objects.get(calendar_id="VN", is_current=True).version == 1


def test_day_announced_by_a_legal_officer_is_not_allowed(lawyer):
    with pytest.raises(MayNot):
        announce(lawyer)


def test_every_change_stands_in_the_chain_which_verifies(desk, lawyer, steward):
    running(desk, "foreign_press_request")
    correct(current("VN-D88-FOREIGN"), lawyer, changes={"amount": "7"})
    announce(steward)

    verbs = list(JournalLine.objects.filter(chain="").order_by("number").values_list("verb", flat=True))
    assert verbs == ["loaded country pack", "corrected law row", "changed calendar"]
    assert first_breaks() == []
