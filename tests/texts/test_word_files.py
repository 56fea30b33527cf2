"""A text goes out as a Word file and comes back: ids, citations, names and comments survive the way."""

from __future__ import annotations

import time
import tracemalloc
from datetime import date, timedelta

import pytest
from django.utils import translation

from hoiam.desks.against import MayNot, ReasonsAgainst
from hoiam.desks.models import JournalLine
from hoiam.texts.models import Clearance, Text, WordFile
from hoiam.texts.operations.drafts import close_text, save_draft
from hoiam.texts.operations.word_files import bring_word_file, return_word_file, take_word_file
from hoiam.texts.queries.findings import findings_of
from hoiam.texts.queries.word_files import view_of
from hoiam.texts.sentence_book import SentenceBook
from hoiam.texts.structure import canonical_form
from hoiam.texts.word.reading import read_docx
from hoiam.texts.word.seal import Seal
from tests.factories.texts import AT, make_public_fact, make_text, make_version
from tests.texts.word_documents import (
    added,
    document,
    edited,
    members_of,
    packed,
    paragraph,
    run,
    sent_out,
    tracked,
)

pytestmark = pytest.mark.django_db
LATER = AT + timedelta(hours=3)
BODY = canonical_form(
    """# Trả lời báo chí

Tỷ lệ dân số tham gia bảo hiểm y tế năm 2023 là 93,35 % [F001]. Sở đã báo cáo Ủy ban.
Dòng thứ hai của đoạn.

- Điểm thứ nhất. Vẫn điểm thứ nhất [F001].
- Điểm thứ hai

3. Mục ba
4. Mục bốn

> Lời dẫn của luật.
> — Giám đốc Sở Y tế

![Vòi nước ở bản. Có nước.](anh (1).jpg) Nước về bản. Cả xã có nước [F001].

![](chart:line)

| Năm | Tỷ lệ |
| --- | --- |
| 2023 | 93,35 % [F001] |

\\# Không phải đề mục."""
)


@pytest.fixture(autouse=True)
def _in_english():
    with translation.override("en"):
        yield


def bring(cast, text, content: bytes, name: str = "van-ban.docx", **more) -> WordFile:
    more.setdefault("by", cast.case_officer)
    return bring_word_file(text=text, name=name, content=content, at=LATER, **more)


def take(cast, file: WordFile):
    return take_word_file(
        file=file, base_revision=Text.objects.get(pk=file.text_id).revision, by=cast.case_officer, at=LATER
    )


def ids_of(text: Text) -> dict[str, str]:
    """{sentence as written: its id}."""
    text.refresh_from_db()
    return {sentence.text: str(sentence.id) for sentence in SentenceBook.read(text.book).sentences}


def refused(cast, text, content: bytes, name: str = "van-ban.docx") -> str:
    with pytest.raises(ReasonsAgainst) as against:
        bring(cast, text, content, name)
    assert WordFile.objects.count() == 0
    return str(against.value)


def test_word_file_of_a_text_comes_back_as_it_went(cast):
    text = make_text(cast, body=BODY)
    before = ids_of(text)

    file = bring(cast, text, sent_out(text, AT))
    take(cast, file)

    assert (file.body, file.went_out_from_here, file.base_revision) == (BODY, True, 2)
    assert (ids_of(text), text.revision) == (before, 2)
    assert view_of(file, text).changed == 0


def test_word_file_with_a_tracked_change_keeps_ids_and_asks_again_only_for_what_changed(cast):
    make_public_fact(cast.desk)
    text = make_text(cast, body=BODY)
    before = ids_of(text)
    content = tracked(sent_out(text, AT), "2023 là 93,35", "2024 là 95", by="Nguyễn Thị An")

    file = bring(cast, text, content)
    take(cast, file)

    now = ids_of(text)
    changed = "Tỷ lệ dân số tham gia bảo hiểm y tế năm 2024 là 95 % [F001]."
    old = "Tỷ lệ dân số tham gia bảo hiểm y tế năm 2023 là 93,35 % [F001]."
    assert now[changed] == before[old]
    assert {said: key for said, key in now.items() if said != changed} == {
        said: key for said, key in before.items() if said != old
    }
    asked = [found.sentence_id for found in findings_of(text, at=LATER) if found.kind == "to_be_checked"]
    assert asked == [before[old]]


