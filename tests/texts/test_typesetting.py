"""A paper is set from our own typefaces alone, and no word of a person becomes markup."""

from __future__ import annotations

import subprocess
import sys
import unicodedata
from datetime import UTC, datetime, timedelta, timezone

import pytest

from hoiam.desks.against import ReasonsAgainst
from hoiam.texts.typesetting import FONTS, typeset

pytest.importorskip("typst")

AT = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)
SOURCE = '#set text(font: "Tinos")\n#set document(title: "Sheet")\n#json("values.json").said'
VOWELS = "aăâeêioôơuưyAĂÂEÊIOÔƠUƯY"
TONES = "\u0300\u0301\u0303\u0309\u0323"


def words(pdf: bytes, tmp_path) -> str:
    (tmp_path / "set.pdf").write_bytes(pdf)
    said = subprocess.run(["pdftotext", "-raw", tmp_path / "set.pdf", "-"], capture_output=True, check=True)
    return unicodedata.normalize("NFC", " ".join(said.stdout.decode().split()))


@pytest.mark.parametrize("face", ["Tinos", "Be Vietnam Pro"])
@pytest.mark.parametrize("style", ["weight: 400", "weight: 700", 'style: "italic"'])
def test_typeset_shows_every_vietnamese_letter_in_each_face(face, style):
    letters = "".join(unicodedata.normalize("NFC", vowel + tone) for vowel in VOWELS for tone in ("", *TONES))
    source = f'#set text(font: "{face}", {style}, fallback: false)\n#json("values.json").said'

    pdf = typeset(source, values={"said": f"{letters}đĐ “”‘’–—…§₫²³°½"}, at=AT)

    # An archival file is only written where every sign has its shape.
    assert b"pdfaid:part" in pdf


def test_typeset_text_that_looks_like_markup_is_printed_as_it_stands(tmp_path):
    said = '#import "x": * *đậm* _nghiêng_ $x$ @ai <nhãn> ] #read("/etc/passwd") // hết \\ “Nguyễn”'

    pdf = typeset(SOURCE, values={"said": said}, at=AT)

    assert words(pdf, tmp_path) == said


def test_typeset_twice_gives_the_same_bytes():
    assert typeset(SOURCE, values={"said": "Một"}, at=AT) == typeset(SOURCE, values={"said": "Một"}, at=AT)


@pytest.mark.parametrize("at", [AT.replace(microsecond=5), AT.astimezone(timezone(timedelta(hours=7)))])
def test_typeset_at_any_instant_counts_whole_seconds_of_the_same_hour(at):
    assert typeset(SOURCE, values={"said": "Một"}, at=at) == typeset(SOURCE, values={"said": "Một"}, at=AT)


def test_typeset_sign_without_shape_still_gives_a_file(tmp_path):
    pdf = typeset(SOURCE, values={"said": "Mưa 😀 lớn"}, at=AT)

    assert pdf.startswith(b"%PDF-")
    assert b"pdfaid:part" not in pdf
    assert "lớn" in words(pdf, tmp_path)


def test_typeset_source_that_asks_for_the_network_is_refused():
    with pytest.raises(ValueError, match="without packages"):
        typeset('#import "@preview/cetz:0.3.0"', values={}, at=AT)


def test_typeset_reads_no_file_of_the_machine():
    import typst

    with pytest.raises(typst.TypstError, match="not found"):
        typeset('#read("/etc/passwd")', values={}, at=AT)


def test_typeset_without_typst_says_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "typst", None)

    with pytest.raises(ReasonsAgainst, match=r"pip install 'hoiam\[pdf\]'"):
        typeset(SOURCE, values={"said": ""}, at=AT)


@pytest.mark.parametrize("folder", ["tinos", "be-vietnam-pro"])
def test_each_typeface_comes_with_its_licence(folder):
    assert "SIL OPEN FONT LICENSE" in (FONTS / folder / "OFL.txt").read_text(encoding="utf-8")
