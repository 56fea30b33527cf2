"""Files come in by what they are, not by what they are called; nothing marked secret is kept."""

from __future__ import annotations

import io
import zipfile

import pytest
from django.core.files.storage import default_storage
from docx import Document

from hoiam.desks.against import MayNot, ReasonsAgainst
from hoiam.texts.cleaning import cleaned
from hoiam.texts.files import LARGEST, KnownFile, harmless_name, words_of_file
from hoiam.texts.models import Attachment, Clearance
from hoiam.texts.operations.attachments import attach, let_in, remove_attachment
from hoiam.texts.operations.clearance import send_for_clearance
from tests.factories.paper import png
from tests.factories.texts import AT, make_text, make_version, standing
from tests.texts.pdf_documents import blank_pdf

PDF, PNG = blank_pdf(), png()


def docx(*paragraphs: str, header: str = "") -> bytes:
    document = Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    if header:
        document.sections[0].header.paragraphs[0].text = header
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def packed(members: dict[str, bytes]) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return written.getvalue()


def put(cast, text, name: str, content: bytes) -> Attachment:
    return attach(desk=cast.desk, record=text, name=name, content=content, by=cast.case_officer, at=AT)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "content", "kept_name", "media_type"),
    [
        ("báo cáo.pdf", PDF, "báo cáo.pdf", "application/pdf"),
        ("C:\\tài liệu\\ảnh.PNG", PNG, "ảnh.png", "image/png"),
        ("../../etc/passwd.txt", "Xin chào".encode(), "passwd.txt", "text/plain"),
        ("khong duoi", PDF, "khong duoi.pdf", "application/pdf"),
        ("a\r\nSet-Cookie: x.pdf", PDF, "a Set-Cookie x.pdf", "application/pdf"),
        ("số liệu.csv", "\ufefftỉnh,giá trị".encode(), "số liệu.csv", "text/csv"),
    ],
)
def test_attach_lets_known_kinds_in_under_a_harmless_name(cast, name, content, kept_name, media_type):
    text = make_text(cast)

    file = put(cast, text, name, content)

    bare = cleaned(KnownFile(name, media_type, content)).content
    assert (file.name, file.media_type, file.size) == (kept_name, media_type, len(bare))
    assert default_storage.open(file.stored_name).read() == bare


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("rỗng.pdf", b""),
        ("trang.html", b"<html><script>alert(1)</script></html>"),
        ("hinh.svg", b"<svg onload='alert(1)'/>"),
        ("chay.exe", b"MZ\x90\x00"),
        ("gia.pdf", PNG),
        ("hong.docx", b"PK\x03\x04 broken"),
        ("macro.docx", packed({"word/document.xml": b"<a/>", "word/vbaProject.bin": b"x"})),
        ("nhi-phan.txt", b"\x00\x01\x02"),
        ("lon.pdf", PDF + b"0" * LARGEST),
        ("cu.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"),
    ],
)
def test_attach_of_any_other_kind_is_refused_and_keeps_nothing(cast, name, content):
    text = make_text(cast)

    with pytest.raises(ReasonsAgainst):
        put(cast, text, name, content)

    assert Attachment.objects.count() == 0


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.txt", "TUYỆT MẬT\n\nKế hoạch".encode()),
        ("b.docx", docx("TỐI MẬT", "Kế hoạch")),
        ("c.docx", docx("Kế hoạch", header="Độ mật: Mật")),
    ],
)
def test_attach_of_a_file_marked_secret_keeps_neither_row_nor_bytes(cast, name, content):
    text = make_text(cast)
    before = set(default_storage.listdir("")[0])

    with pytest.raises(ReasonsAgainst):
        put(cast, text, name, content)

    assert Attachment.objects.count() == 0
    assert set(default_storage.listdir("")[0]) == before


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("cu.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"), ".docx"),
        ("cu.rtf", b"{\\rtf1 }", ".docx"),
        ("anh.heic", b"\0\0\0\x18ftypheic", "JPG"),
        ("anh", b"\0\0\0\x18ftypheic", "JPG"),
        ("quet.tif", b"II*\0", "PDF"),
    ],
)
def test_attach_of_a_kind_people_have_every_day_says_how_to_save_it(cast, name, content, said):
    text = make_text(cast)

    with pytest.raises(ReasonsAgainst) as against:
        put(cast, text, name, content)

    assert said in str(against.value) and "PPTX" not in str(against.value)


