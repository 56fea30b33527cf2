"""Pictures lose what a camera wrote into them and nothing else; a PDF says whether it is signed."""

from __future__ import annotations

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hoiam.texts.pdf_signature import PdfSignatures, signatures_of
from hoiam.texts.pictures import BrokenPicture, without_metadata
from tests.factories.paper import chunk, png, signed_pdf


def segment(marker: int, data: bytes) -> bytes:
    return bytes([0xFF, marker]) + struct.pack(">H", len(data) + 2) + data


def exif(turned: int, order: str = ">") -> bytes:
    start = b"MM\0*" if order == ">" else b"II*\0"
    rows = struct.pack(f"{order}HHIHH", 0x0112, 3, 1, turned, 0) + struct.pack(
        f"{order}HHII", 0x8825, 4, 1, 26
    )
    tiff = start + struct.pack(f"{order}I", 8) + struct.pack(f"{order}H", 2) + rows + b"\0\0\0\0GPS 16.05N"
    return segment(0xE1, b"Exif\0\0" + tiff)


JFIF = segment(0xE0, b"JFIF\0\x01\x02\0\0\x48\0\x48\0\0")
TABLES = segment(0xDB, b"\0" * 65) + segment(0xC0, b"\x08\0\x02\0\x02\x01\x01\x11\0")
SCAN = segment(0xDA, b"\x01\x01\0\0\x3f\0") + b"\x12\xff\x00\x34\xff\xd0\x56"
END = b"\xff\xd9"


def jpeg(*remarks: bytes, tail: bytes = b"") -> bytes:
    return b"\xff\xd8" + JFIF + b"".join(remarks) + TABLES + SCAN + END + tail


@pytest.mark.parametrize(
    "remark",
    [
        exif(1),
        segment(0xFE, b"remark"),
        segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0<x/>"),
        segment(0xED, b"Photoshop"),
        segment(0xE2, b"MPF\0"),
    ],
    ids=["exif", "comment", "xmp", "iptc", "mpf"],
)
def test_jpeg_loses_every_remark(remark):
    assert without_metadata(jpeg(remark, tail=b"a film behind it"), "image/jpeg") == jpeg()


@pytest.mark.parametrize("order", ["<", ">"])
@pytest.mark.parametrize("turned", [3, 6, 8])
def test_jpeg_keeps_how_it_is_turned_and_no_place(turned, order):
    bare = without_metadata(jpeg(exif(turned, order)), "image/jpeg")

    assert b"GPS" not in bare
    assert without_metadata(bare, "image/jpeg") == bare
    assert struct.pack(">HHIHH", 0x0112, 3, 1, turned, 0) in bare


def test_jpeg_in_several_scans_is_kept_whole():
    progressive = b"\xff\xd8" + TABLES + SCAN + segment(0xC4, b"\0" * 20) + SCAN + END

    assert without_metadata(progressive, "image/jpeg") == progressive


def test_png_loses_every_remark_and_what_hangs_behind_it():
    told = png(chunk(b"tEXt", b"Author\0A"), chunk(b"eXIf", b"MM"), chunk(b"tIME", b"\0" * 7)) + b"behind"

    assert without_metadata(told, "image/png") == png()


def test_png_with_a_wrong_checksum_is_broken():
    with pytest.raises(BrokenPicture):
        without_metadata(png()[:-1] + b"\0", "image/png")


@given(st.binary(max_size=300))
def test_pictures_of_any_bytes_are_kept_bare_or_called_broken(tail):
    for kind, start in (
        ("image/jpeg", b"\xff\xd8"),
        ("image/png", b"\x89PNG\r\n\x1a\n"),
        ("image/jpeg", jpeg()[:90]),
    ):
        try:
            assert without_metadata(start + tail, kind)
        except BrokenPicture:
            pass


def test_pdf_with_a_signature_says_that_it_covers_the_file():
    assert signatures_of(signed_pdf()) == PdfSignatures(1, covers_all=True)


def test_pdf_changed_after_it_was_signed_says_that_something_was_added():
    assert signatures_of(signed_pdf(after=b"4 0 obj\n<< >>\nendobj\n")) == PdfSignatures(1, covers_all=False)


@pytest.mark.parametrize(
    "pdf",
    [
        b"%PDF-1.7\n%%EOF",
        b"%PDF-1.7 /ByteRange [0 10 20 30]",
        b"%PDF-1.7 /ByteRange [0 999999999999 999999999999 9]",
        signed_pdf().replace(b"3082", b"0000"),
    ],
    ids=["none", "range of nothing", "range beyond the file", "empty place"],
)
def test_pdf_that_only_speaks_of_a_signature_carries_none(pdf):
    assert signatures_of(pdf) == PdfSignatures()
