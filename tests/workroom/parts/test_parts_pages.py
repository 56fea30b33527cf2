"""Parts in the office: ask, answer, decline; the other desk never sees more than its part."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse

from hoiam.texts.models import Part
from hoiam.texts.operations.parts import ask_part
from tests.factories.desks import make_body
from tests.factories.enquiries import make_draft
from tests.factories.records import make_record
from tests.factories.texts import make_text, standing

pytestmark = pytest.mark.django_db
NOW = datetime.now(UTC)


@pytest.fixture(autouse=True)
def _demo(settings):
    settings.IS_DEMO = True  # no second factor to set up


def ask(cast, **fields) -> Part:
    fields.setdefault("to_desk", cast.other_desk)
    return ask_part(
        record=make_record(cast.desk),
        text=make_text(cast, body="Nội dung nội bộ của Đà Nẵng."),
        question="Bao nhiêu lớp được mở?",
        language="vi",
        due_at=NOW + timedelta(days=3),
        standing=standing(cast.case_officer, cast.desk),
        at=NOW,
        **fields,
    )


def page(desk, part: Part) -> str:
    return reverse("workroom_parts:part", args=[desk.code, part.pk])


def test_part_page_of_the_desk_that_is_asked_shows_the_question_and_nothing_of_the_text(client, cast):
    part = ask(cast)
    client.force_login(cast.stranger)

    said = client.get(page(cast.other_desk, part)).content.decode()

    assert "Bao nhiêu lớp được mở?" in said
    assert "Nội dung nội bộ" not in said
    assert cast.case_officer.name not in said


def test_part_answered_on_its_page_is_read_by_the_desk_that_asked(client, cast):
    part = ask(cast)
    client.force_login(cast.stranger)
    client.post(page(cast.other_desk, part), {"body": "Đã mở lớp ở mọi xã.", "act": "answer"})
    client.force_login(cast.case_officer)

    said = client.get(page(cast.desk, part)).content.decode()

    assert "Đã mở lớp ở mọi xã." in said


def test_part_declined_without_a_reason_keeps_the_page_and_changes_nothing(client, cast):
    part = ask(cast)
    client.force_login(cast.stranger)

    answered = client.post(page(cast.other_desk, part), {"why": "", "act": "decline"})

    part.refresh_from_db()
    assert (answered.status_code, part.state) == (422, "asked")


def test_part_list_shows_each_side_its_own(client, cast):
    ask(cast)
    seen = {}
    for name, desk in (("stranger", cast.other_desk), ("case_officer", cast.desk)):
        client.force_login(getattr(cast, name))
        context = client.get(reverse("workroom_parts:list", args=[desk.code])).context
        seen[name] = (len(context["to_answer"]), len(context["asked"]))

    assert seen == {"stranger": (1, 0), "case_officer": (0, 1)}


def test_part_asked_from_a_text_reaches_the_other_desk(client, cast):
    text = make_draft(cast).text
    client.force_login(cast.case_officer)
    day = (NOW + timedelta(days=5)).date().isoformat()

    client.post(
        reverse("workroom_parts:ask", args=[cast.desk.code, text.pk]),
        {"question": "Bao nhiêu?", "to_desk": cast.other_desk.pk, "due_date": day},
    )

    part = Part.objects.get()
    assert (part.to_desk, part.question, part.text, part.state) == (
        cast.other_desk,
        "Bao nhiêu?",
        text,
        "asked",
    )


def test_part_for_a_body_shows_its_link_to_the_desk_that_asked(client, cast):
    part = ask(cast, to_desk=None, to_body=make_body("phong", email="vt@phong.example"))
    client.force_login(cast.case_officer)

    said = client.get(page(cast.desk, part)).content.decode()

    assert f"/vi/parts/{part.pk:x}-" in said


@pytest.mark.parametrize("role", ["desk_admin", "auditor"])
def test_parts_are_closed_to_roles_without_editorial_right(client, cast, role):
    client.force_login(getattr(cast, role))

    assert client.get(reverse("workroom_parts:list", args=[cast.desk.code])).status_code == 403
