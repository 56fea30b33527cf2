"""What comes in as a file leaves behind who made it, where and on what; what would harm stays out."""

from __future__ import annotations

import hashlib
import io
import os
import struct
import time
import zipfile
import zlib

import pikepdf
import pytest
from django.core.files.storage import default_storage
from docx import Document
from PIL import Image, ImageCms
from PIL.PngImagePlugin import PngInfo

from hoiam.desks.against import ReasonsAgainst
from hoiam.texts.cleaning import cleaned
from hoiam.texts.files import LARGEST, KnownFile, known_file
from hoiam.texts.models import Attachment
from hoiam.texts.operations.attachments import attach, what_was_done
from hoiam.texts.pictures import points_of
from tests.factories.paper import chunk, signed_pdf
from tests.factories.texts import AT, make_text

NAME = "Nguyễn Thị Bí Mật"
DEVICE = "Kamera-Bi-Mat-77"
TRACES = (NAME.encode(), NAME.encode("utf-16-be"), DEVICE.encode())
JPEG, PNG, WEBP, PDF = "image/jpeg", "image/png", "image/webp", "application/pdf"


def photo() -> Image.Image:
    return Image.effect_noise((90, 60), 60).convert("RGB")


def exif() -> bytes:
    data = Image.Exif()
    data[0x0112], data[0x010F] = 6, DEVICE
    data.get_ifd(0x8825)[2] = (16.0, 3.0, 0.0)
    return data.tobytes()


def picture(kind: str, **more: object) -> bytes:
    written = io.BytesIO()
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    photo().save(written, kind, exif=exif(), icc_profile=profile, **more)
    return written.getvalue()


def png_with_words() -> bytes:
    words = PngInfo()
    words.add_itxt("Author", NAME)
    return picture("PNG", pnginfo=words)


def pdf(change=None, **more: object) -> bytes:
    made = pikepdf.new()
    page = made.add_blank_page(page_size=(300, 300))
    page.obj.Contents = made.make_stream(b"BT /F1 12 Tf (Xin chao) Tj ET")
    made.docinfo["/Author"] = NAME
    with made.open_metadata() as metadata:
        metadata["dc:creator"] = [NAME]
        metadata["xmp:CreatorTool"] = DEVICE
    note = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Text, Rect=[0, 0, 9, 9], T=NAME, Contents="Sửa câu này"
    )
    page.obj.Annots = pikepdf.Array([made.make_indirect(note)])
    if change:
        change(made)
    written = io.BytesIO()
    made.save(written, **more)
    return written.getvalue()


def docx() -> bytes:
    document = Document()
    document.add_paragraph("Kính gửi quý báo.")
    document.core_properties.author = document.core_properties.last_modified_by = NAME
    document.add_picture(io.BytesIO(picture("JPEG")))
    written = io.BytesIO()
    document.save(written)
    tracked = f'<w:ins w:id="1" w:author="{NAME}" w:date="2026-01-01T00:00:00Z"/>'.encode()

    def track(said: bytes) -> bytes:
        return said.replace(b"<w:p>", b"<w:p>" + tracked, 1)

    return repacked(written.getvalue(), {"word/document.xml": track})


def repacked(content: bytes, changes: dict, *, more: dict[str, bytes] | None = None) -> bytes:
    written = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            said = old.read(name)
            new.writestr(name, changes[name](said) if name in changes else said)
        for name, said in (more or {}).items():
            new.writestr(name, said)
    return written.getvalue()


def packed(members: dict[str, bytes]) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return written.getvalue()


def odt() -> bytes:
    meta = f"<o:meta xmlns:o='o' xmlns:m='m'><m:initial-creator>{NAME}</m:initial-creator></o:meta>"
    note = f"<x:annotation xmlns:x='x' xmlns:dc='d'><dc:creator>{NAME}</dc:creator>Sửa</x:annotation>"
    return packed(
        {
            "mimetype": b"application/vnd.oasis.opendocument.text",
            "content.xml": note.encode(),
            "meta.xml": meta.encode(),
            "Thumbnails/thumbnail.png": png_with_words(),
        }
    )