def test_word_file_shows_who_changed_what_in_which_sentence(cast):
    text = make_text(cast, body="Câu một có 5 lớp. Câu hai giữ nguyên. Câu ba bỏ đi.")
    content = tracked(sent_out(text, AT), "5 lớp", "7 lớp", by="An")
    content = tracked(content, "Câu ba bỏ đi.", "", by="Bình")
    content = edited(content, ("Câu hai giữ", "Câu hai đã được giữ"))

    view = view_of(bring(cast, text, content), text)

    shown = [
        (
            row.change.kind if row.change else "",
            row.people,
            row.is_untracked,
            "".join(f"[{word.kind[0]}:{word.text}]" for word in row.words if word.kind != "same"),
        )
        for row in view.changes
    ]
    assert shown == [
        ("changed", ("An",), False, "[r:5 lớp][a:7 lớp]"),
        ("changed", (), True, "[a: đã được]"),
        ("removed", ("Bình",), False, "[r:Câu ba bỏ đi.]"),
    ]
    assert view.people == (("An", 2), ("Bình", 1))


def test_word_file_by_five_people_names_each_at_their_sentence(cast):
    people = ["An", "Bình", "Chi", "Dũng", "Em"]
    text = make_text(cast, body=" ".join(f"Câu của {name} nói một điều." for name in people))
    content = sent_out(text, AT)
    for name in people:
        content = tracked(content, f"của {name} nói", f"của {name} kể", by=name)

    view = view_of(bring(cast, text, content), text)

    assert [row.people for row in view.changes] == [(name,) for name in people]


def test_word_file_comments_stand_at_the_sentence_they_are_about(cast):
    text = make_text(cast, body="Câu một. Câu hai.")
    said = f'<w:comment w:id="7" w:author="Chi" w:date="2026-08-03T09:00:00Z">{paragraph("Nguồn nào?")}</w:comment>'
    start = '<w:commentRangeStart w:id="7"/><w:r><w:t>Câu hai.</w:t></w:r><w:commentRangeEnd w:id="7"/>'
    content = edited(sent_out(text, AT), ("<w:r><w:t>Câu hai.</w:t></w:r>", start), comments=said)

    view = view_of(bring(cast, text, content), text)

    assert [row.same for row in view.changes] == [1, 0]
    remark = view.changes[1].remarks[0]
    assert (remark.by, remark.day, remark.clock, remark.text) == (
        "Chi",
        date(2026, 8, 3),
        "09:00",
        "Nguồn nào?",
    )


def test_word_file_with_a_sentence_written_anew_in_its_place_keeps_the_id_and_asks_again(cast):
    make_public_fact(cast.desk)
    text = make_text(cast, body="Tỷ lệ là 93,35 % [F001]. Câu sau.")
    before = ids_of(text)["Tỷ lệ là 93,35 % [F001]."]
    content = tracked(
        sent_out(text, AT), "Tỷ lệ là 93,35 % ", "Toàn tỉnh nay đã có hơn chín phần mười người dân "
    )

    take(cast, bring(cast, text, content))

    assert ids_of(text)["Toàn tỉnh nay đã có hơn chín phần mười người dân [F001]."] == before
    assert "to_be_checked" in {found.kind for found in findings_of(text, at=LATER)}


def test_word_file_with_two_equal_sentences_changed_places_keeps_each_its_id(cast):
    text = make_text(cast, body="Chưa có số liệu. Phần giữa của văn bản. Chưa có số liệu.")
    content = tracked(sent_out(text, AT), "Phần giữa của văn bản.", "Phần giữa đã viết lại.")
    content = edited(content, ("<w:t>Chưa có số liệu.</w:t>", "<w:t>Chưa có con số nào.</w:t>"))

    file = bring(cast, text, content)
    take(cast, file)

    assert list(ids_of(text).values()) == ["s1", "s2", "s3"]


def test_word_file_from_an_older_state_stands_beside_the_text(cast):
    text = make_text(cast, body="Câu một. Câu hai.")
    content = tracked(sent_out(text, AT), "Câu hai", "Câu thứ hai")
    save_draft(text=text, body="Câu một mới. Câu hai.", base_revision=2, by=cast.reviewer, at=LATER)

    file = bring(cast, text, content)
    saved = take(cast, file)

    file.refresh_from_db()
    assert (file.state, saved.conflict.draft.body) == ("beside", "Câu một. Câu thứ hai.")
    assert Text.objects.get(pk=text.pk).body == "Câu một mới. Câu hai."


