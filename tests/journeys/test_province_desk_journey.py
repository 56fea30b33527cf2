"""A province gets a desk from the template and works with it, in the browser, to its first briefing.

Opened by the programme officer, staffed by one-time links, its own rule, a series, a briefing planned, announced and
held; then a version of the template decided item by item, and the statement of another installation taken in.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import time_machine
from django.core.cache import cache
from playwright.sync_api import Page, expect

from hoiam.conferences.models import Conference, Period, Series
from hoiam.desks.models import Desk, DeskTemplate, InstallationMembership, Person, Place, StatedAdoption
from hoiam.desks.operations.templates import load_pack_template
from hoiam.desks.queries.journal import first_breaks
from hoiam.desks.terms import InstallationRole
from tests.database import copy_migrated
from tests.factories.desks import PASSPHRASE, make_country, make_desk, make_person
from tests.factories.evidence import make_fact
from tests.journeys.people import Visitor, street
from tests.journeys.processes import ROOT

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

AT = datetime(2026, 9, 7, 2, 0, tzinfo=UTC)
"""Monday, nine in the morning in Viet Nam."""
DAY = timedelta(days=1)
HELD_AT = datetime(2026, 9, 10, 4, 0, tzinfo=UTC)
"""Thursday at eleven: the briefing began at half past eight."""
BOARD = "/office/installation/adoption/"
TEMPLATE = "mau-ban-thong-tin-cap-tinh"
PASSWORD = "một câu đủ dài để nhớ"
LETTERS = {"head": "chanh-van-phong@gia-lai.example", "admin": "quan-tri@gia-lai.example"}
FACTS = {
    "vn-gia-lai": "Tháng 8 năm 2025, 93,35% dân số tỉnh Gia Lai tham gia bảo hiểm y tế.",
    "vn-binh-dinh-pre2025": "Năm 2023, 93,35% dân số tỉnh Bình Định tham gia bảo hiểm y tế.",
    "vn": "Năm 2023, 93,35% dân số cả nước tham gia bảo hiểm y tế.",
}
"""Of the place itself, of one of the two before it, of the country."""


@dataclass(frozen=True)
class Told:
    """What is written and what the pages must say, in one language."""

    tag: str
    desk: str
    before: str
    no_slower: str
    rule: str
    held_day: str
    held: str
    own_file: str
    stated: str


VIETNAMESE = Told(
    tag="vi",
    desk="Bàn thông tin Gia Lai",
    before="trước sáp nhập",
    no_slower="Quy định nhanh hơn phải ngắn hơn.",
    rule="Bàn trả lời lần đầu trong một ngày làm việc.",
    held_day="10/09/2026",
    held="đã tổ chức",
    own_file="Chính hệ thống này đã ký",
    stated="theo khai báo, chưa đối chiếu",
)
ENGLISH = Told(
    tag="en",
    desk="Information desk of Gia Lai",
    before="before the merger",
    no_slower="A faster rule is shorter.",
    rule="The desk answers first within a working day.",
    held_day="10 September 2026",
    held="held",
    own_file="This installation signed it itself",
    stated="stated, not seen",
)


@dataclass
class Centre:
    """The installation of the centre, its clock, and who comes to its pages."""

    home: str
    open_page: Callable[..., Page]
    clock: time_machine.Coordinates
    told: Told

    def comes(self, name: str, *, is_phone: bool = False) -> Visitor:
        return street(self.open_page, self.home, f"province-{self.told.tag}-{name}", is_phone=is_phone)


@pytest.fixture
def at_work(db, live_server, settings, new_page):
    """Country, template, a central desk with facts, and a clock that stands on Monday morning."""
    settings.IS_DEMO, settings.BASE_URL = True, live_server.url  # no second factor to set up
    cache.clear()  # links are opened slowly enough by people
    make_country()
    load_pack_template(by="operator", at=AT - 30 * DAY)
    desk = make_desk("trung-uong", target_working_days=2)
    DeskTemplate.objects.update(keeper=desk)
    for code, words in FACTS.items():
        make_fact(desk, words, places=(Place.objects.get(code=code),), place_printed="", at=AT - DAY)
    with time_machine.travel(AT, tick=True) as clock:
        yield lambda told: Centre(live_server.url, new_page, clock, told)


@pytest.mark.parametrize(
    "told",
    [
        pytest.param(VIETNAMESE, id="vi", marks=[pytest.mark.slow, pytest.mark.long]),
        pytest.param(ENGLISH, id="en", marks=[pytest.mark.slow, pytest.mark.twin]),
    ],
)
def test_province_s_desk_goes_from_template_to_first_briefing(at_work, told, tmp_path):
    centre = at_work(told)
    officer = centre.comes("officer")
    programme = make_person("programme", language=told.tag)
    InstallationMembership.objects.create(person=programme, role=InstallationRole.PROGRAMME_OFFICER)
    officer.signs_in(programme, leads_to=r"/office/$")

    links = opens_a_desk(officer, told)
    head = accepts(centre, "head", links[0])
    admin = accepts(centre, "admin", links[1])
    opened_with(head, told)
    writer, speaker = staffed(centre, head)
    rules_itself(head, centre)
    reference = briefs(centre, writer, speaker)
    comes_back(head)
    comes_back(officer, programme.email, r"/office/$")
    assert told.held_day in on_the_board(officer, told)
    gets_a_version(officer, head, told)
    states_and_takes_in(centre, officer, head, tmp_path)

    everybody = (officer, head, admin, writer, speaker)
    assert [visitor.faults for visitor in everybody] == [[]] * 5
    assert (first_breaks(), Conference.objects.get().reference) == ([], reference)


def opens_a_desk(officer: Visitor, told: Told) -> list[str]:
    """From the board: a row, two addresses, one press. Gives the one-time links, which are shown once."""
    page, clicks = officer.page, []
    officer.looks()
    officer.taps(f"main a[href='{BOARD}']", leads_to=rf"{BOARD}$")
    page.expose_function("clicked", lambda: clicks.append(time.monotonic()))
    page.evaluate("addEventListener('click', () => clicked(), true)")
    page.add_init_script("addEventListener('click', () => clicked(), true)")
    page.locator("a[href$='?place=vn-gia-lai']").click()
    page.wait_for_url(re.compile(r"/open/"))
    began = time.monotonic()
    assert (page.input_value("#id_place"), page.input_value("#id_template")) == ("vn-gia-lai", TEMPLATE)
    page.fill("#id_head_email", LETTERS["head"])
    page.fill("#id_admin_email", LETTERS["admin"])
    page.locator("main form button[type=submit]").click()
    expect(page.locator("h1")).to_contain_text(told.desk)
    assert (len(clicks), time.monotonic() - began < 60) == (2, True), "two minutes are for reading and typing"
    officer.looks()
    links = page.locator("main code").all_inner_texts()
    assert len(links) == 2
    return links


def accepts(centre: Centre, name: str, link: str) -> Visitor:
    """Somebody opens the link, chooses name and password, reads in their own language, and is at the desk."""
    visitor, is_first = centre.comes(name), name == "head"
    page = visitor.page
    page.goto(link)
    chosen = page.locator(f".languages button[lang={centre.told.tag}]")
    if chosen.count():
        chosen.click()
    if is_first:
        visitor.looks()
    page.fill("#id_name", f"Người {name}")
    page.fill("#id_password1", PASSWORD)
    page.fill("#id_password2", PASSWORD)
    page.locator("main form button[type=submit]").click()
    page.wait_for_url(re.compile(r"/accounts/login/$"))
    person = Person.objects.get(name=f"Người {name}")
    enters(visitor, person.email, r"/office/gia-lai/$")
    if is_first:
        visitor.looks()
        assert page.request.get(link).status == 410
    assert page.locator("html").get_attribute("lang") == centre.told.tag
    return visitor


def enters(visitor: Visitor, email: str, leads_to: str) -> None:
    page = visitor.page
    page.fill("#id_login", email)
    page.fill("#id_password", PASSWORD if email.endswith("gia-lai.example") else PASSPHRASE)
    page.locator("form:has(#id_password) button[type=submit]").first.click()
    page.wait_for_url(re.compile(leads_to))


def comes_back(visitor: Visitor, email: str = "", leads_to: str = r"/office/gia-lai/$") -> None:
    """Signs in again: it is another day."""
    visitor.page.goto(f"{visitor.home}/accounts/login/")
    role = visitor.name.rpartition("-")[2]
    enters(visitor, email or LETTERS.get(role) or f"{role}@gia-lai.example", leads_to)


def opened_with(head: Visitor, told: Told) -> None:
    """What is still to be done, and facts of the place, of those before it, of the country."""
    page = head.page
    expect(page.locator(".first-run > li")).to_have_count(9)
    expect(page.locator(".first-run > li.is-done")).to_have_count(1)
    rows = page.locator("section[aria-labelledby=of-place] li")
    before = rows.filter(has_text=told.before)
    assert (rows.count(), before.count(), rows.locator("a").count()) == (4, 2, 3)
    expect(rows.first).to_contain_text("Gia Lai")
    expect(
        before.filter(has_text="Bình Định" if told.tag == "vi" else "Binh Dinh").locator("a")
    ).to_have_count(1)
    head.taps("section[aria-labelledby=of-place] li:last-child a", leads_to=r"/facts/\?place=vn$")
    expect(page.locator("main")).to_contain_text(FACTS["vn"])


def staffed(centre: Centre, head: Visitor) -> tuple[Visitor, Visitor]:
    """The head invites who is missing; each comes by a link of their own."""
    roles = {"writer": ("intake", "case_officer", "fact_steward"), "speaker": ("reviewer", "spokesperson")}
    came = []
    for name, held in roles.items():
        page = head.page
        page.goto(f"{head.home}/office/gia-lai/people/invite/")
        page.fill("#id_email", f"{name}@gia-lai.example")
        for role in held:
            page.check(f"input[name=roles][value={role}]")
        page.locator("main form button[type=submit]").click()
        came.append(accepts(centre, name, page.locator("[data-copy]").first.get_attribute("data-copy")))
    head.goes_to("/office/gia-lai/")
    expect(head.page.locator(".first-run > li").first).to_have_class(re.compile("is-done"))
    return came[0], came[1]


def rules_itself(head: Visitor, centre: Centre) -> None:
    """A slower rule is refused with its sentence; a faster one is in force and public."""
    page, told = head.page, centre.told
    head.goes_to("/office/gia-lai/own_rules/")
    page.check("input[name=kind][value=faster]")
    page.fill("#id_working_days", "30")
    for tag in ("vi", "en"):
        page.fill(f"#id_words_{tag}", told.rule)
    twice(page, "main form button[type=submit]")
    expect(page.locator(".error-summary")).to_contain_text(told.no_slower)
    page.fill("#id_working_days", "1")
    twice(page, "main form button[type=submit]")
    expect(page.locator("main table")).to_contain_text(told.rule)
    head.looks()
    reader = centre.comes("reader")
    reader.goes_to(f"/{told.tag}/desks/gia-lai/rules/")
    expect(reader.page.locator("main")).to_contain_text(told.rule)
    assert reader.faults == []


def briefs(centre: Centre, writer: Visitor, speaker: Visitor) -> str:
    """A series, its first briefing with the agenda of the model, its hour, the announcement; then it is held."""
    page, told = speaker.page, centre.told
    page.goto(f"{speaker.home}/office/gia-lai/conferences/")
    page.click("main a[href$='/briefings/']")
    page.click("a[href='new/']")
    page.wait_for_url(re.compile(r"/briefings/new/$"))
    page.check("input[name=rhythm][value=quarterly]")
    for tag in ("vi", "en"):
        page.fill(f"#id_title_{tag}", "Hội nghị cung cấp thông tin cho báo chí")
    speaker.taps("main form button[type=submit]", leads_to=r"/briefings/\d+/$")
    writer.page.goto(page.url)
    writer.taps("form[action='prepare/'] button", leads_to=r"/conferences/H-[A-Z0-9]+-2026-0001/agenda/$")
    expect(writer.page.locator("main tbody tr")).to_have_count(4)
    reference = writer.page.url.split("/")[-3]
    sets_the_hour(writer, reference)
    one = f"/office/gia-lai/conferences/{reference}/"
    page.goto(f"{speaker.home}{one}do/announce/")
    speaker.taps("main form button[type=submit]", leads_to=rf"{reference}/$")
    reader = centre.comes("journalist", is_phone=True)
    reader.goes_to(f"/{told.tag}/conferences/{reference}/")
    expect(reader.page.locator("main")).to_contain_text(told.held_day)
    centre.clock.move_to(HELD_AT)
    comes_back(writer)
    writer.page.goto(f"{writer.home}{one}do/held/")
    writer.page.click("main form button[type=submit]")
    writer.page.wait_for_url(re.compile(rf"{reference}/$"))
    comes_back(speaker)
    speaker.goes_to(f"/office/gia-lai/briefings/{Series.objects.get().pk}/")
    expect(page.locator("main tbody tr").first).to_contain_text(told.held)
    assert (reader.faults, Period.objects.get().conferences.get().reference) == ([], reference)
    return reference


def sets_the_hour(writer: Visitor, reference: str) -> None:
    page = writer.page
    page.goto(f"{writer.home}/office/gia-lai/conferences/{reference}/do/time/")
    page.check("input[name=precision][value=hour]")
    for name, words in {
        "first_day": "2026-09-10",
        "first_hour": "08:30",
        "last_day": "2026-09-10",
        "last_hour": "10:30",
    }.items():
        page.fill(f"#id_{name}", words)
    page.fill("#id_venue_vi", "Hội trường 1, Trần Phú")
    page.click("main form button[type=submit]")
    page.wait_for_url(re.compile(rf"/{reference}/$"))


def on_the_board(officer: Visitor, told: Told) -> str:
    """The line of the province as the officer reads it; everybody reads it in public too."""
    officer.goes_to(BOARD)
    row = officer.page.locator("main tbody tr").filter(has_text=told.desk)
    expect(row.locator("td").nth(2).locator(".badge")).to_have_count(0)  # every role is held
    line = row.inner_text()
    officer.goes_to(f"/{told.tag}/adoption/")
    expect(officer.page.locator("main tbody tr").filter(has_text=told.desk)).to_contain_text(told.held_day)
    return line


def gets_a_version(officer: Visitor, head: Visitor, told: Told) -> None:
    """The centre offers two items; the head takes one over and declines the other with the reason."""
    page = officer.page
    officer.goes_to(f"{BOARD}templates/{TEMPLATE}/new/")
    for box in page.locator("input[name=chosen]").all():
        box.set_checked("target_working_days" in (box.get_attribute("value") or ""))
    page.select_option("#id_section", "checklist")
    page.fill("#id_key", "05")
    for tag in ("vi", "en"):
        page.fill(f"#id_words_{tag}", "Gọi thử đường dây trực")
        page.fill(f"#id_note_{tag}", "Sau năm hội nghị đầu tiên")
    page.fill("#id_source", "Kết luận hội nghị sơ kết")
    twice(page, "form[data-unsaved] button[type=submit]")
    page.wait_for_url(re.compile(rf"/templates/{TEMPLATE}/$"))
    officer.looks()
    page = head.page
    for decision, why in (("accept", ""), ("decline", "Bàn có ba người")):
        page.goto(f"{head.home}/office/gia-lai/transfer/")
        expect(page.locator("main tbody a.row-link")).to_have_count(2 if decision == "accept" else 1)
        head.taps("main tbody a.row-link", leads_to=r"/transfer/\d+/$")
        page.check(f"input[name=decision][value={decision}]")
        page.fill("#id_why", why)
        head.taps("main form button[type=submit]", leads_to=r"/transfer/$")
    offers = Desk.objects.get(code="gia-lai").adoption.offers.order_by("decided_at")
    assert list(offers.values_list("section", "state", "why")) == [
        ("checklist", "accepted", ""),
        ("targets", "declined", "Bàn có ba người"),
    ]


def states_and_takes_in(centre: Centre, officer: Visitor, head: Visitor, folder: Path) -> None:
    """The desk's own statement is refused here; that of another installation stands on the board as stated."""
    page, told = officer.page, centre.told
    keys = folder / "keys.json"
    keys.write_bytes(page.request.get(f"{officer.home}/.well-known/hoiam-keys.json").body())
    own, template = folder / "gia-lai.json", folder / "template.json"
    own.write_bytes(head.page.request.get(f"{head.home}/office/gia-lai/transfer/statement/").body())
    template.write_bytes(page.request.get(f"{officer.home}{BOARD}templates/{TEMPLATE}/file/").body())
    takes(officer, own, keys)
    expect(page.locator(".error-summary")).to_contain_text(told.own_file)
    statement, other_keys = another_installation(folder, template, keys)
    takes(officer, statement, other_keys)
    expect(page.locator("main table")).to_contain_text("https://hue.example")
    officer.goes_to(BOARD)
    row = page.locator("main tbody tr").filter(has_text="https://hue.example")
    expect(row).to_contain_text(told.stated)
    assert StatedAdoption.objects.get().number == 2


