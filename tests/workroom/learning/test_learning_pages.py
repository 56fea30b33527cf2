from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import Client

from hoiam.conferences.models import Item, ItemUse, LearningResult, Sheet
from hoiam.conferences.operations.follow_up import read_follow_ups
from tests.factories.learning import AFTER, HELD_AT, make_delegate, make_training
from tests.workroom.visiting import enter, office_at, words

pytestmark = pytest.mark.django_db
BEFORE = HELD_AT - timedelta(days=3)
QUESTION = {
    "code": "law-01",
    "kind": "choice",
    "words_vi": "Thời hạn trả lời báo chí?",
    "words_en": "By when is the press answered?",
    "choices_vi": "Một ngày\nTheo luật",
    "choices_en": "One day\nAs the law says",
    "right": "2",
    "why_en": "The law sets it.",
}


def test_from_the_first_item_to_the_results_in_the_office_and_on_the_telephone(cast):
    training = make_training(cast.desk, held=False)
    people = [make_delegate(training, number) for number in range(1, 6)]
    page, items = f"/office/da-nang/conferences/{training.reference}/learning/", "/office/da-nang/items/"
    with office_at(BEFORE):
        client = enter(cast.case_officer)
        assert client.post(f"{items}new/", QUESTION | {"right": ""}).status_code == 409
        client.post(f"{items}new/", QUESTION)
        client.post(f"{items}new/", {"code": "DG-01", "kind": "scale", "words_en": "Was it useful?"})
        client.post(f"{items}LAW-01/", QUESTION | {"words_en": "By when must the press be answered?"})
        law, view = Item.objects.get(code="LAW-01", version=2), Item.objects.get(code="DG-01")
        assert "LAW-01" in words(client.get(items)) and law.choices[1]["en"] == "As the law says"
        client.post(page, {"act": "put", "item": law.pk, "sheet": "test"})
        client.post(page, {"act": "put", "item": view.pk, "sheet": "evaluation"})
        client.post(page, {"act": "open"})
        link = re.search(r"/sheets/[\w-]+/", client.get(page).content.decode())[0]
        assert client.post(page, {"act": "close"}).status_code == 409
    phone = Client()
    use = ItemUse.objects.get(phase="after")
    with office_at(HELD_AT):
        answer = phone.get(f"/en{link}")
        assert answer["Referrer-Policy"] == "same-origin" and "After the training" in words(answer)
        assert "As the law says" in words(phone.get(f"/en{link}after/"))
        assert phone.post(f"/en{link}after/", {"code": "x", f"q{use.pk}": "1"}).status_code == 409
        assert phone.post(f"/en{link}after/", {"code": people[0].code}).status_code == 422
        for person in people:
            sent = phone.post(f"/en{link}after/", {"code": person.code, f"q{use.pk}": "1"})
        assert "The law sets it." in words(sent)
        assert "fewer than 5" in words(enter(cast.case_officer).get(page))
    with office_at(AFTER):
        client = enter(cast.case_officer)
        client.post(page, {"act": "close"})
        said = words(client.get(page))
        training.announced_at = BEFORE
        training.save(update_fields=["announced_at"])
        public = words(phone.get(f"/en/conferences/{training.reference}/"))
    assert "100 %" in said and "too few" in said and not Sheet.objects.exists()
    assert "What people learned" in public and "100 %" in public
    assert LearningResult.objects.count() == 3
    assert phone.get(f"/en{link}").status_code == 404
    assert phone.get("/en/sheets/t1-0-aaaaaaaaaaaaaaaaaaaaaa/").status_code == 404


def test_the_auditor_reads_and_does_not_write(cast):
    training = make_training(cast.desk, held=False)
    page = f"/office/da-nang/conferences/{training.reference}/learning/"
    with office_at(BEFORE):
        client = enter(cast.auditor)
        assert client.get(page).status_code == 200 and client.get("/office/da-nang/items/").status_code == 200
        assert client.post(page, {"act": "open"}).status_code == 403
        assert client.get("/office/da-nang/items/new/").status_code == 403


def test_the_follow_up_shows_what_desks_did_apart_from_what_people_thought(cast):
    training = make_training(cast.desk)
    make_delegate(training)
    page = f"/office/da-nang/conferences/{training.reference}/follow-up/"
    later = AFTER + timedelta(days=100)
    with office_at(later):
        client = enter(cast.auditor)
        assert "Not yet read" in words(client.get(page))
        read_follow_ups(later)
        said = words(client.get(page))
    assert "Đà Nẵng 90 no desk none no questions" in said and "180 not yet read" in said
    assert said.index("What the places did") < said.index("What people thought")
