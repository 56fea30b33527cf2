"""Bytes and pasted text become clean Unicode, or a sentence says why not."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hoiam.evidence.reading.encodings import CleanText, UnreadableText, read_bytes, read_pasted
from hoiam.evidence.reading.legacy_spelling import load_spelling

TEXT = (
    "năm 2023, bảo hiểm y tế bao phủ 93,35 % dân số; người dân được hưởng dịch vụ ở đà nẵng, huế và hưng yên."
)
TONES = "\u0300\u0301\u0303\u0309\u0323"


def old_font(name, text):
    encoding = next(encoding for encoding in load_spelling().legacy if encoding.name == name)
    written = {letter: piece for piece, letter in reversed(encoding.letters)}
    return "".join(written.get(letter, letter) for letter in text)


def windows_1258(text):
    parts = []
    for letter in text:
        marks = unicodedata.normalize("NFD", letter)
        base = unicodedata.normalize("NFC", "".join(mark for mark in marks if mark not in TONES))
        parts.append(base + "".join(mark for mark in marks if mark in TONES))
    return "".join(parts).encode("cp1258")


@pytest.mark.parametrize("name", ["tcvn3", "vni"])
def test_read_pasted_old_font_is_converted(name):
    assert read_pasted(old_font(name, TEXT)) == CleanText(TEXT, name)


@pytest.mark.parametrize("name", ["tcvn3", "vni"])
def test_read_bytes_old_font_is_converted(name):
    assert read_bytes(old_font(name, TEXT).encode("latin-1")) == CleanText(TEXT, name)


def test_old_fonts_known_words_are_spelled_as_the_fonts_did():
    assert old_font("tcvn3", "việt nam, quyền con người") == "viÖt nam, quyÒn con ng­êi"
    assert old_font("vni", "việt nam, quyền con người") == "vieät nam, quyeàn con ngöôøi"


def test_read_bytes_windows_1258_is_composed():
    assert read_bytes(windows_1258(TEXT)) == CleanText(TEXT, "cp1258")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16-le", "utf-16-be", "utf-16"])
def test_read_bytes_unicode_in_any_form_is_read(encoding):
    assert read_bytes(TEXT.encode(encoding)).text == TEXT


def test_read_pasted_decomposed_text_is_composed_and_controls_go():
    text = unicodedata.normalize("NFD", TEXT) + "\x07\x1b"

    assert read_pasted(text) == CleanText(TEXT, "utf-8")


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"a\x00b,c", "nul"),
        (b"\xef\xbb\xbfab\xff", "broken"),
        ("Señor Núñez está aquí mañana".encode("latin-1"), "unsure"),
    ],
)
def test_read_bytes_unreadable_says_why(data, code):
    with pytest.raises(UnreadableText) as caught:
        read_bytes(data)

    assert caught.value.code == code
    assert str(caught.value.message)


@pytest.mark.parametrize(
    "text", ["Le café est très agréable à côté", "Señor Núñez está aquí mañana", "plain"]
)
def test_read_pasted_other_language_stays_as_it_is(text):
    assert read_pasted(text) == CleanText(text, "utf-8")


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=60))
def test_read_bytes_anything_is_read_or_refused_with_a_sentence(data):
    try:
        text = read_bytes(data).text
    except UnreadableText as refusal:
        assert refusal.code in UnreadableText.MESSAGES
    else:
        assert "\x00" not in text
        assert unicodedata.normalize("NFC", text) == text
