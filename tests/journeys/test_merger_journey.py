"""Provinces merge, in the browser: what would pass on, the merger, work at the present desk, and back within the day.

Quảng Nam into Đà Nẵng with everything that a desk has at hand; Hòa Bình into Phú Thọ beside it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

import pytest
import time_machine
from django.apps import apps
from playwright.sync_api import Page, expect

from hoiam.desks.models import Body, BodySuccession, Desk, InstallationMembership, Merger, Person, Place
from hoiam.desks.queries.journal import first_breaks
from hoiam.desks.terms import InstallationRole, Role
from hoiam.enquiries.models import Answer, Enquiry
from tests.factories import briefings
from tests.factories.desks import Cast, make_cast, make_country, make_desk, make_person
from tests.factories.enquiries import make_assigned, make_enquiry
from tests.factories.evidence import make_fact
from tests.factories.outlets import make_outlet
from tests.factories.releases import TITLE, make_published
from tests.journeys.people import Visitor, street

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

AT = briefings.AT
"""Monday 21 September 2026, nine in the morning in Viet Nam."""
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
MERGERS = "/office/installation/mergers/"
BASIS = "Nghị quyết 202/2025/QH15"
PROVINCES = {
    "quang-nam": ("Quảng Nam", "vn-quang-nam-pre2025", "vn-ubnd-quang-nam-pre2025"),
    "da-nang": ("Đà Nẵng", "vn-da-nang", "vn-ubnd-da-nang"),
    "hoa-binh": ("Hòa Bình", "vn-hoa-binh-pre2025", "vn-ubnd-hoa-binh-pre2025"),
    "phu-tho": ("Phú Thọ", "vn-phu-tho", "vn-ubnd-phu-tho"),
}
HERE = {"vi": ("Đà Nẵng", "Quảng Nam"), "en": ("Da Nang", "Quảng Nam")}
BESIDE = {"vi": ("Phú Thọ", "Hòa Bình"), "en": ("Phu Tho", "Hòa Bình")}
"""A place and the desk before it, as the board names them."""
CASE, RELEASE, BRIEFING = "QN-2026-00001", "R-QN-2026-0001", "H-QN-2026-0001"


@dataclass(frozen=True)
class Told:
    """What is asked and what the pages must say, in one language."""

    tag: str
    question: str
    passes_on: str
    stays: str
    nothing_came: str
    taken_back: str
    still_open: str


VIETNAMESE = Told(
    tag="vi",
    question="Thành phố hỗ trợ bao nhiêu hộ nghèo sửa nhà trong năm 2026?",
    passes_on="Chuỗi hội nghị cung cấp thông tin",
    stays="Những gì đến trong thời gian đó và ở lại với bàn kế thừa",
    nothing_came="Trong thời gian đó không có gì đến.",
    taken_back="đã hoàn lại",
    still_open="còn hoạt động",
)
ENGLISH = Told(
    tag="en",
    question="How many poor households does the city help to repair their houses in 2026?",
    passes_on="Series of briefings",
    stays="What came in meanwhile and stays with the desk that followed",
    nothing_came="Nothing came in meanwhile.",
    taken_back="taken back",
    still_open="still open",
)


@dataclass
class Installation:
    """Four provinces' desks on one installation, its clock, and who comes to its pages."""

    home: str
    open_page: Callable[..., Page]
    clock: time_machine.Coordinates
    told: Told
    cast: Cast

    def comes(self, name: str) -> Visitor:
        return street(self.open_page, self.home, f"merger-{self.told.tag}-{name}")


@pytest.fixture
def at_work(db, live_server, settings, new_page):
    """Before the merger: Quảng Nam with a case, a release, an outlet, a series and a briefing that is announced."""
    settings.IS_DEMO, settings.BASE_URL = True, live_server.url  # no second factor to set up
    make_country()
    desks = {code: make_province(code) for code in PROVINCES}
    cast = make_cast(desks["quang-nam"])
    make_person("successor", (desks["da-nang"], Role.CASE_OFFICER))
    make_assigned(cast, at=AT - DAY)
    make_enquiry(cast, desk=desks["hoa-binh"], at=AT - DAY)
    make_published(cast, in_two=False)
    make_outlet(cast.desk, at=AT)
    make_fact(cast.desk, at=AT - DAY)
    briefings.make_announced(cast, at=AT - HOUR, series=briefings.make_series(cast, at=AT - 2 * HOUR))
    with time_machine.travel(AT, tick=True) as clock:

        def begin(told: Told) -> Installation:
            Person.objects.update(language=told.tag)
            return Installation(live_server.url, new_page, clock, told, cast)

        yield begin


