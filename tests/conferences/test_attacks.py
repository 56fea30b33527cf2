"""What somebody might try against conferences: it ends in a sentence, a refusal or silence, never further."""

from __future__ import annotations

import io
import json
import zipfile
from datetime import date

import pytest
from django.test import Client
from django.utils import translation
from openpyxl import load_workbook

from hoiam.conferences.dates import When
from hoiam.conferences.models import (
    Certificate,
    CheckIn,
    Delegate,
    Invitation,
    Notice,
    Seat,
    SeatName,
    Session,
)
from hoiam.conferences.operations import floor
from hoiam.conferences.operations.announcing import mark_held
from hoiam.conferences.operations.certificates import issue_certificates, revoke_certificate
from hoiam.conferences.operations.changing import refine_or_move
from hoiam.conferences.operations.checkin import Scan, check_in, enter_paper
from hoiam.conferences.operations.conclusions import add_conclusion
from hoiam.conferences.operations.planning import describe_conference
from hoiam.conferences.operations.registering import register_by_link, register_delegates
from hoiam.conferences.operations.seats import answer_seat, delete_old_seats
from hoiam.conferences.queries.seats import token_of
from hoiam.conferences.rosters import grid
from hoiam.config.command import main
from hoiam.desks.against import ReasonsAgainst
from hoiam.desks.models import Clock
from hoiam.desks.signing import public_keys
from hoiam.desks.terms import Role
from hoiam.evidence.sheets.table import UnreadableFile
from tests.factories.briefings import AT as PLANNED
from tests.factories.briefings import DAY, ENDS_AT, HOUR, STARTS_AT, make_announced, make_planned
from tests.factories.coverage import make_round
from tests.factories.desks import Cast, make_desk, make_person
from tests.factories.learning import AFTER, make_delegate
from tests.factories.learning import make_training as make_held_training
from tests.factories.outlets import make_outlet
from tests.factories.trainings import (
    AT,
    DOOR,
    link,
    make_invitation,
    make_place,
    make_training,
    people,
    person,
    workbook,
)
from tests.workroom.visiting import enter, office_at

pytestmark = pytest.mark.django_db
WHY = {"vi": "Hội trường đang sửa.", "en": "The hall is being repaired."}


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


@pytest.fixture
def training(cast):
    made = make_training(cast)
    entries = people(3, make_place("hue", "Huế"))
    register_delegates(conference=made, entries=entries, by=cast.case_officer, at=AT)
    return made


def move(cast, conference, when, at, **given):
    said = {"mode": conference.mode, "place": conference.place, "venue": conference.venue} | given
    return refine_or_move(
        conference=conference,
        when=when,
        by=cast.case_officer,
        at=at,
        seats=conference.seats,
        why=WHY,
        is_moved=True,
        **said,
    )


def codes(training) -> list[str]:
    return list(Delegate.objects.filter(conference=training).order_by("pk").values_list("code", flat=True))


def test_number_of_a_scan_that_was_used_at_the_door_is_told_at_a_session(cast, training):
    Session.objects.create(conference=training, code="S1", title={"vi": "Khai mạc"}, position=1)
    scan = Scan("scan-0001", codes(training)[0], DOOR)
    given = {"conference": training, "scans": [scan], "by": cast.intake, "at": DOOR}

    check_in(**given)
    told = check_in(**given, session_code="S1")

    assert [one.what for one in told] == ["refused"] and CheckIn.objects.count() == 1


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ('{"scans": ' + "[" * 90_000, 400),
        ('{"scans": [{"id": "scan-0001", "code": "\\u0000AB"}]}', 200),
        ('{"session": "\\u0000", "scans": [{"id": "scan-0001", "code": "AB"}]}', 409),
        ('{"scans": [{"id": "scan\\u0000-0001", "code": "\\ud800"}]}', 200),
        ('{"scans": [{"id": "scan-0001", "code": "AB", "at": "2026-02-31T10:00:00Z"}]}', 200),
    ],
)
def test_batch_of_a_broken_telephone_is_answered_row_by_row(cast, training, body, status):
    address = f"/office/{cast.desk.code}/conferences/{training.reference}/checkin/scans/"
    with office_at(DOOR):
        answer = enter(cast.intake).post(address, body, content_type="application/json")

    assert answer.status_code == status


