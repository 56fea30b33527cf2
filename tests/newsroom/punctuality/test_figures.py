"""Every figure opens the list it counts, and the lists tell nothing of who asked."""

from __future__ import annotations

import csv
import io
import re
from html import unescape

import pytest
from django.test import Client

from hoiam.enquiries.queries.punctuality import FIGURES
from tests.factories.desks import make_desk
from tests.factories.enquiries import Traces, make_answered
from tests.newsroom.punctuality.record import make_month

pytestmark = pytest.mark.django_db
DESK = "/en/punctuality/da-nang/"
PERIOD = "?period=2026-09"
REFERENCE = re.compile(r"DN-2026-\d{5}")
LINE = re.compile(r'<th scope="row" class="mono">.*?(DN-2026-\d{5})', re.S)


def figures_of(page: str) -> dict[str, int]:
    """{address of the list: count} of every figure with a list."""
    found = re.findall(r'<th scope="row"><a href="([^"]+)">[^<]*</a></th><td class="number">(\d+)</td>', page)
    return {unescape(address): int(count) for address, count in found}


def table(client: Client, name: str) -> list[dict[str, str]]:
    text = client.get(f"{DESK}{name}.csv{PERIOD}").content.decode()
    return list(csv.DictReader(io.StringIO(text)))


def test_every_figure_opens_a_list_of_exactly_its_count(cast, reader):
    make_month(cast)

    counts = figures_of(reader.get(DESK + PERIOD).content.decode())

    lengths = {address: len(LINE.findall(reader.get(address).content.decode())) for address in counts}
    assert lengths == counts
    assert {address.split("/")[4] for address in counts} == set(FIGURES)


def test_table_of_figures_says_the_same_as_the_page(cast, reader):
    make_month(cast)

    told = {(row["figure"], row["code"]): int(row["count"]) for row in table(reader, "figures")}

    assert told == {
        ("received", ""): 7,
        ("acknowledged", ""): 7,
        ("first_answer", ""): 4,
        ("closed", ""): 4,
        ("in_time", ""): 4,
        ("late", ""): 4,
        ("open", ""): 3,
        ("overdue", ""): 3,
        ("paused", ""): 1,
        ("reordered", ""): 2,
        ("state", "answered"): 3,
        ("state", "assigned"): 1,
        ("state", "refused"): 1,
        ("state", "registered"): 2,
        ("refused", told_code(told, "refused")): 1,
        ("withheld", "private_person"): 1,
        ("disputed", "answered"): 1,
    }


def told_code(told: dict[tuple[str, str], int], figure: str) -> str:
    return next(code for name, code in told if name == figure)


def test_nothing_public_tells_who_asked(cast, reader):
    make_month(cast)
    page = reader.get(DESK + PERIOD).content.decode()
    addresses = [
        f"/en/punctuality/{PERIOD}",
        f"{DESK}days/",
        *figures_of(page),
        *(f"{DESK}{name}{PERIOD}" for name in ("figures.csv", "enquiries.csv", "days.csv")),
        f"{DESK}datapackage.json{PERIOD}",
    ]

    said = page + "".join(reader.get(address).content.decode() for address in addresses)

    assert Traces().found_in(said) == []


def test_table_of_enquiries_has_reference_kind_state_and_dates_only(cast, reader):
    make_answered(cast)

    rows = table(reader, "enquiries")

    assert rows == [
        {
            "reference": "DN-2026-00001",
            "kind": "press_enquiry",
            "state": "answered",
            "received_at": "2026-09-07T02:00:00+00:00",
            "acknowledged_at": "2026-09-07T03:00:00+00:00",
            "first_answer_at": "2026-09-07T06:00:00+00:00",
            "closed_at": "2026-09-07T06:00:00+00:00",
        }
    ]


def test_list_leads_to_the_answers_that_are_public_and_to_no_other(cast, reader):
    make_month(cast)

    page = reader.get(f"{DESK}received/{PERIOD}").content.decode()

    linked = re.findall(r'href="/en/answers/(DN-2026-\d{5})/"', page)
    assert linked == ["DN-2026-00001", "DN-2026-00002", "DN-2026-00003"]


@pytest.mark.parametrize("period", ["", "?period=", "?period=2026-Q5", "?period=2026-13", "?period=<b>"])
def test_unknown_period_falls_back_to_the_running_quarter(cast, reader, period):
    page = reader.get(f"{DESK}{period}").content.decode()

    assert '<p class="lead">Punctuality, quarter 4 of 2026</p>' in page


@pytest.mark.parametrize(
    "address",
    [
        f"{DESK}askers/",
        f"{DESK}state/?code=nowhere",
        f"{DESK}state/",
        "/en/punctuality/nowhere/",
        "/en/punctuality/nowhere/received/",
    ],
)
def test_figure_that_there_is_none_of_is_not_found(cast, reader, address):
    assert reader.get(address).status_code == 404


def test_figures_below_five_tell_no_median_and_no_share(cast, reader):
    for _number in range(4):
        make_answered(cast)
    few = reader.get(DESK + PERIOD).content.decode()
    make_answered(cast)

    enough = reader.get(DESK + PERIOD).content.decode()

    assert ("median 4" in few, "too few for a median" in few) == (False, True)
    assert ("median 4 hours, 90th percentile 4 hours" in enough, "too few for a median" in enough) == (
        True,
        False,
    )


@pytest.mark.parametrize("end", ["", "received/", "days/", "figures.csv", "enquiries.csv", "days.csv"])
def test_page_costs_the_same_queries_for_one_three_and_a_hundred_rows(cast, reader, end):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from hoiam.enquiries.models import Enquiry
    from hoiam.enquiries.operations.counting import count_days
    from tests.factories.enquiries import AT, DAY

    def cost() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert reader.get(f"{DESK}{end}{PERIOD}").status_code == 200
        return len(asked)

    make_answered(cast)
    count_days(AT + DAY)
    costs = [cost()]
    for _number in range(2):
        make_answered(cast)
    count_days(AT + 3 * DAY)
    costs.append(cost())
    row = Enquiry.objects.first()
    for number in range(97):
        row.pk, row.reference, row.status_digest = None, f"DN-2026-{number + 100:05}", f"{number:064}"
        row.save(force_insert=True)
    count_days(AT + 30 * DAY)
    costs.append(cost())

    assert costs == [costs[0]] * 3


@pytest.mark.parametrize("count", [1, 3, 100])
def test_overview_costs_the_same_queries_however_many_desks(cast, reader, count, django_assert_num_queries):
    make_answered(cast)
    for number in range(count):
        make_desk(f"ban-{number}", reference_prefix=f"X{number}")

    with django_assert_num_queries(3):
        reader.get(f"/en/punctuality/{PERIOD}")


def test_overview_tells_each_desk_in_one_line_and_the_desk_page_says_the_same(cast, reader):
    make_month(cast)

    page = reader.get(f"/en/punctuality/{PERIOD}").content.decode()

    lines = re.findall(r'<th scope="row">.*?>([^<]+)</a></th>(.*?)</tr>', page, re.S)
    told = {desk: re.findall(r"<td[^>]*>(?:<span[^>]*>)?([^<]*)<", cells) for desk, cells in lines}
    assert told == {
        "Desk da-nang": ["7", "4", "7 of 13", "3"],
        "Desk quang-tri": ["0", "0", "none due yet", "0"],
    }
    assert "7 of 13 limits, 54%" in reader.get(DESK + PERIOD).content.decode()
