"""Mail servers on a bad day, each a process of its own."""

from __future__ import annotations

import threading
import time
from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest
from django.db import OperationalError, connection

from hoiam.post import operations, payloads, tasks
from hoiam.post.lanes import Memory
from hoiam.post.models import Parcel
from hoiam.post.operations import Outgoing, enqueue_many
from hoiam.post.payloads import Mail
from hoiam.post.signals import parcels_handed_over
from hoiam.post.tasks import deliver
from tests.post import sink as sinks
from tests.post.sink import sink

AT = datetime(2026, 8, 3, 2, 0, tzinfo=UTC)
pytestmark = pytest.mark.django_db


def now() -> datetime:
    return datetime.now(UTC)


@pytest.fixture(autouse=True)
def bulk(monkeypatch):
    monkeypatch.setattr(tasks, "_memories", {"email": Memory(), "webhook": Memory()})
    payloads.register(
        "tests.day",
        lambda number, _language: Mail(
            subject="Thông cáo",
            text="Nội dung.\n",
            headers={"List-Unsubscribe": f"<https://d.example/{number}>"},
        ),
    )


def send(*addresses: str, at: datetime = AT) -> None:
    rows = [Outgoing("tests.day", n, one, position=n) for n, one in enumerate(addresses)]
    enqueue_many(rows, at=at)


def many(count: int, domain: str = "bao.example", who: str = "lan") -> list[str]:
    return [f"{who}-{number}@{domain}" for number in range(count)]


def stop_after(server, count: int, stopping: threading.Event) -> None:
    while server.count() < count:
        time.sleep(0.02)
    stopping.set()


def states() -> dict[str, int]:
    return Counter(Parcel.objects.values_list("state", flat=True))


def test_recipients_that_are_refused_hold_up_no_other(tmp_path):
    send(*many(40), *many(5, who="nobody"), *many(5, who="later"))

    with sink(tmp_path) as server:
        deliver(at=AT, url=server.url)

    faults = dict(Parcel.objects.exclude(fault="").values_list("fault", "state"))
    assert states() == {"handed_over": 40, "failed": 5, "waiting": 5}
    assert faults == {"The mail server answered 550.": "failed", "The mail server answered 451.": "waiting"}


def test_server_that_dies_in_the_middle_of_a_message_costs_that_message_a_minute_and_no_other_anything(
    tmp_path,
):
    send("dies@bao.example", *many(30), "dies-too@bao.example")

    with sink(tmp_path) as server:
        deliver(at=AT, url=server.url)
        taken = server.taken()

    waiting = Parcel.objects.filter(state="waiting").values_list("fault", "not_before", "attempts")
    assert list(waiting) == [("The connection broke off.", AT + timedelta(minutes=1), 1)] * 2
    assert sorted(to for to, _, _ in taken) == sorted(many(30))


def test_message_that_was_taken_without_an_answer_comes_again_under_the_same_number(tmp_path):
    send("half@bao.example")

    with sink(tmp_path) as server:
        deliver(at=AT, url=server.url)
        deliver(at=AT + timedelta(minutes=1), url=server.url)
        taken = server.taken()

    assert len(taken) == 2 and len({number for _, number, _ in taken}) == 1


def test_server_that_grants_two_connections_is_served_by_two(tmp_path):
    send(*(f"lan@bao-{number}.example" for number in range(60)))

    with sink(tmp_path, most=2) as server:
        worked = deliver(at=AT, url=server.url)

    assert (worked, states()) == (60, {"handed_over": 60})
    assert set(Parcel.objects.values_list("attempts", flat=True)) == {1}


def test_server_that_goes_away_is_met_again_and_nobody_is_lost(tmp_path):
    send(*many(200))
    with sink(tmp_path / "one") as server:
        deliver(at=AT, url=server.url, limit=80)
        first = server.taken()
    gone = deliver(at=AT, url=server.url)
    with sink(tmp_path / "two") as server:
        early = deliver(at=AT, url=server.url)
        deliver(at=AT + timedelta(minutes=1), url=server.url)
        second = server.taken()

    assert (len(first), gone, early, len(second)) == (80, 120, 0, 120)
    assert {to for to, _, _ in first + second} == set(many(200))
    assert states() == {"handed_over": 200}


@pytest.mark.walk
def test_domain_whose_answers_are_slow_delays_no_other(tmp_path):
    slow, quick = many(30, "slow.example"), [f"lan@bao-{number}.example" for number in range(300)]
    mixed = [one for pair in zip(slow, quick[:30], strict=True) for one in pair] + quick[30:]
    send(*mixed, at=now())

    with sink(tmp_path) as server:
        began, stopping = time.time(), threading.Event()
        watch = threading.Thread(target=stop_after, args=(server, 300, stopping), daemon=True)
        watch.start()
        deliver(at=now(), clock=now, url=server.url, stopping=stopping)
        taken = server.taken()

    last_quick = max(at for to, _, at in taken if "slow" not in to)
    assert {to for to, _, _ in taken} >= set(quick)
    assert last_quick - began < sinks.SLOW * 2, "in order they would have waited for all thirty"
    assert set(states()) == {"handed_over", "waiting"}, "what had not begun is given back"


