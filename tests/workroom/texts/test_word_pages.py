"""The pages of Word files: out, back, looked at, decided; the same number of queries for one file and three."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from hoiam.texts.models import Draft, Text, WordFile
from hoiam.texts.operations.drafts import save_draft
from hoiam.texts.operations.word_files import bring_word_file
from hoiam.texts.word.reading import read_docx
from hoiam.texts.word.writing import MEDIA_TYPE
from tests.factories.texts import AT, make_text, make_version
from tests.texts.word_documents import document, edited, paragraph, run, sent_out, tracked
from tests.workroom.visiting import enter, office_at, words

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _office():
    with office_at(AT):
        yield


def page(text: Text, name: str, *more) -> str:
    return reverse(f"workroom_texts:{name}", args=[text.desk.code, text.pk, *more])


def upload(client, text: Text, content: bytes, name: str = "về.docx"):
    sent = SimpleUploadedFile(name, content, content_type=MEDIA_TYPE)
    return client.post(page(text, "bring_word"), {"word_file": sent}, follow=True)


def test_word_page_gives_the_text_as_a_file_that_reads_back(cast):
    text = make_text(cast, body="Câu một [F001]. Câu hai.")

    answered = enter(cast.case_officer).get(page(text, "word"))

    assert (answered.status_code, answered["Content-Type"]) == (200, MEDIA_TYPE)
    assert answered["Content-Disposition"].startswith("attachment")
    assert read_docx(answered.content, notes_heading="").body == text.body


def test_word_file_brought_shows_names_changes_comments_and_what_was_left_out(cast):
    text = make_text(cast, body="Có 5 lớp học. Câu hai giữ nguyên.")
    content = tracked(sent_out(text, AT), "5 lớp", "7 lớp", by="Nguyễn Thị An")
    said = f'<w:comment w:id="7" w:author="Lê Bình">{paragraph("Nguồn <nào>?")}</w:comment>'
    marked = (
        '<w:commentRangeStart w:id="7"/><w:r><w:t>Câu hai giữ nguyên.</w:t></w:r>'
        '<w:commentRangeEnd w:id="7"/><w:r><w:drawing/></w:r>'
    )
    content = edited(content, ("<w:r><w:t>Câu hai giữ nguyên.</w:t></w:r>", marked), comments=said)

    answered = upload(enter(cast.case_officer), text, content)

    page_said = words(answered)
    assert answered.status_code == 200
    assert all(
        part in page_said for part in ("Nguyễn Thị An", "Lê Bình", "Nguồn <nào>?", "1 picture was left out")
    )
    html = answered.content.decode()
    assert '<del title="Nguyễn Thị An">5 lớp</del><ins title="Nguyễn Thị An">7 lớp</ins>' in html
    assert "<nào>" not in html


def test_word_file_with_two_people_in_one_sentence_names_each_beside_the_words(cast):
    text = make_text(cast, body="Có 5 lớp học và 3 thầy cô.")
    content = tracked(sent_out(text, AT), "3 thầy", "4 thầy", by="Bình")
    content = tracked(content, "5 lớp", "7 lớp", by="An")

    html = upload(enter(cast.case_officer), text, content).content.decode()

    assert '7 lớp</ins><sup class="by">An</sup>' in html
    assert '4 thầy</ins><sup class="by">Bình</sup>' in html


def test_word_file_taken_in_leads_back_to_the_editor(cast):
    text = make_text(cast, body="Câu một.")
    client = enter(cast.case_officer)
    shown = upload(client, text, document(paragraph("Tiêu đề", style="H1")))

    answered = client.post(
        shown.request["PATH_INFO"], {"decision": "take", "base_revision": text.revision}, follow=True
    )

    assert "Taken in." in words(answered)
    assert Text.objects.get(pk=text.pk).body == "# Tiêu đề"


def test_word_file_from_an_older_state_leads_to_both_versions(cast):
    text = make_text(cast, body="Câu một. Câu hai.")
    client = enter(cast.case_officer)
    content = tracked(sent_out(text, AT), "Câu hai", "Câu thứ hai")
    save_draft(text=text, body="Câu một mới. Câu hai.", base_revision=2, by=cast.reviewer, at=AT)
    shown = upload(client, text, content)

    answered = client.post(shown.request["PATH_INFO"], {"decision": "take", "base_revision": 3}, follow=True)

    assert "Taken in, the file stands beside the text" in words(shown)
    draft = Draft.objects.get(state="beside")
    assert answered.request["PATH_INFO"] == page(text, "beside", draft.pk)


def test_word_file_returned_says_why_to_whoever_looks_again(cast):
    text = make_text(cast, body="Câu một.")
    client = enter(cast.reviewer)
    shown = upload(client, text, document(paragraph("Câu khác.")))

    client.post(shown.request["PATH_INFO"], {"decision": "return", "note": "Thiếu nguồn."})

    again = client.get(shown.request["PATH_INFO"])
    assert "Thiếu nguồn." in words(again)
    assert 'value="take"' in shown.content.decode()
    assert 'value="take"' not in again.content.decode()
    refused = client.post(shown.request["PATH_INFO"], {"decision": "take", "base_revision": 2})
    assert (refused.status_code, "decided already" in words(refused)) == (409, True)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"{\\rtf1}", "RTF"),
        (b"\0\0\0\x18ftypheic", "HEIC"),
        (document(paragraph("MẬT"), paragraph("Kế hoạch")), "marking"),
    ],
)
def test_word_file_refused_says_what_to_do(cast, content, said):
    text = make_text(cast, body="Câu một.")

    answered = upload(enter(cast.case_officer), text, content)

    assert said in words(answered)
    assert WordFile.objects.count() == 0


def test_word_upload_without_a_file_asks_for_one(cast):
    text = make_text(cast, body="Câu một.")

    answered = enter(cast.case_officer).post(page(text, "bring_word"), {}, follow=True)

    assert "Choose a Word file first." in words(answered)


def test_word_file_of_a_text_in_clearance_says_that_clearance_ends(cast):
    version = make_version(cast, body="Câu một.")

    shown = upload(enter(cast.case_officer), version.text, document(paragraph("Câu khác.")))

    assert "the clearance ends" in words(shown)


def test_word_file_of_another_text_is_not_found_under_this_one(cast):
    text, other = make_text(cast, body="Câu một."), make_text(cast, body="Câu hai.")
    file = bring_word_file(
        text=other, name="a.docx", content=document(paragraph("x")), by=cast.case_officer, at=AT
    )

    assert enter(cast.case_officer).get(page(text, "word_file", file.pk)).status_code == 404


def test_editor_with_one_waiting_word_file_and_with_three_asks_the_database_as_often(cast):
    text = make_text(cast, body="Câu một.")
    client = enter(cast.case_officer)
    client.get(page(text, "editor"))
    counts = []
    for number in range(3):
        bring_word_file(
            text=text,
            name=f"{number}.docx",
            content=document(paragraph(run(f"Câu {number}."))),
            by=cast.case_officer,
            at=AT,
        )
        with CaptureQueriesContext(connection) as asked:
            client.get(page(text, "editor"))
        counts.append(len(asked))

    assert counts[0] == counts[2]
