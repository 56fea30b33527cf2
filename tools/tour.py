"""Take the pictures of docs/start/tour.md from a fresh demo: `python3 run.py tour`.

Drives the real pages in the system's Chromium. Pictures are 1,366 pixels wide, those of a phone 390.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from playwright.sync_api import Browser, Page, sync_playwright

HERE = Path(__file__).resolve().parent.parent
PICTURES = HERE / "docs" / "start" / "tour"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
PASSPHRASE = "hoi-am-ban-minh-hoa"  # noqa: S105  printed by every demo

PUBLIC = {
    "front": "/vi/",
    "front-en": "/en/",
    "ask": "/vi/desks/da-nang/ask/",
    "log": "/vi/answers/",
    "answer": "/vi/answers/TU-2026-00003/",
    "facts": "/vi/facts/?theme=health",
    "fact": "/vi/facts/F069/",
    "punctuality": "/en/punctuality/trung-uong/",
    "who-speaks": "/vi/desks/da-nang/",
    "verify": "/en/verify/",
    "bulletins": "/vi/matters/1/",
    "releases": "/vi/releases/",
    "corrections": "/vi/corrections/",
    "outlets": "/vi/outlets/",
    "adoption": "/vi/adoption/",
    "conferences": "/vi/conferences/",
    "coverage": "/vi/coverage/",
    "reported-figures": "/vi/coverage/reported/",
    "certificates": "/vi/certificates/",
}
OFFICE = {
    "home": "/office/trung-uong/",
    "inbox": "/office/trung-uong/enquiries/",
    "case": "/office/trung-uong/enquiries/TU-2026-00010/",
    "quick-fact": "/office/trung-uong/facts/quick/",
    "search": "/office/trung-uong/search/?q=ti le bao phu bhyt 2023",
    "gaps": "/office/trung-uong/gaps/",
    "people": "/office/trung-uong/people/",
    "letter": "/office/trung-uong/letters/for/TU-2026-00003/",
    "number-book": "/office/trung-uong/letters/",
    "matter": "/office/trung-uong/matters/1/",
    "duty": "/office/trung-uong/duty/",
    "report": "/office/trung-uong/reports/",
    "limits": "/office/trung-uong/reports/limits/?period=2026",
    "message": "/office/trung-uong/enquiries/TU-2026-00003/message/",
    "chat": "/office/trung-uong/enquiries/chat/",
    "mail": "/office/trung-uong/mail/",
    "templates": "/office/trung-uong/templates/",
    "signing": "/office/trung-uong/signing/",
    "office-releases": "/office/trung-uong/releases/",
    "office-outlets": "/office/trung-uong/outlets/",
    "office-conferences": "/office/trung-uong/conferences/",
    "briefings": "/office/trung-uong/briefings/",
    "programmes": "/office/trung-uong/programmes/",
    "localities": "/office/trung-uong/localities/",
    "guidance": "/office/trung-uong/localities/guidance/",
    "office-coverage": "/office/trung-uong/coverage/",
}
PHONE = {
    "call": "/office/trung-uong/enquiries/call/",
    "spoken": "/office/trung-uong/enquiries/TU-2026-00010/spoken/",
}
STEWARD = {
    "rules": "/office/installation/rules/",
    "calendar": "/office/installation/calendar/",
    "adoption-board": "/office/installation/adoption/",
    "open-desk": "/office/installation/adoption/open/?place=vn-gia-lai",
    "desk-model": "/office/installation/adoption/templates/mau-ban-thong-tin-cap-tinh/",
    "new-version": "/office/installation/adoption/templates/mau-ban-thong-tin-cap-tinh/new/",
    "signed-files": "/office/installation/adoption/files/",
    "mergers": "/office/installation/mergers/",
}
NEW_DESK = {
    "first-day": "/office/gia-lai/",
    "desk-template": "/office/gia-lai/transfer/",
    "own-rules": "/office/gia-lai/own_rules/",
}


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def start_demo(folder: Path, port: int) -> subprocess.Popen[bytes]:
    environment = {**os.environ, "HOIAM_DATA_DIR": str(folder), "PYTHONPATH": str(HERE / "src")}
    demo = subprocess.Popen(  # noqa: S603
        [sys.executable, "-m", "hoiam", "demo", "--port", str(port)],
        env=environment,
        stdout=subprocess.DEVNULL,
    )
    for _attempt in range(900):
        try:
            with urlopen(f"http://127.0.0.1:{port}/healthz", timeout=2):
                time.sleep(5)
                return demo
        except (URLError, OSError):
            time.sleep(0.2)
    demo.terminate()
    raise SystemExit("The demo did not start.")


def page_of(browser: Browser, width: int, height: int, base: str) -> Page:
    return browser.new_context(
        viewport={"width": width, "height": height}, base_url=base, locale="vi-VN", device_scale_factor=1
    ).new_page()


def sign_in(page: Page, login: str) -> None:
    page.goto("/accounts/login/")
    page.fill("input[name=login]:visible", login)
    page.fill("input[name=password]:visible", PASSPHRASE)
    page.press("input[name=password]:visible", "Enter")
    page.wait_for_url("**/office/**")


def shoot(page: Page, pictures: dict[str, str], suffix: str = "") -> None:
    for name, address in pictures.items():
        answer = page.goto(address)
        if answer is None or answer.status != 200:
            raise SystemExit(f"{address} answered {answer.status if answer else 'nothing'}.")
        page.screenshot(path=PICTURES / f"{name}{suffix}.png", full_page=False)
        print(f"{name}{suffix}")


def editor_of(page: Page) -> str:
    """The address of the text that waits in clearance, reached as an officer reaches it."""
    page.goto("/office/trung-uong/enquiries/TU-2026-00013/")
    return page.locator("a[href*='/texts/']").first.get_attribute("href") or ""


def sheet_of(page: Page) -> str:
    """The signing sheet of the text that waits in clearance, as it is printed."""
    page.goto("/office/trung-uong/enquiries/TU-2026-00011/")
    text = page.locator("a[href*='/texts/']").first.get_attribute("href") or ""
    return f"{text.split('clearance')[0].rstrip('/')}/paper/sheet/"


def clearance_of(page: Page) -> str:
    page.goto("/office/trung-uong/")
    return page.locator("a[href*='/clearance/']").first.get_attribute("href") or ""


def release_of(page: Page) -> dict[str, str]:
    """The package of the demo as its readers meet it, in both languages, with its receipt."""
    page.goto("/vi/releases/")
    address = page.locator("main a[href*='/releases/R-']").first.get_attribute("href") or ""
    english = address.replace("/vi/", "/en/")
    return {"release": address, "release-en": english, "receipt": f"{address}1/receipt/"}


def conference_of(page: Page, title: str) -> str:
    """The reference of a public conference by its Vietnamese title."""
    listed = page.request.get("/api/v1/conferences?limit=100").json()["items"]
    return next(str(one["reference"]) for one in listed if one["title"].get("vi") == title)


def of_conferences(page: Page) -> tuple[dict[str, str], dict[str, str], dict[str, str]]:
    """A briefing that was held and a training, as the public, the office and a telephone at the door meet them."""
    briefing = conference_of(page, "Hội nghị cung cấp thông tin (minh họa)")
    training = conference_of(page, "Lớp tập huấn trả lời báo chí từ dữ kiện (minh họa)")
    office = "/office/trung-uong/conferences"
    public = {
        "conference": f"/vi/conferences/{briefing}/",
        "conference-record": f"/vi/conferences/{briefing}/record/",
        "conference-en": f"/en/conferences/{briefing}/",
    }
    inside = {
        "office-conference": f"{office}/{briefing}/",
        "floor-questions": f"{office}/{briefing}/questions/",
        "allocation": f"{office}/{training}/allocation/",
        "roster": f"{office}/{training}/roster/",
        "office-certificates": f"{office}/{training}/certificates/",
    }
    return public, inside, {"check-in": f"{office}/{training}/checkin/"}


def open_desk(officer: Page) -> str:
    """Open a province's desk as its form does; gives the one-time link of its head."""
    officer.goto(STEWARD["open-desk"])
    officer.fill("#id_head_email", "chanh-van-phong@gia-lai.example")
    officer.click("main form button[type=submit]")
    return officer.locator("main code").first.inner_text()