def everything(content: bytes) -> bytes:
    """A file with everything packed in it unpacked."""
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return content + b"".join(everything(archive.read(name)) for name in archive.namelist())
    if content.startswith(b"%PDF"):
        with pikepdf.open(io.BytesIO(content)) as opened:
            streams = [bytes(one.read_bytes()) for one in opened.objects if isinstance(one, pikepdf.Stream)]
            said = repr([one for one in opened.objects if not isinstance(one, pikepdf.Stream)])
            return content + b"".join(streams) + said.encode()
    return content


def clean(name: str, content: bytes) -> bytes:
    file = known_file(name, content)
    assert file is not None
    return cleaned(file).content


FILES = {
    "anh.jpg": lambda: picture("JPEG"),
    "anh.png": png_with_words,
    "anh.webp": lambda: picture("WEBP"),
    "cong-van.pdf": pdf,
    "cong-van.docx": docx,
    "cong-van.odt": odt,
}


@pytest.mark.parametrize("name", FILES)
def test_file_holds_a_name_before_and_none_after(name):
    content = FILES[name]()
    assert any(trace in everything(content) for trace in TRACES)

    bare = everything(clean(name, content))

    assert not any(trace in bare for trace in TRACES)


@pytest.mark.parametrize("name", FILES)
def test_file_that_is_clean_stays_as_it_is(name):
    once = clean(name, FILES[name]())

    assert clean(name, once) == once


@pytest.mark.parametrize(("kind", "name"), [("JPEG", "a.jpg"), ("PNG", "a.png"), ("WEBP", "a.webp")])
def test_picture_keeps_every_point_its_colours_and_how_it_is_turned(kind, name):
    content = picture(kind)

    bare = clean(name, content)

    before, after = Image.open(io.BytesIO(content)), Image.open(io.BytesIO(bare))
    assert before.tobytes() == after.tobytes()
    assert after.info.get("icc_profile") == before.info.get("icc_profile") is not None
    if kind == "JPEG":
        assert dict(after.getexif()) == {0x0112: 6}
    else:
        assert dict(after.getexif()) == {}


@pytest.mark.parametrize("more", [{"lossless": True}, {"exif": b""}, {"quality": 30}])
def test_webp_of_every_kind_stays_readable(more):
    written = io.BytesIO()
    photo().save(written, "WEBP", **more)

    bare = clean("a.webp", written.getvalue() + b"<html>behind it</html>")

    assert Image.open(io.BytesIO(bare)).size == (90, 60) == points_of(bare, WEBP)
    assert b"<html>" not in bare


def test_pdf_keeps_its_pages_and_remarks_without_who_made_them():
    bare = clean("a.pdf", pdf())

    with pikepdf.open(io.BytesIO(bare)) as opened:
        assert len(opened.pages) == 1
        assert opened.pages[0].Contents.read_bytes() == b"BT /F1 12 Tf (Xin chao) Tj ET"
        assert str(opened.pages[0].Annots[0].Contents) == "Sửa câu này"
        assert "/Info" not in opened.trailer and "/Metadata" not in opened.Root


def test_signed_pdf_stays_byte_for_byte():
    content = signed_pdf()

    kept = cleaned(KnownFile("a.pdf", PDF, content))

    assert (kept.content, kept.done) == (content, "signed")


def test_word_file_keeps_its_words_and_opens():
    bare = clean("a.docx", docx())

    document = Document(io.BytesIO(bare))
    assert document.paragraphs[0].text == "Kính gửi quý báo."
    assert document.core_properties.author == ""
    assert len(document.inline_shapes) == 1


