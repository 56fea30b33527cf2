"""Approval on paper in a real browser: from the sheet to the public answer, by desktop and by phone."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from playwright.sync_api import Page, expect

from hoiam.enquiries.models import Answer
from hoiam.texts.models import PaperApproval, TextVersion
from hoiam.texts.operations.clearance import send_for_clearance, sign
from hoiam.texts.typesetting import can_typeset
from tests.factories.enquiries import HOUR, make_draft, stand
from tests.factories.paper import make_holder, png
from tests.journeys.people import Visitor, street

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(not can_typeset(), reason="typst is not installed here"),
]


@dataclass(frozen=True)
class Told:
    tag: str
    compare: str
    refused: str
    approved: str
    public: str


VIETNAMESE = Told("vi", "cần đối chiếu", "không phải mã", "Duyệt trên giấy", "Duyệt trên giấy, ký ngày")
ENGLISH = Told("en", "to be compared", "not the code", "Approved on paper", "Approved on paper, signed on")


@pytest.fixture
def waiting_text(cast, settings):
    """An answer that its reviewer has signed, and the clock an hour later."""
    settings.IS_DEMO = True  # no second factor to set up
    make_holder(cast.desk)
    answer = make_draft(cast)
    sent = answer.started_at + HOUR
    version = send_for_clearance(text=answer.text, standing=stand(cast, "case_officer", sent), at=sent)
    reviewer = stand(cast, "reviewer", sent)
    sign(version=version, text_hash=version.hash, standing=reviewer, role="reviewer", at=sent)
    with time_machine.travel(sent + HOUR, tick=True) as clock:
        yield cast, version, clock


@pytest.mark.parametrize(
    "told",
    [
        pytest.param(VIETNAMESE, id="vi"),
        pytest.param(ENGLISH, id="en", marks=[pytest.mark.slow, pytest.mark.twin]),
    ],
)
def test_sheet_signed_on_paper_clears_an_answer_for_everybody_to_read(
    waiting_text, live_server, new_page: Callable[..., Page], tmp_path, told
):
    cast, version, clock = waiting_text
    for person in cast.people.values():
        person.language = told.tag
        person.save()

    def comes(name: str, *, is_phone: bool = False) -> Visitor:
        return street(new_page, live_server.url, f"paper-{told.tag}-{name}", is_phone=is_phone)

    scan = prints(comes("officer"), cast, version, tmp_path)
    brings(comes("intake", is_phone=True), cast, version, scan)
    compares(comes("second", is_phone=True), cast, version, told)
    clock.shift(timedelta(days=5))
    reads(comes("reader"), version, told)


def prints(officer: Visitor, cast, version: TextVersion, folder: Path) -> Path:
    """The sheet is printed, signed and photographed: here its first page becomes a picture."""
    officer.signs_in(cast.case_officer)
    officer.goes_to(f"/office/da-nang/texts/{version.text_id}/clearance/")
    officer.taps(f"main a[href$='texts/{version.text_id}/paper/']", leads_to=r"/paper/$")
    with officer.page.expect_download() as loading:
        officer.page.click("a[href$='sheet.pdf']")
    sheet = folder / "sheet.pdf"
    loading.value.save_as(sheet)
    officer.taps("a[href$='/paper/sheet/']", leads_to=r"/paper/sheet/$")
    expect(officer.page.locator(".sheet-code")).to_have_text(f"{version.hash[:4]} {version.hash[4:8]}")
    if not shutil.which("pdftoppm"):
        (folder / "scan.png").write_bytes(png())
        return folder / "scan.png"
    subprocess.run(
        ["pdftoppm", "-r", "60", "-png", "-singlefile", sheet, folder / "scan"], check=True, timeout=60
    )
    return folder / "scan.png"


def brings(intake: Visitor, cast, version: TextVersion, scan: Path) -> None:
    intake.signs_in(cast.intake)
    intake.goes_to(f"/office/da-nang/texts/{version.text_id}/paper/")
    intake.page.set_input_files("#id_file", scan)
    intake.page.select_option("#id_signer", index=1)
    intake.page.fill("#id_number", "12/PT")
    intake.taps("form[enctype] button[type=submit]", leads_to=r"/paper/$")
    expect(intake.page.locator("#compare .signed-sheet")).to_contain_text("Trần Thị Phát Ngôn")
    expect(intake.page.locator("#id_code")).to_have_count(0)


def compares(second: Visitor, cast, version: TextVersion, told: Told) -> None:
    """First with a code misread, then with the right one."""
    second.signs_in(cast.fact_steward)
    expect(second.page.locator("main")).to_contain_text(told.compare)
    second.taps("a[href='paper/']", leads_to=r"/da-nang/paper/$")
    second.taps("a.row-link", leads_to=r"/paper/#compare$")
    expect(second.page.locator(".scan img")).to_be_visible()
    approves(second.page, "0badc0de")
    expect(second.page.locator("main")).to_contain_text(told.refused)
    approves(second.page, version.hash[:8].upper())
    expect(second.page.locator("main .signed-sheet")).to_contain_text(told.approved)
    second.looks()
    assert PaperApproval.objects.get().decided_by == cast.fact_steward
    second.goes_to(f"/office/da-nang/texts/{version.text_id}/clearance/")
    expect(second.page.locator("main")).to_contain_text(told.approved)


def approves(page: Page, code: str) -> None:
    page.fill("#id_code", code)
    button = page.locator("form[action*='/confirm/'] button[type=submit]")
    button.click()
    button.click()
    page.wait_for_load_state()


def reads(reader: Visitor, version: TextVersion, told: Told) -> None:
    answer = Answer.objects.get(version=version)
    reader.goes_to(f"/{told.tag}/answers/{answer.enquiry.reference}/")
    expect(reader.page.locator("main")).to_contain_text(told.public)
