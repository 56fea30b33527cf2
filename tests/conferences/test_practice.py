from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone, translation

from hoiam.conferences import dates
from hoiam.conferences.operations.practice import open_practice_desk, reset_practice
from hoiam.conferences.practice import practice_set
from hoiam.conferences.queries.practice import exercises_of, training_of
from hoiam.desks.against import MayNot, ReasonsAgainst
from hoiam.desks.models import Clock, Desk, JournalLine, Membership, Person
from hoiam.desks.operations.people import invite_person
from hoiam.desks.queries.journal import first_breaks
from hoiam.enquiries.models import AskerSeal, Enquiry
from hoiam.post.models import Parcel
from tests.factories.desks import Cast
from tests.factories.enquiries import load_law, make_answered
from tests.factories.evidence import make_fact
from tests.factories.learning import HELD_AT, make_training

pytestmark = pytest.mark.django_db
OPENED = HELD_AT - timedelta(days=5)


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


@pytest.fixture
def training(cast):
    load_law()
    return make_training(cast.desk, held=False)


def at_hour(hour: int, days: int = 1):
    local = timezone.localtime(OPENED) + timedelta(days=days)
    return local.replace(hour=hour, minute=30)


def test_a_training_opens_a_marked_desk_with_questions_clocks_and_model_answers(cast, training):
    desk = open_practice_desk(conference=training, by=cast.case_officer, at=OPENED)

    assert desk.is_practice and desk.code == f"luyen-tap-{training.reference.lower()}"
    assert training_of(desk) == training
    exercises = exercises_of(desk)
    assert len(exercises) == len(practice_set().questions) and all(row.enquiry for row in exercises)
    assert Clock.objects.filter(desk=desk, due_at__isnull=False).exists()
    assert all(row.question.reasons_in("vi") and row.question.answer for row in exercises)
    assert not Parcel.objects.filter(desk=desk).exclude(state="cancelled").exists()
    assert Membership.objects.get(desk=desk).person == cast.case_officer
    second = open_practice_desk(conference=training, by=cast.head, at=OPENED)
    assert second.code.endswith("-2") and training_of(second) == training
    with pytest.raises(ReasonsAgainst, match="is over"):
        open_practice_desk(conference=training, by=cast.head, at=dates.ends(training))
    with pytest.raises(MayNot):
        open_practice_desk(conference=training, by=cast.stranger, at=OPENED)


def test_every_night_all_its_records_go_and_the_set_is_loaded_again_and_no_other_desk_loses_any(
    cast, training
):
    kept = make_answered(cast)
    desk = open_practice_desk(conference=training, by=cast.head, at=OPENED)
    here = Cast(desk=desk, other_desk=cast.other_desk, people=cast.people)
    for person in cast.people.values():
        for role in ("intake", "case_officer", "reviewer", "spokesperson", "head", "fact_steward"):
            Membership.objects.get_or_create(person=person, desk=desk, role=role, valid_from=OPENED)
    answered = make_answered(here, at=OPENED)
    make_fact(desk, "Một điều chỉ để luyện tập.", at=OPENED)
    before = set(Enquiry.objects.filter(desk=desk).values_list("pk", flat=True))

    assert reset_practice(at_hour(1)) == 0
    assert reset_practice(at_hour(3)) == 1
    assert reset_practice(at_hour(4)) == 0

    now = set(Enquiry.objects.filter(desk=desk).values_list("pk", flat=True))
    assert len(now) == len(practice_set().questions) and answered.enquiry_id not in now & before
    assert not AskerSeal.objects.filter(enquiry=answered.enquiry_id).exists()
    assert not desk.facts.exists()
    assert Enquiry.objects.filter(pk=kept.enquiry_id).exists() and first_breaks() == []
    assert (
        JournalLine.objects.filter(chain=desk.code).order_by("number").first().verb
        == "set practice desk back"
    )
    assert Membership.objects.filter(desk=desk, valid_to=None).count() > 5


def test_after_the_training_the_desk_and_every_right_at_it_end(cast, training):
    desk = open_practice_desk(conference=training, by=cast.head, at=OPENED)
    invite_person(email="hoc-vien@so.example", desk_code=desk.code, roles=["intake"], by=cast.head, at=OPENED)
    learner = Person.objects.get(email="hoc-vien@so.example")

    assert reset_practice(dates.ends(training) + timedelta(hours=3)) == 1

    desk.refresh_from_db()
    learner.refresh_from_db()
    cast.head.refresh_from_db()
    assert (desk.is_open, learner.is_active, cast.head.is_active) == (False, False, True)
    assert not Membership.objects.filter(desk=desk, valid_to=None).exists()
    assert not Enquiry.objects.filter(desk=desk).exists()
    assert reset_practice(dates.ends(training) + timedelta(days=2, hours=3)) == 0
    assert Desk.objects.practising().count() == 1
