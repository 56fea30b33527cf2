"""Both files of an official letter: margins, typeface, order of its parts, and that Word's kin opens it."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import unicodedata
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from hoiam.texts.letter.body import typed_blocks
from hoiam.texts.letter.docx import letter_docx
from hoiam.texts.letter.form import letter_form, read_form
from hoiam.texts.letter.pdf import letter_pdf
from hoiam.texts.letter.sheet import compose
from hoiam.texts.letter.values import LetterValues

AT = datetime(2026, 1, 7, 2, 0, tzinfo=UTC)
DAY = date(2026, 1, 7)
BODY = """Ủy ban nhân dân thành phố trả lời như sau:

# Về hộ nghèo

Tỷ lệ hộ nghèo cuối năm 2025 là 1,02 %.

- Cấp thẻ bảo hiểm y tế.
- Cho vay ưu đãi.

| Năm | Tỷ lệ |
| --- | --- |
| 2025 | 1,02 |

> Nguyên văn câu hỏi.
"""
LONG = "\n\n".join(["Đoạn văn đủ dài để công văn sang trang hai và có số trang ở giữa lề trên."] * 45)
soffice = shutil.which("soffice")
needs_pdftotext = pytest.mark.skipif(not shutil.which("pdftotext"), reason="pdftotext reads the PDF back")


def make_values(**fields) -> LetterValues:
    given = {
        "language": "vi",
        "reference": "DN-2026-00001",
        "superior": "",
        "issuer": "Ủy ban nhân dân\nthành phố Đà Nẵng",
        "symbol": "UBND-VP",
        "place": "Đà Nẵng",
        "archive": "VT, VP",
        "subject": "trả lời đề nghị cung cấp thông tin",
        "is_to_asker": True,
        "addressees": (),
        "blocks": typed_blocks(BODY),
        "closing": "Ủy ban nhân dân thành phố trân trọng trả lời",
        "sources": (),
        "recipients": ("Chủ tịch UBND thành phố (để báo cáo)",),
        "collective": "",
        "capacity": "kt",
        "head_title": "Chủ tịch",
        "signer_title": "Phó Chủ tịch",
        "signer_name": "Trần Thị Mẫu",
    }
    return LetterValues(**{**given, **fields})


def make_sheet(**fields):
    return compose(make_values(**fields), letter_form(), number=5, day=DAY, year=2026)


def opened(**fields):
    return Document(io.BytesIO(letter_docx(make_sheet(**fields), letter_form(), AT)))


def words(pdf: bytes, tmp_path) -> str:
    (tmp_path / "set.pdf").write_bytes(pdf)
    said = subprocess.run(
        ["pdftotext", "-layout", tmp_path / "set.pdf", "-"], capture_output=True, check=True
    )
    return unicodedata.normalize("NFC", said.stdout.decode())


def test_word_file_has_page_and_margins_of_the_decree():
    section = opened().sections[0]

    measures = {
        "page": (section.page_width, section.page_height),
        "top and bottom": (section.top_margin, section.bottom_margin),
        "left and right": (section.left_margin, section.right_margin),
    }
    near = {name: tuple(round(value / Mm(1)) for value in pair) for name, pair in measures.items()}
    assert near == {"page": (210, 297), "top and bottom": (20, 20), "left and right": (30, 15)}


def test_word_file_is_written_in_times_new_roman_for_every_script():
    document = opened()
    fonts = document.styles["Normal"].element.rPr.rFonts

    named = {fonts.get(qn(f"w:{script}")) for script in ("ascii", "hAnsi", "eastAsia", "cs")}
    assert named == {"Times New Roman"}
    assert document.styles["Normal"].font.size == Pt(14)
    assert all(run.font.name is None for paragraph in document.paragraphs for run in paragraph.runs)


def test_word_file_holds_the_parts_of_the_form_in_their_order():
    document = opened()
    head, *_body_tables, foot = document.tables
    left, right = head.rows[0].cells
    number, day = head.rows[1].cells

    assert left.text.strip() == "ỦY BAN NHÂN DÂN\nTHÀNH PHỐ ĐÀ NẴNG"
    assert right.text.strip() == "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc"
    assert number.text == "Số: 05/UBND-VP\nV/v trả lời đề nghị cung cấp thông tin"
    assert day.text == "Đà Nẵng, ngày 07 tháng 01 năm 2026"
    assert foot.rows[0].cells[0].text.split("\n") == [
        "Nơi nhận:",
        "- Như trên;",
        "- Chủ tịch UBND thành phố (để báo cáo);",
        "- Lưu: VT, VP.",
    ]
    assert foot.rows[0].cells[1].text.split("\n") == ["KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Trần Thị Mẫu"]
    texts = [paragraph.text for paragraph in document.paragraphs if paragraph.text]
    assert texts[0] == "Kính gửi: người đề nghị (hồ sơ DN-2026-00001)"
    assert texts[-1] == "Ủy ban nhân dân thành phố trân trọng trả lời./."
    assert document.element.body.index(head._tbl) < document.element.body.index(foot._tbl)


def test_word_file_has_bold_head_italic_date_and_justified_body_with_first_line_indent():
    document = opened()
    right, day = document.tables[0].rows[0].cells[1], document.tables[0].rows[1].cells[1]
    heading = [run for paragraph in right.paragraphs for run in paragraph.runs]

    assert [(run.bold, run.font.size.pt) for run in heading] == [(True, 13), (True, 14)]
    assert [(run.italic, run.font.size.pt) for run in day.paragraphs[0].runs] == [(True, 14)]
    body = next(one for one in document.paragraphs if one.text.startswith("Tỷ lệ hộ nghèo"))
    shape = body.paragraph_format
    assert (body.alignment, round(shape.first_line_indent.mm), shape.space_after) == (
        WD_ALIGN_PARAGRAPH.JUSTIFY,
        10,
        Pt(6),
    )


def test_word_file_counts_pages_in_the_middle_of_the_head_but_not_on_the_first():
    section = opened().sections[0]

    assert section.different_first_page_header_footer is True
    assert "PAGE" in section.header._element.xml
    assert section.header.paragraphs[0].alignment == WD_ALIGN_PARAGRAPH.CENTER
    assert "PAGE" not in section.first_page_header._element.xml


def test_word_file_names_nobody_who_made_it():
    properties = opened().core_properties

    assert (properties.author, properties.last_modified_by, properties.comments) == ("", "", "")
    assert properties.title == "V/v trả lời đề nghị cung cấp thông tin"


def test_word_file_names_several_addressees_below_one_another():
    document = opened(is_to_asker=False, addressees=("Sở Y tế", "Sở Nội vụ"))

    texts = [paragraph.text for paragraph in document.paragraphs if paragraph.text]
    assert texts[:3] == ["Kính gửi:", "- Sở Y tế;", "- Sở Nội vụ."]


def test_word_file_lists_sources_in_an_annex_of_its_own_page():
    document = opened(sources=("Tỷ lệ hộ nghèo 2025 – Báo cáo rà soát",))

    texts = [paragraph.text for paragraph in document.paragraphs if paragraph.text]
    assert texts[-4:] == [
        "Phụ lục",
        "NGUỒN SỐ LIỆU, TÀI LIỆU ĐÃ NÊU",
        "(Kèm theo Công văn số 05/UBND-VP ngày 07 tháng 01 năm 2026 của Ủy ban nhân dân thành phố Đà Nẵng)",
        "1. Tỷ lệ hộ nghèo 2025 – Báo cáo rà soát",
    ]


@needs_pdftotext
def test_pdf_says_what_the_word_file_says_and_counts_pages_from_the_second(tmp_path):
    pytest.importorskip("typst")

    said = words(letter_pdf(make_sheet(blocks=typed_blocks(LONG)), letter_form(), AT), tmp_path)

    first, second, *_rest = said.split("\f")
    flat = " ".join(said.split())
    for part in (
        "Số: 05/UBND-VP",
        "Kính gửi: người đề nghị (hồ sơ DN-2026-00001)",
        "KT. CHỦ TỊCH",
        "Nơi nhận:",
    ):
        assert part in flat
    assert not re.match(r"\s*1\s*\n", first)
    assert re.match(r"\s*2\s*\n", second)


@needs_pdftotext
def test_pdf_shows_lists_tables_and_quotations(tmp_path):
    pytest.importorskip("typst")

    flat = " ".join(words(letter_pdf(make_sheet(), letter_form(), AT), tmp_path).split())

    for part in ("- Cấp thẻ bảo hiểm y tế.", "Năm Tỷ lệ 2025 1,02", "Nguyên văn câu hỏi."):
        assert part in flat


def test_pdf_is_archival_and_set_in_the_metric_twin():
    pytest.importorskip("typst")

    pdf = letter_pdf(make_sheet(), letter_form(), AT)

    assert b"pdfaid:part" in pdf
    assert b"Tinos" in pdf


def test_pdf_of_words_that_look_like_markup_prints_them_as_they_stand(tmp_path):
    pytest.importorskip("typst")
    text = 'Văn bản *đậm* #import "x" $x$ @ai <nhãn> ] \\ // hết'

    pdf = letter_pdf(make_sheet(blocks=typed_blocks(text)), letter_form(), AT)

    if shutil.which("pdftotext"):
        assert '#import "x" $x$ @ai <nhãn> ] \\ // hết' in " ".join(words(pdf, tmp_path).split())


def test_open_places_for_number_and_day_wait_for_the_pen():
    sheet = compose(make_values(), letter_form(), year=2026)

    assert sheet.number == "Số:        /UBND-VP"
    assert sheet.place_and_day == "Đà Nẵng, ngày      tháng      năm 2026"


@pytest.mark.parametrize(
    ("day", "written"),
    [
        (date(2026, 1, 5), "ngày 05 tháng 01 năm 2026"),
        (date(2026, 2, 28), "ngày 28 tháng 02 năm 2026"),
        (date(2026, 3, 9), "ngày 09 tháng 3 năm 2026"),
        (date(2026, 11, 22), "ngày 22 tháng 11 năm 2026"),
    ],
)
def test_days_below_ten_and_the_first_two_months_bear_a_nought(day, written):
    sheet = compose(make_values(), letter_form(), number=12, day=day, year=day.year)

    assert sheet.place_and_day == f"Đà Nẵng, {written}"
    assert sheet.number == "Số: 12/UBND-VP"


def test_form_of_another_country_needs_no_line_of_code(tmp_path):
    folder = tmp_path / "zz"
    folder.mkdir()
    (folder / "country.toml").write_text('[heading]\npt = ["REPÚBLICA DE ZÊNITE"]\n', encoding="utf-8")
    (folder / "official_letter.toml").write_text(INVENTED, encoding="utf-8")
    form = read_form(folder)

    values = make_values(language="pt", capacity="ordem", issuer="Gabinete", place="Porto Alto")
    document = Document(
        io.BytesIO(letter_docx(compose(values, form, number=7, day=DAY, year=2026), form, AT))
    )

    section = document.sections[0]
    assert (round(section.page_width.mm), round(section.left_margin.mm)) == (216, 25)
    assert document.tables[0].rows[1].cells[0].text == "Ofício n.º 07/UBND-VP\nAssunto: " + values.subject
    assert document.tables[-1].rows[0].cells[1].text.split("\n")[0] == "P'LO CHỦ TỊCH"


def test_country_without_a_form_says_so(tmp_path):
    with pytest.raises(LookupError, match="no form of official letters"):
        read_form(tmp_path)


@pytest.mark.slow
@pytest.mark.skipif(soffice is None, reason="LibreOffice is not installed; it opens every Word file")
@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"blocks": typed_blocks(LONG), "sources": ("Một nguồn",)},
        {"is_to_asker": False, "addressees": ("Sở Y tế", "Sở Nội vụ"), "collective": "Ủy ban nhân dân"},
        {"language": "en", "place": "Da Nang", "closing": "Yours faithfully,"},
    ],
)
def test_libreoffice_opens_every_word_file(fields, tmp_path):
    file = tmp_path / "letter.docx"
    file.write_bytes(letter_docx(make_sheet(**fields), letter_form(), AT))

    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    told = [soffice, profile, "--headless", "--convert-to", "pdf", "--outdir", tmp_path, file]
    done = subprocess.run(told, capture_output=True, timeout=120, check=False)

    made = tmp_path / "letter.pdf"
    assert (done.returncode, made.exists()) == (0, True), done.stderr
    if shutil.which("pdftotext"):
        assert "05/UBND-VP" in words(made.read_bytes(), tmp_path)


def test_sheet_is_kept_and_read_back_whole():
    sheet = make_sheet(sources=("Một nguồn",))

    assert type(sheet).read(sheet.said()) == sheet
    assert LetterValues.read(make_values().said()) == make_values()
    assert replace(sheet, to_lines=("Ai đó",)) == sheet.addressed("Ai đó", "")


INVENTED = """
source = "Lei da Forma, artigo 3"
state = "read"
[page]
width = 216
height = 279
top = 25
bottom = 25
left = 25
right = 20
left_column = 80
motto_rule = 40
issuer_rule = 20
[type]
face = "Times New Roman"
twin = "Tinos"
heading = 12
motto = 12
superior = 12
issuer = 12
number = 12
place_and_day = 12
subject = 12
body = 12
signer = 12
recipients_label = 11
recipients = 10
page_number = 11
annex_title = 12
annex = 11
[body]
first_line = 0
space_after = 8
line_spacing = 1.0
[words.pt]
number = "Ofício n.º {number}/{symbol}"
number_open = "Ofício n.º      /{symbol}"
place_and_day = "{place}, {day} de {month_name} de {year}"
place_and_day_open = "{place},          de {year}"
subject = "Assunto: {subject}"
to = "A:"
sealed_asker = "requerente (processo {reference})"
asker_address = "({address})"
recipients = "Cópias:"
as_above = "O destinatário"
archive = "Arquivo: {archive}"
archive_default = "geral"
ending = ""
annex = "Anexo"
annex_title = "FONTES"
annex_of = "(Ofício n.º {number}/{symbol})"
annex_of_open = "(Ofício)"
annex_note = "Fontes em anexo."
[about.answer.pt]
subject = "resposta"
opening = "Respondemos:"
closing = "Atentamente,"
[signers]
head_post = "head"
head = "ordem"
[[capacities]]
code = "ordem"
lines.pt = ["P'lo {head}", "{title}"]
name.pt = "Por ordem"
"""
