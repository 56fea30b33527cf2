"""The editor keeps what is typed, says what stands against it, and loses nothing."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from hoiam.texts.models import Draft, Text, TextVersion
from hoiam.texts.operations.drafts import close_text
from hoiam.texts.pdf_cleaning import without_metadata
from tests.factories.texts import AT, make_public_fact, make_text, make_version
from tests.texts.pdf_documents import blank_pdf

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _demo(settings):
    settings.IS_DEMO = True  # no second factor to set up


def page(text: Text, name: str = "editor", *more) -> str:
    return reverse(f"workroom_texts:{name}", args=[text.desk.code, text.pk, *more])


def typed(text: Text, body: str, **more) -> dict[str, object]:
    return {"body": body, "base_revision": text.revision, "window": "w", **more}


def test_editor_saves_and_shows_what_stands_against_the_text(client, cast):
    text = make_text(cast)
    client.force_login(cast.case_officer)

    answered = client.post(page(text), typed(text, "Có 12 lớp học mới."), follow=True)

    text.refresh_from_db()
    assert (answered.status_code, text.body) == (200, "Có 12 lớp học mới.")
    assert "12 lớp" in answered.context["rows"][0].findings[0].message
    assert answered.context["against"] == 1


def test_editor_by_htmx_gives_the_check_and_the_next_revision(client, cast):
    text = make_text(cast)
    client.force_login(cast.case_officer)

    answered = client.post(page(text), typed(text, "Câu một."), headers={"HX-Request": "true"})

    said = answered.content.decode()
    assert answered.status_code == 200
    assert 'name="base_revision" value="3"' in said
    assert "<html" not in said


def test_editor_after_another_save_leads_to_both_versions(client, cast):
    text = make_text(cast)
    client.force_login(cast.case_officer)
    client.post(page(text), typed(text, "Của cán bộ.", window="a"))
    client.force_login(cast.reviewer)

    answered = client.post(page(text), typed(text, "Của thẩm định.", window="b"))
    draft = Draft.objects.get(state="beside")
    shown = client.get(answered.url)

    assert answered.url == page(text, "beside", draft.pk)
    assert all(body in shown.content.decode() for body in ("Của cán bộ.", "Của thẩm định."))


def test_both_versions_taking_mine_makes_it_the_text(client, cast):
    text = make_text(cast)
    client.force_login(cast.case_officer)
    client.post(page(text), typed(text, "Của cán bộ.", window="a"))
    client.force_login(cast.reviewer)
    client.post(page(text), typed(text, "Của thẩm định.", window="b"))
    draft = Draft.objects.get(state="beside")

    client.post(page(text, "beside", draft.pk), {"keep": "draft", "base_revision": 3})

    text.refresh_from_db()
    assert text.body == "Của thẩm định."


def test_editor_with_a_secret_marking_keeps_the_input_on_the_page_and_nothing_else(client, cast):
    text = make_text(cast)
    client.force_login(cast.case_officer)

    answered = client.post(page(text), typed(text, "TỐI MẬT\n\nKế hoạch đi lại."))

    text.refresh_from_db()
    assert (answered.status_code, text.revision, Draft.objects.count()) == (409, 2, 0)
    assert "Kế hoạch đi lại." in answered.content.decode()


def test_editor_send_with_an_uncited_number_says_why_not_and_saves(client, cast):
    text = make_text(cast)
    client.force_login(cast.case_officer)

    answered = client.post(page(text), typed(text, "Có 12 lớp học mới.", act="send"))

    text.refresh_from_db()
    assert (answered.status_code, text.body, TextVersion.objects.count()) == (409, "Có 12 lớp học mới.", 0)


def test_editor_send_with_a_reason_puts_the_text_into_clearance(client, cast):
    text = make_text(cast, body="Có 12 lớp học mới.")
    client.force_login(cast.case_officer)
    sent = typed(text, text.body, act="send", **{"reason-s1": "Sở đếm tại chỗ."})

    answered = client.post(page(text), sent)

    assert answered.url == page(text, "clearance")
    assert TextVersion.objects.get().reasons == {"s1": "Sở đếm tại chỗ."}


def test_editor_of_a_text_in_clearance_shows_no_box_to_type_in(client, cast):
    version = make_version(cast)
    client.force_login(cast.case_officer)

    shown = client.get(page(version.text))

    assert "<textarea" not in shown.content.decode()


def test_editor_shows_html_as_letters(client, cast):
    text = make_text(cast, body="<script>alert(1)</script> [F001].")
    client.force_login(cast.case_officer)

    said = client.get(page(text)).content.decode()

    assert "<script>alert(1)" not in said
    assert "&lt;script&gt;alert(1)" in said


def test_editor_of_another_desk_is_not_found(client, cast):
    text = make_text(cast)
    client.force_login(cast.stranger)

    statuses = [
        client.get(page(text)).status_code,
        client.get(page(text).replace(cast.desk.code, cast.other_desk.code)).status_code,
    ]

    assert statuses == [404, 404]


@pytest.mark.parametrize("role", ["desk_admin", "auditor"])
def test_editor_for_a_role_without_editorial_right_is_closed(client, cast, role):
    text = make_text(cast)
    client.force_login(getattr(cast, role))

    statuses = {
        name: client.get(page(text, name)).status_code for name in ("editor", "clearance", "history", "facts")
    }

    assert set(statuses.values()) == {403}


def test_cite_without_javascript_puts_the_mark_into_the_chosen_sentence(client, cast):
    make_public_fact(cast.desk)
    text = make_text(cast, body="Câu một. Câu hai.")
    client.force_login(cast.case_officer)

    client.post(page(text, "cite") + "?fact=F001", {"sentence": "s2", "base_revision": text.revision})

    text.refresh_from_db()
    assert text.body == "Câu một. Câu hai [F001]."


def test_history_shows_versions_and_what_they_changed(client, cast):
    version = make_version(cast, body="Câu một.")
    client.force_login(cast.case_officer)

    said = client.get(page(version.text, "history") + "?show=v1").content.decode()

    assert "<ins>Câu một.</ins>" in said


def test_file_beside_a_text_is_a_download_only(client, cast):
    text = make_text(cast)
    client.force_login(cast.case_officer)
    client.post(page(text, "add_file"), {"file": SimpleUploadedFile("a.pdf", blank_pdf())})
    shown = client.get(page(text))
    text_file = next(iter(shown.context["files"]))
    assert "“a.pdf” đã được lưu sau khi xóa dữ liệu" in shown.content.decode()

    fetched = client.get(page(text, "file", text_file.pk))

    assert fetched["Content-Disposition"] == 'attachment; filename="a.pdf"'
    assert b"".join(fetched) == without_metadata(blank_pdf())


@pytest.mark.parametrize("count", [1, 30])
def test_editor_asks_the_same_number_of_queries_for_any_number_of_sentences(
    client, cast, count, django_assert_num_queries
):
    make_public_fact(cast.desk)
    text = make_text(cast, body=" ".join(f"Câu {n} nêu 93,35 % [F001]." for n in range(count)))
    client.force_login(cast.case_officer)
    client.get(page(text))

    with django_assert_num_queries(22):
        client.get(page(text))


def test_text_of_a_closed_record_is_only_read(client, cast):
    text = make_text(cast)
    close_text(text=text, by="worker", at=AT)
    client.force_login(cast.case_officer)

    shown = client.get(page(text))
    answered = client.post(page(text), typed(text, "Khác."))

    assert ("<textarea" in shown.content.decode(), answered.status_code) == (False, 409)