def come_in(page: Page, link: str) -> None:
    """Open a one-time link, choose name and password, sign in."""
    page.goto(f"/accounts/{link.rpartition('/accounts/')[2]}")
    page.fill("#id_name", "Đỗ An Mẫu")
    for name in ("password1", "password2"):
        page.fill(f"#id_{name}", PASSPHRASE)
    page.click("main form button[type=submit]")
    page.wait_for_url("**/accounts/login/")
    sign_in(page, "chanh-van-phong@gia-lai.example")


def links(page: Page, part: str) -> list[str]:
    """Whole addresses of the links on a page that hold `part`."""
    found = page.eval_on_selector_all("a[href]", "all => all.map(one => one.href)")
    return [address for address in found if part in address]


def draft_of(page: Page) -> dict[str, str]:
    """The release that is being written: its page, and its translation beside the original."""
    page.goto("/office/trung-uong/releases/")
    for address in links(page, "/releases/R-"):
        page.goto(address)
        beside = [one for one in links(page, "/texts/") if "/releases/R-" in one and one[-2].isdigit()]
        if beside:
            return {"office-release": address, "translation": beside[-1]}
    raise SystemExit("The demo has no release with a translation on its way.")


def main() -> int:
    chromium = os.environ.get("HOIAM_CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    if not chromium:
        raise SystemExit("No Chromium is installed: apt install chromium")
    PICTURES.mkdir(parents=True, exist_ok=True)
    folder, port = Path(tempfile.mkdtemp(prefix="hoiam-tour-")), free_port()
    demo, base = start_demo(folder, port), f"http://127.0.0.1:{port}"
    try:
        with sync_playwright() as play:
            browser = play.chromium.launch(executable_path=chromium, args=FLAGS)
            wide, phone = page_of(browser, 1366, 860, base), page_of(browser, 390, 844, base)
            shoot(wide, PUBLIC)
            released = release_of(wide)
            shoot(wide, released)
            in_public, in_office, at_the_door = of_conferences(wide)
            shoot(wide, in_public)
            shoot(phone, {"conference": in_public["conference"]}, "-phone")
            shoot(phone, {name: PUBLIC[name] for name in ("front", "ask", "answer")}, "-phone")
            shoot(phone, {"release": released["release"]}, "-phone")
            sign_in(wide, "tiep-nhan@hoiam.example")
            shoot(wide, OFFICE)
            shoot(wide, in_office)
            shoot(wide, draft_of(wide))
            shoot(wide, {"editor": editor_of(wide)})
            officer = page_of(browser, 390, 844, base)
            sign_in(officer, "tiep-nhan@hoiam.example")
            shoot(officer, PHONE | at_the_door, "-phone")
            shoot(wide, {"signing-sheet": sheet_of(wide)})
            leader = page_of(browser, 390, 844, base)
            sign_in(leader, "tham-dinh@hoiam.example")
            shoot(
                leader,
                {"leader-home": "/office/trung-uong/", "leader-clearance": clearance_of(leader)},
                "-phone",
            )
            steward = page_of(browser, 1366, 860, base)
            sign_in(steward, "du-kien@hoiam.example")
            shoot(steward, STEWARD)
            head = page_of(browser, 1366, 860, base)
            come_in(head, open_desk(steward))
            shoot(head, NEW_DESK)
            browser.close()
    finally:
        demo.terminate()
        demo.wait(timeout=20)
        shutil.rmtree(folder, ignore_errors=True)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
