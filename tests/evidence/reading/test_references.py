"""Numbers that name are told from numbers that count."""

import pytest

from hoiam.evidence.reading.references import find_references

CASES = [
    ("Kết luận 57-KL/TW", ["document"]),
    ("1079/QĐ-TTg", ["document"]),
    ("109/2026/NĐ-CP", ["document"]),
    ("Nghị quyết 47 nêu", ["document"]),
    ("Điều 39 Luật Báo chí", ["article"]),
    ("Articles 5 and 7", ["article"]),
    ("Bảng 2", ["numbered_thing"]),
    ("ở thôn 3", ["place_number"]),
    ("1. Nội dung", ["list_number"]),
    ("2.1. Kết quả", ["list_number"]),
    ("A/HRC/57/7", ["document"]),
    ("Chương trình 3 tỷ đồng", []),
    ("số 25 tỉnh", []),
    ("Luật 2024", []),
    ("giai đoạn 2018-2020", []),
]


@pytest.mark.parametrize(("text", "kinds"), CASES)
def test_find_references_text_gives_naming_numbers_only(text, kinds):
    found = find_references(text)

    assert list(dict.fromkeys(reference.kind for reference in found)) == kinds


def test_find_references_date_of_a_document_belongs_to_it():
    text = "Decision 2715/QĐ-TTg of 13 December 2025 sets out"

    found = find_references(text)

    assert max(reference.end for reference in found) == text.index(" sets")
