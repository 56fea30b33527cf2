"""The sheet to sign: everything on one page, or an annex whose every page carries the same code."""

from __future__ import annotations

import subprocess
import unicodedata
from datetime import timedelta

import pytest
from django.utils import translation

from hoiam.texts.queries.signing_sheet import sheet_pdf, signing_sheet
from hoiam.texts.subjects import SubjectCard
from tests.factories.paper import make_holder, make_reviewed
from tests.factories.texts import AT, make_public_fact, make_version

pytest.importorskip("typst")
pytestmark = pytest.mark.django_db
QUESTION = "Xin cho biết tỷ lệ bao phủ bảo hiểm y tế của thành phố *năm 2023* #là bao nhiêu?"
BODY = "Tỷ lệ dân số tham gia bảo hiểm y tế là 93,35 % [F001]. Sở tiếp tục cập nhật số liệu."
LONG = "\n\n".join([f"# Phần {number}\n\n{BODY} Đây là đoạn thứ {'một ' * 60}." for number in range(1, 12)])


def card(question: str = QUESTION) -> SubjectCard:
    return SubjectCard("DN-2026-00041", question, "vi", "/office/", AT + timedelta(days=3))


def made(version, language: str = "vi", question: str = QUESTION) -> bytes:
    with translation.override(language):
        address = f"https://desk.example/office/da-nang/paper/{version.hash}/"
        return sheet_pdf(signing_sheet(version, card(question), address, AT), AT)


def pages(pdf: bytes, tmp_path) -> list[str]:
    (tmp_path / "sheet.pdf").write_bytes(pdf)
    said = subprocess.run(
        ["pdftotext", "-layout", tmp_path / "sheet.pdf", "-"], capture_output=True, check=True
    )
    text = unicodedata.normalize("NFC", said.stdout.decode())
    return [" ".join(page.split()) for page in text.split("\f") if page.strip()]


@pytest.mark.parametrize("language", ["vi", "en"])
def test_sheet_of_a_short_text_stands_on_one_page_with_everything_on_it(cast, tmp_path, language):
    make_public_fact(cast.desk)
    make_holder(cast.desk, "Trần Thị Phát Ngôn")
    version = make_reviewed(cast, BODY)

    found = pages(made(version, language), tmp_path)

    assert len(found) == 1
    code = f"{version.hash[:4]} {version.hash[4:8]}"
    for part in ("DN-2026-00041", QUESTION, "93,35", "Báo cáo năm 2023", "Trần Thị Phát Ngôn", code):
        assert part in found[0], part
    assert all(version.hash[at : at + 8] in found[0] for at in range(0, 64, 8))
    assert "case_officer" in found[0] and "reviewer" in found[0]


def test_sheet_of_a_long_text_gets_an_annex_whose_every_page_carries_the_code(cast, tmp_path):
    make_public_fact(cast.desk)
    version = make_reviewed(cast, LONG)

    found = pages(made(version, "en"), tmp_path)

    code = f"{version.hash[:4]} {version.hash[4:8]}"
    assert len(found) >= 3
    assert all(code in page and version.hash[-8:] in page for page in found)
    assert "Whoever signs here signs the whole text" in found[0]
    assert "Báo cáo năm 2023" not in found[0]
    assert "ANNEX" in found[1]
    assert "Phần 11" in found[-1] + found[-2] and "Báo cáo năm 2023" in found[-1]


def test_sheet_with_a_question_longer_than_a_page_still_has_its_places_to_sign_on_the_first(cast, tmp_path):
    make_holder(cast.desk, "Trần Thị Phát Ngôn")
    version = make_version(cast, BODY.replace(" [F001]", "").replace("93,35 %", "cao"))

    found = pages(made(version, "en", "Câu hỏi rất dài. " * 400), tmp_path)

    assert "Trần Thị Phát Ngôn" in found[0]
    assert "ANNEX" in found[1]


def test_sheet_of_a_version_nobody_reviewed_says_so(cast, tmp_path):
    found = pages(made(make_version(cast), "en"), tmp_path)

    assert "Reviewed by not yet" in found[0]


def test_sheet_shows_lists_tables_and_quotations(cast, tmp_path):
    table = "| Cột | Khác |\n|---|---|\n| ô | ô nữa |"
    body = f"# Đầu mục\n\n- một\n- hai\n\n1. thứ nhất\n2. thứ hai\n\n> trích lời\n\n{table}"

    found = pages(made(make_version(cast, body)), tmp_path)

    assert all(part in found[0] for part in ("Đầu mục", "• một", "2. thứ hai", "trích lời", "ô nữa"))


def test_sheet_is_set_within_three_tenths_of_a_second_once_the_faces_are_read(cast):
    import time

    make_public_fact(cast.desk)
    version = make_reviewed(cast, BODY)
    made(version)

    started = time.process_time()
    made(version)

    assert time.process_time() - started < 0.6  # on two cores, each counted
