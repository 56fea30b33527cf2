"""Markings of official secrets against the everyday words that contain the same syllable."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hoiam.desks.secrecy import SecrecyMarks, marked_secret

MARKS = SecrecyMarks(
    words=("MẬT", "TỐI MẬT", "TUYỆT MẬT"),
    labels=("Độ mật", "Mức độ mật", "Dấu chỉ độ mật"),
    carriers=("Tài liệu", "Văn bản", "Độ"),
)
LETTER = "ỦY BAN NHÂN DÂN\nSố: 12/BC-UBND\n{}\nKính gửi: Sở Y tế\nNội dung báo cáo."

MARKED = [
    ("MẬT", "MẬT"),
    ("TỐI MẬT", "TỐI MẬT"),
    ("TUYỆT MẬT", "TUYỆT MẬT"),
    ("  MẬT  ", "MẬT"),
    ("**MẬT**", "MẬT"),
    ("[TUYỆT MẬT]", "TUYỆT MẬT"),
    ("--- TỐI MẬT ---", "TỐI MẬT"),
    ("“MẬT”", "MẬT"),
    ("Tuyệt mật", "TUYỆT MẬT"),
    ("M Ậ T", "MẬT"),
    ("T Ố I   M Ậ T", "TỐI MẬT"),
    ("T.U.Y.Ệ.T  M.Ậ.T", "TUYỆT MẬT"),
    ("M\u200bẬT", "MẬT"),
    ("TỐI\u00a0MẬT", "TỐI MẬT"),
    (unicodedata.normalize("NFD", "TUYỆT MẬT"), "TUYỆT MẬT"),
    (unicodedata.normalize("NFD", "M Ậ T"), "MẬT"),
    ("TOI MAT", "TỐI MẬT"),
    ("TUYET MAT", "TUYỆT MẬT"),
    ("MAT", "MẬT"),
    ("T O I  M A T", "TỐI MẬT"),
    ("Độ mật: Mật", "MẬT"),
    ("Độ mật: MẬT", "MẬT"),
    ("Độ mật : tối mật.", "TỐI MẬT"),
    ("Mức độ mật - Tuyệt mật", "TUYỆT MẬT"),
    ("Do mat: Mat", "MẬT"),
    ("Độ mật: Mật   Số: 12/BC-UBND", "MẬT"),
    ("Độ mật: ☐ Mật ☒ Tối mật ☐ Tuyệt mật", "TỐI MẬT"),
    ("Dấu chỉ độ mật: [x] Mật", "MẬT"),
    ("(MẬT)", "MẬT"),
    ("BÁO CÁO CÔNG TÁC THÁNG 6 (MẬT)", "MẬT"),
    ("(TỐI MẬT) Báo cáo tình hình", "TỐI MẬT"),
    ("MẬT\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "MẬT"),
    ("TỐI MẬT        CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "TỐI MẬT"),
    ("HỎA TỐC - MẬT", "MẬT"),
    ("TÀI LIỆU TUYỆT MẬT", "TUYỆT MẬT"),
    ("VĂN BẢN MẬT", "MẬT"),
    ("TỐI MẬT - Kế hoạch bảo vệ hội nghị vùng Tây Nguyên năm 2026", "TỐI MẬT"),
    ("MẬT – Danh sách đoàn", "MẬT"),
    ("Báo cáo nhanh tình hình địa bàn - TUYỆT MẬT", "TUYỆT MẬT"),
    ("ĐỘ MẬT: TUYỆT MẬT", "TUYỆT MẬT"),
]

NOT_MARKED = [
    "bí mật",
    "BÍ MẬT",
    "bảo mật",
    "BẢO MẬT",
    "Bí mật nhà nước",
    "LUẬT BẢO VỆ BÍ MẬT NHÀ NƯỚC",
    "mật độ",
    "MẬT ĐỘ DÂN SỐ",
    "mật ong",
    "Mật",
    "mật",
    "TP. Mật Sơn",
    "Chùa Mật Đa ở phường nào?",
    "mật khẩu",
    "thân mật",
    "Tài liệu TUYỆT MẬT được giải mật sau bao nhiêu năm?",
    "Cơ quan nào được đóng dấu MẬT, TỐI MẬT và TUYỆT MẬT?",
    "Nghiên cứu cho thấy một số cơ quan dùng dấu mật để trì hoãn cung cấp thông tin.",
    "Một văn bản (MẬT) thì ai được đọc?",
    "Độ mật: Không",
    "Độ mật: Mật hay Tối mật?",
    "Độ mật của văn bản do ai quyết định?",
    "Độ mật: ☐ Mật ☐ Tối mật ☐ Tuyệt mật",
    "MẬT, ONG VÀ SỨC KHỎE NGƯỜI CAO TUỔI Ở ĐÀ NẴNG",
    "PHÁT HIỆN ĐƯỜNG DÂY BUÔN BÁN MẬT ONG GIẢ",
    "TÔI MẤT",
    "MẮT",
    "MẶT",
    "MẤT",
    "Mật độ xây dựng: 60%",
    "cho hoi tai lieu tuyet mat la gi",
    "",
]


@pytest.mark.parametrize(("line", "mark"), MARKED)
def test_line_with_a_marking_at_the_head_of_a_letter_gives_the_mark(line, mark):
    text = LETTER.format(line)

    found = marked_secret(text, MARKS)

    assert found == mark


@pytest.mark.parametrize("line", NOT_MARKED)
def test_line_that_only_speaks_of_secrets_gives_nothing(line):
    text = LETTER.format(line)

    found = marked_secret(text, MARKS)

    assert found is None


def test_several_markings_give_the_highest():
    text = "MẬT\nBáo cáo\nPhụ lục\nTUYỆT MẬT\nBảng số liệu"

    found = marked_secret(text, MARKS)

    assert found == "TUYỆT MẬT"


def test_marking_far_below_the_head_is_found_but_a_bare_single_syllable_is_not():
    body = "\n".join(f"Dòng thứ {number} của văn bản." for number in range(40))

    found = [marked_secret(f"{body}\n{line}", MARKS) for line in ("TỐI MẬT", "M Ậ T", "MAT")]

    assert found == ["TỐI MẬT", "MẬT", None]


@given(st.text(alphabet=st.characters(exclude_characters="mMậẬ"), max_size=200))
def test_text_without_the_letters_of_the_mark_gives_nothing(text):
    if "m" in unicodedata.normalize("NFKC", text).casefold():
        return

    assert marked_secret(text, MARKS) is None