@pytest.mark.django_db
def test_attach_keeps_and_hashes_what_is_left_and_says_so(cast):
    text, content = make_text(cast), picture("JPEG")

    file = put(cast, text, "anh.jpg", content)

    bare = clean("anh.jpg", content)
    assert file.sha256 == hashlib.sha256(bare).hexdigest() != hashlib.sha256(content).hexdigest()
    assert (file.size, default_storage.open(file.stored_name).read()) == (len(bare), bare)
    assert "anh.jpg" in what_was_done(file)
    assert put(cast, text, "anh.jpg", content).pk == file.pk


def put(cast, text, name: str, content: bytes) -> Attachment:
    return attach(desk=cast.desk, record=text, name=name, content=content, by=cast.case_officer, at=AT)


def with_script(made) -> None:
    made.Root.AA = pikepdf.Dictionary(WC=pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)"))


def with_program(made) -> None:
    made.Root.OpenAction = made.make_indirect(pikepdf.Dictionary(S=pikepdf.Name.Launch, F="cmd.exe"))


def with_file(made) -> None:
    made.attachments["a.exe"] = b"MZ"


def locked_pdf() -> bytes:
    return pdf(encryption=pikepdf.Encryption(owner="a", user="b"))


def unpacking_pdf() -> bytes:
    """A table of objects that unpacks to two thousand million signs."""
    zeros = zlib.compressobj(9)
    start = zeros.compress(b"") + zeros.flush(zlib.Z_FULL_FLUSH)
    part = zeros.compress(b"0 0 " * 262_144) + zeros.flush(zlib.Z_FULL_FLUSH)
    packed_up = start + part * 2000 + zeros.flush()
    head = (
        b"%PDF-1.5\n1 0 obj\n<</Type/ObjStm/N 9/First 99/Filter/FlateDecode/Length "
        + str(len(packed_up)).encode()
    )
    body = head + b">>stream\n" + packed_up + b"\nendstream endobj\n"
    rows = struct.pack(">BHB", 0, 0, 0) + struct.pack(">BHB", 1, 9, 0) + struct.pack(">BHB", 2, 1, 0) * 4
    table = b"7 0 obj\n<</Type/XRef/W[1 2 1]/Size 6/Root 2 0 R/Length " + str(len(rows)).encode()
    whole = body + table + b">>stream\n" + rows + b"\nendstream endobj\n"
    return whole + b"startxref\n" + str(len(body)).encode() + b"\n%%EOF"


def wide_png() -> bytes:
    """50,000 × 50,000 points in a few kilobytes."""
    head = struct.pack(">IIBBBBB", 50_000, 50_000, 1, 0, 0, 0, 0)
    rows = zlib.compress(b"\0" * 6251 * 200, 9)
    parts = ((b"IHDR", head), (b"IDAT", rows), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunk(name, data) for name, data in parts)


def zip_bomb() -> bytes:
    members = {f"word/part{number}.xml": b"\0" * 210_000_000 for number in range(2)}
    return packed({"word/document.xml": b"<a/>", **members})


