"""A release goes the whole way through real pages, a real worker and a real mail server.

Fact, two languages, clearance, embargo, publication, receipt; then the fact changes, and the correction reaches
whoever got the release.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from urllib.error import HTTPError
from urllib.request import urlopen
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.people import Visitor, street
from tests.journeys.processes import Installation, free_port, fresh_database, kill
from tests.post.server import Keeper, mail_server

pytestmark = pytest.mark.browser

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
AHEAD = timedelta(seconds=20)
"""Long enough for two people to sign two texts in a browser; on a busy machine see `time_to_sign`."""
REFERENCE = re.compile(r"R-DN-\d{4}-\d{4}")
OUTLETS = {"vi": "toa-soan@bao-song-han.example", "en": "desk@agency.example"}


@dataclass(frozen=True)
class Told:
    """What is written in the original and in the translation, and later in the correction."""

    tag: str
    other: str
    title: str
    body: str
    translated: tuple[str, ...]
    before: str
    after: str
    translated_after: str
    note: str
    other_note: str


VIETNAMESE = Told(
    tag="vi",
    other="en",
    title="Bảo hiểm y tế ở thành phố",
    body="Năm 2023, 93,35% dân số tham gia bảo hiểm y tế [F901].\n\nĐộ bao phủ không cho biết chất lượng khám bệnh.",
    translated=(
        "Health insurance in the city",
        "In 2023, 93.35% of the population had health insurance.",
        "Coverage does not tell how good treatment is.",
    ),
    before="93,35%",
    after="92,05%",
    translated_after="In 2023, 92.05% of the population had health insurance.",
    note="Nguồn đã sửa tỷ lệ năm 2023.",
    other_note="The source corrected the rate of 2023.",
)
ENGLISH = Told(
    tag="en",
    other="vi",
    title="Health insurance in the city",
    body="In 2023, 93.35% of the population had health insurance [F901].\n\n"
    "Coverage does not tell how good treatment is.",
    translated=(
        "Bảo hiểm y tế ở thành phố",
        "Năm 2023, 93,35% dân số tham gia bảo hiểm y tế.",
        "Độ bao phủ không cho biết chất lượng khám bệnh.",
    ),
    before="93.35%",
    after="92.05%",
    translated_after="Năm 2023, 92,05% dân số tham gia bảo hiểm y tế.",
    note="The source corrected the rate of 2023.",
    other_note="Nguồn đã sửa tỷ lệ năm 2023.",
)

BEGIN = """
from datetime import UTC, datetime, timedelta
from dataclasses import replace
from hoiam.desks.models import Desk, Membership, Person
from hoiam.desks.wording import Wording
from hoiam.evidence.operations.drafting import draft_fact
from hoiam.evidence.operations.publishing import publish_fact
from hoiam.outlets.links import CONFIRM, token_of
from hoiam.outlets.operations.registering import accept, apply, confirm_application
from tests.factories.desks import PASSPHRASE
from tests.factories.evidence import make_content
now = datetime.now(UTC)
desk = Desk.objects.get(code="da-nang")
people = {}
for role in ("case_officer", "fact_steward", "reviewer", "spokesperson", "intake"):
    person = Person.objects.create_user(
        email=f"{role}@desk.example", password=PASSPHRASE, name=role, language=LANGUAGE)
    Membership.objects.create(person=person, desk=desk, role=role, valid_from=now - timedelta(days=30))
    people[role] = person
said = {"vi": "Năm 2023, 93,35% dân số tham gia bảo hiểm y tế.",
        "en": "In 2023, 93.35% of the population had health insurance."}
content = replace(make_content(said["vi"], value="93,35", period="2023"), statement=Wording(said))
fact = draft_fact(desk=desk, content=content, by="operator", at=now - timedelta(days=1), reference="F901")
publish_fact(fact=fact, by="operator", at=now - timedelta(days=1))
for language, email in OUTLETS.items():
    made = apply(desk=desk, name=email, kind="newspaper", language=language, email=email,
                 works="https://bao.example/bai", at=now - timedelta(hours=3))
    made = confirm_application(token=token_of(CONFIRM, made.pk), at=now - timedelta(hours=2))
    accept(application=made, by=people["intake"], at=now - timedelta(hours=1))
