"""Figures, days and due moments in both languages."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone, translation

from hoiam.ui import dues, figures, moments
from hoiam.ui.dues import Nearness

NOW = datetime(2026, 9, 3, 2, 30, tzinfo=UTC)


@pytest.fixture(autouse=True)
def in_viet_nam():
    with timezone.override("Asia/Ho_Chi_Minh"):
        yield


@pytest.mark.parametrize(
    ("value", "places", "vi", "en"),
    [
        (Decimal("1800.5"), None, "1.800,5", "1,800.5"),
        (Decimal("1800.50"), None, "1.800,50", "1,800.50"),
        (1234567, None, "1.234.567", "1,234,567"),
        (Decimal("0.005"), 2, "0,01", "0.01"),
        (-42, None, "−42", "−42"),
        (999, None, "999", "999"),
        (Decimal("1E+3"), None, "1.000", "1,000"),
        (None, None, "", ""),
        ("chưa rõ", None, "chưa rõ", "chưa rõ"),
        (float("nan"), None, "nan", "nan"),
    ],
)
def test_figure_follows_the_language(value, places, vi, en):
    with translation.override("vi"):
        in_vietnamese = figures.written(value, places)
    with translation.override("en"):
        in_english = figures.written(value, places)

    assert (in_vietnamese, in_english) == (vi, en)


@pytest.mark.parametrize(
    ("style", "vi", "en"),
    [
        ("day", "05/03/2026", "5 March 2026"),
        ("long", "thứ Năm, ngày 05/03/2026", "Thursday 5 March 2026"),
        ("month", "tháng 3/2026", "March 2026"),
        ("year", "2026", "2026"),
    ],
)
def test_day_is_written_to_its_precision(style, vi, en):
    with translation.override("vi"):
        in_vietnamese = moments.day(date(2026, 3, 5), style)
    with translation.override("en"):
        in_english = moments.day(date(2026, 3, 5), style)

    assert (in_vietnamese, in_english) == (vi, en)


def test_instant_of_the_evening_in_greenwich_is_the_next_day_in_viet_nam():
    evening = datetime(2026, 3, 4, 18, 5, tzinfo=UTC)

    with translation.override("vi"):
        written = (moments.moment(evening), moments.day(evening), moments.clock(evening))

    assert written == ("01:05 05/03/2026", "05/03/2026", "01:05")


def test_nothing_gives_nothing():
    assert (moments.day(None), moments.moment(None), moments.clock(None)) == ("", "", "")


@pytest.mark.parametrize(
    ("due_at", "more", "expected"),
    [
        (NOW + timedelta(days=5), {"working_days": 3}, Nearness("còn 3 ngày làm việc", "neutral")),
        (NOW + timedelta(days=5), {}, Nearness("còn 5 ngày", "neutral")),
        (NOW + timedelta(hours=20), {"working_days": 1}, Nearness("còn 20 giờ", "warning")),
        (NOW + timedelta(hours=14), {}, Nearness("đến hạn hôm nay", "warning")),
        (NOW + timedelta(minutes=5), {}, Nearness("còn 5 phút", "warning")),
        (NOW - timedelta(hours=2), {}, Nearness("quá hạn 2 giờ", "danger")),
        (NOW - timedelta(seconds=20), {}, Nearness("quá hạn 1 phút", "danger")),
        (NOW - timedelta(hours=2), {"is_paused": True}, Nearness("đang tạm dừng", "neutral")),
        (NOW, {"met_at": NOW}, Nearness("xong đúng hạn", "success")),
        (NOW, {"met_at": NOW + timedelta(days=3)}, Nearness("xong, trễ 3 ngày", "warning")),
    ],
)
def test_due_moment_says_how_near_it_is(due_at, more, expected):
    with translation.override("vi"):
        assert dues.nearness(due_at, NOW, **more) == expected


def test_due_moment_without_a_clock_says_no_distance():
    assert dues.nearness(NOW, None) is None
