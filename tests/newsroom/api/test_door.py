"""What the API lets through, at what pace, and what it says when it does not."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client

from hoiam.newsroom.api import door
from tests.factories.enquiries import AT, Traces, make_answered, make_draft
from tests.factories.evidence import make_draft as draft_fact
from tests.factories.evidence import make_fact
from tests.newsroom.answers.log import ENTERS

pytestmark = pytest.mark.django_db
API = "/api/v1"


@pytest.fixture(autouse=True)
def fresh_door(db):
    cache.clear()


def problem(response) -> tuple[int, str, str, list[str]]:
    said = response.json()
    assert response["Content-Type"] == "application/problem+json"
    assert said["status"] == response.status_code
    return said["status"], said["title"], said["detail"], [fault["parameter"] for fault in said["errors"]]


def walk(client: Client, path: str, limit: int) -> list[str]:
    """The references on every page, by the cursors."""
    found, cursor = [], ""
    while True:
        page = client.get(f"{API}/{path}", {"limit": limit, "cursor": cursor}).json()
        found += [item.get("reference") or item.get("code") or item.get("desk") for item in page["items"]]
        cursor = page["next_cursor"]
        if not cursor:
            return found


def test_drafts_and_what_is_not_public_yet_are_nowhere(cast):
    make_answered(cast)
    make_draft(cast)
    fact = draft_fact(cast.desk)
    with time_machine.travel(ENTERS - timedelta(seconds=1), tick=False):
        lists = [Client().get(f"{API}/{name}").json()["items"] for name in ("facts", "sources", "answers")]
        alone = [
            Client().get(f"{API}/{path}").status_code
            for path in (f"facts/{fact.reference}", "answers/DN-2026-00001", "answers/DN-2026-00002")
        ]

    assert (lists, alone) == ([[], [], []], [404, 404, 404])


def test_nothing_tells_who_asked(cast, reader):
    make_answered(cast)

    said = "".join(
        reader.get(f"{API}/{path}").content.decode()
        for path in ("answers", "answers/DN-2026-00001", "statistics", "statistics/da-nang", "desks")
    )

    assert Traces().found_in(said) == []


@pytest.mark.parametrize("limit", [1, 2, 100])
def test_pages_by_cursor_show_every_record_once(cast, reader, limit):
    for number in range(3):
        make_answered(cast)
        make_fact(cast.desk, reference=f"F{number}")

    assert walk(reader, "facts", limit) == ["F0", "F1", "F2"]
    assert walk(reader, "answers", limit) == ["DN-2026-00003", "DN-2026-00002", "DN-2026-00001"]
    assert walk(reader, "desks", limit) == walk(reader, "statistics", limit) == ["da-nang", "quang-tri"]


@pytest.mark.parametrize(
    "path", ["facts/F999", "answers/DN-2026-99999", "statistics/nowhere", "askers", "facts/"]
)
def test_what_is_not_there_is_a_problem_with_a_sentence(reader, path):
    sentence = "Nothing public stands at this address. The list of addresses: /api/v1/openapi.json"

    assert problem(reader.get(f"{API}/{path}?language=en")) == (404, "Not Found", sentence, [])


@pytest.mark.parametrize(
    ("path", "parameter"),
    [
        ("facts?limit=0", "limit"),
        ("facts?limit=many", "limit"),
        ("facts?bearing=nice", "bearing"),
        ("facts?theme=%00", "theme"),
        ("facts?cursor=!!", "cursor"),
        ("sources?cursor=YWJj", "cursor"),
        ("answers?cursor=YWJj", "cursor"),
        ("answers?desk=nowhere", "desk"),
        ("places?on=31/02/2026", "on"),
        ("statistics?period=2026-Q5", "period"),
        ("desks?language=xx", "language"),
    ],
)
def test_parameter_that_cannot_be_used_is_named(reader, path, parameter):
    status, _title, _sentence, parameters = problem(reader.get(f"{API}/{path}"))

    assert (status, parameters) == (422, [parameter])


@pytest.mark.parametrize(
    ("path", "vietnamese", "english"),
    [
        ("facts?limit=0", "Giá trị nhỏ nhất được nhận là 1.", "The least that is accepted is 1."),
        ("facts?limit=many", "Ở đây cần một số nguyên.", "A whole number is expected here."),
        (
            "places?on=31/02/2026",
            "Ở đây cần một ngày, ví dụ 2026-09-01.",
            "A day is expected, such as 2026-09-01.",
        ),
    ],
)
def test_what_is_wrong_with_a_parameter_is_said_in_the_reader_s_language(reader, path, vietnamese, english):
    mark = "&" if "?" in path else "?"

    said = [
        json.loads(reader.get(f"{API}/{path}{mark}language={tag}").content)["errors"][0]["reason"]
        for tag in ("vi", "en")
    ]

    assert said == [vietnamese, english]


def test_sentences_are_in_the_language_asked_for(reader):
    vietnamese, english = (reader.get(f"{API}/facts/X?language={tag}") for tag in ("vi", "en"))

    assert problem(vietnamese)[2].startswith("Không có")
    assert problem(english)[2].startswith("Nothing public")
    assert (vietnamese["Content-Language"], english["Content-Language"]) == ("vi", "en")


def test_who_knocks_too_often_is_told_how_long_to_wait(reader, monkeypatch):
    monkeypatch.setattr(door, "LIMIT", 2)
    passed = [reader.get(f"{API}/desks").status_code for _number in range(2)]

    response = reader.get(f"{API}/desks?language=en")

    assert passed == [200, 200]
    assert problem(response)[:2] == (429, "Too Many Requests")
    assert 0 < int(response["Retry-After"]) <= 60


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "options"])
def test_nothing_can_be_written(reader, method):
    answers = [getattr(reader, method)(f"{API}/{path}") for path in ("facts", "facts/F1", "nowhere")]

    assert [problem(answer)[0] for answer in answers] == [405, 405, 405]
    assert {answer["Allow"] for answer in answers} == {"GET, HEAD"}


def test_replies_set_no_cookie_and_may_be_kept_and_read_from_anywhere(cast, reader):
    first = reader.get(f"{API}/desks")

    again = reader.get(f"{API}/desks", headers={"If-None-Match": first["ETag"]})

    assert (list(first.cookies), again.status_code) == ([], 304)
    assert (first["Access-Control-Allow-Origin"], first["Cache-Control"]) == ("*", "public, max-age=60")
    assert "Cookie" not in first.get("Vary", "")


def test_head_is_answered_without_a_body(cast, reader):
    response = reader.head(f"{API}/desks")

    assert (response.status_code, response.content) == (200, b"")


@pytest.mark.parametrize("name", ["facts", "answers", "sources"])
def test_list_costs_the_same_queries_whatever_its_length(cast, reader, name):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def cost() -> int:
        with CaptureQueriesContext(connection) as asked:
            reader.get(f"{API}/{name}")
        return len([row for row in asked if "config_cache" not in row["sql"]])

    cost()
    costs = []
    for count in (1, 2):
        for number in range(count):
            make_answered(cast)
            make_fact(cast.desk, reference=f"F{count}{number}", source=f"Nguồn {count}{number}", at=AT)
        costs.append(cost())

    assert costs[0] == costs[1]
