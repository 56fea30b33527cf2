from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from hoiam.post.lanes import Lanes, Memory

AT = datetime(2026, 8, 3, 2, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Job:
    number: int
    lane: str


def lanes(*names: str, width: int = 8, memory: Memory | None = None) -> Lanes[Job]:
    made: Lanes[Job] = Lanes(width, memory or Memory())
    made.add(Job(number, name) for number, name in enumerate(names))
    return made


def drawn(row: Lanes[Job], now: float = 0.0) -> list[int]:
    taken = []
    while (job := row.next(now)) is not None:
        taken.append(job.number)
    return taken


def test_parcels_of_many_domains_leave_in_their_order():
    assert drawn(lanes("a", "b", "c", "a", "d")) == [0, 1, 2, 3, 4]


def test_one_domain_has_at_most_half_of_the_hands_and_others_pass_it():
    row = lanes("a", "a", "a", "a", "a", "b", "a", "c")

    assert drawn(row) == [0, 1, 2, 3, 5, 7]
    row.done("a")
    assert drawn(row) == [4], "the first that was held is the next"


def test_slow_domains_have_together_a_quarter_of_the_hands():
    memory = Memory()
    for name in "abc":
        memory.note_slow(name, now=0.0)
    row = lanes("a", "b", "c", "d", "e", memory=memory)

    assert drawn(row, now=1.0) == [0, 1, 3, 4]
    assert drawn(row, now=100.0) == [2], "after a minute it is no longer slow"


def test_parcels_that_wait_for_a_slow_domain_make_room():
    memory = Memory()
    memory.note_slow("a", now=0.0)
    row = lanes(*["a"] * 50, "b", memory=memory)
    drawn(row, now=1.0)

    assert (len(row.take_slow(1.0)), row.in_hand()) == (44, 4)


@given(st.lists(st.sampled_from("abcde"), max_size=60), st.integers(1, 9))
def test_every_parcel_leaves_once_whatever_the_domains(names, width):
    row, left, running = lanes(*names, width=width), [], []
    while row.in_hand() or running:
        while len(running) < width and (job := row.next(0.0)) is not None:
            running.append(job)
        assert running, "something may always leave"
        assert max(Counter(job.lane for job in running).values()) <= max(1, width // 2)
        job = running.pop(0)
        left.append(job)
        row.done(job.lane)
    assert sorted(job.number for job in left) == list(range(len(names)))
    assert all(
        [job.number for job in left if job.lane == lane]
        == sorted(job.number for job in left if job.lane == lane)
        for lane in set(names)
    )


def test_domain_with_a_bound_gets_its_minute_at_once_and_then_one_place_after_the_other():
    memory = Memory()

    places = [memory.place("a", 6, AT) for _ in range(9)]

    assert places == [None] * 6 + [AT + timedelta(seconds=10 * number) for number in (1, 2, 3)]
    assert memory.place("b", 6, AT) is None, "another domain is not full"
    assert [memory.place("a", 6, place) for place in places[6:]] == [None] * 3
    assert [memory.place("a", 6, AT + timedelta(hours=1)) for _ in range(6)] == [None] * 6