@pytest.mark.django_db
def test_attach_the_same_file_twice_keeps_it_once(cast):
    text = make_text(cast)

    first, second = put(cast, text, "a.pdf", PDF), put(cast, text, "a.pdf", PDF)

    assert (first, Attachment.objects.count()) == (second, 1)


@pytest.mark.django_db
def test_attach_and_remove_beside_a_text_in_clearance_void_it(cast):
    version = make_version(cast)

    file = put(cast, version.text, "a.pdf", PDF)

    assert Clearance.objects.get(version=version).state == "voided"
    remove_attachment(attachment=file, record=version.text, by=cast.case_officer, at=AT)
    assert list(Attachment.objects.of(version.text)) == []


@pytest.mark.django_db
def test_version_names_its_files_by_hash(cast):
    text = make_text(cast, body="Sở trả lời.")
    file = put(cast, text, "a.pdf", PDF)

    case_officer = standing(cast.case_officer, cast.desk)
    version = send_for_clearance(text=text, standing=case_officer, at=AT)

    assert version.attachments == [["a.pdf", file.sha256]]


@pytest.mark.django_db
def test_attach_by_a_person_without_a_writing_role_is_refused(cast):
    text = make_text(cast)

    with pytest.raises(MayNot):
        attach(desk=cast.desk, record=text, name="a.pdf", content=PDF, by=cast.auditor, at=AT)

    assert Attachment.objects.count() == 0


def test_harmless_name_of_signs_only_becomes_a_word():
    assert harmless_name("../..\u202e.pdf", ".pdf") == "file.pdf"


OPEN_TEXT = b"application/vnd.oasis.opendocument.text"


def damaged(content: bytes, member: bytes) -> bytes:
    """The same archive with two bytes of a packed member turned round."""
    place = content.find(member) + len(member)
    turned = bytearray(content)
    turned[place + 3] ^= 0xFF
    turned[place + 5] ^= 0xFF
    return bytes(turned)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("bung.docx", packed({"word/document.xml": b"<a>" + b"<b/>" * 4_000_000 + b"</a>"})),
        (
            "nhieu.docx",
            packed(
                {"word/document.xml": b"<a/>"} | {f"word/header{n}.xml": b" " * 19_000_000 for n in range(4)}
            ),
        ),
        ("la.docx", packed({"word/document.xml": b'<?xml version="1.0" encoding="rot13"?><a/>'})),
        ("nhat.docx", packed({"word/document.xml": b'<?xml version="1.0" encoding="shift_jis"?><a/>'})),
        ("hong.odt", damaged(packed({"mimetype": OPEN_TEXT * 50, "content.xml": b"<a/>"}), b"mimetype")),
        (
            "ngoai.docx",
            packed(
                {
                    "word/document.xml": b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>',
                }
            ),
        ),
    ],
    ids=["millions of elements", "many large parts", "no text encoding", "foreign encoding", "bad", "entity"],
)
def test_let_in_a_document_made_to_break_the_reader_is_refused_in_a_sentence(name, content):
    with pytest.raises(ReasonsAgainst) as against:
        let_in(name, content)

    assert len(against.value.reasons) == 1


def test_words_of_file_stand_in_the_order_of_reading():
    content = packed({"word/document.xml": b"<a><p>one <b>two</b> three\n</p><p>four<tab/>five</p>\n</a>"})

    words = list(words_of_file(KnownFile("thu.docx", "application/zip", content)))

    assert words == ["\none two three\nfour\tfive"]