def make_province(code: str) -> Desk:
    """Its body is in force and nobody follows it yet."""
    name, place, body = PROVINCES[code]
    Body.objects.filter(code=body).update(valid_to=None, valid_to_precision="")
    BodySuccession.objects.filter(former__code=body).delete()
    return make_desk(
        code,
        name={"vi": f"Bàn thông tin {name}", "en": f"Information desk of {name}"},
        place=Place.objects.get(code=place),
        body=Body.objects.get(code=body),
    )


@pytest.mark.parametrize(
    "told",
    [
        pytest.param(VIETNAMESE, id="vi", marks=[pytest.mark.slow, pytest.mark.long]),
        pytest.param(ENGLISH, id="en", marks=[pytest.mark.slow, pytest.mark.twin]),
    ],
)
def test_provinces_merge_work_goes_on_and_a_day_later_all_can_be_back(at_work, told):
    house = at_work(told)
    before = owners()
    officer, writer, reader = house.comes("officer"), house.comes("writer"), house.comes("reader")
    programme = make_person("programme", language=told.tag)
    InstallationMembership.objects.create(person=programme, role=InstallationRole.PROGRAMME_OFFICER)
    officer.signs_in(programme, leads_to=r"/office/$")

    merger = merges(officer, told, "quang-nam", "da-nang")
    leads_on(reader, told)
    works_on(writer, house)
    asks(reader, told)
    board_tells(officer, told, *HERE[told.tag], is_open=False)
    beside = merges(officer, told, "hoa-binh", "phu-tho")
    board_tells(officer, told, *BESIDE[told.tag], is_open=False)
    house.clock.shift(3 * HOUR)
    takes_back(officer, beside, told.nothing_came)
    takes_back(officer, merger, told.stays)

    all_is_back(officer, writer, reader, house, before)
    assert [one.faults for one in (officer, writer, reader)] == [[], [], []]
    assert first_breaks() == []


def owners() -> dict[tuple[str, int], str]:
    """{(kind, row): code of the desk that has it} of every row that belongs to a desk."""
    return {
        (model._meta.label, pk): code
        for model in apps.get_models()
        if any(field.name == "desk" and field.related_model is Desk for field in model._meta.fields)
        for pk, code in model._base_manager.values_list("pk", "desk__code")
    }


def merges(officer: Visitor, told: Told, former: str, present: str) -> int:
    """The list, the two desks, what would pass on; nothing happens before the second press. Gives its number."""
    page, known = officer.page, Merger.objects.count()
    officer.goes_to("/office/installation/mergers/")
    officer.taps(f"a[href='{MERGERS}new/']", leads_to=r"/mergers/new/$")
    page.select_option("#id_former", former)
    page.select_option("#id_present", present)
    officer.taps("main form[method=get] button", leads_to=rf"former={former}&present={present}")
    if former == "quang-nam":
        expect(page.locator("main table")).to_contain_text(told.passes_on)
        assert page.locator("main tbody tr").count() >= 7
    assert Merger.objects.count() == known
    page.fill("#id_legal_basis", BASIS)
    page.check("#id_ends_body")
    for _press in range(2):
        page.locator("main form[method=post] button[type=submit]").click()
    page.wait_for_url(re.compile(r"/mergers/\d+/$"))
    officer.looks()
    expect(page.locator("main")).to_contain_text(BASIS)
    return Merger.objects.latest("pk").pk


