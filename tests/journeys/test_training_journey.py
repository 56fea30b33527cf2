"""A training goes the whole way through real pages, a real worker and a real mail server.

Programme, plan, seats, invitation by mail, a delegation named by form and by file, the waiting list, the door,
certificates; then the page of the follow-up.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import expect

from tests.factories.trainings import workbook
from tests.journeys.people import Visitor, street
from tests.journeys.test_release_journey import ENGLISH, VIETNAMESE, Desk, Told, at_work, until

pytestmark = pytest.mark.browser

__all__ = ["at_work"]
ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
ADDRESS = "ban-tuyen-giao@danang.example"
KIND = "ban_tuyen_giao"
OFFICE = "/office/da-nang/"
STANDS = """
from hoiam.conferences.models import Certificate, CheckIn, Delegate, Invitation
from hoiam.desks.queries.journal import first_breaks
said = {
    "states": sorted(Delegate.objects.values_list("state", flat=True)),
    "invitation": Invitation.objects.get().state,
    "checked_in": CheckIn.objects.count(),
    "certificates": Certificate.objects.filter(revoked_at=None).count(),
    "breaks": len(first_breaks()),
}
"""


@dataclass(frozen=True)
class Course:
    """What is typed, in the language of the people at the screens."""

    told: Told
    place: str
    title: str


COURSES = {
    "vi": Course(VIETNAMESE, "Đà Nẵng", "Tập huấn thông tin về quyền con người"),
    "en": Course(ENGLISH, "Da Nang", "Training on informing about human rights"),
}


@pytest.mark.parametrize("tag", ["vi", pytest.param("en", marks=[pytest.mark.slow, pytest.mark.twin])])
def test_training_goes_from_its_programme_to_certificates_for_those_who_came(at_work, tag):
    course = COURSES[tag]
    desk = at_work(course.told)
    officer, speaker = desk.comes("case_officer"), desk.comes("spokesperson")

    reference = planned(officer, course)
    announced(speaker, reference)
    invited(officer, reference, course)
    link = link_by_mail(desk)
    body = named(desk, link, tag)
    came(desk, officer, reference, body, link)
    certified(speaker, reference)

    assert desk.installation.told(STANDS) == {
        "states": ["cancelled", "registered", "registered"],
        "invitation": "accepted",
        "checked_in": 1,
        "certificates": 1,
        "breaks": 0,
    }
    assert [visitor.faults for visitor in (officer, speaker, body)] == [[], [], []]


def planned(officer: Visitor, course: Course) -> str:
    """A programme with a group and a round, and a training of that round, today and tomorrow."""
    page, tag = officer.page, course.told.tag
    officer.goes_to(f"{OFFICE}programmes/new/")
    page.fill(f"#id_title_{tag}", course.title)
    page.fill("#id_code", "de-an-1079")
    page.fill("#id_legal_basis", "1079/QĐ-TTg")
    page.fill("#id_starts_on", "2022-09-14")
    page.fill("#id_ends_on", "2028-12-31")
    officer.taps("main form button[type=submit]", leads_to=r"/programmes/de-an-1079/$")
    for name, fields in (("group", {"code": "can-bo", "share": "70"}), ("round", {"year": "2026"})):
        page.locator(f"details:has(button[value={name}]) summary").click()
        page.fill(f"#id_{name}_{'name' if name == 'group' else 'title'}_{tag}", course.title)
        for field, value in fields.items():
            page.fill(f"#id_{name}_{field}", value)
        page.locator(f"button[value={name}]").click()
        page.wait_for_load_state()
    today = datetime.now(ZONE).date()
    officer.goes_to(f"{OFFICE}conferences/new/")
    page.check("input[name=kind][value=training]")
    for language in ("vi", tag):
        page.fill(f"#id_title_{language}", course.title)
    page.check("input[name=precision][value=day]")
    page.fill("#id_first_day", today.isoformat())
    page.fill("#id_last_day", (today + timedelta(days=1)).isoformat())
    page.fill("#id_place", course.place)
    page.fill("#id_seats", "2")
    page.select_option("#id_round", index=1)
    page.select_option("#id_language", tag)
    page.locator("main form button[type=submit]").last.click()
    page.wait_for_url(re.compile(r"/conferences/H-DN-"))
    return re.findall(r"H-DN-\d{4}-\d{4}", page.url)[0]


def announced(speaker: Visitor, reference: str) -> None:
    speaker.goes_to(f"{OFFICE}conferences/{reference}/do/announce/")
    speaker.taps("main form button[type=submit]", leads_to=rf"/conferences/{reference}/$")


def invited(officer: Visitor, reference: str, course: Course) -> None:
    """Two seats for one kind of agency of one place; its invitation, with the letter of today."""
    page, base = officer.page, f"{OFFICE}conferences/{reference}/"
    officer.goes_to(f"{base}allocation/")
    cell = f'tr:has(th:text-is("{course.place}")) input[name$="-{KIND}"]'
    page.fill(cell, "2")
    page.locator("main form[data-unsaved] button[type=submit]").last.click()
    page.wait_for_load_state()
    expect(page.locator(cell)).to_have_value("2")
    officer.goes_to(f"{base}invitations/")
    page.locator("button[value=prepare]").click()
    page.wait_for_load_state()
    officer.taps("main tbody a.row-link", leads_to=r"/invitations/\d+/$")
    page.locator("details:has(#id_address) summary").click()
    page.fill("#id_address", ADDRESS)
    page.locator("button[value=change]").click()
    page.wait_for_load_state()
    officer.goes_to(f"{base}invitations/")
    page.check("input[name=pick]")
    page.fill("#id_letter_number", "125/GM-VPTT")
    page.fill("#id_letter_date", datetime.now(ZONE).date().isoformat())
    page.locator("button[value=send]").click()
    page.wait_for_load_state()
    expect(page.locator("input[name=pick]")).to_have_count(0)


def link_by_mail(desk: Desk) -> str:
    until(lambda: bool(desk.mails_to(ADDRESS)), 30, "the link came by mail")
    return re.findall(rf"/{desk.told.tag}/delegation/[\w-]+/", desk.mails_to(ADDRESS)[0])[0]


def named(desk: Desk, link: str, tag: str) -> Visitor:
    """On a telephone and without an account: accept, one by the form, two by a file; the third waits."""
    body = street(desk.open_page, desk.home, f"training-{tag}-body", is_phone=True)
    body.goes_to(link)
    page = body.page
    page.locator("button[value=accept]").click()
    page.wait_for_load_state()
    page.locator("details:has(button[value=add]) summary").click()
    for field, words in (("name", "Nguyễn Thị Mẫu"), ("post", "Trưởng ban"), ("agency", "Ban Tuyên giáo")):
        page.fill(f"#id_{field}", words)
    page.locator("button[value=add]").click()
    expect(page.locator("main tbody tr")).to_have_count(1)
    rows = [
        [1, "Trần Văn Ví Dụ", "Phó Trưởng ban", "Ban Tuyên giáo", "", "", ""],
        [2, "Lê Thị Minh Họa", "Chuyên viên", "Ban Tuyên giáo", "", "", ""],
    ]
    file = {
        "name": "danh-sach.xlsx",
        "mimeType": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "buffer": workbook(rows),
    }
    for button in ("look", "send"):
        details = page.locator("details:has(#id_file)")
        if details.get_attribute("open") is None:
            details.locator("summary").first.click()
        page.set_input_files("#id_file", [file])
        page.locator(f"button[value={button}]").click()
        page.wait_for_load_state()
        if button == "look":
            expect(page.locator("#looked tbody tr")).to_have_count(2)
            body.looks()
    expect(page.locator("main tbody tr")).to_have_count(3)
    return body


def came(desk: Desk, officer: Visitor, reference: str, body: Visitor, link: str) -> None:
    """One of the first two is taken off, so the third gets the seat; one of them comes and is checked in once."""
    page = body.page
    row = page.locator("main tbody tr", has_text="Trần Văn Ví Dụ")
    row.locator("button[value=cancel]").click()
    row.locator("button[value=cancel]").click()
    expect(page.locator("main tbody tr")).to_have_count(2)
    body.goes_to(link)
    code = page.locator("main tbody tr", has_text="Lê Thị Minh Họa").locator("td.mono").inner_text()
    code = re.findall(r"[0-9A-Z]{4}-[0-9A-Z]{4}", code)[0]
    officer.goes_to(f"{OFFICE}conferences/{reference}/roster/")
    expect(officer.page.locator("main tbody tr")).to_have_count(2)
    door = desk.comes("intake", is_phone=True)
    door.goes_to(f"{OFFICE}conferences/{reference}/checkin/")
    for typed, answer in ((code.lower(), "in"), (code, "again"), ("22222222", "refused")):
        door.page.fill("#door-code", typed)
        door.page.keyboard.press("Enter")
        expect(door.page.locator(f"#door-answers .is-{answer}")).to_have_count(1)
    expect(door.page.locator("#door-present")).to_have_text("1")
    door.looks()
    assert door.faults == []


def certified(speaker: Visitor, reference: str) -> None:
    """Whoever was there gets a certificate; the follow-up says when the desks are read."""
    base = f"{OFFICE}conferences/{reference}/"
    speaker.goes_to(f"{base}do/held/")
    speaker.taps("main form button[type=submit]", leads_to=rf"/conferences/{reference}/$")
    speaker.goes_to(f"{base}certificates/")
    speaker.page.locator("main form button[type=submit]").first.click()
    speaker.page.wait_for_load_state()
    expect(speaker.page.locator("main tbody tr")).to_have_count(1)
    speaker.goes_to(f"{base}follow-up/")