said = desk.reference_prefix
"""
CHANGE = """
from datetime import UTC, datetime
from dataclasses import replace
from hoiam.desks.wording import Wording
from hoiam.evidence.models import Fact
from hoiam.evidence.operations.drafting import revise_fact
from hoiam.evidence.operations.publishing import publish_fact
from tests.factories.evidence import make_content
now = datetime.now(UTC)
fact = Fact.objects.get(reference="F901")
words = {"vi": "Năm 2023, 92,05% dân số tham gia bảo hiểm y tế.",
         "en": "In 2023, 92.05% of the population had health insurance."}
content = replace(make_content(words["vi"], value="92,05", period="2023"), statement=Wording(words))
revise_fact(fact=fact, content=content, base=fact.latest, by="operator", at=now)
publish_fact(fact=Fact.objects.get(pk=fact.pk), by="operator", at=now)
said = "changed"
"""
STANDS = """
from hoiam.desks.queries.journal import first_breaks
from hoiam.releases.models import Alarm, Edition
editions = Edition.objects.order_by("number")
said = {
    "editions": [[row.number, row.change, row.is_embargoed] for row in editions],
    "early": [row.number for row in editions if row.publish_at and row.published_at < row.publish_at],
    "alarms": Alarm.objects.filter(settled_at__isnull=True).count(),
    "settled": Alarm.objects.filter(settled_at__isnull=False).count(),
    "breaks": len(first_breaks()),
}
"""


@dataclass
class Desk:
    """An installation at work: pages, a worker, mail; and the people at their screens."""

    installation: Installation
    keeper: Keeper
    open_page: Callable[..., Page]
    told: Told

    @property
    def home(self) -> str:
        return f"http://127.0.0.1:{self.installation.port}"

    def comes(self, role: str, *, is_phone: bool = False) -> Visitor:
        """Somebody of the desk signs in."""
        visitor = street(self.open_page, self.home, f"release-{self.told.tag}-{role}", is_phone=is_phone)
        page = visitor.page
        page.goto(f"{self.home}/accounts/login/")
        page.fill("#id_login", f"{role}@desk.example")
        page.fill("#id_password", "một câu đủ dài")
        page.locator("form:has(#id_password) button[type=submit]").first.click()
        page.wait_for_url(re.compile(r"/office/da-nang/$"))
        return visitor

    def status(self, path: str) -> int:
        try:
            with urlopen(f"{self.home}{path}", timeout=10) as answer:
                return int(answer.status)
        except HTTPError as error:
            return error.code

    def mails_to(self, address: str) -> list[str]:
        """Subject and words of every message that came there, in one line each."""
        mine = [mail for mail in list(self.keeper.messages) if address in str(mail["To"])]
        return [" ".join(f"{mail['Subject']} {mail.get_body().get_content()}".split()) for mail in mine]


@pytest.fixture
def at_work(tmp_path, new_page) -> Iterator[Callable[[Told], Desk]]:
    """Starts an installation of its own: database, keys, pages and worker in processes of their own."""
    started = []
    with mail_server() as (url, keeper), fresh_database() as database:

        def begin(told: Told) -> Desk:
            installation = Installation(tmp_path / "data", mail=url, port=free_port(), database=database)
            installation.environment["HOIAM_MODE"] = "demo"  # no second factor to set up
            given = f"LANGUAGE, OUTLETS = {told.tag!r}, {OUTLETS!r}\n"
            assert installation.told(given + BEGIN) == "DN"
            started.append(installation.start("web", "--port", str(installation.port)))
            started.append(installation.start("worker"))
            assert installation.serves()
            return Desk(installation, keeper, new_page, told)

        yield begin
        for process in started:
            kill(process)


@pytest.mark.parametrize(
    "told",
    [
        pytest.param(VIETNAMESE, id="vi"),
        pytest.param(ENGLISH, id="en", marks=[pytest.mark.slow, pytest.mark.twin]),
    ],
)
def test_release_reaches_everybody_at_its_time_and_so_does_its_correction(at_work, told):
    desk = at_work(told)
    officer = desk.comes("case_officer")
    reviewer, speaker = desk.comes("reviewer"), desk.comes("spokesperson", is_phone=True)

    began = time.monotonic()
    reference = writes(officer, told)
    ahead = time_to_sign(time.monotonic() - began)
    compared(desk.comes("fact_steward"), reference, told)
    due = under_embargo(officer, reference, ahead)
    sends(officer, reference, told)
    for leader in (reviewer, speaker):
        approves(leader, officer, reference)
    assert datetime.now(UTC) < due, "two people need longer to sign than the embargo lasts"

    nobody_before(desk, reference, due)
    came_out(desk, reference, due)
    corrected(desk, officer, (reviewer, speaker), reference)

    stands = desk.installation.told(STANDS)
    assert stands == {
        "editions": [[1, "first", True], [2, "factual_error", False]],
        "early": [],
        "alarms": 0,
        "settled": 1,
        "breaks": 0,
    }
    assert [visitor.faults for visitor in (officer, reviewer, speaker)] == [[], [], []]


def writes(officer: Visitor, told: Told) -> str:
    """Begin it, write the original, translate each sentence; gives the reference."""
    page = officer.page
    officer.goes_to("/office/da-nang/releases/")
    officer.taps("a[href='new/']", leads_to=r"/releases/new/$")
    page.fill("#id_title", told.title)
    page.select_option("#id_language", told.tag)
    page.select_option("#id_theme", "health")
    officer.taps("main form button[type=submit]", leads_to=r"/releases/R-DN-")
    reference = REFERENCE.findall(page.url)[0]
    officer.taps(".release-list a.button", leads_to=r"/texts/\d+/$")
    body = page.locator("#id_body").input_value().strip()
    assert body == f"# {told.title}"
    page.fill("#id_body", f"{body}\n\n{told.body}")
    page.locator("button[name=act][value=save]").click()
    expect(page.locator(".finding.is-danger")).to_have_count(0)
    officer.goes_to(f"/office/da-nang/releases/{reference}/language/")
    page.select_option("#id_language", told.other)
    officer.taps("main form button[type=submit]", leads_to=r"/texts/\d+/$")
    for place, words in enumerate(told.translated):
        page.locator(".pair-words textarea").nth(place).fill(words)
    officer.taps("button[name=act][value=save]", leads_to=r"/texts/\d+/$")
    expect(page.locator(".pair-row.is-translated")).to_have_count(3)
    officer.goes_to(f"/office/da-nang/releases/{reference}/")
    return reference


def compared(steward: Visitor, reference: str, told: Told) -> None:
    """Somebody else who knows both languages compares them."""
    steward.page.goto(f"{steward.home}/office/da-nang/releases/{reference}/")
    steward.page.locator(".release-list a.button").nth(1).click()
    steward.taps("form[action='review/'] button", leads_to=r"/texts/\d+/$")
    expect(steward.page.locator("form[action='review/']")).to_have_count(0)
    assert steward.faults == []


def time_to_sign(written: float) -> timedelta:
    """Signing takes less than the writing did, in `written` seconds on this machine: three times that is enough."""
    return max(AHEAD, timedelta(seconds=3 * written))


def under_embargo(officer: Visitor, reference: str, ahead: timedelta) -> datetime:
    """Set the time, to the second, and let registered outlets read it before."""
    officer.goes_to(f"/office/da-nang/releases/{reference}/time/")
    due = (datetime.now(UTC) + ahead).replace(microsecond=0)
    page = officer.page
    page.check("input[name=way][value=embargoed]")
    page.locator("#id_publish_at").evaluate("field => { field.step = 1 }")
    page.fill("#id_publish_at", due.astimezone(ZONE).strftime("%Y-%m-%dT%H:%M:%S"))
    page.locator("main form button[type=submit]").last.click()
    page.wait_for_url(re.compile(rf"/releases/{reference}/$"))
    return due


def sends(officer: Visitor, reference: str, told: Told) -> None:
    """The original first, then its translation."""
    page, address = officer.page, f"{officer.home}/office/da-nang/releases/{reference}/"
    for place in range(2):
        page.goto(address)
        page.locator(".release-list a.button").nth(place).click()
        page.wait_for_load_state()
        if page.locator("button[value^=vouch]").count():
            page.locator("button[value^=vouch]").first.click()
            expect(page.locator("button[value^=vouch]")).to_have_count(0)
        page.locator("button[name=act][value=send]").click()
        page.locator("button[name=act][value=send]").click()
        page.wait_for_url(re.compile(rf"(/clearance/|/releases/{reference}/)$"))


def approves(leader: Visitor, officer: Visitor, reference: str) -> None:
    """Read both languages where they wait and approve each."""
    page = leader.page
    for place in range(2):
        page.goto(f"{leader.home}/office/da-nang/releases/{reference}/")
        page.locator(".release-list a.button").nth(place).click()
        page.wait_for_url(re.compile(r"/clearance/$"))
        page.locator("button[value=approve]").click()
        page.locator("button[value=approve]").click()
        page.wait_for_url(re.compile(r"/office/da-nang/$"))


def nobody_before(desk: Desk, reference: str, due: datetime) -> None:
    """Until T the address is as unknown as any other, and no mail tells the text; the outlets know that it comes."""
    path = f"/{desk.told.tag}/releases/{reference}/"
    answers = set()
    while datetime.now(UTC) < due - timedelta(seconds=1):
        answers.add(desk.status(path))
        time.sleep(0.3)
    assert answers == {404}
    for address in OUTLETS.values():
        assert not any(
            words in mail for mail in desk.mails_to(address) for words in (desk.told.translated[1],)
        )


def came_out(desk: Desk, reference: str, due: datetime) -> None:
    """The worker makes it public at T; page, mail to every outlet, receipt."""
    path = f"/{desk.told.tag}/releases/{reference}/"
    until(lambda: desk.status(path) == 200, 20, "the page is public")
    assert datetime.now(UTC) >= due
    until(lambda: all(_told(desk, address) for address in OUTLETS.values()), 30, "every outlet has it")
    reader = street(desk.open_page, desk.home, f"release-{desk.told.tag}-reader")
    reader.goes_to(path)
    expect(reader.page.locator("main")).to_contain_text(desk.told.title)
    reader.goes_to(f"{path}1/receipt/")
    expect(reader.page.locator("main")).to_contain_text("2")
    assert reader.faults == []


def _told(desk: Desk, address: str) -> bool:
    return any(desk.told.title in mail or desk.told.translated[0] in mail for mail in desk.mails_to(address))


def corrected(desk: Desk, officer: Visitor, leaders: tuple[Visitor, Visitor], reference: str) -> None:
    """The fact changes; from the alarm to the correction that reaches everybody who got the release."""
    told, page = desk.told, officer.page
    had = {address: len(desk.mails_to(address)) for address in OUTLETS.values()}
    assert desk.installation.told(CHANGE) == "changed"
    officer.goes_to("/office/da-nang/releases/alarms/")
    officer.taps("main tbody th a", leads_to=r"/alarms/\d+/$")
    expect(page.locator("main")).to_contain_text(told.before)
    officer.taps("a.button[href$='/correct/']", leads_to=r"/correct/$")
    page.check("input[name=change][value=factual_error]")
    page.fill(f"#id_words-{told.tag}", told.note)
    page.fill(f"#id_words-{told.other}", told.other_note)
    officer.taps("main form button[type=submit]", leads_to=rf"/releases/{reference}/$")
    page.locator(".release-list a.button").first.click()
    page.wait_for_url(re.compile(r"/texts/\d+/$"))
    body = page.locator("#id_body").input_value()
    page.fill("#id_body", body.replace(told.before, told.after))
    page.locator("button[name=act][value=save]").click()
    page.wait_for_load_state()
    officer.goes_to(f"/office/da-nang/releases/{reference}/")
    page.locator(".release-list a.button").nth(1).click()
    page.locator(".pair-row.is-stale textarea").fill(told.translated_after)
    officer.taps("button[name=act][value=save]", leads_to=r"/texts/\d+/$")
    sends(officer, reference, told)
    for leader in leaders:
        approves(leader, officer, reference)
    speaker = leaders[1]
    speaker.goes_to(f"/office/da-nang/releases/{reference}/publish/")
    speaker.taps("main form button[type=submit]", leads_to=rf"/releases/{reference}/$")
    notes = {told.tag: told.note, told.other: told.other_note}
    until(
        lambda: all(
            any(notes[language] in mail for mail in desk.mails_to(address)[had[address] :])
            for language, address in OUTLETS.items()
        ),
        30,
        "the correction reaches every outlet in its language",
    )
    reader = street(desk.open_page, desk.home, f"release-{told.tag}-later")
    reader.goes_to(f"/{told.tag}/releases/{reference}/")
    expect(reader.page.locator("main")).to_contain_text(told.after)
    expect(reader.page.locator("main")).to_contain_text(told.note)
    reader.goes_to(f"/{told.tag}/corrections/")
    expect(reader.page.locator("main")).to_contain_text(told.note)
    assert reader.faults == []


def until(holds: Callable[[], bool], seconds: float, what: str) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if holds():
            return
        time.sleep(0.2)
    raise AssertionError(f"not within {seconds} s: {what}")