def test_paper_of_a_session_is_entered_beside_a_telephone_that_took_its_number(cast, training):
    first, second = Delegate.objects.filter(conference=training).order_by("pk")[:2]
    stolen = Scan(f"paper-{second.pk}-door", first.code, DOOR)
    check_in(conference=training, scans=[stolen], by=cast.intake, at=DOOR)

    assert enter_paper(conference=training, delegate_ids=[second.pk], by=cast.intake, at=DOOR) == 1


def test_file_that_says_revoked_is_not_called_genuine_by_the_command(cast, tmp_path, capsys):
    training = make_held_training(cast.desk)
    make_delegate(training, 1)
    issued = issue_certificates(conference=training, by=cast.head, at=AFTER)[0]
    revoke_certificate(certificate=issued, why=WHY, by=cast.head, at=AFTER)
    file, keys = tmp_path / "one.json", tmp_path / "keys.json"
    keys.write_text(json.dumps(public_keys()))
    with office_at(AFTER):
        file.write_bytes(Client().get(f"/en/certificates/{issued.code}.json").content)

    assert main(["certificates", "verify", str(file), "--key", str(keys)]) == 1
    assert "is revoked" in capsys.readouterr().out
    file.write_text("[" * 100_000)
    assert main(["certificates", "verify", str(file), "--key", str(keys)]) != 0


def test_certificate_of_a_practice_desk_is_never_signed(cast):
    training = make_held_training(cast.desk)
    make_delegate(training, 1)
    type(cast.desk).objects.filter(pk=cast.desk.pk).update(is_practice=True)

    with pytest.raises(ReasonsAgainst, match="practice"):
        issue_certificates(conference=training, by=cast.head, at=AFTER)
    assert not Certificate.objects.exists()


def test_what_is_concluded_and_planned_at_a_practice_desk_reaches_no_real_one(cast):
    practice = make_desk("luyen-tap", body=cast.desk.body, is_practice=True)
    trainee = make_person("trainee", (practice, Role.CASE_OFFICER))
    there = Cast(practice, cast.other_desk, {"case_officer": trainee})
    held = make_held_training(practice)
    said = {"kind": "request", "words": {"vi": "Gửi báo cáo."}, "due_on": date(2026, 11, 1)}

    row = add_conclusion(conference=held, body=cast.desk.body, by=trainee, at=AFTER, **said)

    assert row.desk is None and not Notice.objects.exclude(desk=practice).exists()
    assert not Clock.objects.exclude(desk=practice).exists()
    with pytest.raises(ReasonsAgainst, match="practice"):
        make_planned(there, kind="training", round=make_round(cast.desk))


def test_briefing_that_is_over_does_not_keep_who_came_by_being_moved(cast):
    outlet = make_outlet(cast.desk, "Báo Sông Hàn", at=PLANNED)
    conference = make_announced(cast, needs_names=True)
    seat = Seat.objects.get(outlet=outlet)
    answer_seat(token=token_of(seat), is_coming=True, heads=1, names=["Minh Khuê"], at=PLANNED)
    later = When.hours(STARTS_AT + 30 * DAY, ENDS_AT + 30 * DAY)

    for at in (ENDS_AT + HOUR, ENDS_AT + 2 * DAY):
        with pytest.raises(ReasonsAgainst, match="is over"):
            move(cast, conference, later, at)
    delete_old_seats(ENDS_AT + DAY)
    assert not Seat.objects.exists() and not SeatName.objects.exists()


def test_day_of_a_conference_known_by_its_month_can_be_said_after_it_was_held(cast):
    conference = make_announced(cast, when=When.month(2026, 10))

    move(cast, conference, When.days(date(2026, 10, 6)), ENDS_AT + 3 * DAY)
    held = mark_held(conference=conference, by=cast.case_officer, at=ENDS_AT + 3 * DAY)

    assert held.starts_on == date(2026, 10, 6)


