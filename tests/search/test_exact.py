from __future__ import annotations

from hoiam.search.analysis.exact import dates, document_numbers, years


def test_document_numbers_are_found_in_every_writing():
    text = "Kết luận 57-KL/TW, Quyết định 1079/QĐ-TTg, luật 53/2024/QH15; so 5768/btttt-ttdn, trẻ 5-17 tuổi, 178/180"

    assert document_numbers(text) == {"57-kl/tw", "1079/qd-ttg", "53/2024/qh15", "5768/btttt-ttdn"}


def test_one_day_in_five_writings_is_one_date():
    written = [
        "7/12/2023",
        "07-12-2023",
        "2023-12-07",
        "ngày 7 tháng 12 năm 2023",
        "7 December 2023",
        "Dec 7, 2023",
    ]

    assert [dates(text) for text in written] == [{"2023-12-07", "2023-12"}] * 6


def test_one_month_in_four_writings_is_one_month():
    assert [dates(text) for text in ["tháng 4/2024", "tháng 4 năm 2024", "April 2024", "2024-04"]] == [
        {"2024-04"}
    ] * 4


def test_days_no_calendar_knows_are_left_out():
    assert (dates("31/02/2024"), dates("ngày 45 tháng 13 năm 2024"), years("2028, 1.2024, 12345")) == (
        set(), set(), {"2028", "2024"},
    )  # fmt: skip
