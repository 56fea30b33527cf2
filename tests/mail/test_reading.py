"""Messages taken apart: whatever a sender writes, it can be read or a sentence says what could not."""

from __future__ import annotations

import time
import unicodedata
import zipfile
from io import BytesIO

import pytest
from docx import Document

from hoiam.enquiries.mail.addresses import is_to, reply_address, tagged_reference
from hoiam.enquiries.mail.markup import words_of
from hoiam.enquiries.mail.message import read, without
from hoiam.enquiries.operations.receiving import prepared
from hoiam.evidence.reading.legacy_spelling import load_spelling
from tests.mail.letters import QUESTION, bounce, part, plain, text_part, with_parts

SENTENCES = (
    "Kính gửi quý cơ quan, đề nghị cung cấp số liệu hộ nghèo của thành phố năm 2025. Trân trọng cảm ơn."
)


def test_plain_message_gives_sender_subject_and_text():
    mail = read(plain())

    assert (mail.sender, mail.sender_name) == ("lananh@bao.example", "Lan Anh")
    assert mail.subject == "Hỏi về kinh phí sửa cầu"
    assert mail.text == QUESTION
    assert (mail.remarks, mail.is_automatic, mail.returned) == ((), False, None)


@pytest.mark.parametrize(
    ("charset", "declared"),
    [
        ("utf-8", "utf-8"),
        ("utf-8", "iso-8859-1"),
        ("utf-8", "us-ascii"),
        ("utf-8", "windows-1258"),
        ("utf-8", "no-such-charset"),
        ("utf-16", "utf-16"),
    ],
)
def test_text_is_read_whatever_the_header_claims(charset, declared):
    mail = read(
        plain(SENTENCES, charset=charset, declared=declared, headers={"Content-Transfer-Encoding": "8bit"})
    )

    assert mail.text == SENTENCES


@pytest.mark.parametrize("declared", ["windows-1258", "iso-8859-1", "us-ascii"])
def test_windows_1258_with_marks_apart_is_composed(declared):
    raw = bytes_after_head(declared) + _base_and_tone(SENTENCES).encode("cp1258")

    assert read(raw).text == SENTENCES


def bytes_after_head(declared: str) -> bytes:
    return plain("x", declared=declared).rpartition(b"x")[0]


def _base_and_tone(text: str) -> str:
    """Letters as windows-1258 holds them: base letters whole, tones behind."""
    out = []
    for letter in text:
        marks = unicodedata.normalize("NFD", letter)
        tones = [mark for mark in marks if mark in "\u0300\u0301\u0303\u0309\u0323"]
        base = unicodedata.normalize("NFC", "".join(mark for mark in marks if mark not in tones))
        out.append(base + "".join(tones))
    return "".join(out)


def test_tcvn3_under_a_western_label_is_converted():
    old = next(one for one in load_spelling().legacy if one.name == "tcvn3")
    back = {letter: written for written, letter in old.letters if len(written) == 1}
    data = "".join(back.get(letter, letter) for letter in SENTENCES).encode("latin-1")
    raw = bytes_after_head("iso-8859-1") + data

    assert read(raw).text == SENTENCES


def test_french_in_latin_1_stays_french():
    words = "Bonjour, quel est le montant prévu pour l'année prochaine ? Merci de votre réponse à l'écrit."

    assert read(plain(words, charset="iso-8859-1")).text == words


def test_letters_that_cannot_be_read_are_said_and_nothing_raises():
    raw = bytes_after_head("utf-8") + b"abc \x81\x82 \xff\xfe \xc3"

    mail = read(raw)

    assert mail.text.startswith("abc")
    assert mail.remarks == ("letters_lost",)


def test_html_alone_becomes_text_without_scripts_and_without_our_quoted_link():
    page = (
        "<html><head><title>t</title><style>p{}</style></head><body><p>Xin h&#7887;i <b>hai</b> vi&#7879;c:</p>"
        "<ul><li>một<li>hai</ul><script>alert(1)</script><p><a href='https://bao.example/a'>bài báo</a></p>"
        "<blockquote>https://desk.example/vi/status/SECRET/</blockquote></body></html>"
    )
    mail = read(with_parts(text_part(page, "text/html; charset=utf-8"), kind="mixed"))

    assert mail.text.startswith("Xin hỏi hai việc:")
    assert "- một" in mail.text and "- hai" in mail.text
    assert "bài báo (https://bao.example/a)" in mail.text
    assert "alert" not in mail.text and "SECRET" not in mail.text