def test_names_for_the_gate_are_deleted_when_the_site_no_longer_asks_for_them(cast):
    outlet = make_outlet(cast.desk, "Báo Sông Hàn", at=PLANNED)
    conference = make_announced(cast, needs_names=True)
    seat = Seat.objects.get(outlet=outlet)
    answer_seat(token=token_of(seat), is_coming=True, heads=1, names=["Minh Khuê"], at=PLANNED)

    describe_conference(conference=conference, needs_names=False, by=cast.case_officer, at=PLANNED)

    assert not SeatName.objects.exists() and Seat.objects.get().heads == 1


def test_form_that_is_flooded_leaves_room_for_questions_of_the_hall(cast, monkeypatch):
    monkeypatch.setattr(floor, "MOST_QUESTIONS", 4)
    monkeypatch.setattr(floor, "MOST_BY_FORM", 2, raising=False)
    conference = make_announced(cast)
    for number in range(2):
        floor.ask_by_form(conference=conference, question=f"Câu {number}?", language="vi", at=PLANNED)

    with pytest.raises(ReasonsAgainst, match="very many"):
        floor.ask_by_form(conference=conference, question="Câu 3?", language="vi", at=PLANNED)
    said = {"asked_by": "room", "by": cast.case_officer, "at": STARTS_AT}
    floor.note_question(conference=conference, question="Câu của hội trường?", **said)
    assert conference.questions.count() == 3


@pytest.mark.parametrize("areas", [["A3:XFD1048576"], ["A3:ZZ900"] * 40])
def test_small_workbook_that_merges_a_million_cells_is_refused_before_it_is_loaded(areas, monkeypatch):
    cells = "".join(f'<mergeCell ref="{area}"/>' for area in areas)
    packed, swollen = zipfile.ZipFile(io.BytesIO(workbook([["1", "An"]]))), io.BytesIO()
    with zipfile.ZipFile(swollen, "w", zipfile.ZIP_DEFLATED) as out:
        for name in packed.namelist():
            part = packed.read(name).decode()
            out.writestr(name, part.replace("</sheetData>", f"</sheetData><mergeCells>{cells}</mergeCells>"))
    monkeypatch.setattr(grid, "load_workbook", lambda *_args, **_given: pytest.fail("loaded"))

    with pytest.raises(UnreadableFile, match="unpacks to more"):
        grid.read_grids(swollen.getvalue())


def test_files_of_a_roster_hold_no_formula_and_survive_signs_that_no_file_may_hold(cast):
    training = make_training(cast, title={"vi": "=1+1", "en": "=1+1"})
    place = make_place("hue", "Huế")
    invitation = make_invitation(cast, training, place)
    entries = [person("=HYPERLINK(A1)", agency="@SUM(1)"), person("Trần \x01\x0bAn", post="-2+3\x1f")]
    register_by_link(token=link(invitation), entries=entries, at=AT)
    base = f"/office/{cast.desk.code}/conferences/{training.reference}"
    with office_at(AT):
        book = enter(cast.case_officer).get(f"{base}/roster/roster.xlsx")

    sheet = load_workbook(io.BytesIO(book.content)).worksheets[0]
    said = {cell.value: cell.data_type for row in sheet.iter_rows() for cell in row if cell.value}
    assert book.status_code == 200 and "f" not in said.values()
    assert {"=1+1", "=HYPERLINK(A1)", "Trần An"} <= said.keys()


def test_refusal_by_link_with_signs_that_no_database_holds_is_kept_without_them(cast, training):
    invitation = make_invitation(cast, training, make_place("gia-lai", "Gia Lai"))
    with office_at(AT):
        answer = Client().post(
            f"/en/delegation/{link(invitation)}/", {"act": "decline", "why": "Bận\x00\x01"}
        )

    assert answer.status_code == 302 and Invitation.objects.get().declined_why == "Bận"


def test_place_in_a_list_that_no_number_holds_is_its_beginning(cast):
    conference = make_announced(cast)
    base = f"/office/{cast.desk.code}/conferences/{conference.reference}"
    public = ("/en/lessons/", f"/en/briefings/{cast.desk.code}/")
    office = (f"{base}/questions/", f"{base}/seats/gate/", f"/office/{cast.desk.code}/briefings/")
    with office_at(PLANNED):
        client = enter(cast.case_officer)
        for address in (*public, *office):
            for typed in ("9" * 5000, "٣", "-1", ""):
                assert client.get(address, {"from": typed}).status_code == 200, (address, typed[:9])
