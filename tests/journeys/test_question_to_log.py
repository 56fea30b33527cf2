"""A question goes the whole way through the real pages: from the form to the public log, in both languages."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from playwright.sync_api import Page, expect

from hoiam.config.worker import turn_once
from hoiam.desks.queries.journal import first_breaks
from hoiam.desks.wording import Wording
from hoiam.enquiries import receipts
from hoiam.enquiries.models import Answer, Enquiry
from hoiam.evidence.models import Citation
from hoiam.evidence.operations.drafting import draft_fact
from hoiam.evidence.operations.publishing import publish_fact
from hoiam.search import reader
from hoiam.search.operations import catch_up
from tests.factories.desks import Cast
from tests.factories.enquiries import AT, DAY, load_law
from tests.factories.evidence import make_content
from tests.journeys.people import Visitor, street
from tests.post.server import Keeper, mail_server

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

ENTERS = datetime(2026, 9, 8, 17, 0, tzinfo=UTC)
"""Wednesday 9 September, midnight in Viet Nam: two working days after Monday's answer."""
MAIL = "khue@toasoan.example"
REFERENCE = "DN-2026-00001"


@dataclass(frozen=True)
class Told:
    """What is asked and written, and what the pages must say, in one language."""

    tag: str
    kind: str
    due: str
    """The limit that the form shows before anything is sent."""
    question: str
    first: str
    typed: str
    uncited: str
    mended: str
    received: str


VIETNAMESE = Told(
    tag="vi",
    kind="foreign_press_request",
    due="23:59 14/09/2026",
    question="Tỷ lệ bao phủ bảo hiểm y tế năm 2023 là bao nhiêu, so với năm 2016 thế nào?",
    first="Năm 2023, 93,35% dân số tham gia bảo hiểm y tế",
    typed="Năm 2016, tỷ lệ này là 81% [F902].",
    uncited="Sở đã mở 12 điểm tư vấn.",
    mended="Sở sẽ công bố thêm số liệu.",
    received="Đã nhận câu hỏi của bạn",
)
ENGLISH = Told(
    tag="en",
    kind="foreign_press_request",
    due="14 September 2026, 23:59",
    question="What share of the population had health insurance in 2023, and what was it in 2016?",
    first="In 2023, 93.35% of the population had health insurance",
    typed="In 2016 it was 81% [F902].",
    uncited="We have opened 12 help points.",
    mended="More figures will be published.",
    received="Your question was received",
)


FACTS = (
    (
        "F901",
        "2023",
        "93,35",
        "Năm 2023, 93,35% dân số tham gia bảo hiểm y tế.",
        "In 2023, 93.35% of the population had health insurance.",
    ),
    (
        "F902",
        "2016",
        "81",
        "Năm 2016, 81% dân số tham gia bảo hiểm y tế.",
        "In 2016, 81% of the population had health insurance.",
    ),
)


def keep_fact(cast: Cast, reference: str, year: str, value: str, text: str, english: str) -> None:
    """A public fact in both languages, with its own source."""
    content = make_content(text, value=value, period=year, source=f"Báo cáo bảo hiểm y tế {year}")
    content = replace(content, statement=Wording({"vi": text, "en": english}))
    fact = draft_fact(desk=cast.desk, content=content, by="operator", at=AT - DAY, reference=reference)
    publish_fact(fact=fact, by="operator", at=AT - DAY)


@pytest.fixture
def desk_at_work(cast, settings, tmp_path):
    """Law, two public facts, an index, a mail server and a clock that stands on Monday morning."""
    settings.IS_DEMO = True  # no second factor to set up
    settings.HOIAM_INDEX_DIR = tmp_path / "index"
    load_law()
    for row in FACTS:
        keep_fact(cast, *row)
    with mail_server() as (url, keeper), time_machine.travel(AT, tick=True) as clock:
        settings.EMAIL_URL = url
        catch_up()
        yield cast, keeper, clock
    reader.close(settings.HOIAM_INDEX_DIR)


