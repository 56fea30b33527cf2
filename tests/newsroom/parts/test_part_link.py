"""The page behind the link of a part: it opens one part, takes an answer, and is kept out of every cache."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse

from hoiam.texts.models import Part, PartAnswer
from hoiam.texts.operations.parts import ask_part
from hoiam.texts.part_link import token_of
from tests.factories.desks import make_body
from tests.factories.records import make_record
from tests.factories.texts import make_text, standing

pytestmark = pytest.mark.django_db
NOW = datetime.now(UTC)


@pytest.fixture
def part(cast) -> Part:
    return ask_part(
        record=make_record(cast.desk),
        text=make_text(cast, body="Nội dung nội bộ."),
        question="Bao nhiêu lớp được mở?",
        language="vi",
        due_at=NOW + timedelta(days=3),
        standing=standing(cast.case_officer, cast.desk),
        at=NOW,
        to_body=make_body("phong", email="vt@phong.example"),
    )


def page(part: Part, **more) -> str:
    return reverse("newsroom_parts:part", args=[token_of(part.pk, part.token_expires_at)])


def test_link_shows_the_question_and_is_kept_out_of_caches_and_indexes(client, part):
    shown = client.get(page(part))

    said = shown.content.decode()
    assert "Bao nhiêu lớp được mở?" in said
    assert "Nội dung nội bộ" not in said
    assert {name: shown[name] for name in ("Cache-Control", "X-Robots-Tag", "Referrer-Policy")} == {
        "Cache-Control": "no-store",
        "X-Robots-Tag": "noindex, nofollow",
        "Referrer-Policy": "same-origin",
    }


def test_link_takes_an_answer_and_shows_it_again(client, part):
    client.post(page(part), {"body": "Đã mở lớp.", "office": "Văn phòng", "act": "answer"})

    answer = PartAnswer.objects.get()
    assert (answer.body, answer.office, answer.answered_by) == ("Đã mở lớp.", "Văn phòng", None)
    assert "Đã mở lớp." in client.get(page(part)).content.decode()


@pytest.mark.parametrize(
    ("sent", "status"),
    [({"body": ""}, 422), ({"body": "TỐI MẬT\n\nSố liệu"}, 409), ({"act": "decline", "why": ""}, 422)],
)
def test_link_with_nothing_or_a_secret_keeps_nothing(client, part, sent, status):
    answered = client.post(page(part), sent)

    assert (answered.status_code, PartAnswer.objects.count()) == (status, 0)


def test_link_declined_tells_the_desk_why(client, part):
    client.post(page(part), {"act": "decline", "why": "Việc của Sở Nội vụ."})

    part.refresh_from_db()
    assert (part.state, part.ended_why) == ("declined", "Việc của Sở Nội vụ.")


@pytest.mark.parametrize("token", ["x", "1-2-3", "ffff-ffffffff-" + "0" * 40])
def test_link_that_is_wrong_says_what_to_do(client, part, token):
    shown = client.get(reverse("newsroom_parts:part", args=[token]))

    assert (shown.status_code, "Bao nhiêu" in shown.content.decode()) == (404, False)


def test_link_gives_the_form_as_a_word_file(client, part):
    fetched = client.get(page(part) + "form/")

    assert (fetched.status_code, fetched.content[:2]) == (200, b"PK")