def twofold_docx() -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive, pytest.warns(UserWarning):
        archive.writestr("word/document.xml", "<a/>")
        archive.writestr("word/document.xml", "<b/>")
    return written.getvalue()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "make", "said"),
    [
        ("lon.pdf", lambda: b"%PDF-1.7\n" + b"\0" * 200_000_000, "25 MB"),
        ("lenh.pdf", lambda: pdf(with_script), "kịch bản"),
        ("chay.pdf", lambda: pdf(with_program), "kịch bản"),
        ("goi.pdf", lambda: pdf(with_file), "tệp khác"),
        ("khoa.pdf", locked_pdf, "mật khẩu"),
        ("hong.pdf", lambda: b"%PDF-1.7\nnothing", "Không mở được"),
        ("no.pdf", unpacking_pdf, "Không mở được"),
        (
            "hinh.svg",
            lambda: b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
            "PDF, DOCX",
        ),
        (
            "hinh.png",
            lambda: b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
            "PDF, DOCX",
        ),
        (
            "macro.docx",
            lambda: repacked(docx(), {}, more={"word/vbaProject.bin": b"\xd0\xcf\x11\xe0"}),
            "macro",
        ),
        (
            "macro.xlsx",
            lambda: packed({"xl/workbook.xml": b"<a/>", "xl/macrosheets/sheet1.xml": b"<a/>"}),
            "macro",
        ),
        ("rong.png", wide_png, "50.000 × 50.000"),
        ("hong.png", lambda: b"\x89PNG\r\n\x1a\n" + b"\0" * 40, "Không mở được"),
        ("bom.docx", zip_bomb, "Không mở được"),
        ("doi.docx", twofold_docx, "Không mở được"),
        ("phim.mp4", lambda: b"\0\0\0\x18ftypisom" + os.urandom(400), "PDF, DOCX"),
        ("phim.mp4", lambda: b"\x1aE\xdf\xa3" + os.urandom(400), "PDF, DOCX"),
        ("tieng.mp3", lambda: b"ID3\x04\0\0\0\0\0\0<script>alert(1)</script>" + b"\0" * 400, "PDF, DOCX"),
    ],
)
def test_file_that_would_harm_is_refused_with_what_to_do_and_keeps_nothing(cast, name, make, said):
    text = make_text(cast)
    content = make()
    began = time.monotonic()

    with pytest.raises(ReasonsAgainst) as against:
        put(cast, text, name, content)

    assert said in str(against.value)
    assert Attachment.objects.count() == 0
    assert time.monotonic() - began < 60


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "make"),
    [
        ("anh.jpg", lambda: picture("JPEG") + packed({"word/document.xml": b"<evil/>"})),
        ("anh.png", lambda: picture("PNG") + b"<html><script>evil</script></html>"),
        ("anh.webp", lambda: picture("WEBP") + b"%PDF-1.7 evil"),
        ("cong-van.pdf", lambda: pdf() + b"\n" + packed({"evil.txt": b"evil"})),
        ("cong-van.docx", lambda: docx() + b"<script>evil</script>"),
    ],
)
def test_file_that_is_two_at_once_is_kept_as_one(cast, name, make):
    file = put(cast, make_text(cast), name, make())

    assert b"evil" not in default_storage.open(file.stored_name).read()


def mp3(frames: int = 8) -> bytes:
    return (b"\xff\xfb\x90\x00" + b"\0" * 413) * frames


def mp4() -> bytes:
    def box(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I4s", len(data) + 8, kind) + data

    return box(b"ftyp", b"isom\0\0\2\0isommp41") + box(b"moov", b"\0" * 50) + box(b"mdat", b"\0" * 99)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.mp3", mp3()),
        ("a.mp3", b"ID3\x04\0\0\0\0\0\x0a" + b"\0" * 10 + mp3()),
        ("a.mp4", mp4()),
        ("a.m4a", mp4().replace(b"isom\0", b"M4A \0", 1)),
    ],
)
def test_recording_of_a_known_kind_stays_byte_for_byte(name, content):
    file = known_file(name, content)

    assert file is not None
    assert cleaned(file).content == content


@pytest.mark.parametrize(
    "content", [mp4()[:-1], mp4() + b"<html>", mp4().replace(b"moov", b"moox"), mp3(2)[:-9]]
)
def test_recording_that_is_cut_or_has_something_behind_it_is_no_recording(content):
    assert known_file("a.mp4", content) is None


def test_word_file_of_the_largest_size_is_cleaned_in_bounded_time():
    content = repacked(docx(), {}, more={"word/media/large.bin": os.urandom(LARGEST - 200_000)})
    began = time.monotonic()

    bare = clean("a.docx", content)

    assert time.monotonic() - began < 10
    assert abs(len(bare) - len(content)) < 300_000
