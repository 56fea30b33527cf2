"""A briefing goes the whole way through the real pages: from its rhythm to the published record and the kept promise.

Series, plan, move with the reason, invitations, package, questions by form and in the room, record, answer.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

import pytest
import time_machine
from playwright.sync_api import expect

from hoiam.conferences.models import Conference, FloorQuestion, Period, Seat
from hoiam.conferences.queries.periods import PERIOD
from hoiam.config.worker import turn_once
from hoiam.desks.models import Clock
from hoiam.desks.queries.journal import first_breaks
from hoiam.enquiries.models import Enquiry
from hoiam.enquiries.operations.answering import start_answer
from hoiam.enquiries.operations.assigning import assign
from hoiam.enquiries.operations.registering import register_enquiry
from hoiam.search import reader
from hoiam.search.operations import catch_up
from tests.factories.briefings import AT, DAY, ENDS_AT, HOUR, MINUTE, STARTS_AT, clear_text
from tests.factories.desks import Cast
from tests.factories.enquiries import load_law
from tests.factories.outlets import make_outlet
from tests.factories.releases import make_published
from tests.journeys.people import Visitor, street
from tests.post.server import Keeper, mail_server

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]
OFFICE = "/office/da-nang/"
OUTLET = "toa-soan@bao-song-han.example"
ASKER = "khue@toasoan.example"
SEAT = re.compile(r"/(?:vi|en)/briefings/seat/\S+/")


@dataclass(frozen=True)
class Told:
    """What is typed, and what the pages must say, in one language."""

    tag: str
    title: str
    asked: str
    heard: str
    answered: str
    later: str
    why: str
    ways: tuple[str, str, str]
    """How a promise reads: promised, kept, and the word of a seat that is taken."""


VIETNAMESE = Told(
    tag="vi",
    title="Hội nghị cung cấp thông tin hằng quý",
    asked="Bao giờ thành phố công bố kết quả rà soát hộ nghèo?",
    heard="Thành phố có mở thêm trạm y tế ở các xã miền núi không?",
    answered="Sở Y tế đang lập phương án và sẽ công bố.",
    later="Thành phố công bố kết quả trên trang thông tin của Sở.",
    why="Phòng họp đang sửa chữa.",
    ways=("đã hẹn trả lời", "đã trả lời như hẹn", "sẽ dự"),
)
ENGLISH = Told(
    tag="en",
    title="Quarterly press briefing",
    asked="When will the city publish the results of the review of poor households?",
    heard="Will the city open more clinics in the communes of the mountains?",
    answered="The department is preparing a plan and will publish it.",
    later="The city publishes the results on the page of the department.",
    why="The room is being repaired.",
    ways=("answer promised", "promise kept", "coming"),
)


@pytest.fixture
def desk_at_work(cast, settings, tmp_path):
    """Law, a mail server and a clock that stands two weeks before the briefing."""
    settings.IS_DEMO = True  # no second factor to set up
    settings.HOIAM_INDEX_DIR = tmp_path / "index"
    load_law()
    with mail_server() as (url, keeper), time_machine.travel(AT, tick=True) as clock:
        settings.EMAIL_URL = url
        catch_up()
        yield cast, keeper, clock
    reader.close(settings.HOIAM_INDEX_DIR)


@pytest.mark.parametrize(
    "told",
    [pytest.param(VIETNAMESE, id="vi"), pytest.param(ENGLISH, id="en", marks=[pytest.mark.twin])],
)
def test_briefing_goes_from_its_rhythm_to_a_kept_promise(
    desk_at_work, live_server, new_page: Callable[..., object], told
):
    cast, keeper, clock = desk_at_work
    make_outlet(cast.desk, "Báo Sông Hàn", at=AT, email=OUTLET, language=told.tag)
    make_outlet(cast.desk, "Báo Núi", at=AT, language=told.tag)
    for person in cast.people.values():
        person.language = told.tag
        person.save()

    def comes(name: str, *, is_phone: bool = False) -> Visitor:
        visitor = street(new_page, live_server.url, f"briefing-{told.tag}-{name}", is_phone=is_phone)
        if name in cast.people:
            visitor.signs_in(cast.people[name])
        return visitor

    speaker, officer = comes("spokesperson"), comes("case_officer")
    opens_series(speaker, told)
    conference = prepares(officer, speaker, told)
    turn_once()
    moves(officer, conference, told)
    turn_once()
    newsroom = comes("newsroom")
    takes_seat(newsroom, keeper, told)
    publishes_package(officer, cast, conference)

    journalist = comes("journalist", is_phone=True)
    asks(journalist, conference, told)
    clock.move_to(STARTS_AT + HOUR)
    for visitor, person in ((officer, cast.case_officer), (speaker, cast.spokesperson)):
        visitor.signs_in(person)  # two weeks later
    notes(officer, conference, told)
    decides(speaker, conference, told)
    clock.move_to(ENDS_AT + HOUR)
    held(officer, conference)
    clears(officer, (comes("reviewer"), speaker), conference)
    clock.move_to(ENDS_AT + 2 * DAY)
    turn_once()
    reads(journalist, conference, told, told.ways[0])

    answers(cast, told)
    clock.move_to(ENDS_AT + 2 * DAY + 2 * MINUTE)
    turn_once()
    reads(journalist, conference, told, told.ways[1])

    assert any(told.later in mail for mail in mails_to(keeper, ASKER))
    stands(conference)
    visitors = (speaker, officer, newsroom, journalist)
    assert [visitor.faults for visitor in visitors] == [[], [], [], []]
    assert first_breaks() == []


def opens_series(speaker: Visitor, told: Told) -> None:
    speaker.goes_to(f"{OFFICE}briefings/")
    speaker.taps("a[href='new/']", leads_to=r"/briefings/new/$")
    for tag in ("vi", "en"):
        speaker.page.fill(f"#id_title_{tag}", told.title)
    speaker.taps("main form button[type=submit]", leads_to=r"/briefings/\d+/$")
    expect(speaker.page.locator("main")).to_contain_text("244/2026")


def prepares(officer: Visitor, speaker: Visitor, told: Told) -> Conference:
    """One tap plans it for its month; then day and hour, and the announcement."""
    series = Period.objects.get().series
    officer.goes_to(f"{OFFICE}briefings/{series.pk}/")
    officer.taps("form[action='prepare/'] button", leads_to=r"/agenda/$")
    conference = Conference.objects.get()
    types_time(officer, conference, day="2026-09-28")
    speaker.goes_to(f"{OFFICE}conferences/{conference.reference}/do/announce/")
    speaker.taps("main form button[type=submit]", leads_to=rf"/{conference.reference}/$")
    officer.goes_to(f"{OFFICE}conferences/{conference.reference}/seats/")
    return conference


def types_time(officer: Visitor, conference: Conference, *, day: str, why: str = "") -> None:
    page = officer.page
    officer.goes_to(f"{OFFICE}conferences/{conference.reference}/do/time/")
    page.check("input[name=precision][value=hour]")
    for name, typed in (
        ("first_day", day),
        ("last_day", day),
        ("first_hour", "08:30"),
        ("last_hour", "11:00"),
    ):
        page.fill(f"#id_{name}", typed)
    page.fill("#id_venue_vi", "24 Trần Phú")
    if why:
        page.check("#id_is_moved")
        for tag in ("vi", "en"):
            page.fill(f"#id_why_{tag}", why)
    officer.taps("main form button[type=submit]", leads_to=rf"/{conference.reference}/$")


def moves(officer: Visitor, conference: Conference, told: Told) -> None:
    """Into the next quarter, with the reason; SEQUENCE rises and everybody invited hears of it."""
    types_time(officer, conference, day="2026-10-06", why=told.why)
    conference.refresh_from_db()
    assert (conference.starts_at, conference.sequence) == (STARTS_AT, 1)


def mails_to(keeper: Keeper, address: str) -> list[str]:
    mine = [mail for mail in list(keeper.messages) if address in str(mail["To"])]
    return [" ".join(f"{mail['Subject']} {mail.get_body().get_content()}".split()) for mail in mine]


def takes_seat(newsroom: Visitor, keeper: Keeper, told: Told) -> None:
    """The invitation brings the link, the second letter the reason of the move."""
    assert Seat.objects.count() == 2
    invitation, change = mails_to(keeper, OUTLET)
    assert told.why in change
    found = SEAT.search(invitation)
    assert found is not None
    newsroom.goes_to(found[0])
    newsroom.page.check("input[name=answer][value=coming]")
    newsroom.page.fill("#id_heads", "2")
    newsroom.taps("main form button[type=submit]", leads_to=r"/briefings/seat/")
    expect(newsroom.page.locator("main")).to_contain_text(told.ways[2])


def publishes_package(officer: Visitor, cast: Cast, conference: Conference) -> None:
    """Written and published among the releases; named here, its receipt is one tap away."""
    made = make_published(cast, kind="package")
    officer.goes_to(f"{OFFICE}conferences/{conference.reference}/record/package/")
    officer.page.select_option("#id_release", made.release.reference)
    officer.taps("main form button[type=submit]", leads_to=r"/record/$")
    expect(officer.page.locator(f"a[href$='/{made.release.reference}/1/receipt/']")).to_have_count(1)


def asks(journalist: Visitor, conference: Conference, told: Told) -> None:
    """By the public form, without a name; an address for the answer."""
    journalist.goes_to(f"/{told.tag}/conferences/{conference.reference}/")
    journalist.taps("a[href='ask/']", leads_to=r"/ask/$")
    journalist.page.fill("#id_question", told.asked)
    journalist.page.fill("#id_email", ASKER)
    journalist.taps("main form button[type=submit]", leads_to=r"/ask/\?sent$")
    assert FloorQuestion.objects.get().sealed_address != ""


def notes(officer: Visitor, conference: Conference, told: Told) -> None:
    """In the room: one field, one tap; then the answer as it was given there."""
    page = officer.page
    officer.goes_to(f"{OFFICE}conferences/{conference.reference}/questions/")
    page.fill("#id_question", told.heard)
    officer.taps("main form button[type=submit]", leads_to=r"/questions/$")
    officer.goes_to(f"{OFFICE}conferences/{conference.reference}/questions/2/")
    for tag in ("vi", "en"):
        page.fill(f"#id_answer_{tag}", told.answered)
        page.fill(f"#id_office_{tag}", "Sở Y tế")
    officer.taps("button[name=act][value=answer]", leads_to=r"/questions/$")


def decides(speaker: Visitor, conference: Conference, told: Told) -> None:
    """The spokesperson promises the other for a day that everybody reads."""
    speaker.goes_to(f"{OFFICE}conferences/{conference.reference}/questions/1/")
    speaker.page.fill("#id_promised_for", "2026-10-14")
    speaker.taps("button[name=act][value=promise]", leads_to=r"/questions/$")
    question = FloorQuestion.objects.get(number=1)
    assert (question.sealed_address, question.enquiry.channel) == ("", "conference")
    expect(speaker.page.locator("main")).to_contain_text(told.ways[0])


def held(officer: Visitor, conference: Conference) -> None:
    officer.goes_to(f"{OFFICE}conferences/{conference.reference}/do/held/")
    officer.taps("main form button[type=submit]", leads_to=rf"/{conference.reference}/$")


def clears(officer: Visitor, leaders: tuple[Visitor, Visitor], conference: Conference) -> None:
    """The record begins with what was noted; two people clear it, the spokesperson publishes it."""
    address = f"{OFFICE}conferences/{conference.reference}/record/"
    officer.goes_to(address)
    officer.taps("button[name=act][value=begin]", leads_to=r"/texts/\d+/$")
    text = officer.page.url
    send = officer.page.locator("button[name=act][value=send]")
    send.click()
    send.click()
    officer.page.wait_for_url(re.compile(r"/clearance/$"))
    for leader in leaders:
        page = leader.page
        page.goto(f"{text}clearance/")
        leader.looks()
        page.locator("button[value=approve]").click()
        page.locator("button[value=approve]").click()
        page.wait_for_url(re.compile(r"/office/da-nang/$"))
    speaker = leaders[1]
    speaker.goes_to(address)
    publish = speaker.page.locator("button[name=act][value=publish]")
    publish.click()
    publish.click()
    expect(speaker.page.locator(f"a[href$='/{conference.reference}/record/']").first).to_be_visible()
    conference.refresh_from_db()
    assert conference.record_published_at is not None


def reads(journalist: Visitor, conference: Conference, told: Told, state: str) -> None:
    """The public record: what was asked and answered, and the promise as it stands now."""
    journalist.goes_to(f"/{told.tag}/conferences/{conference.reference}/record/")
    for words in (told.asked, told.heard, told.answered, state):
        expect(journalist.page.locator("main")).to_contain_text(words)
    journalist.goes_to(f"/{told.tag}/briefings/da-nang/")


def answers(cast: Cast, told: Told) -> None:
    """The enquiry goes the way of every enquiry; its pages have a journey of their own."""
    at = ENDS_AT + 2 * DAY + MINUTE
    enquiry = Enquiry.objects.get()
    register_enquiry(enquiry=enquiry, by=cast.intake, at=at)
    assign(enquiry=enquiry, officer=cast.case_officer, by=cast.reviewer, at=at)
    enquiry.refresh_from_db()
    written = start_answer(enquiry=enquiry, by=cast.case_officer, at=at, body=told.later)
    clear_text(cast, written.text, at)


def stands(conference: Conference) -> None:
    """The quarter in which it was held is met; the one it was moved out of is not; nothing tells who came."""
    conference.refresh_from_db()
    assert conference.period is not None
    met = Clock.objects.get(record_kind=PERIOD, record_id=conference.period_id)
    left = Clock.objects.get(record_kind=PERIOD, record_id=Period.objects.order_by("starts_on").first().pk)
    assert (met.met_at, left.met_at) == (STARTS_AT, None)
    assert (conference.outlets_invited, conference.outlets_coming, conference.press_heads) == (2, 1, 2)
    assert not Seat.objects.exists()
    assert FloorQuestion.objects.get(number=1).kept_at is not None