def test_html_without_end_of_a_quotation_does_not_raise():
    assert words_of("<p>a<blockquote>b<p>c" + "<div>" * 5000) == "a"


def test_plain_form_of_an_alternative_is_taken():
    mail = read(
        with_parts(text_part("Câu hỏi"), text_part("<p>Câu hỏi khác</p>", "text/html"), kind="alternative")
    )

    assert (mail.text, mail.files) == ("Câu hỏi", ())


def test_quoted_lines_and_our_link_are_left_out():
    mail = prepared(
        plain("Vâng, năm 2025.\n\n> Theo dõi: https://x/vi/status/ABC/\nhttps://x/vi/status/DEF/")
    )

    assert mail.words.endswith("Vâng, năm 2025.\n\nhttps://x/vi/status/…/")


def test_header_in_bare_bytes_and_in_pieces_is_read():
    raw = plain(subject="x").replace(b"Subject: =?utf-8?B?eA==?=", "Subject: Hỏi về đường".encode())
    folded = plain(subject="x").replace(
        b"Subject: =?utf-8?B?eA==?=", b"Subject: =?utf-8?Q?H=E1=BB?=\r\n =?utf-8?Q?=8Fi?= =?utf-8?Q?_nhau?="
    )

    assert read(raw).subject == "Hỏi về đường"
    assert read(folded).subject == "Hỏi nhau"


def test_header_that_carries_another_header_is_one_line():
    mail = read(plain(subject="Hỏi\r\nBcc: evil@x.example\r\n\r\nbody"))

    assert mail.subject == "Hỏi Bcc: evil@x.example body"
    assert "evil@x.example" not in mail.addressed


def test_thousands_of_recipients_are_read_in_time():
    many = ", ".join(f"Người {n} <n{n}@bao.example>" for n in range(20_000))

    mail = read(plain(to=f"{many}, thongtin@danang.example"))

    assert len(mail.addressed) > 10_000


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"\x00\x01\x02",
        b"From: \r\n\r\n",
        b"Content-Type: multipart/mixed\r\n\r\nno boundary",
        b"Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\ncut off",
        b"Content-Type: text/plain; charset*=utf-8''%E2%28%A1; charset=\"\r\nX: \r\n\r\nabc",
        b"Content-Transfer-Encoding: base64\r\n\r\n@@@@not base64@@@@",
        b"Date: never\r\nFrom: @@@ <<>>\r\nReferences: <a\r\n\r\nabc",
        b"Content-Type: message/rfc822\r\n\r\nContent-Type: message/rfc822\r\n\r\nabc",
        b"From: =?utf-8?B?gibberish?= <a@b.example>\r\n\r\nx",
    ],
)
def test_broken_message_never_raises(raw):
    prepared(raw)


def test_parts_within_parts_without_end_are_cut():
    deep = b"".join(
        b'Content-Type: multipart/mixed; boundary="b%d"\r\n\r\n--b%d\r\n' % (n, n) for n in range(400)
    )

    mail = read(plain("").partition(b"Content-Type")[0] + deep + b"Content-Type: text/plain\r\n\r\nabc")

    assert "broken" in mail.remarks


def test_thousands_of_parts_are_cut():
    mail = read(with_parts(*[text_part(f"phần {n}") for n in range(1000)]))

    assert "too_many_parts" in mail.remarks


def document(text: str) -> bytes:
    page, out = Document(), BytesIO()
    page.add_paragraph(text)
    page.save(out)
    return out.getvalue()


DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def test_files_of_known_kinds_are_kept_and_others_named_in_a_sentence():
    raw = with_parts(
        text_part("Gửi kèm hai tệp."),
        part(document("Câu hỏi một."), DOCX, "câu hỏi.docx"),
        part(b"MZ\x90\x00", "application/octet-stream", "run.exe"),
    )

    said = prepared(raw)

    assert [file.name for file in said.files] == ["câu hỏi.docx"]
    assert said.remarks == ["file_refused"]
    assert b"run.exe" not in said.raw and b"TVqQ" not in said.raw
    assert prepared(said.raw).words == said.words


def test_file_with_a_secrecy_marking_refuses_the_message():
    raw = with_parts(text_part("Gửi kèm."), part(document("TỐI MẬT"), DOCX, "a.docx"))

    assert prepared(raw).is_secret