def leads_on(reader: Visitor, told: Told) -> None:
    """Page and form of the former desk lead on; what it published stays where it was."""
    page, home = reader.page, reader.home
    for path in ("", "ask/"):
        page.goto(f"{home}/{told.tag}/desks/quang-nam/{path}")
        assert page.url == f"{home}/{told.tag}/desks/da-nang/{path}"
    feed = page.request.get(f"{home}/{told.tag}/feeds/quang-nam/releases.json")
    assert (feed.status, "/feeds/da-nang/" in feed.url, RELEASE in feed.text()) == (200, True, True)
    for path, words in ((f"releases/{RELEASE}/", TITLE), (f"conferences/{BRIEFING}/", BRIEFING)):
        reader.goes_to(f"/{told.tag}/{path}")
        expect(page.locator("main")).to_contain_text(words)


def works_on(writer: Visitor, house: Installation) -> None:
    """Who wrote at the former desk finds the case at the present one and answers it."""
    page = writer.page
    writer.signs_in(house.cast.case_officer)
    writer.goes_to(f"/office/da-nang/enquiries/{CASE}/")
    writer.taps("a[href$='/answer/']", leads_to=r"/answer/$")
    writer.taps("main form button[type=submit]", leads_to=r"/texts/\d+/$")
    page.fill("#id_body", "Sở đang tổng hợp và sẽ công bố.")
    page.locator("button[name=act][value=save]").click()
    page.wait_for_load_state()
    for path in ("releases/", "outlets/", "briefings/", f"conferences/{BRIEFING}/"):
        assert page.goto(f"{writer.home}/office/da-nang/{path}").status == 200
    assert Answer.objects.get().desk.code == "da-nang"
    assert page.goto(f"{writer.home}/office/quang-nam/").status == 404


def asks(reader: Visitor, told: Told) -> None:
    """A question comes in meanwhile, by the address of the former desk."""
    page = reader.page
    page.goto(f"{reader.home}/{told.tag}/desks/quang-nam/ask/")
    page.check("input[name=kind][value=foreign_press_request]")
    page.fill("#id_question", told.question)
    page.fill("#id_email", "khue@toasoan.example")
    page.check(f"input[name=language][value={told.tag}]")
    page.locator("form[enctype] button[type=submit]:not([name=look])").first.click()
    page.wait_for_url(re.compile(r"/status/"))
    expect(page.locator("h1")).to_contain_text("DN-2026-00001")


def board_tells(officer: Visitor, told: Told, place: str, former: str, *, is_open: bool) -> None:
    """The line of the place names the desk that was before, and whether it is at work still."""
    officer.page.goto(f"{officer.home}/office/installation/adoption/")
    row = officer.page.locator("main tbody tr").filter(has_text=former)
    expect(row).to_contain_text(place)
    assert (told.still_open in row.inner_text()) == is_open


def takes_back(officer: Visitor, merger: int, sentence: str) -> None:
    page = officer.page
    officer.goes_to(f"{MERGERS}{merger}/")
    for _press in range(2):
        page.locator("button[name=act][value=reverse]").click()
    expect(page.locator("button[name=act][value=reverse]")).to_have_count(0)
    expect(page.locator("main")).to_contain_text(sentence)
    officer.looks()


def all_is_back(
    officer: Visitor,
    writer: Visitor,
    reader: Visitor,
    house: Installation,
    before: dict[tuple[str, int], str],
) -> None:
    """Each row is its desk's again, the answer went back with its case, the new question stays."""
    told, page, now = house.told, writer.page, owners()
    assert {row: now.get(row) for row, desk in before.items() if now.get(row) != desk} == {}
    assert (Answer.objects.get().desk.code, Enquiry.objects.get(question=told.question).desk.code) == (
        "quang-nam",
        "da-nang",
    )
    page.goto(f"{writer.home}/office/")
    expect(page).to_have_url(f"{writer.home}/office/quang-nam/")
    writer.goes_to(f"/office/quang-nam/enquiries/{CASE}/")
    assert reader.page.goto(f"{reader.home}/{told.tag}/desks/quang-nam/").url.endswith("/desks/quang-nam/")
    for pair in (HERE, BESIDE):
        board_tells(officer, told, *pair[told.tag], is_open=True)
    officer.goes_to(MERGERS)
    expect(officer.page.locator("main tbody .badge").filter(has_text=told.taken_back)).to_have_count(2)
    assert set(Desk.objects.filter(code__in=PROVINCES).values_list("is_open", flat=True)) == {True}
