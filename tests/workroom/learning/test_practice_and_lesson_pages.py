from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from hoiam.conferences.models import Lesson
from hoiam.desks.models import Desk
from tests.factories.enquiries import load_law
from tests.factories.learning import HELD_AT, make_training
from tests.workroom.visiting import enter, office_at, words

pytestmark = pytest.mark.django_db
NOW = HELD_AT - timedelta(days=3)
LESSON = {
    "code": "tra-loi-dung-han",
    "minutes": "10",
    "title_en": "Answering in time",
    "title_vi": "Trả lời đúng hạn",
    "body_en": "# The limit\nThe law sets it.\n- count working days\n- say when",
    "act": "change",
}


@pytest.fixture(autouse=True)
def before_the_training():
    with office_at(NOW):
        yield


def test_an_organiser_opens_a_practice_desk_and_every_page_of_it_says_so(cast):
    load_law()
    training = make_training(cast.desk, held=False)
    page = f"/office/da-nang/conferences/{training.reference}/practice/"
    client = enter(cast.case_officer)
    assert "Open a practice desk" in words(client.get(page))

    client.post(page)

    desk = Desk.objects.practising().get()
    assert f"/office/{desk.code}/people/invite/" in client.get(page).content.decode()
    said = words(client.get(f"/office/{desk.code}/practice/"))
    assert "Practice desk: nothing leaves it" in said and "A good answer, and why" in said
    assert "Practice desk: nothing leaves it" in words(client.get(f"/office/{desk.code}/people/"))
    assert "Practice desk: nothing" not in words(client.get(page))
    assert client.get("/office/da-nang/practice/").status_code == 404
    assert Client().get(f"/en/desks/{desk.code}/").status_code == 404


def test_a_lesson_is_written_by_one_published_by_another_and_read_by_anybody(cast):
    writer, public = enter(cast.case_officer), Client()
    lessons = "/office/da-nang/lessons/"
    assert writer.post(f"{lessons}new/", LESSON | {"code": "Không được"}).status_code == 422
    assert writer.post(f"{lessons}new/", LESSON | {"body_en": ""}).status_code == 409
    writer.post(f"{lessons}new/", LESSON)
    one = f"{lessons}tra-loi-dung-han/"
    assert writer.post(one, {"act": "publish"}).status_code == 403
    assert public.get("/en/lessons/tra-loi-dung-han/").status_code == 404

    enter(cast.head).post(one, {"act": "publish"})

    assert "Answering in time" in words(public.get("/en/lessons/"))
    answer = public.get("/en/lessons/tra-loi-dung-han/")
    assert "count working days" in words(answer) and "public" in answer["Cache-Control"]
    again = public.get("/en/lessons/tra-loi-dung-han/", headers={"if-none-match": answer["ETag"]})
    assert again.status_code == 304
    assert public.get("/vi/lessons/tra-loi-dung-han.pdf").content.startswith(b"%PDF")
    assert writer.post(one, LESSON | {"title_en": "Other"}).status_code == 403
    enter(cast.head).post(one, LESSON | {"title_en": "In time"})
    enter(cast.head).post(one, {"act": "back"})
    assert Lesson.objects.get().title["en"] == "In time"
    assert public.get("/en/lessons/tra-loi-dung-han/").status_code == 404