def takes(officer: Visitor, file: Path, keys: Path) -> None:
    page = officer.page
    page.goto(f"{officer.home}{BOARD}files/")
    page.check("input[name=what][value=adoption]")
    page.set_input_files("#id_file", str(file))
    page.set_input_files("#id_keys", str(keys))
    page.locator("main form button[type=submit]").click()
    officer.looks()


ELSEWHERE = """
import json, sys, time_machine
from datetime import datetime
from hoiam.config.command import main
at, folder = datetime.fromisoformat(sys.argv[1]), sys.argv[2]
with time_machine.travel(at, tick=True):
    for words in (
        ["init", "--desk", "vi-du", "--desk-name", "Bàn", "--body", "vn-ubnd-hue"],
        ["desks", "template", "import", f"{folder}/template.json", "--key", f"{folder}/keys.json"],
        ["desks", "create", "--from", "mau-ban-thong-tin-cap-tinh", "--place", "vn-hue"],
        ["desks", "adoption", "export", "hue", "-o", f"{folder}/hue.json"],
    ):
        assert main(words) == 0, words
    from hoiam.desks import signing
    with open(f"{folder}/hue-keys.json", "w") as file:
        json.dump(signing.public_keys(), file)
"""
"""What the operator of another province's own installation types, on the same day."""


def another_installation(folder: Path, template: Path, keys: Path) -> tuple[Path, Path]:
    """It takes the template file in, opens its desk from it, and signs the statement. Gives that and its keys."""
    data = folder / "hue"
    data.mkdir(mode=0o700)
    copy_migrated(data / "hoiam.sqlite3")
    assert (template.parent, keys.parent) == (folder, folder)
    outside = {
        name: value for name, value in os.environ.items() if not name.startswith(("HOIAM_", "DJANGO_"))
    }
    environment = outside | {
        "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}",
        "HOIAM_MODE": "test",
        "HOIAM_DATA_DIR": str(data),
        "HOIAM_BASE_URL": "https://hue.example",
    }
    call = [sys.executable, "-c", ELSEWHERE, datetime.now(UTC).isoformat(), str(folder)]
    done = subprocess.run(call, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return folder / "hue.json", folder / "hue-keys.json"


def twice(page: Page, selector: str) -> None:
    """A button that asks again."""
    for _press in range(2):
        page.locator(selector).last.click()
    page.wait_for_load_state()
