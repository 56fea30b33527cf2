"""Promise: an asker gets the answer first; before its moment nobody else reaches it by any public way.

Every public address that is read is walked, with every kind of name put into it that could lead to the answer,
and so are search, suggestion and what stands on the page of the fact it rests on. The lists behind the figures of
punctuality name every enquiry from its first day, by reference, kind, dates and state: there only the reference
may stand.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from hoiam.enquiries.models import Answer
from hoiam.enquiries.operations.entering import note_log_entries
from hoiam.enquiries.queries.sealed import status_token_of
from hoiam.search.operations import follow
from hoiam.search.queries import find
from tests.factories.enquiries import AT, DAY, HOUR, make_answered
from tests.factories.evidence import make_fact

pytestmark = [pytest.mark.django_db, pytest.mark.walk]

ENTERS = datetime(2026, 9, 8, 17, 0, tzinfo=UTC)
QUESTION = "Vì sao cầu Thuận Phước đóng cửa ban đêm trong tháng tám?"
WORDS = "Cầu được kiểm định định kỳ"
REFERENCE = "DN-2026-00001"
TRACES = (QUESTION, "Thuận Phước", WORDS, REFERENCE)
QUERIES = (QUESTION, "cau thuan phuoc dong cua", WORDS, REFERENCE)


@pytest.fixture
def answer(cast) -> Answer:
    """Sent to its asker on Monday; public on Wednesday. It rests on a fact that is public already."""
    fact = make_fact(cast.desk, "Năm 2023, 93,35% dân số tham gia bảo hiểm y tế.", at=AT - DAY)
    body = f"{WORDS}, đạt 93,35% [{fact.reference}]."
    sent = make_answered(cast, question=QUESTION, body=body)
    note_log_entries(AT + 6 * HOUR)
    index()
    return sent


def index() -> None:
    while follow():
        pass


def routes() -> Iterator[str]:
    """Every address outside the office, with the names of its parts."""

    def walk(patterns, path: str) -> Iterator[str]:
        for entry in patterns:
            here = path + str(entry.pattern)
            if isinstance(entry, URLResolver):
                yield from walk(entry.url_patterns, here)
            elif isinstance(entry, URLPattern) and not here.startswith(("office/", "accounts/")):
                yield here

    yield from walk(get_resolver().url_patterns, "")


def addresses(answer: Answer) -> Iterator[tuple[str, list[str]]]:
    """Each address with each name that might open something of this answer; and the same with each question."""
    fact = answer.version.citations[0][1]
    names = [REFERENCE, answer.desk.code, fact, str(answer.pk), str(answer.enquiry_id), answer.version.hash]
    for route in {route.replace("vi/", f"{tag}/", 1) for route in routes() for tag in ("vi", "en")}:
        plain = route.replace("\\Z", "").replace("^", "").replace("$", "")
        for name in names if "<" in plain else names[:1]:
            filled = re.sub(r"<(?:(\w+):)?\w+>", lambda found, name=name: fitting(found[1], name), plain)
            yield (
                f"/{filled}",
                [f"/{filled}?q={query}&question={name}&kind=press_enquiry" for query in QUERIES],
            )


def fitting(converter: str | None, name: str) -> str:
    return name if converter != "int" else re.sub(r"\D", "", name)[:9] or "1"


def seen_at(answer: Answer, at: datetime) -> dict[str, list[str]]:
    """{address: traces of the answer on it}; words that stand in the address itself a page may repeat."""
    found: dict[str, list[str]] = {}
    with time_machine.travel(at, tick=False):
        client = Client()
        for address, asked in addresses(answer):
            page = client.get(address)
            found[address] = traces_on(page, address)
            # Where nothing is, one question in the words of the record is enough to see that asking opens nothing.
            for question in asked[2:3] if page.status_code == 404 else asked:
                found[question] = traces_on(client.get(question), question)
    return {address: traces for address, traces in found.items() if traces}


def traces_on(page, address: str) -> list[str]:
    """What the page tells of the answer beyond what its address says; nothing where it is refused."""
    text = b"".join(page.streaming_content) if page.streaming else page.content
    told = text.decode("utf-8", errors="replace")
    if page.status_code >= 400:
        return []
    return [
        trace for trace in TRACES if trace in told and trace not in address and not is_counted(trace, address)
    ]


def is_counted(trace: str, address: str) -> bool:
    """The reference in a list behind a figure of punctuality."""
    return trace == REFERENCE and re.match(r"/(\w\w|api/v1)/punctuality/", address) is not None


def test_answer_is_reached_by_no_public_address_a_second_before_its_moment(answer):
    assert seen_at(answer, ENTERS - timedelta(seconds=1)) == {}


def test_answer_is_reached_by_log_page_search_and_fact_from_its_moment_on(answer):
    note_log_entries(ENTERS)
    index()

    found = seen_at(answer, ENTERS)

    fact = answer.version.citations[0][1]
    reached = {address.partition("?")[0] for address in found}
    assert {
        "/vi/",
        "/vi/answers/",
        f"/vi/answers/{REFERENCE}/",
        f"/vi/facts/{fact}/",
        "/vi/search/",
    } <= reached
    assert WORDS in found[f"/en/answers/{REFERENCE}/"]


@pytest.mark.parametrize("query", QUERIES[:3])
def test_search_neither_finds_nor_suggests_it_before_its_moment(answer, query):
    findings = find(query, kinds={"answer", "fact", "gap", "guidance"}, audience={"public"})

    assert [hit.ref for hit in findings.hits if hit.kind == "answer"] == []
    assert not any(
        "thuan" in said.lower() or "thuận" in said.lower() for said in findings.suggestions if said != query
    )
    own = find(query, kinds={"answer"}, audience={f"desk:{answer.desk_id}"})
    assert [hit.ref for hit in own.hits] == [REFERENCE], "what could leak is there"


def test_looking_in_the_record_from_the_form_does_not_show_it_before_its_moment(answer):
    told = []
    for at in (ENTERS - timedelta(seconds=1), ENTERS):
        with time_machine.travel(at, tick=False):
            note_log_entries(at)
            index()
            sent = {"question": "cầu Thuận Phước đóng cửa ban đêm", "look": "1"}
            page = Client().post("/vi/desks/da-nang/ask/", sent).content.decode()
            told.append(f"/vi/answers/{REFERENCE}/" in page)

    assert told == [False, True]


def test_asker_alone_has_it_before_its_moment(answer):
    with time_machine.travel(ENTERS - timedelta(seconds=1), tick=False):
        page = Client().get(f"/vi/status/{status_token_of(answer.enquiry)}/").content.decode()

    assert WORDS in page