def test_text_with_a_secrecy_marking_refuses_the_message():
    assert prepared(plain("MẬT\n\nKế hoạch năm 2026")).is_secret


def test_winmail_is_said_in_a_sentence():
    raw = with_parts(text_part("Xem tệp."), part(b"\x78\x9f\x3e\x22", "application/ms-tnef", "winmail.dat"))

    said = prepared(raw)

    assert (said.files, said.remarks) == ((), ["tnef"])


def test_zip_is_refused_as_on_the_form():
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        packed.writestr("a.txt", "a")

    assert prepared(with_parts(text_part("x"), part(out.getvalue(), "application/zip", "a.zip"))).files == ()


def test_file_without_a_name_gets_one():
    said = prepared(with_parts(text_part("Ảnh"), part(b"x,y\n1,2\n", "text/csv")))

    assert [file.name for file in said.files] == ["file-1.csv"]


def test_emptying_a_leaf_empties_that_one_alone():
    raw = with_parts(text_part("một"), part(b"hai", "text/csv", "hai.csv"), part(b"ba", "text/csv", "ba.csv"))
    second = next(file.number for file in read(raw).files if file.name == "hai.csv")

    left = read(without(raw, {second}))

    assert [file.name for file in left.files] == ["ba.csv"]


@pytest.mark.parametrize(
    "headers",
    [
        {"Auto-Submitted": "auto-replied"},
        {"Auto-Submitted": "auto-generated; x=y"},
        {"Precedence": "bulk"},
        {"Precedence": "Junk"},
        {"Precedence": "list"},
        {"X-Autoreply": "yes"},
        {"Return-Path": "<>"},
    ],
)
def test_message_of_a_machine_is_told(headers):
    assert read(plain(headers=headers)).is_automatic


@pytest.mark.parametrize(
    "headers",
    [
        {"Auto-Submitted": "no"},
        {"X-Auto-Response-Suppress": "All"},
        {"List-Id": "<requests.platform.example>"},
    ],
)
def test_message_of_a_person_through_a_platform_is_a_person_s(headers):
    assert not read(plain(headers=headers)).is_automatic


def test_report_of_a_failure_names_the_letter():
    found = read(bounce("<abc@desk.example>")).returned

    assert found is not None and found.is_final
    assert "<abc@desk.example>" in found.message_ids


def test_report_of_a_delay_is_no_failure():
    found = read(bounce("<abc@desk.example>", action="delayed")).returned

    assert found is not None and not found.is_final


def test_date_that_is_none_or_ahead_is_no_hindrance():
    assert read(plain(headers={"Date": ""})).dated is None
    assert read(plain(headers={"Date": "Mon, 1 Jan 2186 00:00:00 +0000"})).dated.year == 2186


def test_tag_opens_with_its_secret_only():
    address = reply_address("thongtin@danang.example", "DN-2026-00001", "s" * 32)

    local, _at, host = address.partition("@")
    assert local.startswith("thongtin+DN-2026-00001.") and host == "danang.example"
    assert tagged_reference(address.lower(), ["x" * 32, "s" * 32]) == "DN-2026-00001"
    assert tagged_reference(address, ["x" * 32]) == ""
    assert tagged_reference(address.replace("00001", "00002"), ["s" * 32]) == ""
    assert tagged_reference("thongtin@danang.example", ["s" * 32]) is None
    assert is_to(address.lower(), "ThongTin@danang.example")
    assert not is_to("thongtin@other.example", "thongtin@danang.example")


def test_tag_that_would_not_fit_is_left_out():
    long = "a" * 45 + "@danang.example"

    assert reply_address(long, "DN-2026-00001", "s" * 32) == long


@pytest.mark.parametrize(
    "piece", ["<a ", "<", "</", "<!", "<!--", "<?", "<a x='", "<a x", "<a/", "<a b=<", "<![CDATA[>"]
)
def test_markup_that_closes_nothing_is_read_in_a_moment(piece):
    began = time.monotonic()

    words_of(piece * 60_000)

    assert time.monotonic() - began < 5


def test_comment_in_markup_is_no_text_and_a_stray_sign_ends_nothing():
    said = words_of("<p>Một <!-- <b>ẩn</b> --> hai, 3 < 4.</p><p>Ba</p>")

    assert said.split() == ["Một", "hai,", "3", "4.", "Ba"]
