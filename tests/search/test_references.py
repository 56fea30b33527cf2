from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from hoiam.search.analysis.references import joined, shortened, symbols, typed
from hoiam.search.analysis.tokens import tokens


def test_symbols_of_documents_are_told_from_ages_dates_and_ranges():
    text = (
        "Kết luận 57-KL/TW, Quyết định 1079/QĐ-TTg, luật 53/2024/QH15, công văn 5768/BTTTT-TTĐN; "
        "trẻ 5-17 tuổi, 178/180, từ 2023-nay, 26-tháng"
    )

    assert symbols(text) == {"57kltw", "1079qdttg", "532024qh15", "5768bttttttdn"}


def test_what_may_be_a_reference_has_a_letter_and_a_digit():
    found = {one.joined for one in typed(tokens("DN-2026-00001 là gì"))}

    assert "dn202600001" in found
    assert "202600001" not in found and "lagi" not in found


@given(
    prefix=st.from_regex(r"[A-Z]{1,4}", fullmatch=True),
    year=st.integers(1990, 2090),
    number=st.integers(1, 99999),
)
def test_a_reference_is_one_in_every_writing(prefix, year, number):
    given_out = f"{prefix}-{year}-{number:05d}"
    writings = (given_out, given_out.lower(), given_out.replace("-", " "), given_out.replace("-", ""))

    assert all(joined(given_out) in {one.joined for one in typed(tokens(text))} for text in writings)
    assert shortened(f"{prefix} {year} {number}") == shortened(given_out)