@pytest.mark.parametrize(
    "told",
    [
        pytest.param(VIETNAMESE, id="vi"),
        pytest.param(ENGLISH, id="en", marks=[pytest.mark.slow, pytest.mark.twin]),
    ],
)
def test_question_becomes_a_sourced_answer_in_the_public_log(
    desk_at_work, live_server, new_page: Callable[..., Page], told
):
    cast, keeper, clock = desk_at_work
    for person in cast.people.values():
        person.language = told.tag
        person.save()

    def comes(name: str, *, is_phone: bool = False) -> Visitor:
        return street(new_page, live_server.url, f"{told.tag}-{name}", is_phone=is_phone)

    asker = comes("asker")
    status = asks(asker, told)
    turn_once()
    registers(comes("intake"), cast)
    officer = comes("officer")
    writes(officer, cast, told)
    for name in ("reviewer", "spokesperson"):
        approves(comes(name, is_phone=True), cast, name)
    turn_once()
    has_the_mail(keeper, told)
    stranger = comes("stranger")
    public_sees(stranger, told, sees=False)
    asker.goes_to(status)
    expect(asker.page.locator("#answers")).to_contain_text(told.first)
    clock.move_to(ENTERS + timedelta(minutes=1))
    turn_once()
    public_sees(stranger, told, sees=True)
    counted(stranger, told)
    assert [asker.faults, officer.faults, stranger.faults, first_breaks()] == [[], [], [], []]


def asks(asker: Visitor, told: Told) -> str:
    """Fill in the form, keep the receipt; gives the address of the status page."""
    page = asker.page
    asker.goes_to(f"/{told.tag}/desks/da-nang/ask/")
    page.check(f"input[name=kind][value={told.kind}]")
    chosen = page.locator(".kind").filter(has=page.locator(f"input[value={told.kind}]"))
    expect(chosen.locator(".kind-due b").first).to_be_visible()
    assert told.due in chosen.locator(".kind-due b").all_inner_texts()
    page.fill("#id_question", told.question)
    page.fill("#id_email", MAIL)
    page.fill("#id_name", "Minh Khuê")
    page.check(f"input[name=language][value={told.tag}]")
    asker.taps("form[enctype] button[type=submit]:not([name=look])", leads_to=r"/status/")
    expect(page.locator("main")).to_contain_text(told.received)
    expect(page.locator("h1")).to_contain_text(REFERENCE)
    with page.expect_download() as download:
        page.locator("a[download][href$='receipt.json']").first.click()
    document = json.loads(download.value.path().read_text(encoding="utf-8"))
    keys = page.request.get(f"{asker.home}/.well-known/hoiam-keys.json").json()
    assert receipts.verify(document, keys)
    assert receipts.is_receipt_of(document, told.question)
    return page.url.removeprefix(asker.home)


def registers(intake: Visitor, cast: Cast) -> None:
    intake.signs_in(cast.intake)
    intake.taps(".today-row", leads_to=rf"/enquiries/{REFERENCE}/$")
    expect(intake.page.locator("main")).not_to_contain_text("Khuê")
    intake.taps("a[href$='/register/']", leads_to=r"/register/$")
    intake.page.select_option("#id_theme", "health")
    intake.taps("main form button[type=submit]", leads_to=rf"/enquiries/{REFERENCE}/$")
    assert Enquiry.objects.get().state == "registered"
    intake.taps("a[href$='/assign/']", leads_to=r"/assign/$")
    intake.page.select_option("#id_officer", str(cast.case_officer.pk))
    intake.taps("main form button[type=submit]", leads_to=rf"/enquiries/{REFERENCE}/$")
    assert (Enquiry.objects.get().state, intake.faults) == ("assigned", [])


