"""Promise: what people practise is read by nobody outside, and nothing of it leaves.

Everything that a desk can publish is made at a desk, and every address outside the office is walked: the desk and its
words are found. Then the desk is one for practice, and the same walk finds nothing.
"""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client

from hoiam.conferences.models import Certificate, Lesson
from hoiam.desks.against import ReasonsAgainst
from hoiam.desks.models import Desk
from hoiam.desks.rules import against_meeting
from hoiam.enquiries.operations.transferring import offer_transfer
from hoiam.outlets.queries.register import loans
from hoiam.post.models import Parcel
from hoiam.post.operations import Outgoing, enqueue, enqueue_many
from hoiam.post.terms import ParcelState
from hoiam.search import sources
from hoiam.search.operations import follow, note_change
from tests.factories import crisis, enquiries, evidence, releases
from tests.factories.desks import make_cast, make_desk
from tests.factories.learning import HELD_AT, make_delegate, make_training
from tests.promises.walking import routes

pytestmark = [pytest.mark.django_db, pytest.mark.walk]
MARK = "Zzyzx"
NOW = HELD_AT + timedelta(days=30)
CODE = "ban-zzyzx"
FOUND = r"(desk|bàn|về|việc|huấn|bài|2025,|ban-|bai-)[ ]?zzyzx|>zzyzx<"
"""The mark as the desk says it; what somebody typed into the search is said back to them and is none of it."""


@pytest.fixture
def cast(db):
    return make_cast(make_desk(CODE, name={"vi": f"Bàn {MARK}", "en": f"Desk {MARK}"}))


def publish_everything(cast) -> dict[str, str]:
    """One of each kind that is public, with the mark in its words; {name of an argument: value}."""
    fact = evidence.make_fact(cast.desk, f"Năm 2025, {MARK} có 12 trường học.")
    answer = enquiries.make_answered(cast, question=f"Câu hỏi về {MARK}?")
    release = releases.make_published(cast)
    matter = crisis.make_matter(cast, title=f"Sự việc {MARK}")
    crisis.make_issued(cast, matter)
    training = make_training(cast.desk, title={"vi": f"Tập huấn {MARK}"}, announced_at=HELD_AT)
    delegate = make_delegate(training)
    paper = Certificate.objects.create(
        conference=training,
        delegate=delegate,
        number=1,
        code="2345-6789-ABCD-EFGH",
        holder=MARK,
        place=delegate.place,
        document={
            "holder": MARK,
            "agency": "",
            "title": {},
            "place": {},
            "body": {},
            "starts_on": "2026-10-06",
            "ends_on": "2026-10-06",
        },
        issued_at=HELD_AT,
    )
    Lesson.objects.create(
        desk=cast.desk, code="bai-zzyzx", title={"vi": f"Bài {MARK}"}, body={"vi": MARK}, published_at=HELD_AT
    )
    while follow():
        pass
    return {
        "desk": CODE,
        "reference": "|".join(
            (answer.enquiry.reference, release.release.reference, training.reference, fact.reference)
        ),
        "matter": str(matter.pk),
        "code": f"{paper.code}|bai-zzyzx",
        "number": "1",
        "tag": "vi",
    }


def walk(names: dict[str, str]) -> set[str]:
    """Every address outside the office whose answer has the mark; the time of day is another for each."""
    found, client = set(), Client()
    for route in set(routes()):
        if route.startswith(("office/", "accounts/", "en/")):
            continue
        given = re.findall(r"(<(?:\w+:)?(\w+)>)", route)
        wanted = [route]
        for written, name in given:
            values = names.get(name, "1").split("|")
            wanted = [one.replace(written, value) for one in wanted for value in values]
        for address in wanted:
            cache.clear()
            answer = client.get(f"/{address}", {"q": MARK} if "search" in address else {})
            body = b"".join(answer.streaming_content) if answer.streaming else answer.content
            said = body.decode("utf-8", errors="replace").lower()
            if answer.status_code == 200 and re.search(FOUND, said):
                found.add(route)
    return found


def test_nothing_of_a_practice_desk_is_reached_by_any_public_address(cast):
    with time_machine.travel(NOW, tick=False):
        names = publish_everything(cast)
        shown = walk(names)
        assert {"vi/answers/", "vi/facts/", "vi/releases/<str:reference>/", "vi/adoption/"} & shown
        assert len(shown) > 15, sorted(shown)

        Desk.objects.filter(pk=cast.desk.pk).update(is_practice=True)
        for change in ("fact", "answer", "release", "matter", "conference"):
            reindex(change)

        assert walk(names) == set()
        assert not loans().filter(desk=cast.desk).exists()


def reindex(kind: str) -> None:
    note_change(kind=kind, refs=[row.ref for row in sources.registered()[kind].every()])
    while follow():
        pass


def test_parcels_of_a_practice_desk_never_leave_and_keep_no_address(cast):
    desk = make_desk("luyen-tap", is_practice=True)

    one = enqueue(payload_kind="x", payload_id=1, address="a@b.example", at=NOW, desk=desk)
    rows = [Outgoing("x", number, f"a{number}@b.example", desk=desk) for number in (2, 3)]
    enqueue_many(rows, at=NOW)

    assert one.state == ParcelState.CANCELLED
    kept = set(Parcel.objects.filter(payload_kind="x").values_list("state", "sealed_address", "fault"))
    assert kept == {(ParcelState.CANCELLED, "", "")}


def test_nothing_passes_between_a_practice_desk_and_a_real_one(cast):
    case = enquiries.make_assigned(cast)
    other = cast.other_desk
    assert against_meeting(cast.desk, other) == [] and against_meeting(cast.desk, None) == []
    Desk.objects.filter(pk=cast.desk.pk).update(is_practice=True)
    case.refresh_from_db()
    cast.desk.refresh_from_db()

    with pytest.raises(ReasonsAgainst, match="bàn luyện tập"):
        offer_transfer(enquiry=case, reason="Không thuộc.", by=cast.case_officer, at=NOW, to_desk=other)
    assert against_meeting(cast.desk, None) and against_meeting(other, cast.desk)
    assert other not in Desk.objects.met_by(cast.desk) and cast.desk not in Desk.objects.met_by(other)