def test_word_file_from_elsewhere_meets_the_state_that_was_shown(cast):
    text = make_text(cast, body="")

    file = bring(cast, text, document(paragraph("Tiêu đề", style="H1"), paragraph("Một câu.")))
    saved = take(cast, file)

    assert (saved.conflict, Text.objects.get(pk=text.pk).body) == (None, "# Tiêu đề\n\nMột câu.")
    assert not file.went_out_from_here


def test_word_file_from_elsewhere_stands_beside_what_was_saved_since_it_was_shown(cast):
    text = make_text(cast, body="Câu một.")
    file = bring(cast, text, document(paragraph("Câu khác.")))
    save_draft(text=text, body="Câu một mới.", base_revision=2, by=cast.reviewer, at=LATER)

    saved = take_word_file(file=file, base_revision=2, by=cast.case_officer, at=LATER)

    assert saved.conflict is not None
    assert Text.objects.get(pk=text.pk).body == "Câu một mới."


def test_word_file_of_another_text_is_refused(cast):
    text, other = make_text(cast, body="Câu một."), make_text(cast, body="Câu khác.")

    assert "belongs to another text" in refused(cast, text, sent_out(other, AT))


def test_word_file_with_a_forged_seal_is_from_elsewhere(cast):
    text = make_text(cast, body="Câu một.")
    members = members_of(sent_out(text, AT))
    forged = bytes(members["docProps/custom.xml"]).replace(b">2<", b">1<")

    file = bring(cast, text, packed({**members, "docProps/custom.xml": forged}))

    assert not file.went_out_from_here


def test_word_file_of_a_state_that_was_never_here_is_older_than_everything(cast, monkeypatch):
    text = make_text(cast, body="Câu một.")
    monkeypatch.setattr(
        "hoiam.texts.queries.word_files.Seal", lambda pk, revision, _hash: Seal(pk, revision, "f" * 64)
    )

    file = bring(cast, text, sent_out(text, AT))

    assert (file.went_out_from_here, file.base_revision) == (True, 0)


def test_word_file_taken_in_ends_the_clearance(cast):
    version = make_version(cast, body="Câu một. Câu hai.")
    content = tracked(sent_out(version.text, AT), "Câu hai", "Câu thứ hai")

    take(cast, bring(cast, version.text, content))

    assert Clearance.objects.get().state == "voided"


def test_word_file_returned_changes_nothing_and_keeps_why(cast):
    text = make_text(cast, body="Câu một.")
    file = bring(cast, text, document(paragraph("Câu khác.")))

    return_word_file(file=file, by=cast.reviewer, at=LATER, note=" Thiếu nguồn. ")

    file.refresh_from_db()
    assert (file.state, file.note, file.decided_by) == ("returned", "Thiếu nguồn.", cast.reviewer)
    assert Text.objects.get(pk=text.pk).body == "Câu một."


def test_word_file_decided_once_is_not_decided_again(cast):
    text = make_text(cast, body="Câu một.")
    file = bring(cast, text, document(paragraph("Câu khác.")))
    take(cast, file)

    for act in (lambda: take(cast, file), lambda: return_word_file(file=file, by=cast.reviewer, at=LATER)):
        with pytest.raises(ReasonsAgainst, match="decided already"):
            act()


def test_word_file_brought_twice_is_kept_once(cast):
    text = make_text(cast, body="Câu một.")
    content = document(paragraph("Câu khác."))

    assert bring(cast, text, content) == bring(cast, text, content)


def test_word_file_of_a_closed_text_is_refused(cast):
    text = make_text(cast, body="Câu một.")
    content = sent_out(text, AT)
    close_text(text=text, by=cast.case_officer, at=AT)
    text.refresh_from_db()

    assert "gone out" in refused(cast, text, content)


@pytest.mark.parametrize("role", ["desk_admin", "auditor", "stranger"])
def test_word_file_of_a_role_that_does_not_write_is_refused(cast, role):
    text = make_text(cast, body="Câu một.")

    with pytest.raises(MayNot):
        bring(cast, text, document(paragraph("x")), by=getattr(cast, role))