@pytest.mark.parametrize("hours", [-1, 1])
def test_clock_that_steps_during_a_round_doubles_nobody_and_loses_nobody(tmp_path, hours):
    send(*many(120))
    asked = []

    def stepping() -> datetime:
        asked.append(1)
        return AT if len(asked) < 40 else AT + timedelta(hours=hours)

    with sink(tmp_path) as server:
        deliver(at=AT, clock=stepping, url=server.url)
        early = server.taken()
        deliver(at=AT + timedelta(hours=2), url=server.url)
        taken = server.taken()

    assert 0 < len(early) <= len(taken) == len({to for to, _, _ in taken}) == 120
    assert states() == {"handed_over": 120}


def test_domain_with_a_bound_takes_its_places_and_the_others_leave_at_once(tmp_path):
    send(*many(10, "full.example"), *many(4, "free.example"))

    with sink(tmp_path) as server:
        url, counts = f"{server.url}&per_domain=4", []
        for second in (0, 1, 15, 30, 90):
            deliver(at=AT + timedelta(seconds=second), url=url)
            taken = Counter(to.partition("@")[2] for to, _, _ in server.taken())
            counts.append((taken["full.example"], taken["free.example"]))

    assert counts == [(4, 4), (4, 4), (5, 4), (6, 4), (10, 4)]
    assert set(Parcel.objects.values_list("attempts", flat=True)) == {1}


def test_parcels_leave_in_the_order_of_their_positions(tmp_path):
    enqueue_many(
        (Outgoing("tests.day", n, f"lan-{n}@bao-{n}.example", position=100 - n) for n in range(100)), at=AT
    )

    with sink(tmp_path) as server:
        deliver(at=AT, url=f"{server.url}&connections=1")
        order = [to for to, _, _ in server.taken()]

    assert order == [f"lan-{n}@bao-{n}.example" for n in reversed(range(100))]


def test_message_is_composed_once_and_only_what_is_the_recipients_own_differs(tmp_path):
    send("lan@bao.example", "minh@đài.vn")
    from hoiam.post.envelope import Composer

    composer = Composer("desk@desk.example")
    mail = payloads.render("tests.day", 1, "vi")
    first, second = (
        composer.compose(one, to=to, message_id=number, at=AT).content
        for one, to, number in (
            (mail, "lan@bao.example", "<1@d>"),
            (payloads.render("tests.day", 2, "vi"), "minh@đài.vn", "<2@d>"),
        )
    )

    differ = [(a, b) for a, b in zip(first.split(b"\r\n"), second.split(b"\r\n"), strict=True) if a != b]
    assert [a.partition(b":")[0] for a, _b in differ] == [b"To", b"Message-ID", b"List-Unsubscribe"]
    assert differ[0][1] == b"To: minh@" + "đài.vn".encode("idna")
    assert len(composer._frames) == 1


def test_news_of_many_that_left_comes_in_one_signal(tmp_path):
    told = []

    def hear(payload_kind, payload_ids, **_):
        told.append((payload_kind, payload_ids))

    parcels_handed_over.connect(hear)
    try:
        send(*many(50))
        with sink(tmp_path) as server:
            deliver(at=AT, url=server.url)
    finally:
        parcels_handed_over.disconnect(hear)

    assert sorted(number for _kind, numbers in told for number in numbers) == list(range(50))
    assert len(told) <= 50 and {kind for kind, _ in told} == {"tests.day"}


def test_parcel_forgotten_while_it_was_leased_is_not_woken_by_a_fault(tmp_path):
    send("later@bao.example")

    def forget(number: int, _language: str) -> Mail:
        operations.forget(payload_kind="tests.day", payload_ids=[number], at=AT)
        return Mail(subject="Thông cáo", text="Nội dung.\n")

    payloads.register("tests.day", forget)
    with sink(tmp_path) as server:
        deliver(at=AT, url=server.url)

    assert states() == {"cancelled": 1}


def test_payloads_written_out_together_leave_out_what_is_withdrawn(tmp_path):
    def together(numbers, _language):
        return {number: Mail(subject="Thông cáo", text="Nội dung.\n") for number in numbers if number != 3}

    payloads.register("tests.together", lambda *_: pytest.fail("one by one"), together)
    enqueue_many((Outgoing("tests.together", n, f"lan-{n}@bao.example") for n in range(6)), at=AT)

    with sink(tmp_path) as server:
        deliver(at=AT, url=server.url)

    assert states() == {"handed_over": 5, "cancelled": 1}


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif("postgres" in str(connection.vendor), reason="the limit of a file is SQLite's")
def test_full_disk_writes_nothing_half_and_everything_leaves_when_there_is_room(tmp_path):
    send(*many(300))
    with connection.cursor() as cursor:
        pages = cursor.execute("PRAGMA page_count").fetchone()[0]
        cursor.execute(f"PRAGMA max_page_count = {pages}")
        try:
            with pytest.raises(OperationalError, match="full"):
                enqueue_many(
                    (Outgoing("tests.more", n, f"minh-{n}@bao.example") for n in range(5_000)), at=AT
                )
            before = Parcel.objects.count()
        finally:
            cursor.execute("PRAGMA max_page_count = 1073741823")
    with sink(tmp_path) as server:
        deliver(at=AT, url=server.url)
        taken = server.taken()

    assert before == 300
    assert len(taken) == len(set(taken)) == 300
