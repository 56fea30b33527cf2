"""Promise 8: every refusal has a code, an article and a remedy; no enquiry vanishes."""

from __future__ import annotations

import pytest
import time_machine
from django.db import IntegrityError, connection, transaction
from django.db.models import ProtectedError
from django.test import Client

from hoiam.desks.against import ReasonsAgainst
from hoiam.enquiries.models import Answer, DailyCount, Enquiry
from hoiam.enquiries.operations.answering import refuse
from hoiam.enquiries.operations.counting import count_days
from hoiam.enquiries.operations.ending import merge, withdraw_for_asker
from hoiam.enquiries.queries.daycounts import first_broken_day
from hoiam.enquiries.queries.letters import render_letter
from hoiam.enquiries.queries.punctuality import figure_list, month_of, punctuality_of
from hoiam.enquiries.terms import State
from tests.factories.enquiries import (
    AT,
    DAY,
    HOUR,
    make_answered,
    make_assigned,
    make_enquiry,
    make_registered,
    refuse_one,
)

pytestmark = pytest.mark.django_db


def test_refusal_on_a_ground_that_the_law_does_not_know_is_not_begun(cast):
    enquiry = make_assigned(cast)

    for code in ("", "awkward", "not_accessible"):
        with pytest.raises(ReasonsAgainst):
            refuse(enquiry=enquiry, code=code, by=cast.case_officer, at=AT + 3 * HOUR, body="Không.")

    assert Answer.objects.count() == 0


def test_refusal_without_code_or_article_is_refused_by_the_database_itself(cast):
    answer = refuse_one(cast)

    for change in ({"ground": None}, {"article": ""}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Answer.objects.filter(pk=answer.pk).update(**change)


@pytest.mark.parametrize("tag", ["vi", "en"])
def test_refusal_tells_asker_and_public_code_article_and_remedy(cast, tag):
    answer = refuse_one(cast, language=tag)
    ground = answer.ground
    mail = render_letter(answer.enquiry.correspondence.get(answer=answer).pk, tag).text
    with time_machine.travel(AT + 30 * DAY, tick=False):
        page = Client().get(f"/{tag}/answers/{answer.enquiry.reference}/").content.decode()

    assert answer.article == ground.article[tag]
    for said in (ground.label[tag], answer.article, ground.remedy[tag]):
        assert (said in mail, said in page) == (True, True)
    assert ground.code in page


def lives(cast) -> list[Enquiry]:
    """One enquiry for each way an enquiry can end or rest."""
    withdrawn, twin, kept = make_registered(cast), make_registered(cast), make_registered(cast)
    withdraw_for_asker(enquiry=withdrawn, why="Gọi điện.", by=cast.intake, at=AT + 2 * HOUR)
    merge(enquiry=twin, into=kept, by=cast.intake, at=AT + 2 * HOUR)
    ended = [make_answered(cast).enquiry, refuse_one(cast).enquiry]
    return [withdrawn, twin, kept, *ended, make_enquiry(cast)]


def test_references_have_no_hole_and_every_life_stays_in_the_public_count(cast):
    made = lives(cast)

    count_days(AT + DAY)

    numbers = list(Enquiry.objects.order_by("number").values_list("number", flat=True))
    assert numbers == list(range(1, len(made) + 1))
    assert DailyCount.objects.get(desk=cast.desk).taken_in == len(made)
    assert {Enquiry.objects.get(pk=one.pk).state for one in made} == {
        State.WITHDRAWN,
        State.MERGED,
        State.REGISTERED,
        State.ANSWERED,
        State.REFUSED,
        State.RECEIVED,
    }
    received = punctuality_of(cast.desk, month_of(AT.date()), AT + DAY).received
    assert received == len(made)
    listed = {row.reference for row in figure_list("received", cast.desk, month_of(AT.date()), AT + DAY).rows}
    assert listed == {one.reference for one in made}


def test_enquiry_cannot_be_deleted_as_a_record(cast):
    enquiry = make_answered(cast).enquiry

    with pytest.raises(ProtectedError):
        enquiry.delete()


def test_enquiry_taken_out_of_the_database_breaks_the_public_chain_of_that_day(cast):
    kept, gone = make_enquiry(cast), make_enquiry(cast)
    count_days(AT + DAY)
    count_days(AT + 3 * DAY)
    before = first_broken_day(cast.desk)

    with connection.constraint_checks_disabled() if connection.vendor == "sqlite" else transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(
                "update enquiries_enquiry set reference = 'XX-2026-00009' where id = %s", [gone.pk]
            )

    assert (before, first_broken_day(cast.desk)) == (None, AT.date())
    assert kept.reference == "DN-2026-00001"


def test_count_changed_afterwards_is_noticed_by_whoever_kept_yesterday_s_digest(cast):
    make_enquiry(cast)
    count_days(AT + DAY)
    DailyCount.objects.update(taken_in=0, total=0)

    assert first_broken_day(cast.desk) == AT.date()
