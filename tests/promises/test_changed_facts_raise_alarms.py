"""Promise 9: a changed fact raises an alarm at every answer that used it; corrections reach who had the error."""

from __future__ import annotations

from datetime import date

import pytest
import time_machine
from django.test import Client

from hoiam.desks.against import ReasonsAgainst
from hoiam.enquiries.models import Alarm, Answer, Correspondence
from hoiam.enquiries.operations.answering import start_correction
from hoiam.evidence.models import Fact, FactVersion
from hoiam.evidence.operations.drafting import revise_fact
from hoiam.evidence.operations.endings import expire_facts, supersede_fact, withdraw_fact
from hoiam.evidence.operations.publishing import publish_fact
from hoiam.texts.models import TextVersion
from hoiam.texts.operations.drafts import save_draft
from tests.factories.enquiries import AT, DAY, clear, make_answered
from tests.factories.evidence import make_content, make_fact

pytestmark = pytest.mark.django_db
STATEMENT = "Năm 2023, 93,35% dân số tham gia bảo hiểm y tế."
LATER = AT + 10 * DAY


@pytest.fixture
def fact(cast) -> Fact:
    return make_fact(cast.desk, STATEMENT, at=AT - DAY, expires_on=date(2026, 12, 31))


@pytest.fixture
def citing(cast, fact) -> list[Answer]:
    """Two answers that rest on the fact; a third, which does not, is there too."""
    make_answered(cast)
    return [make_answered(cast, body=f"Đạt 93,35% [{fact.reference}].") for _ in range(2)]


def correct(fact: Fact, cast) -> None:
    content = make_content("Năm 2023, 93,02% dân số tham gia bảo hiểm y tế.", value="93,02")
    revise_fact(fact=fact, content=content, base=fact.latest, by=cast.fact_steward, at=LATER)
    publish_fact(fact=Fact.objects.get(pk=fact.pk), by=cast.fact_steward, at=LATER)


def supersede(fact: Fact, cast) -> None:
    newer = make_fact(cast.desk, "Năm 2024, 94,2% dân số tham gia bảo hiểm y tế.", value="94,2", at=AT)
    supersede_fact(fact=fact, successor=newer, reason="Có số mới.", by=cast.fact_steward, at=LATER)


def withdraw(fact: Fact, cast) -> None:
    withdraw_fact(fact=fact, reason="Nguồn sai.", by=cast.fact_steward, at=LATER)


def expire(fact: Fact, cast) -> None:
    assert expire_facts(AT + 200 * DAY) == 1


@pytest.mark.parametrize("change", [correct, supersede, withdraw, expire])
def test_every_change_of_a_fact_raises_one_alarm_at_each_answer_that_cites_it(cast, fact, citing, change):
    change(Fact.objects.get(pk=fact.pk), cast)

    raised = Alarm.objects.order_by("answer").values_list("answer", "fact_reference", "settled_at")
    assert list(raised) == [(answer.pk, fact.reference, None) for answer in citing]


def test_readers_of_the_answer_are_told_and_its_words_stay_as_they_were_sent(cast, fact, citing):
    withdraw(fact, cast)
    with time_machine.travel(LATER + DAY, tick=False):
        pages = [Client().get(f"/en/answers/{one.enquiry.reference}/").content.decode() for one in citing]

    assert ["A fact cited here has changed since" in page for page in pages] == [True, True]
    assert ["Đạt 93,35%" in page for page in pages] == [True, True]


def test_correction_reaches_everybody_who_received_the_error(cast, fact, citing):
    withdraw(fact, cast)
    for answer in citing:
        body = "Số liệu trước không đứng vững. Sở sẽ công bố lại."
        correction = start_correction(answer=answer, by=cast.case_officer, at=LATER, body=body)
        clear(cast, correction, LATER + DAY)

    told = Correspondence.objects.filter(answer__corrects__in=citing).values_list("enquiry", flat=True)
    assert sorted(told) == sorted(answer.enquiry_id for answer in citing)


def test_text_that_went_out_is_changed_by_nobody(cast, citing):
    answer = citing[0]
    before = TextVersion.objects.get(pk=answer.version_id).hash

    with pytest.raises(ReasonsAgainst):
        save_draft(
            text=answer.text,
            body="Khác hẳn.",
            base_revision=answer.text.revision,
            by=cast.case_officer,
            at=LATER,
        )

    assert TextVersion.objects.get(pk=answer.version_id).hash == before


def test_earlier_versions_of_a_corrected_fact_stay_readable(cast, fact, citing):
    correct(Fact.objects.get(pk=fact.pk), cast)
    with time_machine.travel(LATER + DAY, tick=False):
        now = Client().get(f"/vi/facts/{fact.reference}/").content.decode()
        first = Client().get(f"/vi/facts/{fact.reference}/?version=1").content.decode()

    numbers = FactVersion.objects.filter(fact=fact).values_list("number", flat=True)
    assert sorted(numbers) == [1, 2]
    assert ("93,02" in now, STATEMENT in first) == (True, True)
