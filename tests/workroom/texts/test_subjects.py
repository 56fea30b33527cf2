"""What stands beside a text: the question and its limit, and nothing of who asked."""

from __future__ import annotations

import pytest
import time_machine
from django.urls import reverse

from hoiam.texts.queries.findings import findings_of
from tests.factories.enquiries import ASKER, AT, DAY, QUESTION, make_draft

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _the_day_of_the_question(settings):
    settings.IS_DEMO = True  # no second factor to set up
    with time_machine.travel(AT + DAY, tick=False):
        yield


@pytest.mark.parametrize("name", ["editor", "history"])
def test_text_of_an_enquiry_shows_reference_and_never_who_asked(client, cast, name):
    answer = make_draft(cast)
    client.force_login(cast.case_officer)

    said = client.get(
        reverse(f"workroom_texts:{name}", args=[cast.desk.code, answer.text_id])
    ).content.decode()

    assert answer.enquiry.reference in said
    assert (QUESTION in said) == (name == "editor")
    assert not [part for part in (ASKER.name, ASKER.email, ASKER.phone, ASKER.outlet) if part in said]


def test_text_that_names_the_day_of_the_question_needs_no_fact_for_it(cast):
    answer = make_draft(cast, body="Ngày 07/9/2026, Sở nhận được câu hỏi của quý báo.")

    assert findings_of(answer.text, at=AT + DAY) == []