def test_word_file_leaves_ids_verbs_and_digests_in_the_journal(cast):
    text = make_text(cast, body="Câu một.")
    file = bring(cast, text, document(paragraph("Câu khác.")))
    take(cast, file)
    return_word_file(file=bring(cast, text, document(paragraph("Câu nữa."))), by=cast.reviewer, at=LATER)

    verbs = list(
        JournalLine.objects.filter(verb__contains="Word").order_by("pk").values_list("verb", flat=True)
    )
    assert verbs == ["brought Word file", "took Word file", "brought Word file", "returned Word file"]


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 500
ODT = packed({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<a/>"})
MACROS = {"[Content_Types].xml": "application/vnd.ms-word.document.macroEnabled.main+xml"}


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.docx", b"", "is empty"),
        ("a.docx", b"x" * (25 * 1024 * 1024 + 1), "larger than 25 MB"),
        ("a.docx", b"PK\x03\x04 broken", "cannot be opened"),
        ("a.docx", document(paragraph("x"))[:-40], "cannot be opened"),
        ("a.doc", OLE + "WordDocument".encode("utf-16-le"), "old kind (.doc)"),
        ("a.docx", OLE + "EncryptedPackage".encode("utf-16-le"), "password"),
        ("a.xls", OLE + "Workbook".encode("utf-16-le"), "old kind (.xls)"),
        ("a.rtf", b"{\\rtf1 xin ch\\'e0o}", "RTF"),
        ("a.doc", b"{\\rtf1 }", "RTF"),
        ("a.odt", ODT, "LibreOffice text"),
        ("a.pdf", b"%PDF-1.7\n%%EOF", "scan is only a picture"),
        ("a.heic", b"\0\0\0\x18ftypheic", "HEIC"),
        ("a.jpg", b"\xff\xd8\xff\xe0", "no words"),
        ("a.doc", b"<html><body>Word</body></html>", "web page"),
        ("a.docm", packed({**MACROS, "word/document.xml": "<a/>"}), "macros"),
        ("a.docx", packed({"word/document.xml": "<a/>", "word/vbaProject.bin": "x"}), "macros"),
        ("a.xlsx", packed({"xl/workbook.xml": "<a/>"}), "not a Word document"),
        ("a.exe", b"MZ\x90", "not a Word document"),
        ("a.docx", document(paragraph("   ")), "no words"),
        ("a.docx", document(paragraph("TỐI MẬT"), paragraph("Kế hoạch")), "marking"),
        ("a.docx", document(paragraph("Kế hoạch"), header1=paragraph("Độ mật: Mật")), "marking"),
        ("a.docx", document(paragraph(run("Kế hoạch")), paragraph(added("TUYỆT MẬT"))), "marking"),
        ("a.docx", document(paragraph("từ " * 220_000)), "too long"),
    ],
)
def test_word_file_that_cannot_be_taken_is_refused_with_what_to_do(cast, name, content, said):
    text = make_text(cast, body="Câu một.")

    assert said in refused(cast, text, content, name)


@pytest.mark.slow
def test_word_file_of_three_hundred_pages_works_in_a_bounded_time(cast):
    sentence = (
        "Sở đã tiếp nhận {0} hồ sơ của người dân trong quý và trả lời đúng hạn cho tất cả các hồ sơ đó."
    )
    body = "\n\n".join(
        " ".join(sentence.format(page * 20 + line) for line in range(20)) for page in range(300)
    )
    text = make_text(cast, body=body)
    content = tracked(sent_out(text, AT), "tiếp nhận 3000 hồ", "tiếp nhận 3001 hồ")

    started = time.process_time()
    tracemalloc.start()
    found = read_docx(content, notes_heading="Ghi chú")
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    file = bring(cast, text, content)
    view = view_of(file, text)
    take(cast, file)

    assert (len(found.sentences), view.changed) == (6000, 1)
    assert peak < 150 * 1024 * 1024
    assert time.process_time() - started < 60


def test_whoever_brought_a_file_wrote_its_words_whoever_takes_it_in(cast):
    text = make_text(cast, body="Câu một.")
    taken = bring(cast, text, document(paragraph("Câu khác.")), by=cast.spokesperson)

    take(cast, taken)
    unchanged = bring(cast, Text.objects.get(pk=text.pk), document(paragraph("Câu khác.")), by=cast.reviewer)
    take(cast, unchanged)

    authors = set(text.authorships.values_list("person__pk", flat=True))
    assert cast.spokesperson.pk in authors and cast.case_officer.pk in authors
    assert cast.reviewer.pk not in authors


def test_whoever_brought_a_file_wrote_its_words_also_where_they_stood_beside_the_text_first(cast):
    text = make_text(cast, body="Câu một.")
    file = bring(cast, text, document(paragraph("Câu khác.")), by=cast.spokesperson)
    save_draft(text=text, body="Câu một mới.", base_revision=2, by=cast.reviewer, at=LATER)

    take_word_file(file=file, base_revision=2, by=cast.case_officer, at=LATER)

    assert text.authorships.filter(person=cast.spokesperson).exists()