def writes(officer: Visitor, cast: Cast, told: Told) -> None:
    """Cite once by the button and once by typing, hear of the number without a source, mend, send."""
    page = officer.page
    officer.signs_in(cast.case_officer)
    officer.taps(".today-row", leads_to=rf"/enquiries/{REFERENCE}/$")
    officer.taps("a[href$='/answer/']", leads_to=r"/answer/$")
    officer.taps("main form button[type=submit]", leads_to=r"/texts/\d+/$")
    page.locator("#id_body").click()
    page.keyboard.type(told.first)
    page.locator("button[data-insert='[F901]']").first.click()
    page.keyboard.type(f". {told.typed} {told.uncited}")
    expect(page.locator(".finding.is-danger")).to_have_count(1)
    expect(page.locator(".finding.is-danger")).to_contain_text("12")
    officer.looks()
    sends(page)
    expect(page.locator(".error-summary")).to_contain_text("12")
    assert Answer.objects.get().text.versions.count() == 0
    body = page.locator("#id_body").input_value()
    page.fill("#id_body", body.replace(told.uncited, told.mended))
    expect(page.locator(".finding.is-danger")).to_have_count(0)
    sends(page)
    page.wait_for_url(re.compile(r"/clearance/$"))
    officer.looks()
    text = Answer.objects.get().text
    cited = Citation.objects.filter(citing_kind="texts.text", citing_id=text.pk)
    assert sorted(cited.values_list("fact__reference", flat=True)) == ["F901", "F902"]


def sends(page: Page) -> None:
    page.locator("button[name=act][value=send]").click()
    page.locator("button[name=act][value=send]").click()
    page.wait_for_load_state()


def approves(leader: Visitor, cast: Cast, name: str) -> None:
    """On a phone, from home: the text, approve, and once more to confirm. Three taps, no more."""
    page, taps = leader.page, []
    leader.signs_in(cast.people[name])
    for selector in (".today-row[href*='/texts/']", "button[value=approve]", "button[value=approve]"):
        page.locator(selector).first.click()
        taps.append(selector)
        if len(taps) == 1:
            page.wait_for_url(re.compile(r"/clearance/$"))
            leader.looks()
    page.wait_for_load_state()
    expect(page.locator("button[value=approve]")).to_have_count(0)
    leader.looks()
    signed = list(Answer.objects.get().text.versions.get().signatures.values_list("role", "decision"))
    assert ((name, "approve") in signed, len(taps), leader.faults) == (True, 3, [])


def has_the_mail(keeper: Keeper, told: Told) -> None:
    mail = keeper.messages[-1]
    said = " ".join(mail.get_body().get_content().split())

    assert (mail["To"], REFERENCE in mail["Subject"]) == (MAIL, True)
    for words in (told.first, told.mended, "F901", "F902", "Báo cáo bảo hiểm y tế 2023"):
        assert words in said
    assert told.uncited not in said
    assert len({message["Message-ID"] for message in keeper.messages}) == len(keeper.messages)


def public_sees(reader_: Visitor, told: Told, *, sees: bool) -> None:
    """Log, search, the page of the fact and the page of the answer, all at once or none."""
    page, shown = reader_.page, {}
    for name, path in {
        "log": f"/{told.tag}/answers/",
        "search": f"/{told.tag}/search/?q={told.question}",
        "fact": f"/{told.tag}/facts/F901/",
    }.items():
        reader_.goes_to(path)
        shown[name] = page.locator(f"main a[href*='/answers/{REFERENCE}/']").count() > 0
    if sees:
        reader_.goes_to(f"/{told.tag}/answers/{REFERENCE}/")
        expect(page.locator("article.prose, .answer-body").first).to_contain_text(told.first)
        expect(page.locator(".note-mark").first).to_be_visible()
        expect(page.locator(".notes").first).to_contain_text("Báo cáo bảo hiểm y tế 2023")
    else:
        assert page.request.get(f"{reader_.home}/{told.tag}/answers/{REFERENCE}/").status == 404
    assert shown == dict.fromkeys(("log", "search", "fact"), sees)


def counted(reader_: Visitor, told: Told) -> None:
    reader_.goes_to(f"/{told.tag}/punctuality/da-nang/")
    counts = reader_.page.locator("main td.number").all_inner_texts()
    assert "1" in counts
    reader_.taps("main tbody th a", leads_to=r"/punctuality/da-nang/[a-z_-]+/")
    expect(reader_.page.locator("main")).to_contain_text(REFERENCE)
