"""Templates of answers: kept, changed and retired on pages, and offered where a text is begun."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from hoiam.enquiries.models import Answer
from hoiam.texts.models import Text, TextTemplate
from hoiam.texts.operations.templates import make_template
from tests.factories.enquiries import AT, HOUR, make_assigned
from tests.factories.texts import make_public_fact
from tests.workroom.visiting import enter, office_at, words

pytestmark = pytest.mark.django_db
LIST = "/office/da-nang/templates/"
BODY = "Kính gửi quý báo.\n\nNăm 2023, tỷ lệ là [? tỷ lệ bảo hiểm y tế]."


@pytest.fixture(autouse=True)
def monday_afternoon():
    with office_at(AT + 6 * HOUR):
        yield


def make(cast, title="Bảo hiểm y tế", **more) -> TextTemplate:
    given = {"desk": cast.desk, "language": "vi", "body": BODY, "by": cast.case_officer, "at": AT}
    return make_template(title=title, **{**given, **more})


def typed(**more) -> dict[str, str]:
    return {"title": "Bảo hiểm", "purpose": "answer", "language": "vi", "body": BODY, **more}


def test_template_is_made_listed_changed_and_retired_by_its_pages(cast):
    browser = enter(cast.case_officer)

    browser.post(LIST + "new/", typed())
    made = TextTemplate.objects.get()
    listed = words(browser.get(LIST))
    browser.post(f"{LIST}{made.pk}/", typed(title="Thẻ bảo hiểm"))
    browser.post(f"{LIST}{made.pk}/retire/", follow=True)

    made.refresh_from_db()
    assert "Bảo hiểm An answer Tiếng Việt 1" in listed
    assert (made.title, made.retired_at) == ("Thẻ bảo hiểm", AT + 6 * HOUR)
    assert "Thẻ bảo hiểm" not in words(browser.get(LIST))
    assert "Thẻ bảo hiểm" in words(browser.get(LIST + "?state=retired"))
    assert "no longer offered" in words(browser.get(f"{LIST}{made.pk}/"))


def test_template_that_is_refused_says_why_and_keeps_what_was_typed(cast):
    make(cast)
    browser = enter(cast.case_officer)

    same = browser.post(LIST + "new/", typed(title="Bảo hiểm y tế"))
    empty = browser.post(LIST + "new/", typed(body=""))

    assert (same.status_code, empty.status_code) == (409, 422)
    assert "A template of this name is there already." in words(same)
    assert "tỷ lệ bảo hiểm y tế" in words(same)


def test_template_of_another_desk_is_not_there(cast):
    other = make(cast, desk=cast.other_desk, by=cast.stranger)

    assert enter(cast.case_officer).get(f"{LIST}{other.pk}/").status_code == 404


def test_list_asks_as_often_for_three_templates_as_for_one(cast):
    browser = enter(cast.case_officer)
    asked = []
    for names in (["Một"], ["Hai", "Ba"]):
        for name in names:
            make(cast, name)
        browser.get(LIST)
        with CaptureQueriesContext(connection) as queries:
            browser.get(LIST)
        asked.append(len(queries))

    assert asked[0] == asked[1]


@pytest.mark.parametrize("act", ["answer", "interim", "refuse"])
def test_text_begins_with_the_template_that_was_chosen(cast, act):
    template = make(cast)
    make(cast, "In another language", language="en")
    case = make_assigned(cast)
    browser = enter(cast.case_officer)
    address = f"/office/da-nang/enquiries/{case.reference}/{act}/"
    form = browser.get(address)
    more = {"outcome": "answered"} if act == "answer" else {}
    if act == "refuse":
        more = {"code": form.context["form"].grounds[0].code}

    response = browser.post(address, {"from_template": template.pk, **more})

    assert response.status_code == 302
    assert Text.objects.get(pk=Answer.objects.get(enquiry=case).text_id).body == BODY
    assert "Begin from a template" in words(form)
    assert ("Bảo hiểm y tế" in words(form), "In another language" in words(form)) == (True, False)


def test_text_begins_empty_where_no_template_is_chosen_or_there_is_none(cast):
    case = make_assigned(cast)
    browser = enter(cast.case_officer)
    address = f"/office/da-nang/enquiries/{case.reference}/answer/"

    assert "Begin from a template" not in words(browser.get(address))
    make(cast)
    browser.post(address, {"outcome": "answered", "from_template": ""})

    assert Text.objects.get(pk=Answer.objects.get(enquiry=case).text_id).body == ""


def test_template_of_another_desk_begins_nothing(cast):
    make(cast)
    other = make(cast, desk=cast.other_desk, by=cast.stranger)
    case = make_assigned(cast)

    response = enter(cast.case_officer).post(
        f"/office/da-nang/enquiries/{case.reference}/answer/",
        {"outcome": "answered", "from_template": other.pk},
    )

    assert response.status_code == 422
    assert not Answer.objects.exists()


def begun(cast) -> Text:
    make(cast)
    case = make_assigned(cast)
    enter(cast.case_officer).post(
        f"/office/da-nang/enquiries/{case.reference}/answer/",
        {"outcome": "answered", "from_template": TextTemplate.objects.get().pk},
    )
    return Text.objects.get()


def test_editor_lists_open_places_and_one_post_keeps_what_was_typed_and_fills(cast):
    make_public_fact(cast.desk)
    text = begun(cast)
    browser = enter(cast.case_officer)
    editor = reverse("workroom_texts:editor", args=["da-nang", text.pk])
    shown = browser.get(editor)
    place = "tỷ lệ bảo hiểm y tế"

    response = browser.post(
        editor,
        {
            "body": BODY + " Thêm một câu.",
            "base_revision": text.revision,
            "window": "w",
            "act": f"fill F001 value {place}",
        },
    )

    text.refresh_from_db()
    assert "Open places" in words(shown)
    assert [row.words for row in shown.context["places"]] == [place]
    assert response.status_code == 302
    assert text.body == BODY.replace(f"[? {place}]", "93,35% [F001]") + " Thêm một câu."
    assert "Open places" not in words(browser.get(editor))


def test_place_is_not_filled_by_a_fact_out_of_the_record(cast):
    text = begun(cast)

    response = enter(cast.case_officer).post(
        reverse("workroom_texts:editor", args=["da-nang", text.pk]),
        {
            "body": BODY,
            "base_revision": text.revision,
            "window": "w",
            "act": "fill F404 value tỷ lệ bảo hiểm y tế",
        },
    )

    assert response.status_code == 409
    assert "That fact cannot be cited now." in words(response)
